from __future__ import annotations

import mf2py

from blogkit.core.view import CreditView, PersonView
from blogkit.widgets.thanks import WIDGET
from widgets.showing import show

ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/")
BO = PersonView("Bo <b>")


def cards(html: str) -> list[dict[str, list[str]]]:
    return [item["properties"] for item in mf2py.parse(doc=html)["items"]]


def test_nobody_to_thank() -> None:
    assert show(WIDGET) == "" == show(WIDGET, thanks=(CreditView(PersonView(" ")),))


def test_people_are_h_cards_with_what_for() -> None:
    html = show(WIDGET, thanks=(CreditView(ANA, "reading the draft"), CreditView(BO)))
    assert cards(html) == [{"name": ["Ana Ruiz"], "url": ["https://ana.dev/"]}, {"name": ["Bo <b>"]}]
    assert "for reading the draft" in html


def test_everyone_stands_there_once() -> None:
    thanks = (CreditView(ANA, "the draft"), CreditView(BO, "tea"), CreditView(ANA, "the title"), CreditView(ANA, "tea"))
    html = show(WIDGET, thanks=thanks, contributors=(ANA, BO, PersonView("Cy")))
    assert [card["name"] for card in cards(html)] == [["Ana Ruiz"], ["Bo <b>"], ["Cy"]]
    assert [html.count(f"for {reason}<") for reason in ("the draft", "the title", "tea")] == [1, 1, 2]


def test_own_site_before_page_before_profile() -> None:
    def url(person: PersonView) -> list[str]:
        return cards(show(WIDGET, contributors=(person,)))[0].get("url", [])

    assert url(PersonView("A", url="https://a.dev/", page="/authors/a/", profiles=("https://b.dev/",))) == [
        "https://a.dev/"
    ]
    assert url(PersonView("A", page="/authors/a/", profiles=("https://b.dev/",))) == ["/authors/a/"]
    assert url(PersonView("A", url="javascript:x", profiles=("mailto:a@b.dev", "https://b.dev/"))) == ["https://b.dev/"]
    assert url(PersonView("A", url="/authors/a/")) == []
