"""Who was kind and was not repaid."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from blogkit.core.ledger import Coauthor, Event, Favour
from blogkit.core.view import Citation, CreditView, EntryView, MentionView, PersonView, ReferenceView
from blogkit.stages.favours import Deed, Kind, deeds, of_post, owed
from blogkit.testing.hostile import posts, site_of

TODAY = dt.date(2026, 3, 10)
ANA, BO, ME = PersonView("Ana Ruiz", "ana", "https://ana.dev/"), PersonView("Bo"), PersonView("Me", "me")
SITE = replace(site_of("Blog"), author=ME)
POST = EntryView(
    id="p", kind="article", source="p.md", title="P", url="/p/", permalink="https://b.example/p/", authors=(ME,),
    date=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
)  # fmt: skip


def deed(day: str, way: str = "in", who: str = "bo", weight: float = 1.0, link: bool = False) -> Deed:
    return Deed(day, who, way, f"{way} {day}", link=link, weight=weight)  # type: ignore[arg-type]


def waiting(*found: Deed) -> list[tuple[str, list[str]]]:
    return [(one.who, [favour.day for favour in one.favours]) for one in owed(found, TODAY)]


def test_a_kindness_waits_until_it_is_repaid_the_oldest_first() -> None:
    bo, ana = deed("2026-02-01"), deed("2026-01-01", who="ana")
    assert waiting(bo, ana) == [("ana", ["2026-01-01"]), ("bo", ["2026-02-01"])]
    assert waiting(bo, ana, deed("2026-02-01", "out")) == [("ana", ["2026-01-01"])]
    assert waiting(bo, deed("2026-01-31", "out")) == [("bo", ["2026-02-01"])]  # what was done before repays nothing
    two = (deed("2026-02-01"), deed("2026-02-03"))
    assert waiting(*two, deed("2026-02-05", "out")) == [("bo", ["2026-02-03"])]
    assert waiting(*two, deed("2026-02-05", "out", weight=0.5)) == [("bo", ["2026-02-01", "2026-02-03"])]
    assert waiting(*two, deed("2026-02-05", "out"), deed("2026-02-05", "out")) == []


def test_it_fades_and_a_clock_that_jumped_ahead_is_no_matter() -> None:
    assert waiting(deed("2025-06-01"), deed("2024-12-01")) == [("bo", ["2025-06-01"])]
    assert waiting(deed("2999-01-01"), deed("2999-01-01", "out")) == []


def test_credits_are_half_repaid_by_being_given() -> None:
    post = replace(
        POST, thanks=(CreditView(ANA, "reading the draft"), CreditView(ME)), contributors=(BO, ANA),
        via=ReferenceView("https://cy.example/", "A find", PersonView("Cy")),
    )  # fmt: skip
    found = [*of_post(post, SITE, [Coauthor(PersonView("Dee"), "dee")])]
    assert {(one.who, one.what) for one in found if one.way == "in"} == {
        ("ana", 'reading the draft, for "P"'),
        ("Bo", 'helped with "P"'),
        ("Dee", 'helped with "P"'),
        ("Cy", 'led you to what "P" is about'),
    }
    assert [one.who for one in owed(found, TODAY)] == ["Bo", "Cy", "Dee", "ana"]
    told = Event("2026-03-03T10:00:00Z", "abc", "done", "thank", "p", "ana")
    assert [one.who for one in owed(deeds([post], SITE, {}, [told], [], str), TODAY)] == ["Bo", "Cy"]
    back = replace(told, t="2026-03-04T10:00:00Z", event="reopened")
    assert [one.who for one in owed(deeds([post], SITE, {}, [told, back], [], str), TODAY)] == ["Bo", "Cy", "ana"]
    own = replace(told, kind="announce")
    assert [one.who for one in owed(deeds([post], SITE, {}, [own], [], str), TODAY)] == ["Bo", "Cy", "ana"]


def test_a_guest_is_kind_though_they_are_the_only_author() -> None:
    (one,) = owed(of_post(replace(POST, guest=ANA, authors=(ANA,)), SITE), TODAY)
    assert (one.who, one.favours[0].what) == ("ana", 'wrote "P" for your readers')


@pytest.mark.parametrize(
    "fields",
    [
        {"citations": (Citation("https://ana.dev/x", "x", "", "ana.dev", ANA),)},
        {"citations": (Citation("https://ana.dev/x", "x", "", "ana.dev"),)},  # before people.yaml knew whose it is
        {"mentions": (MentionView(ANA),)},
        {"in_reply_to": ReferenceView("https://ana.dev/x", "x", ANA)},
        {"of": ReferenceView("https://ana.dev/x", "x", ANA)},
    ],
    ids=str,
)
def test_whoever_is_shown_to_readers_is_repaid(fields: dict[str, object]) -> None:
    favour = Favour("2026-03-01T10:00:00+01:00", "Ana Ruiz", "in", "shared it")

    def key(who: str) -> str:
        return {"Ana Ruiz": "ana", "ana.dev": "ana"}.get(who, who)

    assert [one.who for one in owed(deeds([POST], SITE, {}, [], [favour], key), TODAY)] == ["ana"]
    assert owed(deeds([replace(POST, **fields)], SITE, {}, [], [favour], key), TODAY) == ()
    again = replace(favour, t="2026-03-05T10:00:00Z")
    (one,) = owed(deeds([replace(POST, **fields)], SITE, {}, [], [favour, again], key), TODAY)
    assert one == Kind("ana", one.favours, "2026-03-02")
    assert [favour.day for favour in one.favours] == ["2026-03-05"]


def test_moments_are_read_however_they_are_written() -> None:
    (one,) = owed(deeds([], SITE, {}, [], [Favour("20260301T100000Z", "b\x1bo", "in", "x\ny")], str), TODAY)
    assert (one.who, one.favours[0].day, one.favours[0].what) == ("b o", "2026-03-01", "x y")


def test_hostile_posts_do_no_harm() -> None:
    for post, site in posts():
        for one in owed(of_post(post, site), TODAY):
            assert one.who.isprintable()
            assert all(favour.what.isprintable() for favour in one.favours)


@given(
    st.lists(
        st.builds(
            deed, st.dates(dt.date(2025, 12, 1), TODAY).map(str), st.sampled_from(["in", "out"]), st.sampled_from("ab")
        )
    )
)
def test_more_kindness_out_never_makes_anybody_wait(found: list[Deed]) -> None:
    before = dict(waiting(*found))
    after = dict(waiting(*found, deed(TODAY.isoformat(), "out", "a")))
    assert after.get("b") == before.get("b")
    assert set(after.get("a", [])) <= set(before.get("a", []))
    assert after.get("a", []) != before.get("a") or "a" not in before
