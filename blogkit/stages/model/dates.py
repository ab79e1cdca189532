"""Moments: what a date in front matter means in the site's timezone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from ...core.entry import FrontMatter
from ...core.site import LeftOut


class Clock(msgspec.Struct, frozen=True):
    """The time of the build and the site's timezone; arguments, so that the same input gives the same bytes."""

    now: dt.datetime
    zone: str

    @classmethod
    def at(cls, seconds: float, zone: str) -> Clock:
        """`seconds` since 1970."""
        return cls(dt.datetime.fromtimestamp(seconds, dt.UTC), zone)

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def moment(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """A day is its first moment in the site's timezone; a moment without an offset is local time there."""
    if not text:
        return None
    value = dt.datetime.fromisoformat(text)
    if value.tzinfo is None:
        return value.replace(tzinfo=zone)
    try:
        return value.astimezone(zone)
    except OverflowError:  # the first or last day of the calendar, moved over its edge
        return value.replace(tzinfo=zone)


def is_day(text: str) -> bool:
    return len(text) == 10


def state(front: FrontMatter, clock: Clock, zone: ZoneInfo) -> tuple[str, dt.datetime | None]:
    """("", …) when it is due; else why not, and the moment that decides."""
    if front.draft:
        return "draft", None
    date, expires = moment(front.date, zone), moment(front.expires, zone)
    if expires and expires <= clock.now:
        return "expired", expires
    if date and date > clock.now:
        return "future", date
    return "", None


def changes_at(front: FrontMatter, clock: Clock, zone: ZoneInfo) -> float:
    """When `state` will next answer differently, in seconds since 1970."""
    moments = (moment(front.date, zone), moment(front.expires, zone))
    return min((m.timestamp() for m in moments if m and m > clock.now), default=float("inf"))


def left_out(path: str, front: FrontMatter, why: str, when: dt.datetime | None, clock: Clock) -> LeftOut:
    words = f"{when:%a} {when.day} {when:%b %Y %H:%M} {clock.zone}" if when else ""
    return LeftOut(path, front.title, why, words)  # type: ignore[arg-type]
