"""What the open pages of the preview are told: which build they show, what changed since, and what is wrong.

Each page asks once, by server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), and hears
of every build after that. None of this reaches a build's output: the tags below are put in while a page is served.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from ..core.diagnostic import Diagnostic
from ..core.report import Report

EVENTS = "/.blogkit/events"
PATIENCE = 15.0
"""Seconds after which a comment is sent, so that a page that has gone is noticed."""
SHOWN = 10
"""Findings in the overlay; the rest are counted."""


class Live:
    """The last build as the pages see it. Safe to be used from several threads; its size is that of the site."""

    def __init__(self, root: str) -> None:
        self.root = root
        """The path of the home page: `/` or `/blog/`."""
        self.run = f"{time.time_ns():x}"
        """By which a page knows that it was opened before this server was started."""
        self.version = 0
        self.whole = False
        """Whether all of the site has been built, so that what is not there does not exist."""
        self.since: dict[str, int] = {}
        """Output path to the build in which it last changed."""
        self.state: dict[str, Any] = {"problems": [], "bar": {}}
        self.go = (0, "")
        """The build that pages turned after last, and where to. A page may hear of several builds at once."""
        self.turn = threading.Condition()

    def publish(
        self,
        changed: Iterable[str],
        problems: list[dict[str, Any]],
        bar: dict[str, Any],
        go: str = "",
        *,
        whole: bool = False,
    ) -> None:
        """One more build. `go` is the output path that pages should turn to, if any; `whole`: of the whole site."""
        with self.turn:
            self.version += 1
            self.whole = self.whole or whole
            self.since.update(dict.fromkeys(changed, self.version))
            self.state = {"problems": problems, "bar": bar}
            if go:
                self.go = (self.version, self.root + quote(_page(go)))
            self.turn.notify_all()

    def tags(self, *, waits: bool = False) -> bytes:
        """What a served page gets before `</body>`. `waits`: it stands in for one that is not built yet."""
        data = f'data-version="{self.version}" data-run="{self.run}"' + " data-waits" * waits
        return (
            '<link rel="stylesheet" href="/.blogkit/live.css"><script defer src="/.blogkit/idiomorph.js"></script>'
            f'<script defer src="/.blogkit/live.js" {data}></script>'
        ).encode()

    def events(self, path: str, version: int, *, again: bool = False) -> Iterator[bytes]:
        """For the page at `path` that shows build `version`: one event now, and one for each build to come. `again`: it
        was only out of sight for a while, so it turns to where it would have turned."""
        inside = unquote(path.removeprefix(self.root), errors="replace")
        output = inside + "index.html" if inside.endswith("/") or not inside else inside
        said = self._told(output, version)
        if not again:
            said["go"] = ""
        while True:
            yield b"data: " + json.dumps(said).encode() + b"\n\n"
            while not self._news(said["version"]):
                yield b": still here\n\n"
            said = self._told(output, said["version"])

    def _told(self, output: str, version: int) -> dict[str, Any]:
        """For a page that shows `version`: what is so now."""
        with self.turn:
            mine = self.since.get(output, 0) > version
            go = self.go[1] if self.go[0] > version else ""
            return {
                **self.state,
                "run": self.run,
                "version": self.version,
                "whole": self.whole,
                "mine": mine,
                "go": go,
            }

    def _news(self, version: int) -> bool:
        with self.turn:
            return self.turn.wait_for(partial(self._past, version), PATIENCE)

    def _past(self, version: int) -> bool:
        return self.version > version


def _page(output: str) -> str:
    return output.removesuffix("index.html")


def bar(report: Report, open_steps: int) -> dict[str, Any]:
    """Counts for the small bar at the foot of each page."""
    return {
        "warnings": sum(d.severity == "warning" for d in report.diagnostics),
        "open": open_steps,
        "left_out": [f"{one.path.removeprefix('content/')}: {one.reason}" for one in report.left_out][:20],
    }


def problems(diagnostics: Iterable[Diagnostic], lines_of: Any) -> list[dict[str, Any]]:
    """Errors for the overlay. `lines_of(path)` gives the lines of a file of the site."""
    errors = [d for d in diagnostics if d.severity == "error"]
    alike: dict[Any, list[Diagnostic]] = {}
    for finding in errors:  # a slip in a template is met once for each page that is made from it
        key = (finding.code, finding.span, finding.found) if finding.code.startswith("theme/") else finding
        alike.setdefault(key, []).append(finding)
    result: list[dict[str, Any]] = []
    for finding, *more in list(alike.values())[:SHOWN]:
        one: dict[str, Any] = {
            "where": str(finding.span) if finding.span else "",
            "message": f"{finding.message}, and {len(more)} times more" if more else finding.message,
            "code": finding.code,
            "found": finding.found,
            "fix": finding.fix,
        }
        if finding.span and finding.span.line:
            lines = lines_of(finding.span.path)
            first = max(1, finding.span.line - 2)
            one["first"] = first
            one["lines"] = [line[:300] for line in lines[first - 1 : finding.span.line]]
            one["column"] = finding.span.column
        result.append(one)
    if len(alike) > SHOWN:
        result.append({"where": "", "message": f"… and {len(alike) - SHOWN} more", "code": "", "found": "", "fix": ""})
    return result
