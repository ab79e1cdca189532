"""What was done about steps: event files → events, and new events → lines at their ends.

One JSON object a line (https://jsonlines.org). A line that cannot be read is named, passed over and kept.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from msgspec import structs

from ..core.diagnostic import Diagnostic, Outcome, warning
from ..core.ledger import Event
from ..core.span import Span
from ..core.step import Found

FOLDER = "engagement"
PRIVATE_FOLDER = "engagement/private/"
PUBLIC = "engagement/public/checklist.jsonl"
PRIVATE = "engagement/private/checklist.jsonl"
_MERGE_MARK = re.compile(r"(<{7}|>{7}|={7}|\|{7})( |$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Line = TypeVar("Line", bound=msgspec.Struct)


def events(read: Callable[[str], bytes | None]) -> Outcome[tuple[Event, ...]]:
    """Everything that is known to have been done. `read` gives a file's bytes, or None where there is none."""
    found: list[Diagnostic] = []
    result: list[Event] = []
    for path in (PUBLIC, PRIVATE):
        lines, problems = _both(entries(path, read(path), Event))
        found += problems
        result += lines
    return Outcome(tuple(result), tuple(found))


def entries(path: str, data: bytes | None, wanted: type[Line]) -> Outcome[tuple[Line, ...]]:
    """The lines of one file, in order. Blank lines and the marks of a half-done merge are no entries."""
    decode = msgspec.json.Decoder(wanted).decode
    result: list[Line] = []
    found: list[Diagnostic] = []
    for number, raw in enumerate((data or b"").split(b"\n"), 1):
        line = raw.strip(b"\r\xef\xbb\xbf \t")
        if not line:
            continue
        try:
            one = decode(line)
            _moment(one.t)  # type: ignore[attr-defined]
            if getattr(one, "until", "") and not _DAY.fullmatch(one.until):  # type: ignore[attr-defined]
                raise ValueError("until is a day: 2026-03-02")
            result.append(one)
        except (msgspec.MsgspecError, ValueError, UnicodeDecodeError) as problem:
            text = line.decode("utf-8", "replace")
            merge = _MERGE_MARK.match(text)
            private = path.startswith(PRIVATE_FOLDER)  # findings are printed where others read them
            why = "it is no whole entry" if private else str(problem)
            message = "a merge left its mark here" if merge else f"this line is passed over: {why}"
            fix = "take the mark out; the lines on both sides count" if merge else "mend the line, or take it out"
            shown = "" if private else text[:80]
            found.append(warning("checklist/line", message, Span(path, number, 1), found=shown, fix=fix))
    return Outcome(tuple(result), tuple(found))


def event(
    one: Found, what: str, now: float, past: Sequence[Event], *, url: str = "", until: str = "", because: str = ""
) -> Event:
    """What happens to a step at this moment. Never earlier than its last event, though a clock jumped back."""
    ids = {one.step.id, *one.step.former}
    last = max((_moment(e.t) for e in past if e.id in ids), default=dt.datetime.min.replace(tzinfo=dt.UTC))
    moment = max(dt.datetime.fromtimestamp(int(now), dt.UTC), last + dt.timedelta(seconds=1) if past else last)
    return Event(
        t=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        id=one.step.id,
        event=what,  # type: ignore[arg-type]
        kind=one.step.kind,
        post=one.step.post,
        who=one.step.person or one.step.target,
        url=url,
        until=until,
        because=because,
    )


def record(root: str, happened: Iterable[tuple[Found, Event]]) -> None:
    """Append events: what others may know to the public file, the author's own words and private steps to the other."""
    for one, new in happened:
        if not one.step.private:
            append(root, PUBLIC, structs.replace(new, because=""))
        if one.step.private or new.because:
            append(root, PRIVATE, new)


def append(root: str, path: str, entry: msgspec.Struct) -> None:
    """One more line, in one write. Sees to it that git merges the file line by line, and ignores what is private."""
    _prepare(root, path.rpartition("/")[0])
    full = os.path.join(root, path)
    line = msgspec.json.encode(entry) + b"\n"
    with open(full, "ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)


def _prepare(root: str, folder: str) -> None:
    os.makedirs(os.path.join(root, folder), exist_ok=True)
    notes = {f"{FOLDER}/.gitattributes": "*.jsonl merge=union\nchecklist.md merge=union\n"}
    if folder.endswith("/private"):
        notes[f"{folder}/.gitignore"] = "*\n"
    for path, text in notes.items():
        full = os.path.join(root, path)
        if not os.path.lexists(full):
            with open(full, "x", encoding="utf-8") as file:
                file.write(text)


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment


def _both(outcome: Outcome[tuple[Line, ...]]) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    return outcome.value, outcome.diagnostics
