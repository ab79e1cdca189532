"""The four tables of an OpenType or TrueType file that a card needs: cmap, hmtx, name, OS/2."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from .letters import unseen

_COLOUR = {b"CBDT", b"COLR", b"sbix", b"SVG "}


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One face."""

    path: str
    family: str
    weight: int
    colour: bool
    glyphs: Mapping[int, int] = field(repr=False)
    """Code point to glyph."""
    advances: tuple[float, ...] = field(repr=False)
    """Glyph to width in em; glyphs past the end are as wide as the last."""

    def has(self, cluster: str) -> bool:
        return all(ord(char) in self.glyphs or unseen(char) for char in cluster)

    def without_unseen(self, text: str) -> str:
        """What there is a glyph for: the renderer draws a box for a selector that the font knows nothing of."""
        return "".join(char for char in text if ord(char) in self.glyphs)

    def advance(self, text: str) -> float:
        last = len(self.advances) - 1
        return sum(self.advances[min(self.glyphs.get(ord(char), 0), last)] for char in text if ord(char) in self.glyphs)


def read_font(path: str, data: bytes, lang: str = "") -> Font:
    """The face in `data`, of a collection the one for this language; ValueError when it is not a font."""
    try:
        tables = _face(data, lang)
        (upem,) = struct.unpack_from(">H", tables[b"head"], 18)
        (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
        metrics = struct.unpack_from(">" + "Hh" * count, tables[b"hmtx"])
        return Font(
            path=path,
            family=_family(tables[b"name"]),
            weight=struct.unpack_from(">H", tables[b"OS/2"], 4)[0],
            colour=not _COLOUR.isdisjoint(tables),
            glyphs=_cmap(tables[b"cmap"]),
            advances=tuple(advance / upem for advance in metrics[::2]) or (0.0,),
        )
    except (struct.error, LookupError, ArithmeticError, UnicodeError) as err:
        raise ValueError(f"{path} is not a TrueType or OpenType font") from err


def _face(data: bytes, lang: str) -> dict[bytes, bytes]:
    if data[:4] != b"ttcf":
        return _tables(data, 0)
    (count,) = struct.unpack_from(">I", data, 8)
    starts = struct.unpack_from(f">{min(count, 64)}I", data, 12)
    want = _region(lang)
    for start in starts:
        tables = _tables(data, start)
        if want and _family(tables[b"name"]).endswith(want):
            return tables
    return _tables(data, starts[0])


def _region(lang: str) -> tuple[str, ...]:
    """How the families of collections end for a language: Noto Sans CJK SC, PingFang TC."""
    tag = lang.lower()
    if tag.startswith("zh"):
        if "hk" in tag or "mo" in tag.split("-"):
            return (" HK", " TC")
        return (" TC",) if "hant" in tag or "tw" in tag else (" SC",)
    return {"ja": (" JP",), "ko": (" KR",)}.get(tag[:2], ())


def _tables(data: bytes, start: int) -> dict[bytes, bytes]:
    if data[start : start + 4] not in (b"OTTO", b"true", b"\0\1\0\0"):
        raise LookupError("no font")
    (count,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * at) for at in range(count))
    return {tag: data[offset : offset + length] for tag, _, offset, length in records}


def _family(table: bytes) -> str:
    """The typographic family (16), else the family (1), in English as Windows stores it."""
    count, storage = struct.unpack_from(">HH", table, 2)
    names: dict[int, str] = {}
    for at in range(count):
        platform, _, language, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * at)
        if platform == 3 and kind in (1, 16) and (language == 0x409 or kind not in names):
            names[kind] = table[storage + offset : storage + offset + length].decode("utf-16-be")
    return names.get(16) or names[1]


def _cmap(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", table, 2)
    found: dict[int, int] = {}
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * at)
        if platform not in (0, 3) or (platform == 3 and encoding not in (1, 10)):
            continue
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 4:
            found |= _segments(table[offset:])
        elif form == 12:
            found |= _groups(table[offset:])
    return found


def _segments(sub: bytes) -> dict[int, int]:
    """Format 4: the basic plane."""
    (twice,) = struct.unpack_from(">H", sub, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", sub, 14)
    starts = struct.unpack_from(f">{count}H", sub, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", sub, 16 + 2 * twice)
    ranges_at = 16 + 3 * twice
    ranges = struct.unpack_from(f">{count}H", sub, ranges_at)
    found: dict[int, int] = {}
    for index, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if shift:
                (glyph,) = struct.unpack_from(">H", sub, ranges_at + 2 * index + shift + 2 * (code - start))
                if not glyph:
                    continue
            if glyph := (glyph + delta) & 0xFFFF:
                found[code] = glyph
    return found


def _groups(sub: bytes) -> dict[int, int]:
    """Format 12: all planes."""
    (count,) = struct.unpack_from(">I", sub, 12)
    found: dict[int, int] = {}
    for at in range(count):
        start, end, glyph = struct.unpack_from(">III", sub, 16 + 12 * at)
        for code in range(start, min(end, 0x10FFFF) + 1):
            if glyph + code - start:
                found[code] = glyph + code - start
    return found
