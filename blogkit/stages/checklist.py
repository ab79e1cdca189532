"""Posts → steps, and steps with what was done about them → where each stands today. Pure: today is an argument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from ..core.config import ChecklistConfig
from ..core.diagnostic import Diagnostic, Outcome, error
from ..core.ledger import Event, Known
from ..core.person import site_of
from ..core.span import Span
from ..core.step import CONCERNS, Found, Standing, Step
from ..core.view import EntryView, SiteView
from ..extend.registry import Registry

SHOWN = 5
"""Steps that a build prints at most, however short they are."""
REASONS = {
    "waiting": "somebody waits for you",
    "cited": "you cite them",
    "owed": "you owe them thanks",
    "own": "your own news comes last",
}
STATES = {"done": "done", "skipped": "skipped"}


def found(
    posts: Iterable[EntryView], site: SiteView, registry: Registry, config: ChecklistConfig, known: Known
) -> Outcome[tuple[Found, ...]]:
    """Every step that these posts give rise to. A kind that fails is a finding, and the others still speak."""
    result: list[Found] = []
    problems: list[Diagnostic] = []
    keys = set(known.people)
    for post in posts:
        if post.date is None or post.draft:
            continue
        day = post.date.date()
        for kind in registry.steps:
            due = (day + dt.timedelta(days=config.due.get(kind.name, kind.due))).isoformat()
            try:
                for step in kind.find(post, site, known):
                    if step.person in known.unwelcome:
                        continue
                    result.append(
                        Found(
                            step,
                            post.title,
                            post.source,
                            kind.concern,
                            step.person in keys,
                            day.isoformat(),
                            due,
                        )
                    )
            except Exception as problem:
                problems.append(
                    error(
                        "extension/failed",
                        f"step {kind.name}: {type(problem).__name__}: {problem}",
                        Span(post.source),
                        fix="mend the extension, or take it out of blogkit.yaml",
                    )
                )
    return Outcome(tuple(result), tuple(problems))


def standing(
    steps: Sequence[Found], events: Sequence[Event], config: ChecklistConfig, today: dt.date
) -> tuple[Standing, ...]:
    """Where each step stands on a day, in the order in which to take them."""
    last = _last(steps, events)
    met = _met(steps, last)
    result: list[Standing] = []
    taken: dict[str, str] = {}
    first = {one.step.id: one for one in steps}
    for one in sorted(steps, key=_order(today)):
        now = _state(one, last.get(one.step.id), config, today)
        if now.state == "open" and one.step.after in first:
            now = _after(now, first[one.step.after], last.get(one.step.after))
        if now.state == "open":
            now = _rested(now, met, taken, config, today)
        result.append(now)
    return tuple(result)


def _order(today: dt.date) -> Callable[[Found], tuple[int, bool, str, int, str]]:
    """People first, promotion last; among these whom the author knows, what was due longest, the newest post."""

    def key(one: Found) -> tuple[int, bool, str, int, str]:
        day = dt.date.fromisoformat(one.published).toordinal()
        return CONCERNS.index(one.concern), not one.known, max(one.due, today.isoformat()), -day, one.step.id

    return key


def _last(steps: Sequence[Found], events: Sequence[Event]) -> dict[str, Event]:
    """Step id to its newest event, also one written under a former id or before the post's file was renamed."""
    newest: dict[str, Event] = {}
    for event in sorted(events, key=lambda e: e.t):  # sorted is stable: of one second, the later line counts
        newest[event.id] = event
    posts = {one.step.post for one in steps}
    moved = {(e.kind, e.who, _day(e.post)): e for e in newest.values() if e.post and e.post not in posts}
    result: dict[str, Event] = {}
    for one in steps:
        names = (one.step.id, *one.step.former)
        candidates = [newest[name] for name in names if name in newest]
        if not candidates:
            keys = [(one.step.kind, who, one.published) for who in _called(one.step)]
            candidates = [moved[key] for key in keys if key in moved][:1]
        if candidates:
            result[one.step.id] = max(candidates, key=lambda e: e.t)
    return result


def _called(step: Step) -> tuple[str, ...]:
    """The ways in which an event may name whom or what a step is about: a person may have been a mere domain then."""
    return (step.person, site_of(step.target)[0]) if step.person else (step.target,)


