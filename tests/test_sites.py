"""Golden sites: what a whole site becomes, in one text file each, which is read from top to bottom like a story.

What stands above the first `-- … --` says what the site is about. Then come its files, and what is wanted of them:

    -- content/posts/a.md --          a file of the site; ` (base64)` after its path for one that is not text
    -- want: public/posts/a/ --       that file of the output, byte for byte (a missing line end is added)
    -- want main: public/posts/a/ --  of a long page, what lies between <main …> and </main>; any element will do
    -- want: files --                 what this build did to the output, a file a line: + new, ~ changed, - gone
    -- want: diagnostics --           one a line: severity code path:line:column message | found | fix
    -- want: left out --              one a line: path, reason, until or since when
    -- want: log --                   what was parsed, rendered and removed
    -- want: checklist --             one a line: kind, post, person: what to do
    -- edit: content/posts/a.md --    the file's new text (none: it is deleted), after which the next wants follow
    -- build --                       from here on: `clock: 2026-04-01T12:00:00Z`, `include: drafts`, `base_url: …`

A build happens before a want wherever something was changed since the last one. Names that change with bytes read
`HASH`, and blogkit's version reads `VERSION`. `BLOGKIT_GOLDEN=1 pytest tests/test_sites.py` writes what came out in
place of what was wanted: then the difference is what there is to review.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blogkit import __version__
from blogkit.core.include import Include
from blogkit.core.report import Report
from blogkit.testing.site import Block, Site, blocks

SITES = sorted((Path(__file__).parent / "sites").glob("*.txt"))
_WANT = re.compile(r"want(?: (?P<element>\w+))?: (?P<what>.+)")
_HASH = re.compile(r"(?<=[.-])[0-9a-f]{10}(?=\.(?:css|js|png)\b)")


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_site(file: Path, tmp_path: Path) -> None:
    wanted = file.read_text("utf-8")
    came = play(wanted, Site(tmp_path))
    if os.environ.get("BLOGKIT_GOLDEN"):
        file.write_text(came, "utf-8")
    elif came != wanted:
        lines = difflib.unified_diff(wanted.splitlines(), came.splitlines(), "wanted", "came", lineterm="", n=2)
        pytest.fail("\n".join([f"{file.name} became another site:", *lines]), pytrace=False)


def test_there_are_sites() -> None:
    assert len(SITES) >= 8


def play(text: str, site: Site) -> str:
    """The same text, with what came out of the builds in place of what was wanted."""
    told: list[str] = [text[: text.index("-- ")]]
    report: Report | None = None
    request: dict[str, Any] = {}
    for block in blocks(text):
        if want := _WANT.fullmatch(block.name):
            report = report or site.build(**request).report
            block = Block(block.name, _steady(_came(want["what"], want["element"], report, site)))
        elif block.name == "build":
            report, request = None, _request(block.text)
        else:
            report = None
            path = block.path.removeprefix("edit: ")
            site.write({path: None if path != block.path and not block.text else block.data})
        told.append(str(block))
    return "".join(told)


def _came(what: str, element: str | None, report: Report, site: Site) -> str:
    if what in SAID:
        return "".join(f"{line}\n" for line in SAID[what](report))
    path = site.root / (what + "index.html" if what.endswith("/") else what)
    if not path.is_file():
        return "(there is no such file)\n"
    text = path.read_text("utf-8")
    if element:
        inside = re.search(rf"<{element}\b[^>]*>\n?(.*?)</{element}>", text, re.DOTALL)
        text = inside[1] if inside else f"(there is no <{element}>)"
    return text.rstrip("\n") + "\n" if text.strip() else ""


def _steady(text: str) -> str:
    text = _HASH.sub("HASH", text)
    return re.sub(rf'(blogkit |version="){re.escape(__version__)}', r"\1VERSION", text)


def _request(text: str) -> dict[str, Any]:
    said: dict[str, Any] = dict(line.split(": ", 1) for line in text.splitlines())
    if "clock" in said:
        said["clock"] = dt.datetime.fromisoformat(said["clock"]).timestamp()
    if "include" in said:
        said["include"] = Include(**dict.fromkeys(said["include"].split(), True))
    return said


def _files(report: Report) -> list[str]:
    marks = dict.fromkeys(report.created, "+") | dict.fromkeys(report.updated, "~") | dict.fromkeys(report.removed, "-")
    return [f"{mark} {path}" for path, mark in sorted(marks.items())]


def _diagnostics(report: Report) -> list[str]:
    lines = []
    for one in report.diagnostics:
        parts = (f"{one.severity} {one.code} {one.span or '(no place)'} {one.message}", one.found, one.fix)
        lines.append(" | ".join(parts).rstrip(" |").replace("\n", "⏎"))
    return lines


SAID: dict[str, Callable[[Report], list[str]]] = {
    "files": _files,
    "diagnostics": _diagnostics,
    "left out": lambda report: [f"{one.path} {one.reason} {one.when}".rstrip() for one in report.left_out],
    "log": lambda report: list(report.log),
    "checklist": lambda report: [
        f"{s.kind} {s.post} {s.person}: {s.title} ({s.because})" for s in (one.found.step for one in report.steps)
    ],
}
