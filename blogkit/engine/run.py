"""How many at a time. A `Run` maps a pure function over items and keeps their order; which one never changes a byte."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Run(Protocol):
    def __call__(self, work: Callable[[A], B], items: Sequence[A], *, least: int = 32) -> list[B]:
        """`least`: with fewer items than this, starting a process costs more than it saves."""


def serial(work: Callable[[A], B], items: Sequence[A], *, least: int = 32) -> list[B]:
    return [work(item) for item in items]


def processes(jobs: int) -> Run:
    """In up to `jobs` processes. `work` and the items have to pickle."""

    def run(work: Callable[[A], B], items: Sequence[A], *, least: int = 32) -> list[B]:
        count = min(jobs, 2 * len(items) // least)
        if count < 2:
            return serial(work, items)
        from concurrent.futures import ProcessPoolExecutor

        context = _context()
        if context.get_start_method() != "fork" and not _pickles(work):
            return serial(work, items)
        chunk = max(1, min(32, len(items) // (count * 4)))
        with ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(work,)) as pool:
            return list(pool.map(_work, items, chunksize=chunk))

    return run


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> Any:
    import multiprocessing
    import threading

    # fork starts in a moment and shares what is loaded, but is only sound while nothing else runs.
    forks = sys.platform.startswith("linux") and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _pickles(work: object) -> bool:
    """A site's own extensions are not importable by name, so their functions cannot be sent to a new process."""
    import pickle

    try:
        pickle.dumps(work)
    except Exception:
        return False
    return True


_task: Callable[[Any], Any] = str


def _begin(work: Callable[[Any], Any]) -> None:
    import threading

    global _task  # noqa: PLW0603  a worker has one task for life
    _task = work
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A build that is killed takes its workers along, which else would wait for work for ever."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(item: Any) -> Any:
    return _task(item)
