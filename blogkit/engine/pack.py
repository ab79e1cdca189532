"""A file of many values under names, written whole and read one by one: the plan of the last build lies in one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from zlib import crc32

import msgspec

_encode = msgspec.msgpack.encode
_Index = dict[str, tuple[int, int, int]]


class Pack:
    """Reads a file that `write` made. What is missing, cut or garbled is simply not in it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.head = b""
        self._index: _Index = {}
        self._start = 0
        with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError), open(path, "rb") as file:
            sizes = file.read(24)
            head, index = int(sizes[:8], 16), int(sizes[8:16], 16)
            data = file.read(head + index)
            if crc32(data) == int(sizes[16:24], 16) and len(data) == head + index:
                self._index = msgspec.msgpack.decode(data[head:], type=_Index)
                self.head = data[:head]
                self._start = 24 + head + index

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def get(self, name: str) -> bytes | None:
        place = self._index.get(name)
        if place is None:
            return None
        at, size, check = place
        with contextlib.suppress(OSError), open(self._path, "rb") as file:
            file.seek(self._start + at)
            data = file.read(size)
            if crc32(data) == check and len(data) == size:
                return data
        return None


def write(path: str, head: bytes, values: Mapping[str, bytes]) -> None:
    """Replaces the file in one go. `head` is read with every opening, each of `values` only when asked for."""
    index: _Index = {}
    at = 0
    for name, data in values.items():
        index[name] = (at, len(data), crc32(data))
        at += len(data)
    table = _encode(index)
    with open(path + ".new", "wb") as file:
        file.write(b"%08x%08x%08x" % (len(head), len(table), crc32(head + table)))
        file.write(head + table)
        file.writelines(values.values())
    os.replace(path + ".new", path)
