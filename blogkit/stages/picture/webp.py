"""WebP: chunks in a RIFF file."""

from __future__ import annotations

from .exif import only, orientation
from .freed import Fault, Freed

_SHOWS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_XMP, _HAS_EXIF = 0x04, 0x08


def webp(data: bytes) -> Freed:
    chunks: list[tuple[bytes, bytes]] = []
    width = height = 0
    turned, at = 1, 12
    pixels = animated = False
    whole = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    fault: Fault = "cut off" if 8 + int.from_bytes(data[4:8], "little") > len(data) + 1 else ""
    while at + 8 <= whole:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : min(at + 8 + length, whole)]
        if len(content) < length:
            fault = "cut off"
        if kind == b"EXIF":
            turned = orientation(content)
        elif kind in _SHOWS:
            chunks.append((kind, content))
        if kind in (b"VP8 ", b"VP8L", b"VP8X") and not width:
            width, height = _size(kind, content)
        animated = animated or kind == b"ANMF"
        pixels = pixels or kind in (b"VP8 ", b"VP8L", b"ANMF")
        at += 8 + length + length % 2
    if not (pixels and width and height):
        return Freed("webp", fault="unreadable")
    made = _file(chunks, turned)
    return Freed("webp", data if made == data else made, width, height, turned, animated, fault)


def _size(kind: bytes, content: bytes) -> tuple[int, int]:
    def number(start: int, end: int) -> int:
        return int.from_bytes(content[start:end], "little")

    if kind == b"VP8X" and len(content) >= 10:
        return number(4, 7) + 1, number(7, 10) + 1
    if kind == b"VP8L" and len(content) >= 5:
        return (number(1, 5) & 0x3FFF) + 1, (number(1, 5) >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(content) >= 10:
        return number(6, 8) & 0x3FFF, number(8, 10) & 0x3FFF
    return 0, 0


def _file(chunks: list[tuple[bytes, bytes]], turned: int) -> bytes:
    """The extended header, if there is one, says what the file holds."""
    parts: list[bytes] = []
    extended = chunks[0][0] == b"VP8X"
    for kind, content in chunks:
        if kind == b"VP8X" and content:
            has = content[0] & ~(_HAS_XMP | _HAS_EXIF) | (_HAS_EXIF if turned != 1 else 0)
            content = bytes([has]) + content[1:]
        parts.append(_chunk(kind, content))
    if turned != 1 and extended:
        parts.append(_chunk(b"EXIF", only(turned)))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
