"""The many ways to write a date → ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

_DATE = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:(?:[Tt\s]+|-)(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?\s*"
    r"(?P<z>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?\Z",
    re.ASCII,
)
_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %z %Y")


class NotADate(ValueError):
    """The text is no date at all; `near` is what it may have meant, or empty."""

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


def is_date(text: str) -> bool:
    return _DATE.match(text.strip()) is not None


def iso(text: str) -> str:
    """A day, or a moment with seconds, with its offset if one was written; nothing for the first day of all, with
    which Go says "no date". Raises NotADate, or ValueError for what no calendar or clock has."""
    match = _DATE.match(text.strip())
    if match is None:
        raise NotADate(_meant(text.strip()))
    day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    if day == dt.date.min:
        return ""
    if not 1000 <= day.year <= 9998:
        raise ValueError("a year has four digits, and 9998 is the last")
    if match["H"] is None:
        return day.isoformat()
    time = dt.time(int(match["H"]), int(match["M"]), int(match["S"] or 0))
    return f"{day.isoformat()}T{time.isoformat()}{_zone(match['z'])}"


def _zone(text: str | None) -> str:
    if not text:
        return ""
    if text.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no time zone {text}")
    return f"{text[0]}{hours:02}:{minutes:02}"


def _meant(text: str) -> str:
    """Dates in English words, to be advised and not read: "03/02/2026" would be a guess."""
    for pattern in _WORDS:
        try:
            moment = dt.datetime.strptime(text, pattern)
        except ValueError:
            continue
        return moment.isoformat(" ", "minutes") if "%H" in pattern else moment.date().isoformat()
    return ""
