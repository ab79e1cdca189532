"""GIF: a screen, then images and extensions, each in pieces of at most 255 bytes."""

from __future__ import annotations

from .freed import Fault, Freed

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_SHOWS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Extensions of applications that change what one sees: how often it plays, and its colours."""


def gif(data: bytes) -> Freed:
    at = 13 + _colours(data, 10)
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    kept = [data[:at]]
    images = 0
    fault: Fault = "cut off"
    while at < len(data):
        start, kind = at, data[at]
        if kind == _END:
            kept.append(b"\x3b")
            fault = ""
            break
        if kind == _EXTENSION:
            end = _after(data, at + 2)
            label, name = data[at + 1 : at + 2], data[at + 3 : at + 14]
            shows = label != bytes([_COMMENT]) and (label != bytes([_APPLICATION]) or name in _SHOWS)
        elif kind == _IMAGE:
            end = _after(data, at + 11 + _colours(data, at + 9))
            images += 1
            shows = True
        else:
            fault = "damaged"
            break
        if shows:
            kept.append(data[start:end])
        at = end
    if not (images and width and height):
        return Freed("gif", fault="unreadable")
    whole = b"".join(kept)
    return Freed("gif", data if whole == data else whole, width, height, animated=images > 1, fault=fault)


def _colours(data: bytes, at: int) -> int:
    """Bytes of the table of colours that the flags at this place announce."""
    flags = data[at] if at < len(data) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """Where a row of pieces ends: an empty one is the last."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
