"""AVIF and HEIC: boxes within boxes. Places in the file are counted from its beginning, so nothing may move: what is
to go is overwritten where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .freed import Freed, Kind

MOST_BOXES = 10_000
_KNOWN = frozenset(b"ftyp styp meta mdat idat moov moof mfra sidx pdin free skip".split())
_TOLD = frozenset((b"Exif", b"mime", b"uri "))
"""Kinds of items that say something about a picture: Exif, XMP, and what else has an address for a name."""
_NOTES = frozenset((b"udta", b"meta", b"uuid"))
_EMPTY = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""An item of Exif without any field."""


class _Misread(Exception):
    """The file is not made as the format has it."""


class Box(msgspec.Struct, frozen=True):
    kind: bytes
    at: int
    start: int
    """Of what is in it."""
    end: int


def boxes(data: bytes, kind: Kind) -> Freed:
    out = bytearray(data)
    try:
        width, height = _free(data, out)
        made = bytes(out)
        if made != data and (_free(made, out) != (width, height) or out != made):
            raise _Misread  # its items lie where they cannot, in what tells where they are
    except _Misread:
        return Freed(kind, fault="unreadable")
    return Freed(kind, data if made == data else made, width, height, animated=_is_film(data))


def _free(data: bytes, out: bytearray) -> tuple[int, int]:
    size = (0, 0)
    for box in _inside(data, 0, len(data)):
        if box.kind == b"meta":
            size = _free_items(data, box, out)
        elif box.kind == b"moov":
            for part in _free_notes(data, box, out):
                if part.kind == b"trak":
                    _free_notes(data, part, out)
        elif box.kind not in _KNOWN:
            _blank(out, box)
    if not all(size):
        raise _Misread
    return size


def _free_items(data: bytes, meta: Box, out: bytearray) -> tuple[int, int]:
    parts = {box.kind: box for box in _inside(data, meta.start + 4, meta.end)}
    if not parts.keys() >= {b"iinf", b"iloc", b"iprp", b"pitm"}:
        raise _Misread
    told = {item: kind for item, kind in _items(data, parts[b"iinf"]) if kind in _TOLD}
    base = parts[b"idat"].start if b"idat" in parts else -1
    for item, start, end in _places(data, parts[b"iloc"], base):
        if item in told:
            empty = _EMPTY if told[item] == b"Exif" and end - start >= len(_EMPTY) else b""
            out[start:end] = empty + b"\0" * (end - start - len(empty))
    for box in parts.values():
        if box.kind in (b"udta", b"uuid", b"xml ", b"bxml"):
            _blank(out, box)
    return _size(data, parts[b"pitm"], parts[b"iprp"])


def _free_notes(data: bytes, above: Box, out: bytearray) -> list[Box]:
    parts = list(_inside(data, above.start, above.end))
    for box in parts:
        if box.kind in _NOTES:
            _blank(out, box)
    return parts


def _blank(out: bytearray, box: Box) -> None:
    out[box.at + 4 : box.at + 8] = b"free"
    out[box.start : box.end] = b"\0" * (box.end - box.start)


def _items(data: bytes, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item."""
    wide = _number(data, iinf.start, 1) > 0
    for box in _inside(data, iinf.start + (8 if wide else 6), iinf.end):
        version = data[box.start] if box.kind == b"infe" and box.start < box.end else 0
        if version >= 2:
            size = 2 if version == 2 else 4
            at = box.start + 4
            yield _number(data, at, size), data[at + size + 2 : at + size + 6]


def _places(data: bytes, iloc: Box, idat: int) -> Iterator[tuple[int, int, int]]:
    """(item, start, end) of every piece of every item."""
    at = iloc.start
    version = data[at] if at < iloc.end else 0
    sizes = _number(data, at + 4, 2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version >= 2 else 2
    count = _number(data, at + 6, wide)
    at += 6 + wide
    for _ in range(count):
        if at >= iloc.end:
            raise _Misread
        item, way = _number(data, at, wide), 0
        at += wide
        if version:
            way = _number(data, at, 2) & 15
            at += 2
        elsewhere = _number(data, at, 2)
        start = _number(data, at + 2, base)
        pieces = _number(data, at + 2 + base, 2)
        at += 4 + base
        step = (index if version else 0) + offset + length
        if pieces and not length:
            raise _Misread
        for place in range(at, at + pieces * step, step):
            if way == 2:  # put together from other items, which have places of their own
                break
            if way > 2 or elsewhere or place >= iloc.end:
                raise _Misread
            first = place + step - offset - length
            begin = start + _number(data, first, offset) + (idat if way else 0)
            end = begin + _number(data, first + offset, length)
            if end > len(data) or (way and idat < 0):
                raise _Misread
            yield item, begin, end
        at += pieces * step


def _size(data: bytes, pitm: Box, iprp: Box) -> tuple[int, int]:
    """Of the picture that is shown, upright."""
    inside = {box.kind: box for box in _inside(data, iprp.start, iprp.end)}
    if not inside.keys() >= {b"ipco", b"ipma"}:
        raise _Misread
    ipma = inside[b"ipma"]
    shown = _number(data, pitm.start + 4, 4 if _number(data, pitm.start, 1) else 2)
    said = list(_inside(data, inside[b"ipco"].start, inside[b"ipco"].end))
    wide, large = 4 if _number(data, ipma.start, 1) else 2, _number(data, ipma.start + 3, 1) & 1
    at = ipma.start + 8
    width = height = 0
    turned = False
    while at < ipma.end:
        item, count = _number(data, at, wide), _number(data, at + wide, 1)
        at += wide + 1
        for place in range(at, at + count * (1 + large), 1 + large) if item == shown else ():
            number = _number(data, place, 1 + large) & (0x7FFF if large else 0x7F)
            box = said[number - 1] if 0 < number <= len(said) else None
            if box and box.kind == b"ispe":
                width, height = _number(data, box.start + 4, 4), _number(data, box.start + 8, 4)
            elif box and box.kind == b"irot":
                turned = bool(_number(data, box.start, 1) & 1)
        at += count * (1 + large)
    return (height, width) if turned else (width, height)


def _is_film(data: bytes) -> bool:
    return any(box.kind == b"moov" for box in _inside(data, 0, len(data)))


def _inside(data: bytes, at: int, end: int) -> Iterator[Box]:
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        size, start = _number(data, at, 4), at + 8
        if size == 1:
            size, start = _number(data, at + 8, 8), at + 16
        over = at + size if size else end
        if over < start or over > end:
            raise _Misread
        yield Box(data[at + 4 : at + 8], at, start, over)
        at = over
    raise _Misread


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise _Misread
    return int.from_bytes(data[at : at + size], "big")
