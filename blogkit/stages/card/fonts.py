"""What font files hold: which characters, how wide. Read straight from the tables, so that no library is needed.

Widths are plain advances without kerning. Against the shaped line they err by 0 to 5 % on the wide side, which is the
safe one, and they are the same on every machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

from .letters import COLOURFUL, clean, clusters, collapse, is_pictorial, unseen
from .sfnt import Font, read_font


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a card. The family of the first one leads; the others are asked for what it lacks, in order."""

    files: tuple[Font, ...]
    mixed: bool = False
    """Whether the text at hand needs several families; then it is measured by the widest that might draw it."""

    @property
    def family(self) -> str:
        return self.files[0].family if self.files else ""

    def leading(self, text: str) -> Fonts:
        """These fonts with the first family in the lead that can draw the whole text, colour pictures apart.

        It looks better than one foreign word in a line, and it is what the renderer does anyway: where a fallback
        has every letter of a line, it sets the whole line in it. Widths must follow.
        """
        parts = [part for part in clusters(text) if not self._in_colour(part)]
        for first in self.files:
            if not first.colour and all(first.has(part) for part in parts):
                own = [font for font in self.files if font.family == first.family]
                return Fonts((*own, *(font for font in self.files if font.family != first.family)))
        return Fonts(self.files, mixed=True)

    def choose(self, cluster: str, weight: int) -> Font | None:
        """The font that draws a cluster."""
        able = self._able(cluster)
        if not able:
            return None
        return min((font for font in able if font.family == able[0].family), key=lambda font: abs(font.weight - weight))

    def runs(self, text: str, weight: int) -> list[tuple[Font | None, str]]:
        """The text cut where the font changes. Spaces and signs stay in the run before them, if its font has them."""
        found: list[tuple[Font | None, str]] = []
        for cluster in clusters(text):
            last = found[-1][0] if found else None
            stays = last and not last.colour and not cluster.isalnum() and last in self._able(cluster)
            font = last if stays else self.choose(cluster, weight)
            if found and font is last:
                found[-1] = (font, found[-1][1] + cluster)
            else:
                found.append((font, cluster))
        return found

    def width(self, text: str, weight: int) -> float:
        """In em, and additive: the same for a line as for its parts together."""
        if self.mixed:
            return sum(
                max((font.advance(part) for font in self.files if font.has(part)), default=0.0)
                for part in clusters(text)
            )
        chosen = ((self.choose(part, weight), part) for part in clusters(text))
        return sum(font.advance(part) for font, part in chosen if font)

    def split(self, text: str) -> tuple[str, str]:
        """The cleaned text as far as it can be drawn, and the characters that no font has. A sign is left out; without
        one of its letters a text would say something else, so all of it is."""
        kept: list[str] = []
        missing: dict[str, None] = {}
        for cluster in clusters(clean(text)):
            font = self.choose(cluster, 400)
            if font is None:
                missing.update(dict.fromkeys(char for char in cluster if not unseen(char) and not self._able(char)))
                font, cluster = self.choose(cluster[0], 400), cluster[0]
            if font:
                kept.append("".join(c for c in cluster if ord(c) in font.glyphs or (font.colour and c == COLOURFUL)))
        if any(char.isalpha() for char in missing):
            kept = []
        rest = collapse("".join(kept))
        return rest if not missing or any(map(str.isalnum, rest)) else "", "".join(missing)

    def _able(self, cluster: str) -> list[Font]:
        able = [font for font in self.files if font.has(cluster)]
        return [font for font in able if font.colour == is_pictorial(cluster)] or able

    def _in_colour(self, cluster: str) -> bool:
        return is_pictorial(cluster) and any(font.colour and font.has(cluster) for font in self.files)


def open_fonts(paths: tuple[str, ...], lang: str = "") -> tuple[Fonts, tuple[str, ...]]:
    """The fonts that can be read, and the paths of those that cannot. `lang`: the same character is written in one way
    in Chinese and in another in Japanese, so a collection has a face for each."""
    good: list[Font] = []
    bad: list[str] = []
    for path in paths:
        try:
            stat = os.stat(path)
            good.append(_read(path, lang if path.lower().endswith("c") else "", stat.st_mtime_ns, stat.st_size))
        except (OSError, ValueError):
            bad.append(path)
    return Fonts(tuple(good)), tuple(bad)


@lru_cache(maxsize=32)
def _read(path: str, lang: str, _changed: int, _size: int) -> Font:
    with open(path, "rb") as file:
        return read_font(path, file.read(), lang)
