"""Findings are values: one type for everything blogkit has to say about a user's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from .span import Span

Severity = Literal["error", "warning", "info"]
T = TypeVar("T")


class Diagnostic(msgspec.Struct, frozen=True, gc=False):
    """One finding.

    `code` is permanent and reads `area/what-is-wrong`. `message` is one line without a position. `found` shows
    what stood there, `fix` says what to do, in the user's own terms (a corrected line where there is one).
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    found: str = ""
    fix: str = ""


class Outcome(msgspec.Struct, Generic[T], frozen=True):
    """A best-effort value and what was found on the way. Both are cached together, so no warning is ever lost."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


def error(code: str, message: str, span: Span | None = None, *, found: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, "error", message, span, found, fix)


def warning(code: str, message: str, span: Span | None = None, *, found: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, "warning", message, span, found, fix)


def info(code: str, message: str, span: Span | None = None, *, found: str = "", fix: str = "") -> Diagnostic:
    return Diagnostic(code, "info", message, span, found, fix)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that a slip of the pen may have turned into this one, as a question, or nothing."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Slips are letters left out, added, mistaken or swapped: one, two in words from seven letters on, three from
    twelve. In up to three letters a mistaken one makes another word; in one or two only case and order may differ."""
    if not 0 < len(word) < 200:  # too long to be a slip of the pen
        return ""
    spelled = {name.lower(): name for name in known}
    lowered = word.lower()
    if lowered in spelled:
        return spelled[lowered]
    if len(word) < 3:
        return spelled.get(lowered[::-1], "")
    from difflib import get_close_matches

    most = 1 + (len(word) > 6) + (len(word) > 11)
    mistaken = 1 if len(word) > 3 else 2  # slips that a mistaken letter counts for
    alike = get_close_matches(lowered, list(spelled), n=5, cutoff=0.6)  # spares counting slips in thousands of names
    slips = {name: _slips(lowered, name, mistaken) for name in alike}
    best = min(slips, key=lambda name: slips[name], default="")
    return spelled[best] if best and slips[best] <= most else ""


def _slips(one: str, other: str, mistaken: int) -> int:
    """Damerau and Levenshtein's distance, row by row."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + mistaken * (a != b))
            if earlier and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]


def canonical(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repeats, in the order every output uses: path, line, column, code."""

    def key(d: Diagnostic) -> tuple[str, int, int, str, str]:
        span = d.span or Span("")
        return (span.path, span.line, span.column, d.code, d.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def has_errors(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> bool:
    """Whether a build must not be written; `strict` counts warnings too."""
    return any(d.severity == "error" or (strict and d.severity == "warning") for d in diagnostics)
