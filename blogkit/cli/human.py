"""A report for people: counts that add up, what was left out and why, each finding with its line and its cure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from unicodedata import east_asian_width

import click

from ..core.diagnostic import Diagnostic, Severity
from ..core.report import Report, StepLine
from ..core.site import LeftOut

ALIKE = 5
"""Findings of one code shown in full; the others are counted."""
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def summary(report: Report, *, changed: bool = True, verbose: bool = False) -> str:
    """The lines after a build. `changed` False is what a build with nothing to do says."""
    lines = [_first(report, changed)]
    rows: list[tuple[str, str]] = []
    if changed and report.written:
        wrote = [
            f"{len(names)} {word}"
            for names, word in ((report.created, "new"), (report.updated, "changed"), (report.removed, "removed"))
            if names
        ]
        rows.append(("files", " · ".join(wrote) or "all as they were"))
        if report.cards:
            rows.append(("cards", f"{report.drawn} drawn, {report.cards - report.drawn} as they were"))
    if report.left_out:
        rows.append(("left out", _left_out(report.left_out)))
    if report.cited:
        more = f" and {len(report.cited) - 4} more" if len(report.cited) > 4 else ""
        rows.append(("cited", ", ".join(report.cited[:4]) + more))
    counts = Counter(d.severity for d in report.diagnostics)
    if counts:
        words = [_count(counts[s], s) for s in ("error", "warning", "info") if counts[s]]
        rows.append(("findings", ", ".join(words)))
    lines += [f"  {click.style(name.ljust(9), dim=True)} {text}" for name, text in rows]
    if verbose:
        lines += [f"  {line}" for line in report.log]
        lines += [f"  {path}: {why}" for path, why in report.why.items()]
    if report.steps:
        lines += checklist(report.steps, report.more_steps)
    return "\n".join(lines) + "\n"


def _first(report: Report, changed: bool) -> str:
    counts = f"{_count(report.posts, 'post')}, {_count(report.pages, 'page')}, {_count(report.files, 'file')}"
    if report.failed:
        errors = _count(sum(d.severity == "error" for d in report.diagnostics), "error")
        return click.style(f"Not written: {errors}. {report.output}/ is as it was.", fg="red", bold=True)
    if not changed:
        return f"{click.style('Nothing changed', bold=True)}: {counts} in {report.output}/"
    return f"{click.style('Built', bold=True)} {counts} in {report.seconds:.1f} s → {report.output}/"


def _count(number: int, noun: str) -> str:
    plural = {"info": "note"}.get(noun, noun)
    return f"{number:,} {plural}" if number == 1 else f"{number:,} {plural}s"


def _left_out(entries: Sequence[LeftOut]) -> str:
    parts = []
    for reason in ("draft", "future", "expired"):
        some = [entry for entry in entries if entry.reason == reason]
        if some:
            shown = ", ".join(e.path.removeprefix("content/") + (f", {e.when}" if e.when else "") for e in some[:3])
            more = f" and {len(some) - 3} more" if len(some) > 3 else ""
            parts.append(f"{len(some)} {reason} ({shown}{more})")
    return " · ".join(parts)


def checklist(steps: Sequence[StepLine], more: int) -> list[str]:
    minutes = sum(step.minutes for step in steps)
    lines = ["", click.style(f"Next, about {minutes} minutes:", bold=True)]
    for number, step in enumerate(steps, 1):
        lines.append(f"  {number}  {click.style(step.id[:6], dim=True)}  {step.title}")
        lines.append(f"             {click.style(_clip(step.because, 64), dim=True)}")
        if step.action:
            lines.append(f"             {click.style(step.action, fg='blue')}")
    if more:
        lines.append(f"  ({more} more when you have time)")
    return lines


def _clip(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def findings(diagnostics: Sequence[Diagnostic], root: str, *, verbose: bool = False) -> str:
    """All findings, errors last so that they stand nearest to the eye; many alike are counted unless `verbose`."""
    order = {"info": 0, "warning": 1, "error": 2}
    blocks: list[str] = []
    seen: Counter[tuple[str, Severity]] = Counter()
    same: Counter[str] = Counter()
    for finding in sorted(diagnostics, key=lambda d: order[d.severity]):
        alike = (finding.code, finding.severity)
        same[finding.code + finding.message] += 1
        if verbose or (seen[alike] < ALIKE and same[finding.code + finding.message] < ALIKE - 2):
            blocks.append(finding_text(finding, root))
            seen[alike] += 1
    hidden = Counter[tuple[str, Severity]]((d.code, d.severity) for d in diagnostics) - seen
    for (code, _), count in hidden.items():
        blocks.append(f"… and {count:,} more of {code}: --verbose shows them all\n")
    return "\n".join(blocks) + ("\n" if blocks else "")


def finding_text(finding: Diagnostic, root: str) -> str:
    where = f"{click.style(str(finding.span), bold=True)}: " if finding.span else ""
    level = click.style(finding.severity, fg=_COLOURS[finding.severity], bold=True)
    lines = [f"{where}{level}: {finding.message}  {click.style(finding.code, dim=True)}"]
    lines += _source(finding, root)
    if finding.found:
        lines.append(f"  {click.style('found', dim=True)}  {finding.found}")
    if finding.fix:
        lines.append(f"  {click.style('fix', dim=True)}    {finding.fix}")
    return "\n".join(lines) + "\n"


def _source(finding: Diagnostic, root: str) -> list[str]:
    """The line it is about, the one before, and a caret."""
    span = finding.span
    if not span or not span.line:
        return []
    try:
        with open(os.path.join(root, span.path), encoding="utf-8-sig", errors="replace") as file:
            lines = [line.rstrip("\n") for line, _ in zip(file, range(span.line), strict=False)]
    except OSError:
        return []
    if len(lines) < span.line:
        return []
    start = max(0, span.column - 60)
    width = len(str(span.line))
    shown = []
    for number in range(max(1, span.line - 1), span.line + 1):
        text = "".join(c if c.isprintable() else " " for c in lines[number - 1])[start : start + 90]
        if number == span.line or text.strip():
            shown.append(f"  {click.style(f'{number:>{width}} |', dim=True)} {text}")
    if span.column:
        before = lines[span.line - 1][start : span.column - 1]
        caret = " " * (len(before) + sum(east_asian_width(c) in "WF" for c in before)) + "^"
        shown.append(
            f"  {' ' * width} {click.style('|', dim=True)} {click.style(caret, fg=_COLOURS[finding.severity])}"
        )
    return shown
