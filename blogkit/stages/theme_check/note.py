"""What a check has to say about a theme, in the five levels of theme reviews."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from ...core.diagnostic import Diagnostic, Severity
from ...core.span import Span

Level = Literal["fatal", "error", "warning", "recommendation", "feature"]
"""`fatal`: it cannot be used. `error`: readers meet a fault. `warning`: some readers do. `recommendation`: it would be
better. `feature`: what else a theme can have."""
LEVELS: tuple[Level, ...] = get_args(Level)


class Note(msgspec.Struct, frozen=True):
    level: Level
    finding: Diagnostic


def note(level: Level, code: str, message: str, span: Span | None, *, found: str = "", fix: str = "") -> Note:
    severity: Severity = "error" if level in ("fatal", "error") else "warning" if level == "warning" else "info"
    return Note(level, Diagnostic(code, severity, message, span, found, fix))
