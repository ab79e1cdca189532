"""Tells when something in a site's folder was saved."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterable
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from ..engine.scan import IGNORED_FOLDERS, ignored

_KINDS = (
    FileModifiedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    FileClosedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
)
QUIET = 0.01
"""Seconds without an event after which a burst of saves is over. What comes later is the next build's."""


class _Notice(FileSystemEventHandler):
    def __init__(self, changed: threading.Event, skip: tuple[str, ...]) -> None:
        self.changed, self.skip = changed, skip

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a file raises events too: only those that mean a change may start a build.
        if isinstance(event, _KINDS) and any(self._counts(str(p)) for p in (event.src_path, event.dest_path) if p):
            self.changed.set()

    def _counts(self, path: str) -> bool:
        if any(path == folder or path.startswith(folder + os.sep) for folder in self.skip):
            return False
        parts = path.replace("\\", "/").split("/")
        return not ignored(parts[-1], dots=True) and not IGNORED_FOLDERS.intersection(parts)


def watch(root: str, skip: Iterable[str], changed: threading.Event) -> Any:
    """A running observer of `root`; falls back to polling where the system has no events left to give."""
    # A folder made while the watch begins is met twice, which is harmless, but watchdog says so in 60 kB of text.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
    for kind in (Observer, PollingObserver):
        observer = kind()
        try:
            observer.schedule(_Notice(changed, tuple(skip)), root, recursive=True)
            observer.start()
        except OSError:
            continue
        return observer
    raise OSError("this folder cannot be watched")
