"""PNG: chunks, each with its length and a checksum."""

from __future__ import annotations

from zlib import crc32

from .exif import only, orientation
from .freed import Fault, Freed

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWS = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV mDCv cLLI cLLi sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
"""What a picture may need to be shown as it is. Chunks that begin with a capital letter it cannot do without."""


def png(data: bytes) -> Freed:
    kept: list[bytes | memoryview] = [_SIGNATURE]
    view = memoryview(data)
    width = height = 0
    turned, at = 1, len(_SIGNATURE)
    fault: Fault = "cut off"
    animated = pixels = False
    while at + 12 <= len(data):
        length, kind = _number(view[at : at + 4]), data[at + 4 : at + 8]
        end = at + 12 + length
        if at == len(_SIGNATURE):
            if kind != b"IHDR" or length != 13 or end > len(data):
                break
            width, height = _number(view[at + 8 : at + 12]), _number(view[at + 12 : at + 16])
        if not kind.isalpha():
            fault = "damaged"
            break
        if kind == b"eXIf" and end <= len(data):
            turned = orientation(data[at + 8 : end - 4])
        elif kind[:1].isupper() or kind in _SHOWS:
            kept.append(view[at:end])
            if end <= len(data) and crc32(view[at + 4 : end - 4]) != _number(view[end - 4 : end]):
                fault = "damaged"
        animated = animated or kind == b"acTL"
        pixels = pixels or kind == b"IDAT"
        at = end
        if kind == b"IEND" and end <= len(data):
            fault = "damaged" if fault == "damaged" else ""
            break
    if not (pixels and width and height and data.startswith(_SIGNATURE)):
        return Freed("png", fault="unreadable")
    if turned != 1:
        kept.insert(2, _chunk(b"eXIf", only(turned)))
    whole = b"".join(kept)
    return Freed("png", data if whole == data else whole, width, height, turned, animated, fault)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + crc32(kind + content).to_bytes(4, "big")


def _number(data: memoryview) -> int:
    return int.from_bytes(data, "big")
