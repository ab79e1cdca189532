"""JPEG: segments, each behind a marker, and coded pixels between some of them."""

from __future__ import annotations

import re

from .exif import only, orientation
from .freed import Fault, Freed

_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""Among coded pixels FF 00 is the byte FF, and D0 to D7 only help to find one's way."""
_ALONE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_END, _SCAN, _JFIF, _APP1, _APP2, _ADOBE, _COMMENT = 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE


def jpeg(data: bytes) -> Freed:
    """What follows the end goes too: phones put a second picture or a film there, each with a place of its own."""
    kept: list[bytes | memoryview] = []
    view = memoryview(data)
    width = height = 0
    turned, at, fault = 1, 2, "cut off"
    head = b""
    scans = False
    while marker := _MARKER.search(data, at):
        kind, start = marker[1][0], marker.end()
        if kind == _END:
            kept.append(b"\xff\xd9")
            fault = ""
            break
        if kind in _ALONE:
            at = start
            continue
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end < start + 2 or end > len(data):
            break
        segment = data[start + 2 : end]
        at = end
        if kind == _JFIF and not head and segment.startswith(b"JFIF\0"):
            head = _segment(_JFIF, segment[:12] + b"\0\0")  # without its thumbnail
        elif kind == _APP1 and turned == 1 and segment.startswith(b"Exif\0\0"):
            turned = orientation(segment)
        elif _shows(kind, segment):
            kept.append(_segment(kind, segment))
        if kind in _FRAME and len(segment) >= 5 and not height:
            height, width = int.from_bytes(segment[1:3], "big"), int.from_bytes(segment[3:5], "big")
        if kind == _SCAN:
            scans = True
            after = _AFTER_PIXELS.search(data, at)
            at = after.start() if after else len(data)
            kept.append(view[end:at])
    if not (scans and width and height):
        return Freed("jpeg", fault="unreadable")
    about = _segment(_APP1, b"Exif\0\0" + only(turned)) if turned != 1 else b""
    whole = b"".join((b"\xff\xd8", head, about, *kept))
    state: Fault = "cut off" if fault else ""
    return Freed("jpeg", data if whole == data else whole, width, height, turned, fault=state)


def _shows(kind: int, segment: bytes) -> bool:
    """Whether the picture would look otherwise without this segment."""
    if kind == _APP2:
        return segment.startswith(b"ICC_PROFILE\0")
    if kind == _ADOBE:
        return segment.startswith(b"Adobe")
    return not (_JFIF <= kind <= 0xEF) and kind != _COMMENT


def _segment(kind: int, content: bytes) -> bytes:
    return b"\xff%c" % kind + (len(content) + 2).to_bytes(2, "big") + content
