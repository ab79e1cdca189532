"""Moments as the formats of the web write them."""

from __future__ import annotations

import datetime as dt


def whole_minutes(when: dt.datetime) -> dt.datetime:
    """With an offset in whole minutes: RFC 3339 knows no seconds there, though local time before about 1900 has them.
    A moment without an offset counts as UTC."""
    minutes = round((when.utcoffset() or dt.timedelta()).total_seconds() / 60)
    return when.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
