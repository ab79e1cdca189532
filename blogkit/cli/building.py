"""What `blogkit build` does, without the parser of its options."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from .lines import unstyled

if TYPE_CHECKING:
    from ..core.diagnostic import Diagnostic

CONFIG = "blogkit.yaml"


class Asked(msgspec.Struct, frozen=True):
    """The options, as they are when nothing is asked for."""

    drafts: bool = False
    future: bool = False
    expired: bool = False
    base_url: str | None = None
    output: str | None = None
    clean: bool = False
    strict: bool = False
    jobs: int = 0
    clock: float | None = None
    no_cards: bool = False
    form: str = "human"
    quiet: bool = False
    verbose: bool = False


def build(root: str, asked: Asked) -> tuple[int, str, str]:
    """(exit code, what to print, what to print as errors). Raises `engine.state.Busy` while another build runs."""
    from ..core.include import Include
    from ..pipeline import Request
    from ..pipeline import build as built_by

    started = time.time()
    request = Request(
        root,
        Include(asked.drafts, asked.future, asked.expired),
        asked.base_url,
        asked.output,
        asked.clean,
        asked.strict,
        asked.jobs,
        asked.clock,
        not asked.no_cards,
    )
    built = built_by(request)
    code = exit_code(built.report.diagnostics) if built.report.failed else 0
    said, errors, again = _words(built.report, root, asked)
    if not built.report.failed and not asked.clean:
        _remember(root, built, code, again, errors, started, fixed=asked.clock is not None)
    return code, said, errors


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """What scripts can trust, for a site that has errors: see the command's help."""
    errors = [d for d in diagnostics if d.severity == "error"]
    if any(d.code == "internal/crash" for d in errors):
        return 70
    return 2 if any(d.code.startswith("config/") or (d.span and d.span.path == CONFIG) for d in errors) else 1


def _words(report: Any, root: str, asked: Asked) -> tuple[str, str, str]:
    """(what to print, what to print as errors, what a build that finds nothing changed will print)."""
    from . import human, machine

    if asked.form == "json":
        return machine.report_json(report), "", machine.report_json(_unchanged(report))
    shown = [d for d in report.diagnostics if not asked.quiet or d.severity == "error"]
    errors = human.findings(shown, root, verbose=asked.verbose)
    notes = machine.github(shown, root) if asked.form == "github" else ""
    if asked.quiet:
        return notes, errors, notes
    said = human.summary(report, verbose=asked.verbose)
    return notes + said, errors, notes + human.summary(_unchanged(report), changed=False)


def _unchanged(report: Any) -> Any:
    return msgspec.structs.replace(report, created=(), updated=(), removed=(), drawn=0, log=(), why={}, seconds=0.0)


def _remember(root: str, built: Any, code: int, again: str, errors: str, started: float, *, fixed: bool) -> None:
    """So that the same command, when nothing has changed, is answered without importing anything."""
    from ..engine import fresh

    until = float("inf") if fixed else built.report.until
    plain = (unstyled(again), again, unstyled(errors))  # who asks next may not be at a terminal
    try:
        fresh.write(
            root,
            built.output,
            until,
            code,
            plain,
            built.inputs,
            built.outputs,
            built.extensions,
            0.0 if fixed else started,
        )
    except OSError:
        return  # a site on a read-only disk is built all the same
