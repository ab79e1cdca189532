"""A report for programs: one JSON value, or workflow commands of GitHub Actions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import msgspec

from ..core.diagnostic import Diagnostic
from ..core.report import Report
from ..stages.checklist import as_data


def as_json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def report_json(report: Report) -> str:
    data = msgspec.structs.asdict(report)
    data["steps"] = [as_data(one) for one in report.steps]
    data["until"] = None if report.until == float("inf") else report.until
    return as_json(data)


def github(diagnostics: Sequence[Diagnostic], root: str) -> str:
    """`::error file=…,line=…::` lines, which GitHub shows beside the source: it counts paths from the repository."""
    lines = []
    above = os.path.relpath(root, os.environ.get("GITHUB_WORKSPACE") or root).replace(os.sep, "/")
    inside = "" if above == "." or above.startswith("..") else above + "/"
    for finding in diagnostics:
        level = {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
        where = {"title": finding.code}
        if finding.span:
            where |= {"file": inside + finding.span.path}
            if finding.span.line:
                where |= {"line": str(finding.span.line), "col": str(max(finding.span.column, 1))}
        text = finding.message
        text += f"\nfound: {finding.found}" if finding.found else ""
        text += f"\nfix: {finding.fix}" if finding.fix else ""
        properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
        lines.append(f"::{level} {properties}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
