"""How often the author writes, by their own measure: days of posts → the usual interval and the next slot. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from statistics import median_low
from xml.sax.saxutils import escape

import msgspec

POSTS = 12
ENOUGH = 3
"""Days with posts from which one can speak of a rhythm."""


class Rhythm(msgspec.Struct, frozen=True):
    days: tuple[str, ...]
    """Of the last posts, oldest first; two on one day count once."""
    interval: int = 0
    """Days from one to the next, as a rule; 0 when there are too few to tell."""
    next: str = ""
    """The day of the next one by that rhythm. It may have passed."""


def rhythm(dates: Iterable[dt.date]) -> Rhythm:
    days = sorted(set(dates))[-POSTS:]
    shown = tuple(day.isoformat() for day in days)
    if len(days) < ENOUGH:
        return Rhythm(shown)
    interval = median_low([(b - a).days for a, b in pairwise(days)])
    try:
        after = (days[-1] + dt.timedelta(days=interval)).isoformat()
    except OverflowError:  # the calendar ends
        after = ""
    return Rhythm(shown, interval, after)


def sentence(found: Rhythm, today: dt.date, scheduled: str = "") -> str:
    """No streaks and no blame: a rhythm is the author's own, and it may change. `scheduled`: when the next post that is
    already written will come, in words."""
    if not found.interval:
        few = {0: "Nothing is published yet", 1: "One post is"}.get(len(found.days), "Two posts are")
        return f"{few}{'' if not found.days else ' no rhythm yet'}. Three make one, however far apart."
    usual = f"You usually publish every {f'{found.interval} days' if found.interval > 1 else 'day'}"
    if scheduled:
        return f"{usual}; the next one waits for its date, {scheduled}."
    if not found.next:
        return f"{usual}."
    days = (dt.date.fromisoformat(found.next) - today).days
    if days < 0:
        return f"{usual}; by that rhythm, any day is a good day for the next one."
    return f"{usual}; by that rhythm, the next one comes {_when(days, found.next)}."


def _when(days: int, day: str) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"on {spoken(dt.date.fromisoformat(day))}")


def spoken(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def strip(found: Rhythm, today: dt.date, room: int) -> str:
    """The last posts on a line of time, `room` wide: `●──●────●──○`, where ○ is the next one."""
    marks = _places(found, today)
    if not marks:
        return ""
    line = ["─"] * (max(place for place in _scaled(marks, room - 1)) + 1)
    for (_, full), place in zip(marks, _scaled(marks, room - 1), strict=True):
        line[place] = "●" if full or line[place] == "●" else "○"
    return "".join(line)


def picture(found: Rhythm, today: dt.date, said: str) -> str:
    """The same as SVG, in the colour of the text around it; whoever cannot see it hears the sentence."""
    marks = _places(found, today)
    wide, high, radius = 320, 24, 5
    dots = []
    for (day, full), place in zip(marks, _scaled(marks, wide - 4 * radius), strict=True):
        fill = "currentColor" if full else "none"
        about = escape(spoken(day) + ("" if full else ": the next one"))
        dots.append(
            f'<circle cx="{place + 2 * radius}" cy="{high // 2}" r="{radius}" fill="{fill}" stroke="currentColor" '
            f'stroke-width="1.5"><title>{about}</title></circle>'
        )
    line = f'<path d="M0 {high // 2}H{wide}" stroke="currentColor" stroke-width="1" opacity="0.4"/>' if marks else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="rhythm-title rhythm-desc" '
        f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<title id="rhythm-title">{escape(said)}</title>'
        '<desc id="rhythm-desc">A line of time with a dot for each of the last posts; an empty one is the next.</desc>'
        f"{line}{''.join(dots)}</svg>"
    )


def _places(found: Rhythm, today: dt.date) -> list[tuple[dt.date, bool]]:
    """(day, whether there is a post), oldest first; the next one never in the past."""
    marks = [(dt.date.fromisoformat(day), True) for day in found.days]
    if found.next:
        marks.append((max(dt.date.fromisoformat(found.next), today), False))
    return marks


def _scaled(marks: list[tuple[dt.date, bool]], room: int) -> list[int]:
    if not marks:
        return []
    first, last = marks[0][0].toordinal(), marks[-1][0].toordinal()
    return [(day.toordinal() - first) * room // max(last - first, 1) for day, _ in marks]
