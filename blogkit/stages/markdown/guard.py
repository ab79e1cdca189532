"""No text may keep a build waiting: limits known before the work begins, and a budget of time for the rest."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from blogkit.core.diagnostic import Diagnostic, error
from blogkit.core.span import Span

from .draft import Draft

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 40
"""Quotes in quotes, lists in lists. python-markdown recurses for each level."""
MAX_RUN = 1_000
RUNS = tuple(mark * (MAX_RUN // len(mark)) for mark in ("[", "]", "![", "<a ", "<", "*", "_", "`", "(", "~", "&", "\\"))
SECONDS = 5.0
SECONDS_PER_CHARACTER = 2.5e-6


class Refused(Exception):
    """The text will not be converted; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def check_size(text: str, path: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise Refused(
            error(
                "markdown/too-large",
                f"this text is too large to convert: {len(text):,} characters",
                Span(path),
                fix=f"split it into several posts; the limit is {MAX_CHARACTERS:,} characters",
            )
        )


def check_runs(text: str, draft: Draft) -> None:
    """Refuse what takes python-markdown the square of its length. Fenced code is not in `text` any more."""
    for run in RUNS:
        if run in text:
            raise _long_run(f'a run of "{run[:3].strip()}" {MAX_RUN:,} characters long', run, draft)
    if text.count("<") > text.count(">") + MAX_RUN:
        raise _long_run(f'a text with more than {MAX_RUN:,} "<" that no ">" closes', "<", draft)


def _long_run(what: str, mark: str, draft: Draft) -> Refused:
    line = draft.text.count("\n", 0, max(draft.text.find(mark), 0))
    return Refused(
        error(
            "markdown/long-run",
            f"{what} cannot be converted",
            draft.span(line),
            found=mark[:24],
            fix="put it in a fenced code block, or take it out",
        )
    )


def too_deep(span: Span) -> Refused:
    return Refused(
        error(
            "markdown/too-deep",
            f"quotes or lists are nested more than {MAX_DEPTH} deep",
            span,
            fix="flatten them, or put the text in a fenced code block",
        )
    )


@contextmanager
def time_budget(text: str, path: str) -> Iterator[None]:
    """Raise `Refused` when the work inside takes too long.

    The clock counts this process's own computing time, so a busy machine or a closed laptop refuses nothing that
    a quiet one accepts. It needs POSIX signals and the main thread; elsewhere only the fixed limits protect.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS + len(text) * SECONDS_PER_CHARACTER

    def stop(number: int, frame: FrameType | None) -> None:
        raise Refused(
            error(
                "markdown/too-slow",
                f"converting this text took longer than {seconds:.0f} seconds and was given up",
                Span(path),
                fix="look for unclosed brackets or tags and for generated text; shorten or split the post",
            )
        )

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
