"""A report for people: counts that add up, what was left out and why, each finding with its line and its cure."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence

from ..core.diagnostic import Diagnostic, Severity
from ..core.report import Report
from ..core.site import LeftOut
from ..core.step import Standing
from .lines import clipped, columns, items, style, visible, width, wrapped

PRIVATE = "engagement/private/"
"""No line from below here is ever shown."""
ALIKE = 5
"""Findings of one code shown in full; the others are counted."""
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_LINE = re.compile(r"[\w.-]+: \S|[\"'\[{/-]|\w+=")
_LABEL = 12
"""Columns before the text of a line of the summary."""


def summary(report: Report, *, changed: bool = True, verbose: bool = False) -> str:
    """The lines after a build. `changed` False is what a build with nothing to do says."""
    lines = [_first(report, changed)]
    rows: list[tuple[str, list[str]]] = []
    if changed and report.written:
        wrote = [
            f"{len(names):,} {word}"
            for names, word in ((report.created, "new"), (report.updated, "changed"), (report.removed, "removed"))
            if names
        ]
        rows.append(("files", [" · ".join(wrote) or "all as they were"]))
        if report.cards:
            rows.append(("cards", [f"{report.drawn:,} drawn, {report.cards - report.drawn:,} as they were"]))
    if report.left_out:
        rows.append(("left out", _left_out(report.left_out)))
    if report.cited and not report.failed:
        more = [f"and {len(report.cited) - 4} more"] if len(report.cited) > 4 else []
        rows.append(("cited", items([*map(visible, report.cited[:4]), *more], _LABEL, ", ", " " * _LABEL)))
    counts = Counter(d.severity for d in report.diagnostics)
    rest: tuple[Severity, ...] = ("warning", "info") if report.failed else ("error", "warning", "info")
    if words := [_count(counts[s], s) for s in rest if counts[s]]:
        rows.append(("findings", [", ".join(words)]))
    for name, text in rows:
        lines.append(f"  {style(name.ljust(_LABEL - 2), dim=True)}{text[0].lstrip()}")
        lines += text[1:]
    if verbose:
        lines += [f"  {visible(line)}" for line in report.log]
        lines += [f"  {visible(path)}: {why}" for path, why in report.why.items()]
    if report.written and not report.posts and not report.pages and not report.left_out:
        lines.append('There is nothing to read yet. Begin with  blogkit new post "A title"')
    if report.steps and not _fails_elsewhere(report):
        lines += checklist(report.steps, report.more_steps)
    return "\n".join(lines) + "\n"


def _fails_elsewhere(report: Report) -> bool:
    """Whether something is wrong that comes before any conversation. What is wrong in people.yaml is part of it."""
    wrong = [d for d in report.diagnostics if d.severity == "error"]
    about_people = [d for d in wrong if d.span and d.span.path.startswith("people")]
    return report.failed and (not wrong or len(about_people) < len(wrong))


def _first(report: Report, changed: bool) -> str:
    folder = visible(report.output.rstrip("/\\")) + "/"
    counts = f"{_count(report.posts, 'post')}, {_count(report.pages, 'page')}, {_count(report.files, 'file')}"
    if report.failed:
        severities = Counter(d.severity for d in report.diagnostics)
        why = _count(severities["error"], "error")
        if not severities["error"]:
            why = f"{_count(severities['warning'], 'warning')}, and --strict counts them"
        if any(d.code == "write/failed" for d in report.diagnostics):
            return style(f"Not finished: {why}. Each file in {folder} is whole, old or new.", fg="red", bold=True)
        return style(f"Not written: {why}. {folder} is as it was.", fg="red", bold=True)
    if not changed:
        return f"{style('Nothing changed', bold=True)}: {counts} in {folder}"
    return f"{style('Built', bold=True)} {counts} in {report.seconds:.1f} s → {folder}"


def _count(number: int, noun: str) -> str:
    plural = {"info": "note"}.get(noun, noun)
    return f"{number:,} {plural}" if number == 1 else f"{number:,} {plural}s"


def _left_out(entries: Sequence[LeftOut]) -> list[str]:
    """By name and with the reason: silence about a post is the cruellest error."""
    lines: list[str] = []
    for reason in ("draft", "future", "expired"):
        some = [entry for entry in entries if entry.reason == reason]
        if some:
            names = [visible(e.path.removeprefix("content/") + (f", {e.when}" if e.when else "")) for e in some[:3]]
            if len(some) > 3:
                names.append(f"and {len(some) - 3} more")
            first = f"{' ' * _LABEL}{len(some)} {reason}: "
            lines += items(names, _LABEL + 2, " · ", first)
    return lines


def checklist(standing: Sequence[Standing], more: int) -> list[str]:
    steps = [one.found.step for one in standing]
    minutes = sum(step.minutes for step in steps)
    lines = ["", style(f"Next, about {_count(max(minutes, 1), 'minute')}:", bold=True)]
    for number, step in enumerate(steps, 1):
        start = f"  {number:<2} {step.id[:6]}  "
        title = wrapped(visible(step.title), len(start), start)
        lines.append(title[0].replace(step.id[:6], style(step.id[:6], dim=True), 1))
        lines += title[1:]
        because = wrapped(clipped(visible(step.because), 2 * (width() - len(start)) - 10), len(start), " " * len(start))
        lines += [style(line, dim=True) for line in because if line.strip()]
        if step.action:
            lines.append(" " * len(start) + style(visible(step.action), fg="blue"))
    if more:
        lines.append(f"  ({more} more when you have time: blogkit checklist)")
    return lines


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
    if hidden:
        more = [f"{count:,} more of {code}" for (code, _), count in hidden.items()]
        blocks.append("\n".join(items([*more, "--verbose shows them all"], 2, ", ", "… and ")) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")


def finding_text(finding: Diagnostic, root: str) -> str:
    where = f"{visible(str(finding.span))}: " if finding.span else ""
    lines = wrapped(f"{where}{finding.severity}: {visible(finding.message)}  {finding.code}", 4)
    level = style(finding.severity, fg=_COLOURS[finding.severity], bold=True)
    if lines[0].startswith(f"{where}{finding.severity}"):
        rest = lines[0].removeprefix(f"{where}{finding.severity}")
        lines[0] = f"{style(where, bold=True)}{level}{rest}"
    if lines[-1].endswith(finding.code):
        lines[-1] = lines[-1].removesuffix(finding.code) + style(finding.code, dim=True)
    lines += _source(finding, root)
    lines += _labelled("found", finding.found) + _labelled("fix", finding.fix)
    return "\n".join(lines) + "\n"


def _labelled(label: str, text: str) -> list[str]:
    """A line to be copied is never broken."""
    if not text:
        return []
    start, shown = f"  {label:<7}", visible(text)
    lines = [start + shown] if _LINE.match(shown) else wrapped(shown, len(start), start)
    lines[0] = lines[0].replace(label, style(label, dim=True), 1)
    return lines


def _source(finding: Diagnostic, root: str) -> list[str]:
    """The line it is about, the one before, and a caret."""
    span = finding.span
    if not span or not span.line or span.path.startswith(PRIVATE):
        return []
    try:
        path = os.path.join(root, span.path)
        if not os.path.isfile(path):  # never open a pipe
            return []
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            lines = [line.rstrip("\n") for line, _ in zip(file, range(span.line), strict=False)]
    except OSError:
        return []
    if len(lines) < span.line or (span.line == span.column == 1 and lines[0].strip() in ("---", "+++")):
        return []  # it is about the file as a whole
    gutter = len(str(span.line))
    room = width() - gutter - 5
    start = max(0, span.column - room * 2 // 3)
    shown, text = [], ""
    for number in range(max(1, span.line - 1), span.line + 1):
        text = "".join(c if c.isprintable() else " " for c in lines[number - 1])[start:]
        text = clipped(text, room)
        if number == span.line or text.strip():
            shown.append(f"  {style(f'{number:>{gutter}} |', dim=True)} {text}")
    if not text.strip():
        return []
    if span.column:
        caret = " " * columns(lines[span.line - 1][start : span.column - 1]) + "^"
        shown.append(f"  {' ' * gutter} {style('|', dim=True)} {style(caret, fg=_COLOURS[finding.severity])}")
    return shown
