"""Tells when something that a site is made of was saved.

Only folders that a build reads are watched (`places.py`): events of the system cost watches, of which there are few.
Where they run out, or where the file system gives none, what a build would read is looked at once a second.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

from watchdog import events
from watchdog.observers import Observer

from ..engine import fresh
from .places import Place, places, silent

_KINDS = [
    getattr(events, name)
    for name in (
        "FileModifiedEvent",
        "FileAttribEvent",  # of newer watchdogs; for the older ones it is a FileModifiedEvent
        "FileCreatedEvent",
        "FileMovedEvent",
        "FileDeletedEvent",
        "FileClosedEvent",
        "DirCreatedEvent",
        "DirMovedEvent",
        "DirDeletedEvent",
    )
    if hasattr(events, name)
]
"""Those that mean a change: a build that reads its files must not start the next one."""
QUIET = 0.01
"""Seconds without an event after which a burst of saves is over. What comes later is the next build's."""
LONGEST = 1.0
"""Seconds after which a burst is built that never ends."""
MANY = 100
"""Files saved in one burst, from which on all are looked at."""
LOOK = 1.0
"""Seconds between two looks at the files, where there are no events."""


class _Watched(NamedTuple):
    place: Place
    inode: tuple[int, int]
    notice: _Notice
    handle: Any


class _Notice(events.FileSystemEventHandler):
    def __init__(self, place: Place, watcher: Watcher) -> None:
        self.place, self.watcher = place, watcher
        self.gone = False

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        if not isinstance(event, tuple(_KINDS)):
            return
        for path in (os.fsdecode(p) for p in (event.src_path, event.dest_path) if p):
            if path == self.place.folder:
                self.gone = self.gone or isinstance(event, (events.DirDeletedEvent, events.DirMovedEvent))
            elif not self.place.counts(path):
                continue
            if event.is_directory or os.path.islink(path):
                self.watcher.moved = True
            self.watcher.saved.add(path)
            self.watcher.changed.set()


class Watcher:
    """`wait` for the next save. `say` hears, once, when this has to do without the system's events."""

    def __init__(self, root: str, say: Callable[[str], None], *, poll: bool = False) -> None:
        self.root, self.say = root, say
        self.changed = threading.Event()
        self.saved: set[str] = set()
        """Files and folders whose events came in; none of those that looking finds."""
        self.moved = True
        """Folders or links have come or gone, so others may have to be watched."""
        self.extra: tuple[str, ...] = ()
        """Inputs besides the usual ones: the files of the site's extensions."""
        self.polls = poll
        self._watched: dict[str, _Watched] = {}
        self._seen: dict[str, str] | None = None
        # A folder made while the watch begins is met twice, which is harmless, but watchdog says so in 60 kB of text.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._observer: Any = None
        try:
            self._observer = Observer()
            self._observer.start()
        except OSError as problem:
            self._without(problem)
        if not poll and (kind := silent(os.path.realpath(root))):
            self.polls = True
            say(f"this folder lies on {kind}, where not every change is told, so it is looked at once a second")
        self._keep_up()

    def wait(self) -> None:
        """Returns when something was saved, and a burst of saves is over."""
        pause = LOOK
        while not self.changed.wait(pause):
            if self.polls:
                started = time.monotonic()
                if self._looks_different():
                    break
                pause = max(LOOK, 10 * (time.monotonic() - started))  # never more than a tenth of a core
        end = time.monotonic() + LONGEST
        self.changed.clear()
        while self.changed.wait(QUIET) and time.monotonic() < end:
            self.changed.clear()
        self._keep_up()  # before the build reads, so that nothing falls between the two

    def taken(self) -> tuple[str, ...]:
        """What was saved since the last call, as paths below the site's folder with forward slashes. Nothing where
        nobody can tell, or where it is so much that events may have been lost."""
        saved, self.saved = self.saved, set()
        if self.polls or len(saved) > MANY:
            return ()
        return tuple(sorted(os.path.relpath(path, self.root).replace(os.sep, "/") for path in saved))

    def also(self, extra: tuple[str, ...]) -> None:
        """Watch these too: files that blogkit.yaml names."""
        if extra != self.extra:
            self.extra, self.moved = extra, True
            self._keep_up()
            self.changed.set()  # what was saved before it was watched

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()

    def _keep_up(self) -> None:
        """Watch what there is to watch now."""
        if self.polls and self._seen is None:
            self._looks_different()
        if not self.moved or self._observer is None:
            return
        self.moved = False
        wanted = places(self.root, self.extra)
        for folder, one in list(self._watched.items()):
            if one.place != wanted.get(folder) or one.notice.gone or one.inode != _inode(folder):
                del self._watched[folder]
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(one.handle)
        try:
            for folder, place in wanted.items():
                if folder not in self._watched:
                    self._watch(place)
            self._room_for_one_more()
        except OSError as problem:
            self._without(problem)

    def _watch(self, place: Place) -> None:
        notice = _Notice(place, self)
        inode = _inode(place.folder)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # gone again, of which one will hear
            handle = self._observer.schedule(notice, place.folder, recursive=place.below, event_filter=_KINDS)
            self._watched[place.folder] = _Watched(place, inode, notice, handle)

    def _room_for_one_more(self) -> None:
        """Raises OSError when the system's watches have run out: below the top of a tree, watchdog keeps that quiet."""
        spare = os.path.join(self.root, ".blogkit")
        if os.path.isdir(spare):
            handle = self._observer.schedule(events.FileSystemEventHandler(), spare, event_filter=_KINDS[:1])
            self._observer.unschedule(handle)

    def _without(self, problem: OSError) -> None:
        """The watches are given back: other programs lack them as well."""
        observer, self._observer = self._observer, None
        self._watched.clear()
        if observer is not None:
            observer.stop()
        if not self.polls:
            self.polls = True
            why = problem.strerror or str(problem)
            self.say(f"the system has no events to give ({why}), so the files are looked at once a second")
        self._looks_different()

    def _looks_different(self) -> bool:
        found = fresh.inputs(self.root, self.extra)
        now = {path: mark for path, mark in found.items() if not path.startswith("engagement/")}
        before, self._seen = self._seen, now
        return now != before


def _inode(folder: str) -> tuple[int, int]:
    try:
        info = os.stat(folder)
    except OSError:
        return (0, 0)
    return info.st_dev, info.st_ino
