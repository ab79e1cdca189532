from __future__ import annotations

from typing import Any

import mf2py

from blogkit.core.view import Link, MentionView, PersonView
from blogkit.testing.fragment import Fragment
from blogkit.widgets.mentions import WIDGET, MentionsOptions
from widgets.showing import show

MASTODON = Link("Mastodon", "https://hachyderm.io/@ana")
ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/", preferred=MASTODON)
BO = PersonView("Bo <b>")


def people(html: str) -> list[dict[str, Any]]:
    """The people of a post, as a reader of microformats finds them."""
    (post,) = mf2py.parse(doc=f'<div class="h-entry">{html}</div>')["items"]
    return [one["properties"] for one in post["properties"].get("category", [])]


def test_nobody_with_a_reason() -> None:
    assert show(WIDGET) == ""
    assert show(WIDGET, mentions=(MentionView(ANA), MentionView(PersonView(" "), "x"))) == ""


def test_people_stand_there_with_the_reason_their_words_and_where_they_like_to_be_met() -> None:
    one = MentionView(ANA, "who changed how I <em>wait</em>", "https://www.ana.dev/retry/", "Back off, kindly.")
    html = show(WIDGET, mentions=(one, MentionView(BO, "for the tea")))
    assert people(html) == [{"name": ["Ana Ruiz"], "url": ["https://ana.dev/"]}, {"name": ["Bo <b>"]}]
    told = [element.text for element in Fragment(html).elements if element.tag == "li"]
    assert told == ["Ana Ruiz (on Mastodon) – who changed how I <em>wait</em> Back off, kindly. ana.dev",
                    "Bo <b> – for the tea"]  # fmt: skip
    links = {e.text: e.attributes["href"] for e in Fragment(html).elements if e.tag == "a"}
    assert links == {"Ana Ruiz": "https://ana.dev/", "on Mastodon": MASTODON.url, "ana.dev": one.source}


def test_the_preferred_place_is_not_said_twice() -> None:
    there = PersonView("Ana", "ana", profiles=(MASTODON.url,), preferred=MASTODON)
    html = show(WIDGET, mentions=(MentionView(there, "x"),))
    assert people(html) == [{"name": ["Ana"], "url": [MASTODON.url]}]
    assert "on Mastodon" not in html


def test_those_who_are_only_named_are_listed_on_request_and_nobody_twice() -> None:
    mentions = (MentionView(ANA), MentionView(ANA, "x"), MentionView(BO), MentionView(BO), MentionView(ANA, "x"))
    assert [one["name"] for one in people(show(WIDGET, mentions=mentions))] == [["Ana Ruiz"]]
    everyone = show(WIDGET, MentionsOptions(all=True), mentions=mentions)
    assert [one["name"] for one in people(everyone)] == [["Ana Ruiz"], ["Bo <b>"]]


def test_addresses_that_run_code_are_left_out() -> None:
    evil = PersonView("Eve", url="javascript:x", preferred=Link("X", "data:x"))
    html = show(WIDGET, mentions=(MentionView(evil, "x", "javascript:x"), MentionView(BO, "y", "https://[")))
    assert people(html) == [{"name": ["Eve"]}, {"name": ["Bo <b>"]}]
    assert "javascript" not in html
    assert "data:" not in html
