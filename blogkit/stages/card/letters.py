"""What a title is made of: cleaned text, its clusters (what a reader calls one letter) and its direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Every white space but the two that hold words together."""

COLOURFUL = "\ufe0f"
"""Asks for the sign before it as a colour picture."""
_JOINERS = "\u200c\u200d"
_BINDERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d"
"""Viramas: in Devanagari and its kin they bind the next consonant to the one before."""
_MOST_MARKS = 4
"""Marks on one letter; living languages need three at most, and a tower of them would leave the card."""


def clean(text: str) -> str:
    """The text as it may be drawn: composed, one line, nothing in it that controls instead of showing.

    Control characters, lone surrogates, private characters, direction overrides and the like go without a word;
    they have no picture that anyone would miss.
    """
    kept: list[str] = []
    marks = 0
    for char in _SPACES.sub(" ", text):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > _MOST_MARKS or kind in ("Cc", "Cs", "Co") or (ord(char) & 0xFFFE) == 0xFFFE:
            continue
        if kind == "Cf" and char not in _JOINERS and not _is_tag(char):
            continue
        kept.append(char)
    return collapse(unicodedata.normalize("NFC", "".join(kept)))


def collapse(text: str) -> str:
    """White space as single spaces between words."""
    return _SPACES.sub(" ", text).strip()


def unseen(char: str) -> bool:
    """Whether a character has no picture of its own, so that a font need not have it."""
    return unicodedata.category(char) == "Cf" or _is_variation(char) or char == "\u034f"


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that must not be torn: a letter with its marks, an emoji with all that belongs to it."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def initials(name: str) -> str:
    """What stands for a person without a photo: the first letters of the first and of the last word."""
    words = [word for word in clean(name).split(" ") if word[:1].isalnum()]
    chosen = words[:1] if len(words) < 2 or has_rtl(name) else [words[0], words[-1]]
    return "".join(next(clusters(word)).upper() for word in chosen)


def is_pictorial(cluster: str) -> bool:
    """Whether a cluster asks for a colour picture: an emoji rather than a letter."""
    return (ord(cluster[0]) >= 0x1F000 and ord(cluster[0]) < 0x20000) or COLOURFUL in cluster


def direction(text: str, otherwise: Literal["ltr", "rtl"] = "ltr") -> Literal["ltr", "rtl"]:
    """The direction of the first letter that has one."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise


def has_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _continues(text: str, start: int, at: int) -> bool:
    char, before = text[at], text[at - 1]
    if before in _BINDERS and unicodedata.category(char) == "Lo":
        return True
    if before == "\u200d" and ord(char) > 0x2000:
        return True
    if _is_flag_letter(char) and _is_flag_letter(before):
        return at - start == 1
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char in _JOINERS
        or _is_variation(char)
        or _is_tag(char)
        or 0x1F3FB <= ord(char) <= 0x1F3FF
    )


def _is_flag_letter(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _is_variation(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def _is_tag(char: str) -> bool:
    return 0xE0020 <= ord(char) <= 0xE007F
