from __future__ import annotations

import msgspec
import pytest

from blogkit.core.view import EntryView, Link, PersonView
from blogkit.testing.fragment import Fragment
from blogkit.testing.hostile import site_of
from blogkit.widgets.question import WIDGET, QuestionOptions
from widgets.showing import show

SUBJECT = "?subject=Re%3A%20Retry%20%26%20kindly"
ASKED = "What is your retry horror story?"


def test_no_question_no_widget() -> None:
    assert show(WIDGET) == "" == show(WIDGET, question="  \n")


def test_the_copies_elsewhere_are_the_places_to_answer() -> None:
    places = (Link("Mastodon", "https://hachyderm.io/@ana/1"), Link("Bluesky", "https://bsky.app/profile/a.b/post/c"))
    html = show(WIDGET, question=ASKED, syndication=places)
    assert f'id="bk-question" dir="auto">{ASKED}</h2>' in html
    assert '<a href="https://hachyderm.io/@ana/1" rel="noopener">Answer on Mastodon</a>' in html
    assert html.index("Answer on Mastodon") < html.index("Answer on Bluesky") < html.index("your own blog")
    assert "e-mail" not in html


def test_without_any_place_it_still_invites() -> None:
    html = show(WIDGET, question=ASKED)
    assert "Answer on your own blog and link here." in html
    assert "Or answer" not in html
    assert "<ul" not in html


@pytest.mark.parametrize(
    ("option", "handles", "href"),
    [
        ("", (), None),
        ("hello@ana.dev", (), "mailto:hello@ana.dev" + SUBJECT),
        ("", (("mastodon", "@a@b.c"), ("email", "me@ana.dev")), "mailto:me@ana.dev" + SUBJECT),
        ("hello@ana.dev", (("email", "me@ana.dev"),), "mailto:hello@ana.dev" + SUBJECT),
        ("javascript:alert(1)", (), None),
        ("a?bcc=eve@ana.dev", (), "mailto:a%3Fbcc%3Deve@ana.dev" + SUBJECT),
    ],
)
def test_answers_by_mail(option: str, handles: tuple[tuple[str, str], ...], href: str | None) -> None:
    author = PersonView("Ana", "ana", handles=handles)
    html = show(WIDGET, QuestionOptions(email=option), question=ASKED, authors=(author,), title="Retry & kindly")
    assert [e.attributes["href"] for e in Fragment(html).elements if e.tag == "a"] == ([href] if href else [])


def test_a_place_that_runs_code_is_left_out() -> None:
    html = show(WIDGET, question=ASKED, syndication=(Link("Evil", "javascript:alert(1)"),))
    assert "Evil" not in html


MASTODON = Link("Mastodon", "https://hachyderm.io/@ana/1")


def test_one_link_for_each_network() -> None:
    again = Link("Mastodon", "https://mastodon.example/@ana/2")
    assert links(show(WIDGET, question=ASKED, syndication=(MASTODON, again))) == {
        "Answer on Mastodon": "https://hachyderm.io/@ana/1"
    }


def test_a_post_that_asks_nothing_has_one_quiet_line() -> None:
    author = PersonView("Ana", handles=(("email", "me@ana.dev"),))
    html = show(WIDGET, syndication=(MASTODON,), authors=(author,))
    assert "Something to add?" in html
    assert list(links(html)) == ["Answer on Mastodon", "Answer by e-mail"]
    assert "<h2" not in html
    assert show(WIDGET, QuestionOptions(always=False), syndication=(MASTODON,)) == ""
    assert show(WIDGET, syndication=(MASTODON,), kind="page") == ""


def test_a_closed_post_keeps_its_question_and_waits_for_nobody() -> None:
    html = show(WIDGET, question=ASKED, comments=False, syndication=(MASTODON,))
    assert ASKED in html
    assert "The author no longer waits for answers." in html
    assert links(html) == {}
    assert show(WIDGET, comments=False, syndication=(MASTODON,)) == ""


def test_a_guest_without_a_letterbox_is_reached_through_the_host() -> None:
    host = PersonView("Bo", handles=(("email", "bo@bo.example"),))
    post = EntryView(id="x", kind="article", source="", title="T", url="/", permalink="", question=ASKED)
    site = msgspec.structs.replace(site_of("Blog"), author=host)
    shown = WIDGET.prepare(msgspec.structs.replace(post, authors=(PersonView("Guest"),)), site, QuestionOptions())
    assert shown.mailto == "mailto:bo@bo.example?subject=Re%3A%20T"


def links(html: str) -> dict[str, str]:
    return {e.text: e.attributes["href"] for e in Fragment(html).elements if e.tag == "a"}
