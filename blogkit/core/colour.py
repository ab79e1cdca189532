"""Colours as `#rrggbb`, and whether one can be read on another (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .theme import ThemeOption

LEAST = 4.5
"""The contrast that text needs. The text of cards is large, but they are shown small."""


def contrast(one: str, other: str) -> float:
    """From 1, which is none, to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`one` with so much of `other` in it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def soft(text: str, background: str) -> str:
    """The colour of text that matters less: as near to the background as can still be read well."""
    shades = (mix(text, background, share / 20) for share in range(7, 0, -1))
    return next((shade for shade in shades if contrast(shade, background) >= LEAST + 0.5), text)


def readable(background: str) -> str:
    """Near black or white, whichever can be read on it; one of them always can."""
    return max("#1c1b19", "#ffffff", key=lambda colour: contrast(colour, background))


def faint(declared: Mapping[str, ThemeOption], values: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    """(option, what it is read on, contrast) of the colours that cannot be read."""
    for name, option in declared.items():
        if option.on in values and values[name] and values[option.on]:
            ratio = contrast(values[name], values[option.on])
            if ratio < LEAST:
                yield name, option.on, ratio


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = ((c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in
                        (part / 255 for part in _parts(colour)))  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
