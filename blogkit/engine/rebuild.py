"""Verifying traces: for every output, the key it was made from and the bytes that were written.

Two files. The *manifest* lies in the output folder and names what is ours there with its digest: nothing else is
ever overwritten or deleted, and it stays true when the caches are gone. The *record* lies with the caches and adds
the keys, so that an output whose key still stands is not made again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from ..core.diagnostic import Diagnostic
from ..core.digest import digest

T = TypeVar("T")

MANIFEST = ".blogkit-manifest"
_HEADER = "# Written by blogkit: the files here that are its own. It deletes no other."
_DIGEST = re.compile("[0-9a-f]{32}")
_LEADS_OUT = re.compile(r"/\.{0,2}(?=/)")
_ESCAPED = re.compile(r"\\(.)")


class Made(msgspec.Struct, frozen=True):
    """One output as it was last made. `stat` is the token of its file, as `source.token` writes it."""

    key: dict[str, str]
    digest: str
    stat: str = ""
    why: str = ""
    findings: tuple[Diagnostic, ...] = ()


Record = dict[str, Made]


def seal(value: Any) -> bytes:
    """A value with a digest before it, so that `unseal` knows whether it is whole."""
    data = msgspec.msgpack.encode(value)
    return digest(data).encode() + data


def unseal(data: bytes, wanted: type[T], otherwise: T) -> T:
    """What `seal` wrote; `otherwise` when it is missing, cut, garbled or of another shape."""
    try:
        if digest(data[32:]).encode() == data[:32]:
            return msgspec.msgpack.decode(data[32:], type=wanted)
    except msgspec.MsgspecError:
        pass
    return otherwise


def read_record(data: bytes) -> Record:
    """Empty when the file is not whole: then everything is made again."""
    return unseal(data, Record, {})


def write_record(record: Record) -> bytes:
    return seal(record)


def read_manifest(data: bytes) -> dict[str, str]:
    """Output path to digest. A line that is not whole, or leads out of the folder, is left out: what it names counts as
    somebody else's."""
    owned = {}
    for line in data.decode("utf-8", "replace").split("\n")[:-1]:
        name, _, path = line.partition("  ")
        if "\\" in path:
            path = _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], path)
        if _DIGEST.fullmatch(name) and path and not _LEADS_OUT.search(f"/{path.replace(os.sep, '/')}/"):
            owned[path] = name
    return owned


def write_manifest(owned: Mapping[str, str]) -> bytes:
    lines = (f"{owned[path]}  " + path.replace("\\", "\\\\").replace("\n", "\\n") for path in sorted(owned))
    return "".join(f"{line}\n" for line in (_HEADER, *lines)).encode()
