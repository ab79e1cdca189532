"""A second process, which gets ready for one piece of work while this one is still loading the program.

After an edit, loading is most of what there is to do. A process is only started where it can be forked before anything
else runs, and where there is a core for it; without one, or should it fail, whoever asks does the work.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_waiting: tuple[int, int, int, Callable[[], object]] | None = None
"""The process, pipes to it and from it, and what to do meanwhile."""


def start(ready: Callable[[], object], meanwhile: Callable[[], object]) -> None:
    """Call this first of all. `ready`: what the other process loads; `meanwhile`: what this one loads while the other
    works."""
    global _waiting  # noqa: PLW0603  a process has one beside it, as it has one main module
    if not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2:
        return
    try:
        (asked, ask), (answer, answers) = os.pipe(), os.pipe()
        child = os.fork()
    except OSError:
        return
    if child:
        os.close(asked)
        os.close(answers)
        _waiting = child, ask, answer, meanwhile
        return
    try:
        os.close(ask)
        os.close(answer)
        ready()
        with open(asked, "rb") as pipe:
            work, items = pickle.load(pipe)  # nothing there, if nobody asks
        with open(answers, "wb") as pipe:
            pickle.dump([work(item) for item in items], pipe)
    finally:
        os._exit(0)  # silently: who gets no answer does it again, and says what is wrong


def run(work: Callable[[A], B], items: Sequence[A]) -> list[B] | None:
    """What the other process made of the items, once; None when there is none, or no answer."""
    global _waiting
    if _waiting is None or not items:
        return None
    (child, ask, answer, meanwhile), _waiting = _waiting, None
    try:
        with open(answer, "rb") as back:
            with open(ask, "wb") as pipe:
                pickle.dump((work, items), pipe)
            meanwhile()
            made: list[B] = pickle.load(back)
        os.waitpid(child, 0)
        return made
    except Exception:
        return None
