"""Names of headings as GitHub makes them, so that links written for GitHub work: letters of every script are kept."""

from __future__ import annotations

import re
import unicodedata

ASCII_DROPPED = re.compile(r"[^\w\- ]")
KEPT = ("L", "M", "N", "Pc")


def slug(text: str) -> str:
    text = unicodedata.normalize("NFC", text.strip().lower()) if not text.isascii() else text.strip().lower()
    if text.isascii():
        text = ASCII_DROPPED.sub("", text)
    else:
        text = "".join(c for c in text if c in "- " or unicodedata.category(c).startswith(KEPT))
    return text.replace(" ", "-") or "section"


def unique(name: str, taken: dict[str, int]) -> str:
    """`name`, or `name-1`, `name-2` and so on; the answer counts as taken from now on."""
    number, answer = taken.get(name, -1) + 1, name
    if number:
        while (answer := f"{name}-{number}") in taken:
            number += 1
        taken[answer] = 0
    taken[name] = number
    return answer
