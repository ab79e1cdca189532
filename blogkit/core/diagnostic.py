"""Findings are values: one type for everything blogkit has to say about a user's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
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
    """The nearest known word as a question, or nothing."""
    if not 2 < len(word) < 200:  # too short to say, or too long to be a slip of the pen
        return ""
    spelled = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), list(spelled), n=1, cutoff=0.6)
    return f'did you mean "{spelled[near[0]]}"?' if near else ""


def canonical(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repeats, in the order every output uses: path, line, column, code."""

    def key(d: Diagnostic) -> tuple[str, int, int, str, str]:
        span = d.span or Span("")
        return (span.path, span.line, span.column, d.code, d.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def has_errors(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> bool:
    """Whether a build must not be written; `strict` counts warnings too."""
    return any(d.severity == "error" or (strict and d.severity == "warning") for d in diagnostics)
