"""The caches of one site, in `.blogkit/`: deleting it costs time, never data. And the lock that keeps builds apart."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import Any, TypeVar

from ..core.digest import digest
from .rebuild import Record, seal, unseal
from .store import Store

T = TypeVar("T")
FOLDER = ".blogkit"
CACHE = "8a477f597d28d172789f06886806bc55"
"""By which backup programs know a cache (bford.info/cachedir)."""
_held: set[Any] = set()
"""Lock files that this process holds."""


class Busy(Exception):
    """Another build of this site is running; the text says which process."""


class State:
    """What is remembered between builds: digests of inputs by their tokens, traces, a record of each output folder."""

    def __init__(self, root: str, *, blind: bool = False) -> None:
        """`blind`: nothing that earlier builds parsed or made is believed; what this one makes is kept."""
        self.folder = os.path.join(root, FOLDER)
        with contextlib.suppress(OSError):  # a site on a read-only disk is built without caches
            os.makedirs(self.folder, exist_ok=True)
            for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", f"Signature: {CACHE}\n")):
                path = self.path(name)
                if not os.path.exists(path):
                    with open(path, "w", encoding="ascii") as file:
                        file.write(text)
        self.store = Store(os.path.join(self.folder, "traces.sqlite"), blind=blind)
        self._blind = blind

    @cached_property
    def inputs(self) -> dict[str, tuple[str, str]]:
        """Path to (token, digest) of every input of the last build."""
        return {} if self._blind else self.load("inputs", dict[str, tuple[str, str]], {})

    def known(self, path: str, token: str) -> str:
        """The digest of an input in this state, or nothing."""
        seen = self.inputs.get(path)
        return seen[1] if seen and seen[0] == token else ""

    def save_inputs(self, seen: dict[str, tuple[str, str]]) -> None:
        if seen != self.inputs:
            self.save("inputs", seen)

    def load(self, name: str, wanted: type[T], otherwise: T) -> T:
        """A value that an earlier build saved, if it is whole and of that type."""
        return unseal(_bytes(self.path(name)), wanted, otherwise)

    def save(self, name: str, value: Any) -> None:
        with contextlib.suppress(OSError):  # a cache that cannot be kept is no reason to fail
            path = self.path(name)
            with open(path + ".new", "wb") as file:
                file.write(seal(value))
            os.replace(path + ".new", path)

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def record(self, output: str) -> Record:
        """What was made in this output folder."""
        return self.load(_record(output), Record, {})

    def save_record(self, output: str, record: Record) -> None:
        self.save(_record(output), record)

    def built_at(self, output: str) -> float:
        """The moment for which this output folder was last written; 0 when nobody remembers."""
        return self.load(f"built-{_name(output)}", float, 0.0)

    def save_built_at(self, output: str, moment: float) -> None:
        self.save(f"built-{_name(output)}", float(moment))

    def __enter__(self) -> State:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _record(output: str) -> str:
    return f"record-{_name(output)}"


def _name(output: str) -> str:
    return digest(output.encode())[:8]


@contextlib.contextmanager
def lock(root: str, wait: float = 0.0) -> Iterator[None]:
    """Only one build of a site at a time. Raises Busy; the system lets go when a process ends, however it ends."""
    try:
        os.makedirs(os.path.join(root, FOLDER), exist_ok=True)
        opened = open(os.path.join(root, FOLDER, "lock"), "a+", encoding="ascii")  # noqa: SIM115  closed below
    except OSError:  # the disk is read-only: there are no caches to keep apart
        yield
        return
    with opened as file:
        end = time.monotonic() + wait
        while not _take(file):
            if time.monotonic() >= end:
                file.seek(0)
                raise Busy(file.read(20).strip() or "?")
            time.sleep(0.05)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        _held.add(file)
        try:
            yield
        finally:
            _held.discard(file)


def _take(file: Any) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(100)  # a byte that nobody reads: Windows' locks are mandatory
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _let_go() -> None:
    """In a forked worker: the lock is to end with the build that took it, even if that is killed and a worker lives."""
    for file in _held:
        file.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
