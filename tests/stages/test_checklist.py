"""Steps and what was done about them → where each stands today."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from blogkit.core.config import ChecklistConfig
from blogkit.core.ledger import Event
from blogkit.core.step import Found, Standing, Step
from blogkit.stages.checklist import by_id, changes_at, standing, within
from blogkit.stages.memory import event

CONFIG = ChecklistConfig()
DAY = dt.date(2026, 3, 10)


def found(id: str = "aaaaaa0001", *, due: str = "2026-03-09", **given: Any) -> Found:
    step = {"kind": "tell-source", "post": "tag:b.example,2026-03-09:posts/a", "person": "ana", **given}
    outer = {name: step.pop(name) for name in ("concern", "known", "published") if name in step}
    made = Step(id=id, title="Tell them", because="You cite them", **step)
    return Found(made, "A", "content/posts/a.md", **{"concern": "cited", "known": True, "published": "2026-03-09", "due": due, **outer})  # fmt: skip


def happened(one: Found, what: str, day: str, **more: Any) -> Event:
    now = dt.datetime.fromisoformat(day + "T12:00:00+00:00").timestamp()
    return event(one, what, now, (), **more)


def states(*steps: Found, events: tuple[Event, ...] = (), today: dt.date = DAY) -> dict[str, str]:
    return {one.found.step.id: one.state for one in standing(steps, events, CONFIG, today)}


def only(one: Found, *events: Event, today: dt.date = DAY) -> Standing:
    return standing((one,), events, CONFIG, today)[0]


def test_nobody_waits_in_vain_and_promotion_comes_last() -> None:
    kinds = ("own", "owed", "cited", "waiting")
    steps = [found(f"{concern:0<10}", concern=concern, person=concern, due="2026-03-01") for concern in kinds]
    ordered = [one.found.concern for one in standing(steps, (), CONFIG, DAY)]
    assert ordered == ["waiting", "cited", "owed", "own"]


def test_among_equals_those_you_know_come_first_then_what_is_due_longest_then_the_newest_post() -> None:
    stranger = found("1" * 10, person="x.example", known=False, due="2026-02-01", published="2026-02-01")
    overdue = found("2" * 10, person="bo", due="2026-03-08", published="2026-03-08")
    newest = found("3" * 10, person="cy", due="2026-03-10", published="2026-03-10")
    assert list(states(newest, stranger, overdue)) == ["3" * 10, "2" * 10, "1" * 10]


@pytest.mark.parametrize("what", ["done", "skipped"])
def test_what_is_finished_stays_finished_until_it_is_taken_back(what: str) -> None:
    one = found()
    first, second = happened(one, what, "2026-03-09"), happened(one, "reopened", "2026-03-10")
    assert only(one, first).state == what
    assert only(one, first, today=dt.date(2027, 1, 1)).state == what
    assert only(one, first, second).state == only(one, second, first).state == "open"


def test_a_clock_that_jumped_back_loses_no_decision() -> None:
    one = found()
    done = happened(one, "done", "2026-03-09")
    back = event(one, "reopened", dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp(), (done,))
    assert back.t > done.t
    assert only(one, done, back).state == "open"


def test_a_step_put_off_comes_back_on_its_day() -> None:
    one = found()
    off = happened(one, "snoozed", "2026-03-09", until="2026-03-20")
    assert only(one, off).state == "snoozed"
    assert only(one, off).until == "2026-03-20"
    assert only(one, off, today=dt.date(2026, 3, 20)).state == "open"


def test_steps_expire_visibly_and_reopening_counts_anew() -> None:
    one = found()
    last_day = dt.date(2026, 3, 9) + dt.timedelta(days=CONFIG.days)
    assert only(one, today=last_day).state == "open"
    gone = only(one, today=last_day + dt.timedelta(days=1))
    assert (gone.state, gone.place) == ("expired", "it was due on 2026-03-09")
    again = happened(one, "reopened", "2026-05-01")
    assert only(one, again, today=dt.date(2026, 5, 2)).state == "open"


def test_what_is_not_yet_due_waits() -> None:
    one = found(due="2026-03-19")
    assert (only(one).state, only(one).until) == ("later", "2026-03-19")
    assert only(one, today=dt.date(2026, 3, 19)).state == "open"


def test_nobody_is_written_to_about_two_posts_in_a_row() -> None:
    first = found("1" * 10, post="one", published="2026-03-09")
    second = found("2" * 10, post="two", published="2026-03-08", due="2026-03-09")
    assert states(first, second) == {"1" * 10: "open", "2" * 10: "later"}
    told = happened(first, "done", "2026-03-09")
    assert states(first, second, events=(told,))["2" * 10] == "later"
    assert states(first, second, events=(told,), today=dt.date(2026, 3, 23))["2" * 10] == "open"


def test_one_post_may_tell_and_thank_the_same_person() -> None:
    tell, thank = found("1" * 10), found("2" * 10, kind="thank", concern="owed")
    assert states(tell, thank) == {"1" * 10: "open", "2" * 10: "open"}
    assert states(tell, thank, events=(happened(tell, "done", "2026-03-09"),))["2" * 10] == "open"


def test_what_follows_on_another_step_waits_for_it_and_goes_with_it() -> None:
    post = found("1" * 10, kind="announce", concern="own", person="")
    back = found("2" * 10, kind="link", concern="own", person="", after="1" * 10)
    assert states(post, back)["2" * 10] == "later"
    assert states(post, back, events=(happened(post, "done", "2026-03-09"),))["2" * 10] == "open"
    assert states(post, back, events=(happened(post, "skipped", "2026-03-09"),))["2" * 10] == "skipped"
    assert states(back)["2" * 10] == "open"  # there is nothing to wait for


def test_somebody_who_waits_is_never_kept_waiting_by_that() -> None:
    told = found("1" * 10, post="one")
    reply = found("2" * 10, post="two", kind="reply", concern="waiting")
    assert states(told, reply, events=(happened(told, "done", "2026-03-10"),))["2" * 10] == "open"


def test_a_domain_that_gets_a_name_keeps_its_past() -> None:
    before = found("d" * 10, person="ana.example", known=False)
    after = found("e" * 10, former=("d" * 10,))
    assert only(after, happened(before, "done", "2026-03-09")).state == "done"
    assert by_id([only(after)], "ddd") == [only(after)]


def test_a_renamed_file_takes_its_steps_along_but_a_namesake_does_not() -> None:
    old = found("a" * 10, post="tag:b.example,2026-03-09:posts/draft-name")
    done = happened(old, "done", "2026-03-09")
    renamed = found("b" * 10, post="tag:b.example,2026-03-09:posts/better-name")
    assert only(renamed, done).state == "done"
    assert states(old, renamed, events=(done,))["b" * 10] != "done"  # both are there: nothing was renamed
    other_day = found("c" * 10, post="tag:b.example,2026-03-08:posts/x", published="2026-03-08")
    assert only(other_day, done).state == "open"
    other_person = replace(renamed, step=replace(renamed.step, person="bo"))
    assert only(other_person, done).state == "open"


def test_events_of_steps_that_are_gone_hurt_nobody() -> None:
    assert states(events=(happened(found(), "done", "2026-03-09"),)) == {}


def test_the_budget_is_kept_but_one_step_always_fits() -> None:
    steps = [found(f"{n:010}", person=f"p{n}", minutes=minutes) for n, minutes in enumerate((9, 9, 5, 1))]
    now = standing(steps, (), CONFIG, DAY)
    assert [one.found.step.minutes for one in within(now, 15)] == [9, 5, 1]
    assert [one.found.step.minutes for one in within(now, 1)] == [9]
    many = standing([found(f"{n:010}", person=f"p{n}", minutes=1) for n in range(9)], (), CONFIG, DAY)
    assert len(within(many, 60)) == 5
    assert within(standing((), (), CONFIG, DAY), 15) == []


def test_it_says_when_to_look_again() -> None:
    later = standing((found(due="2026-03-19"),), (), CONFIG, DAY)
    assert dt.datetime.fromtimestamp(changes_at(later, ZoneInfo("Europe/Madrid")), dt.UTC).isoformat() == "2026-03-18T23:00:00+00:00"  # fmt: skip
    assert changes_at((), dt.UTC) == float("inf")
