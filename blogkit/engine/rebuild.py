"""Verifying traces: for every output, the key it was made from and the bytes that were written.

Two files. The *manifest* lies in the output folder and names what is ours there with its digest: nothing else is
ever overwritten or deleted, and it stays true when the caches are gone. The *record* lies with the caches and adds
the keys, so that an output whose key still stands is not made again.
"""

from __future__ import annotations

import msgspec

from ..core.diagnostic import Diagnostic
from ..core.digest import digest

MANIFEST = ".blogkit-manifest"
_HEADER = "# Written by blogkit: the files here that are its own. It deletes no other.\n"


class Made(msgspec.Struct, frozen=True):
    """One output as it was last made. `stat` is the token of its file, as `source.token` writes it."""

    key: dict[str, str]
    digest: str
    stat: str = ""
    why: str = ""
    findings: tuple[Diagnostic, ...] = ()


Record = dict[str, Made]


def read_record(data: bytes) -> Record:
    """Empty when the file is missing, cut or garbled: then everything is made again."""
    try:
        if digest(data[32:]).encode() != data[:32]:
            return {}
        return msgspec.msgpack.decode(data[32:], type=Record)
    except msgspec.MsgspecError:
        return {}


def write_record(record: Record) -> bytes:
    data = msgspec.msgpack.encode(record)
    return digest(data).encode() + data


def read_manifest(text: str) -> dict[str, str]:
    """Output path to digest. A line that is not whole is left out, so that its file counts as somebody else's."""
    owned = {}
    for line in text.splitlines():
        name, _, path = line.partition("  ")
        if len(name) == 32 and path and not line.startswith("#"):
            owned[path] = name
    return owned


def write_manifest(owned: dict[str, str]) -> str:
    return _HEADER + "".join(f"{owned[path]}  {path}\n" for path in sorted(owned))
