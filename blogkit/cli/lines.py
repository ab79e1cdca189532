"""Text for a terminal: nothing in it that the terminal would obey, and no line longer than it is wide."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from unicodedata import east_asian_width

WIDEST = 110
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
JOINERS = "\u200c\u200d"  # Persian and emoji need them


def width() -> int:
    return max(40, min(WIDEST, shutil.get_terminal_size((100, 24)).columns))


def visible(text: str) -> str:
    """On one line, with whatever a terminal would obey (colours, cursor, direction of writing) written out."""
    if text.isprintable():
        return text
    text = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)


def style(text: str, *, fg: str = "", bold: bool = False, dim: bool = False) -> str:
    """In colour (ECMA-48, select graphic rendition). `unstyled` takes it out again."""
    codes = filter(None, (_COLOURS.get(fg), "1" * bold, "2" * dim))
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"


def unstyled(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def columns(text: str) -> int:
    """How wide it stands in a terminal: Chinese takes two columns a letter."""
    return len(text) + sum(east_asian_width(c) in "WF" for c in text)


def clipped(text: str, room: int) -> str:
    """No wider than `room`, with a sign where something is left out."""
    if columns(text) <= room:
        return text
    used = 1
    for at, character in enumerate(text):
        used += columns(character)
        if used > room:
            return text[:at].rstrip() + "…"
    return text


def wrapped(text: str, indent: int, first: str = "") -> list[str]:
    """Lines that fit, all but the first indented. Words are kept whole, so a long address stays one to click on."""
    from textwrap import wrap

    return wrap(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def items(parts: Iterable[str], indent: int, between: str, first: str = "") -> list[str]:
    """Lines that fit, broken between parts."""
    lines = [first]
    fresh = True
    for part in parts:
        joined = lines[-1] + ("" if fresh else between) + part
        if fresh or columns(joined) <= width():
            lines[-1] = joined
        else:
            lines[-1] += between.rstrip()
            lines.append(" " * indent + part)
        fresh = False
    return lines
