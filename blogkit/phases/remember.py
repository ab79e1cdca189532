"""report, the part with a memory: the steps of a plan and what was done about them → where each stands today."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable

import msgspec

from ..core.config import Config
from ..core.diagnostic import Diagnostic
from ..core.ledger import Event
from ..core.step import Found, Standing
from ..engine import scan
from ..stages import checklist, memory, tasklist


class Remembered(msgspec.Struct, frozen=True):
    """The whole checklist, in the order in which to take it."""

    steps: tuple[Standing, ...] = ()
    events: tuple[Event, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    until: float = float("inf")
    """Seconds since 1970 at which a step will stand otherwise by itself."""

    def first(self, config: Config) -> tuple[list[Standing], int]:
        """What a build shows, and how many more are open. Private steps are only counted: logs are read by others."""
        public = [one for one in self.steps if not one.found.step.private]
        shown = checklist.within(public, config.checklist.budget_minutes)
        return shown, sum(one.state == "open" for one in self.steps) - len(shown)


def remember(root: str, steps: tuple[Found, ...], config: Config, now: float) -> Remembered:
    """Where each step stands. Only reads."""
    if not config.checklist.enabled:
        return Remembered()
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(config.timezone)
    past = memory.events(reader(root))
    today = dt.datetime.fromtimestamp(now, zone).date()
    standing = checklist.standing(steps, past.value, config.checklist, today)
    return Remembered(standing, past.value, past.diagnostics, checklist.changes_at(standing, zone))


def take_up(root: str, last: Remembered, config: Config, steps: tuple[Found, ...], now: float) -> Remembered:
    """The same after the boxes that the author ticked in `engagement/checklist.md` have become events."""
    text = reader(root)(tasklist.PATH)
    known = {i: one for one in last.steps for i in (one.found.step.id, *one.found.step.former)}
    happened = [
        (known[i].found, memory.event(known[i].found, what, now, last.events))
        for i, what in tasklist.ticks((text or b"").decode("utf-8-sig", "replace"))
        if i in known and (what == "done") != (known[i].state == "done")
    ]
    if not happened:
        return last
    memory.record(root, happened)
    return remember(root, steps, config, now)


def write_list(root: str, remembered: Remembered) -> str:
    """Brings `engagement/checklist.md` up to date, and gives its token; empty when there is nothing to write about."""
    path = os.path.join(root, tasklist.PATH)
    before = (reader(root)(tasklist.PATH) or b"").decode("utf-8-sig", "replace")
    text = tasklist.written(remembered.steps, before)
    with contextlib.suppress(OSError):  # on a full or read-only disk the site is built all the same
        if text != before and (before or remembered.steps):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path + ".new", "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(path + ".new", path)
        return scan.token(os.stat(path))
    return ""


def reader(root: str) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        try:
            with open(os.path.join(root, path), "rb") as file:
                return file.read()
        except OSError:
            return None

    return read
