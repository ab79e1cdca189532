"""Text into a box: SVG does not wrap lines, so they are measured and broken here. Pure: widths come from a function."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .letters import clusters

Measure = Callable[[str], float]
"""Text to its width in em. Must be additive: a line is as wide as its parts together."""

_SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_LONGEST = 1000
"""No title of this length fits any card; the rest needs no measuring."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit at a size. `cut` when an ellipsis stands for the rest."""

    size: float
    lines: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on a line, with the space that follows it."""

    text: str
    width: float
    """In em, without the space."""
    space: float


def fit(
    text: str,
    measure: Measure,
    *,
    width: float,
    sizes: Sequence[float],
    lines: int = 1,
    height: float = float("inf"),
    leading: float = 1.15,
    ellipsis: str = "…",
) -> Fitted:
    """The largest of `sizes` (falling) at which the text fits without tearing a word; at the last one words are torn,
    and what still does not fit gives way to an ellipsis. `text` is clean already."""
    if not text:
        return Fitted(sizes[0], ())
    whole = pieces(text[:_LONGEST], measure)
    for size in sizes if len(text) <= _LONGEST else ():
        rows = fill(whole, width / size)
        if rows and len(rows) <= _room(lines, height, size * leading):
            return Fitted(size, _texts(_balanced(whole, rows, width / size)))
    size = sizes[-1]
    limit, room = width / size, _room(lines, height, size * leading)
    rows = fill([part for piece in whole for part in _torn(piece, limit, measure)], limit) or []
    if len(rows) <= room and len(text) <= _LONGEST:
        return Fitted(size, _texts(rows))
    *above, shortened = rows[:room]
    return Fitted(size, (*_texts(above), _with_ellipsis(shortened, limit, measure, ellipsis)), cut=True)


def pieces(text: str, measure: Measure) -> list[Piece]:
    """The text cut wherever a line may end: after spaces, hyphens and slashes, and between ideographs."""
    found: list[Piece] = []
    parts = list(clusters(text))
    word = ""
    for at, part in enumerate(parts):
        word += part
        if at + 1 == len(parts) or (_may_break(word, parts[at + 1]) and parts[at + 1] != " "):
            bare = word.rstrip(" ")
            found.append(Piece(word, measure(bare), measure(word[len(bare) :])))
            word = ""
    return found


def fill(parts: Sequence[Piece], limit: float) -> list[list[Piece]] | None:
    """As few lines as possible, each as full as possible; None when a piece is wider than a line."""
    rows: list[list[Piece]] = []
    used = 0.0
    for piece in parts:
        if piece.width > limit:
            return None
        if rows and used + piece.width <= limit:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            used = 0.0
        used += piece.width + piece.space
    return rows


def _balanced(parts: Sequence[Piece], rows: list[list[Piece]], limit: float) -> list[list[Piece]]:
    """The same number of lines in the narrowest box that gives it: lines of like length look meant."""
    low, high = 0.0, limit
    for _ in range(12):
        middle = (low + high) / 2
        narrower = fill(parts, middle)
        if narrower and len(narrower) == len(rows):
            rows, high = narrower, middle
        else:
            low = middle
    return rows


def _torn(piece: Piece, limit: float, measure: Measure) -> list[Piece]:
    """A piece that is wider than a line, in parts that are not."""
    if piece.width <= limit:
        return [piece]
    bare = piece.text.rstrip(" ")
    texts, used = [""], 0.0
    for part in clusters(bare):
        width = measure(part)
        if texts[-1] and used + width > limit:
            texts.append("")
            used = 0.0
        texts[-1] += part
        used += width
    parts = [Piece(text, min(measure(text), limit), 0.0) for text in texts]
    parts[-1] = Piece(texts[-1] + piece.text[len(bare) :], parts[-1].width, piece.space)
    return parts


def _with_ellipsis(row: Sequence[Piece], limit: float, measure: Measure, ellipsis: str) -> str:
    """The line shortened to make room: by whole words where half of it is left then, else by letters."""
    room = limit - measure(ellipsis)
    kept = list(row)
    while kept and sum(piece.width + piece.space for piece in kept[:-1]) + kept[-1].width > room:
        kept.pop()
    text = "".join(piece.text for piece in kept)
    if measure(text) < limit / 2:
        text, used = "", 0.0
        for part in clusters("".join(piece.text for piece in row)):
            used += measure(part)
            if used > room:
                break
            text += part
    return text.rstrip(" ,;:.-–—/…") + ellipsis


def _texts(rows: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    return tuple("".join(piece.text for piece in row).rstrip(" ") for row in rows)


def _room(lines: int, height: float, line_height: float) -> int:
    return max(1, min(lines, int(height // line_height) if height != float("inf") else lines))


def _may_break(word: str, after: str) -> bool:
    before, following = word[-1], after[0]
    if before == " ":
        return True
    if before in "-‐–—/":
        return len(word) > 1 and following.isalpha()
    if not (_is_ideograph(before) or _is_ideograph(following)):
        return False
    if unicodedata.category(before) in ("Ps", "Pi"):
        return False
    return unicodedata.category(following) not in ("Pe", "Pf", "Po", "Lm") and following not in _SMALL_KANA


def _is_ideograph(char: str) -> bool:
    """Chinese and Japanese, and emoji: scripts that break anywhere. Korean breaks at its spaces."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x31FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x1F300 <= code <= 0x1FAFF
        or code >= 0x20000
    )
