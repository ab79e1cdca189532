"""The caches of one site, in `.blogkit/`: deleting it costs time, never data. And the lock that keeps builds apart."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import msgspec

from ..core.digest import digest
from .rebuild import Record, read_record, write_record
from .store import Store

FOLDER = ".blogkit"


class Busy(Exception):
    """Another build of this site is running; the text says which process."""


class State:
    """What is remembered between builds: digests of inputs by their tokens, traces, a record of each output folder."""

    def __init__(self, root: str) -> None:
        self.folder = os.path.join(root, FOLDER)
        os.makedirs(self.folder, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")):
            path = os.path.join(self.folder, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="ascii") as file:
                    file.write(text)
        self._inputs = os.path.join(self.folder, "inputs")
        self.store = Store(os.path.join(self.folder, "traces.sqlite"))
        self.inputs: dict[str, tuple[str, str]] = _inputs(_bytes(self._inputs))

    def known(self, path: str, token: str) -> str:
        """The digest of an input in this state, or nothing."""
        seen = self.inputs.get(path)
        return seen[1] if seen and seen[0] == token else ""

    def save_inputs(self, seen: dict[str, tuple[str, str]]) -> None:
        if seen != self.inputs:
            data = msgspec.msgpack.encode(seen)
            _replace(self._inputs, digest(data).encode() + data)

    def record(self, output: str) -> Record:
        """What was made in this output folder."""
        return read_record(_bytes(self._record(output)))

    def save_record(self, output: str, record: Record) -> None:
        _replace(self._record(output), write_record(record))

    def _record(self, output: str) -> str:
        return os.path.join(self.folder, f"record-{digest(output.encode())[:8]}")

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


def _inputs(data: bytes) -> dict[str, tuple[str, str]]:
    try:
        if digest(data[32:]).encode() == data[:32]:
            return msgspec.msgpack.decode(data[32:], type=dict[str, tuple[str, str]])
    except msgspec.MsgspecError:
        pass
    return {}


def _replace(path: str, data: bytes) -> None:
    with contextlib.suppress(OSError):  # a cache that cannot be kept is no reason to fail
        with open(path + ".new", "wb") as file:
            file.write(data)
        os.replace(path + ".new", path)


@contextlib.contextmanager
def lock(root: str, wait: float = 0.0) -> Iterator[None]:
    """Only one build of a site at a time. Raises Busy; the system lets go when a process ends, however it ends."""
    os.makedirs(os.path.join(root, FOLDER), exist_ok=True)
    with open(os.path.join(root, FOLDER, "lock"), "a+", encoding="ascii") as file:
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
        yield


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
