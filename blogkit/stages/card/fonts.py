"""What font files hold: which characters, how wide. Read straight from the tables, so that no library is needed.

Widths are plain advances without kerning. Against the shaped line they err by 0 to 5 % on the wide side, which is the
safe one, and they are the same on every machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

from .letters import clean, clusters, is_pictorial, unseen
from .sfnt import Font, read_font


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a card. The family of the first one leads; the others are asked for what it lacks, in order."""

    files: tuple[Font, ...]

    @property
    def family(self) -> str:
        return self.files[0].family if self.files else ""

    def choose(self, cluster: str, weight: int, current: Font | None = None) -> Font | None:
        """The font that draws a cluster; `current`, where it can, so that runs stay whole."""
        seen = [char for char in cluster if not unseen(char)]
        able = [font for font in self.files if all(ord(char) in font.glyphs for char in seen)]
        if is_pictorial(cluster):
            able = [font for font in able if font.colour] or able
        if not able:
            return None
        if current in able and current.colour == able[0].colour and not cluster.isalnum():
            return current
        family = able[0].family
        return min((font for font in able if font.family == family), key=lambda font: abs(font.weight - weight))

    def runs(self, text: str, weight: int) -> list[tuple[Font | None, str]]:
        """The text cut where the font changes."""
        found: list[tuple[Font | None, str]] = []
        for cluster in clusters(text):
            last = found[-1][0] if found else None
            font = self.choose(cluster, weight, last)
            if found and font == last:
                found[-1] = (font, found[-1][1] + cluster)
            else:
                found.append((font, cluster))
        return found

    def width(self, text: str, weight: int) -> float:
        """In em."""
        return sum(font.advance(run) for font, run in self.runs(text, weight) if font)

    def split(self, text: str) -> tuple[str, str]:
        """The cleaned text as far as it can be drawn, and the characters that no font has."""
        kept: list[str] = []
        missing: dict[str, None] = {}
        for cluster in clusters(clean(text)):
            if self.choose(cluster, 400):
                kept.append(cluster)
                continue
            missing.update(dict.fromkeys(char for char in cluster if not unseen(char) and not self._has(char)))
            if self._has(cluster[0]):
                kept.append(cluster[0])
        rest = "".join(kept)
        if missing and not any(char.isalnum() for char in rest):
            rest = ""
        return clean(rest), "".join(missing)

    def _has(self, char: str) -> bool:
        return any(ord(char) in font.glyphs for font in self.files)


def open_fonts(paths: tuple[str, ...]) -> tuple[Fonts, tuple[str, ...]]:
    """The fonts that can be read, and the paths of those that cannot."""
    good: list[Font] = []
    bad: list[str] = []
    for path in paths:
        try:
            stat = os.stat(path)
            good.append(_read(path, stat.st_mtime_ns, stat.st_size))
        except (OSError, ValueError):
            bad.append(path)
    return Fonts(tuple(good)), tuple(bad)


@lru_cache(maxsize=32)
def _read(path: str, _changed: int, _size: int) -> Font:
    with open(path, "rb") as file:
        return read_font(path, file.read())
