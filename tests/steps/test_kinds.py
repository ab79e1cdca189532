"""What each kind of step asks for, when it asks, and when it keeps quiet."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from blogkit.builtin import BUILTIN
from blogkit.core.ledger import Coauthor, Known
from blogkit.core.step import Step
from blogkit.core.view import Citation, CreditView, EntryView, Link, MentionView, PersonView, ReferenceView
from blogkit.testing.hostile import site_of

ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/", profiles=("https://hachyderm.io/@ana",))
CY = PersonView("Cy", "cy", "https://cy.example/")
ME = PersonView("Me", "me")
POST = EntryView(
    id="retry", kind="article", source="content/posts/retry.md", title="Retry kindly", url="/posts/retry/",
    permalink="https://b.dev/posts/retry/", authors=(ME,),
)  # fmt: skip
KINDS = {kind.name: kind for kind in BUILTIN.steps}
PLACES = Known(places=(("mastodon", "Mastodon"), ("bluesky", "Bluesky")))


def steps(name: str, known: Known = Known(), **fields: Any) -> list[Step]:  # noqa: B008  frozen
    return list(KINDS[name].find(replace(POST, **fields), replace(site_of("Blog"), author=ME), known))


def test_a_post_that_asks_nothing_is_asked_to_ask() -> None:
    (step,) = steps("ask-question")
    assert step.title == 'Ask the readers of "Retry kindly" something'
    assert "content/posts/retry.md" in step.action
    assert steps("ask-question", question="What do you do?") == []
    assert steps("ask-question", comments=False) == []
    assert steps("ask-question", kind="note") == steps("ask-question", kind="reply") == []


def test_each_place_of_the_author_hears_of_a_post_once() -> None:
    first, second = steps("announce", PLACES)
    assert (first.target, first.action) == ("mastodon", "blogkit draft retry --network mastodon --open")
    assert first.id != second.id
    (left,) = steps("announce", PLACES, syndication=(Link("Mastodon", "https://social.example/@me/1"),))
    assert left == second
    assert steps("announce") == []


def test_the_address_goes_back_after_it_was_announced() -> None:
    announced, back = steps("announce", PLACES), steps("put-back", PLACES)
    assert [step.after for step in back] == [step.id for step in announced]
    assert back[0].action == "blogkit link retry URL"
    assert steps("put-back", Known(places=(("email", "e-mail"),))) == []


def test_who_wants_to_be_asked_is_asked_before_anything_else_is_done() -> None:
    shy = replace(PLACES, ask_first=("ana",))
    mention = MentionView(ANA, "her essay changed my mind", "https://ana.dev/retries")
    (ask,) = steps("ask-first", shy, mentions=(mention,), thanks=(CreditView(ANA, "tea"),))
    assert (ask.title, ask.person) == ("Ask Ana Ruiz whether you may name them elsewhere", "ana")
    assert {step.after for step in steps("announce", shy, mentions=(mention,))} == {ask.id}
    assert {step.after for step in steps("tell-source", shy, mentions=(mention,))} == {ask.id}
    assert ask.private  # the wish may stand in the private file alone
    assert steps("ask-first", PLACES, mentions=(mention,)) == []


def test_a_mention_with_a_reason_is_told_with_it_and_a_bare_name_is_not() -> None:
    (step,) = steps("tell-source", mentions=(MentionView(ANA, "her essay changed my mind"), MentionView(CY)))
    assert (step.person, step.because) == ("ana", "her essay changed my mind")
    assert step.title == "Tell Ana Ruiz that you name them"


def test_whom_a_post_answers_or_points_at_is_told() -> None:
    theirs = ReferenceView("https://cy.example/post", "A post", CY)
    for name in ("in_reply_to", "of"):
        (step,) = steps("tell-source", **{name: theirs})
        assert (step.person, step.target, step.title) == ("cy", theirs.url, 'Tell Cy that you cite "A post"')
    assert steps("tell-source", of=replace(theirs, person=None)) == []


def test_a_link_and_a_mention_of_one_person_are_one_step_that_survives_the_naming() -> None:
    link = Citation("https://ana.dev/retries", "Retry is a promise", "She says so.", "ana.dev")
    (before,) = steps("tell-source", citations=(link,))
    named = replace(link, person=ANA)
    (after,) = steps("tell-source", citations=(named,), mentions=(MentionView(ANA, "it helped"),))
    assert (before.person, after.person) == ("ana.dev", "ana")
    assert before.id in after.former


def test_domains_that_are_nobodys_are_left_in_peace() -> None:
    link = Citation("https://docs.kind.example/a", "docs", "", "docs.kind.example")
    assert steps("tell-source", citations=(link,))[0].action == "blogkit people add https://docs.kind.example/"
    assert steps("tell-source", Known(not_people=("kind.example",)), citations=(link,)) == []


def test_webmentions_need_somebody_to_mention_and_an_address_to_mention_from() -> None:
    link = Citation("https://ana.dev/retries", "x", "", "ana.dev")
    (step,) = steps("send-webmentions", citations=(link,))
    assert step.because == "You link to ana.dev"
    assert step.action.endswith("check?url=https://b.dev/posts/retry/'")
    reply = ReferenceView("https://cy.example/post", "A post")
    assert steps("send-webmentions", in_reply_to=reply)[0].because == "You answer https://cy.example/post"
    for address in ("/posts/retry/", "https://blog.example/posts/retry/", "http://localhost:8000/posts/retry/"):
        assert steps("send-webmentions", citations=(link,), permalink=address) == []
    assert steps("send-webmentions") == []


def test_helpers_whom_only_git_knows_and_whoever_led_you_there_are_thanked() -> None:
    (step,) = steps("thank", Known(helpers={"content/posts/retry.md": (Coauthor(PersonView("Dee Doe"), "Dee Doe"),)}))
    assert (step.person, step.because) == ("Dee Doe", "They worked on it, git says")
    (known,) = steps("thank", Known(helpers={"content/posts/retry.md": (Coauthor(CY, "Dee Doe"),)}))
    assert (known.person, step.id in known.former) == ("cy", True)  # who got a key since was thanked all the same
    (via,) = steps("thank", via=ReferenceView("https://cy.example/", "A find", CY))
    assert via.title == "Thank Cy for leading you there"


def test_a_guest_gets_a_brief_at_once_and_a_report_a_week_later() -> None:
    (brief,), (report,) = (steps(name, guest=CY, authors=(CY,)) for name in ("brief-guest", "report-to-guest"))
    assert brief.action == "blogkit draft retry --to cy"
    assert KINDS["report-to-guest"].due == 7
    assert report.person == brief.person == "cy"
    assert steps("brief-guest") == steps("report-to-guest") == []


def test_subscribers_hear_only_if_there_are_any() -> None:
    assert steps("tell-subscribers") == []
    (step,) = steps("tell-subscribers", Known(newsletter="https://letters.example/new"))
    assert step.action == "https://letters.example/new"


@pytest.mark.parametrize("kind", BUILTIN.steps, ids=lambda kind: kind.name)
def test_nobody_writes_to_themselves(kind: Any) -> None:
    mine = {"thanks": (CreditView(ME, "coffee"),), "contributors": (ME,), "mentions": (MentionView(ME, "I was there"),)}
    assert [s for s in steps(kind.name, **mine) if s.person == "me"] == []
