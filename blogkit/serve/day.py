"""What this day brings: behind `blogkit today`, `blogkit rhythm`, `blogkit balance` and the dashboard."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from ..core.site import LeftOut
from ..core.step import Standing
from ..core.view import EntryView
from ..engine.state import State
from ..stages import balance as balances
from ..stages import rhythm as rhythms
from ..stages.checklist import within
from ..stages.known import known
from ..stages.model import dates
from .desk import Desk
from .kindness import Friend, friends, today

STEPS = 4
"""As many as leave room for the rest on one screen."""


class Seen(msgspec.Struct, frozen=True):
    """What was open when the author last looked, and on the day they looked before that: so that a second look shows
    the news of the day again. Kept with the caches; without it, yesterday is the day before."""

    day: str = ""
    open: tuple[str, ...] = ()
    before: str = ""
    open_before: tuple[str, ...] | None = None


class Day(msgspec.Struct, frozen=True):
    day: str
    since: str
    """The day on which the author looked before."""
    new: tuple[Standing, ...]
    """Steps that are open now and were not then."""
    expired: tuple[Standing, ...]
    published: tuple[EntryView, ...]
    scheduled: tuple[LeftOut, ...]
    """The next one first."""
    drafts: tuple[LeftOut, ...]
    steps: tuple[Standing, ...]
    """What fits into the budget, private ones too."""
    more: int
    friend: Friend | None
    """Somebody to be kind to whom none of these steps is about."""
    rhythm: rhythms.Rhythm


def the_day(desk: Desk, seen: Seen) -> Day:
    day = today(desk).isoformat()
    since, were_open = _baseline(seen, day)
    steps = desk.remembered.steps
    open_ = [one for one in steps if one.state == "open"]
    shown = within(open_, desk.config.checklist.budget_minutes)[:STEPS]
    met = {one.found.step.person for one in shown}
    scheduled, drafts = waiting(desk)
    return Day(
        day=day,
        since=since,
        new=tuple(one for one in open_ if were_open is not None and one.found.step.id not in were_open),
        expired=tuple(one for one in steps if one.state == "expired" and one.found.step.id in (were_open or ())),
        published=tuple(p for p in desk.site.posts if p.date and since <= p.date.date().isoformat() <= day),
        scheduled=scheduled,
        drafts=drafts,
        steps=tuple(shown),
        more=len(open_) - len(shown),
        friend=next((one for one in friends(desk)[0] if one.who not in met), None),
        rhythm=rhythm(desk),
    )


def _baseline(seen: Seen, day: str) -> tuple[str, frozenset[str] | None]:
    """(the day to compare with, what was open then; None when that is not known)."""
    yesterday = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    if seen.day and seen.day < day:
        return min(seen.day, yesterday), frozenset(seen.open)
    if seen.day == day and seen.open_before is not None:
        return seen.before, frozenset(seen.open_before)
    return yesterday, None


def look(desk: Desk, *, remember: bool = True) -> Day:
    """The day, and for the next look, what was open in it."""
    with State(desk.root) as state:
        seen = state.load("today", Seen, Seen())
        day = the_day(desk, seen)
        now = tuple(one.found.step.id for one in desk.remembered.steps if one.state == "open")
        since, were_open = _baseline(seen, day.day)
        if remember:
            state.save("today", Seen(day.day, now, since, None if were_open is None else tuple(sorted(were_open))))
    return day


def waiting(desk: Desk) -> tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]]:
    """Posts that wait for their date, the next one first; and drafts."""
    zone, entries = ZoneInfo(desk.config.timezone), desk.site.entries
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    posts = [one for one in desk.site.left_out if entries[one.path].kind == "post"]
    future = [one for one in posts if one.reason == "future"]
    future.sort(key=lambda one: (dates.moment(entries[one.path].front.date, zone) or last, one.path))
    return tuple(future), tuple(one for one in posts if one.reason == "draft")


def rhythm(desk: Desk) -> rhythms.Rhythm:
    return rhythms.rhythm(post.date.date() for post in desk.site.posts if post.date)


def balance(desk: Desk) -> balances.Balance:
    read = desk.prepared.read
    about = known(desk.site, read.registry, read.config.checklist, read.sources, read.hands)
    return balances.balance(desk.site.posts, desk.site.view, about.not_people)