def _day(post: str) -> str:
    """The day in a post's tag URI; empty for an id of the author's own, which no renaming changes."""
    return post.partition(",")[2].partition(":")[0] if post.startswith("tag:") else ""


def _state(one: Found, event: Event | None, config: ChecklistConfig, today: dt.date) -> Standing:
    day = today.isoformat()
    expires = _later(one.due, config.days + 1)
    if event and event.event in STATES:
        return Standing(one, event.event, f"{STATES[event.event]} on {event.t[:10]}", url=event.url)  # type: ignore[arg-type]
    if event and event.event == "snoozed" and event.until > day:
        return Standing(one, "snoozed", f"put off until {event.until}", event.until)
    since = max(expires, _later(event.t[:10], config.days + 1)) if event else expires  # reopened: it counts from then
    if since <= day:
        return Standing(one, "expired", f"it was due on {one.due}")
    if one.due > day:
        return Standing(one, "later", f"due on {one.due}", one.due)
    overdue = f", since {one.due}" if one.due < day else ""
    return Standing(one, "open", REASONS[one.concern] + overdue, since)


def _after(now: Standing, first: Found, event: Event | None) -> Standing:
    """What follows on another step waits until that is done, and goes with it if it will not be."""
    if event and event.event == "done":
        return now
    if event and event.event == "skipped":
        return structs.replace(now, state="skipped", place=f"after {first.step.id[:6]}, which was skipped", until="")
    return structs.replace(now, state="later", place=f"after {first.step.id[:6]}", until="")


def _met(steps: Sequence[Found], last: dict[str, Event]) -> dict[str, dict[str, str]]:
    """Person to the posts about which the author wrote to them, with the last day."""
    met: dict[str, dict[str, str]] = {}
    for one in steps:
        event = last.get(one.step.id)
        if event and event.event == "done" and one.step.person:
            days = met.setdefault(one.step.person, {})
            days[one.step.post] = max(days.get(one.step.post, ""), event.t[:10])
    return met


def _rested(
    now: Standing, met: dict[str, dict[str, str]], taken: dict[str, str], config: ChecklistConfig, today: dt.date
) -> Standing:
    """Be engaging, not a stalker: about one post at a time, and not about another one right after."""
    who, post = now.found.step.person, now.found.step.post
    if not who or now.found.concern == "waiting" or not config.rest_days:
        return now
    days = [day for other, day in met.get(who, {}).items() if other != post]
    free = _later(max(days), config.rest_days) if days else ""
    if free > today.isoformat():
        return structs.replace(now, state="later", place=f"you wrote to them on {max(days)}", until=free)
    if taken.setdefault(who, post) != post:
        return structs.replace(now, state="later", place="another post speaks to them first", until="")
    return now


def _later(day: str, days: int) -> str:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return "9999-12-31"


def changes_at(steps: Sequence[Standing], zone: dt.tzinfo) -> float:
    """Seconds since 1970 at which the first of these will stand otherwise by itself: the beginning of a day."""
    days = [one.until for one in steps if one.until]
    if not days:
        return float("inf")
    return dt.datetime.fromisoformat(min(days)).replace(tzinfo=zone).timestamp()


def within(steps: Sequence[Standing], minutes: int) -> list[Standing]:
    """The first open steps that fit into so many minutes; one at least."""
    chosen: list[Standing] = []
    left = minutes
    for one in (one for one in steps if one.state == "open"):
        if len(chosen) < SHOWN and (not chosen or one.found.step.minutes <= left):
            chosen.append(one)
            left -= one.found.step.minutes
    return chosen


def by_id(steps: Sequence[Standing], short: str) -> list[Standing]:
    """Those whose id begins so, as with git; a former id counts too."""
    names = [one for one in steps if any(i.startswith(short) for i in (one.found.step.id, *one.found.step.former))]
    exact = [one for one in names if short in (one.found.step.id, *one.found.step.former)]
    return exact or names


def as_data(one: Standing) -> dict[str, object]:
    """One step in the JSON of `blogkit checklist --json`."""
    step: Step = one.found.step
    return {
        "id": step.id,
        "kind": step.kind,
        "post": step.post,
        "person": step.person,
        "state": one.state,
        "title": step.title,
        "because": step.because,
        "action": step.action,
        "minutes": step.minutes,
        "due": one.found.due,
        "post_title": one.found.post_title,
        "source": one.found.source,
        "concern": one.found.concern,
        "place": one.place,
        "url": one.url,
    }
