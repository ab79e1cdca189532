"""Sites that somebody got wrong, and what `blogkit build` says to them."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from blogkit.cli.group import cli

CONFIG = "base_url: https://blog.example/\n"
CLOCK = "2026-03-10T12:00"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said. `out` is what it printed, `err` what it printed as errors."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as `--json` has it."""

    code: str
    severity: str
    message: str
    where: str
    found: str
    fix: str


def make(root: Path, files: Mapping[str, str | bytes], config: str | bytes = CONFIG) -> Path:
    """A site in `root` with these files, written byte for byte."""
    for path, content in {"blogkit.yaml": config, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    (root / "content" / "posts").mkdir(parents=True, exist_ok=True)
    return root


def post(head: str, body: str = "Text.\n") -> str:
    return f"---\n{head.strip(chr(10))}\n---\n\n{body}"


def good(title: str = "Good") -> str:
    return post(f"title: {title}\ndate: 2026-03-02")


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(root: Path, *args: str, env: Mapping[str, str | None] | None = None, typed: str | None = None) -> Said:
    """`blogkit ARGS` in `root`, in this process. Whatever goes wrong has to be said in words: never a traceback."""
    with inside(root):
        result = CliRunner().invoke(cli, list(args), env=dict(env or {}), input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    said = Said(result.exit_code, result.stdout, result.stderr)
    assert "Traceback" not in said.all
    return said


def build(root: Path, *args: str) -> tuple[int, list[Found], dict[str, Any]]:
    """(exit code, findings, report) of a build that draws no cards."""
    said = run(root, "build", "--json", "--no-cards", "--jobs", "1", "--clock", CLOCK, *args)
    assert said.code in (0, 1, 2), said.all
    report = json.loads(said.out)
    return said.code, [as_found(d) for d in report["diagnostics"]], report


def as_found(data: dict[str, Any]) -> Found:
    span = data["span"] or {}
    parts = [str(span[name]) for name in ("path", "line", "column") if span.get(name)]
    return Found(data["code"], data["severity"], data["message"], ":".join(parts), data["found"], data["fix"])


def outputs(root: Path, output: str = "public") -> dict[str, bytes]:
    """Every file of the output folder."""
    folder = root / output
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
