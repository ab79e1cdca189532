"""Event files: lines in, lines out, and nothing lost."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from blogkit.core.ledger import Event
from blogkit.phases.remember import reader
from blogkit.stages import memory

ONE = Event("2026-03-02T10:11:12Z", "c7f3a1b2c3", "done", "tell-source", "retry", "ana")
GOOD = (
    b'{"t":"2026-03-02T10:11:12Z","id":"c7f3a1b2c3","event":"done","kind":"tell-source","post":"retry","who":"ana"}\n'
)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"garbage", "passed over"),
        (b"[]", "passed over"),
        (b'{"t":"yesterday","id":"a","event":"done"}', "passed over"),
        (b'{"t":"2026-03-02T10:11:12","id":"a","event":"done"}', "no time zone"),
        (b'{"t":"2026-03-02T10:11:12Z","id":"a","event":"finished"}', "passed over"),
        (b'{"t":"2026-03-02T10:11:12Z","id":"a","event":"snoozed","until":"soon"}', "until is a day"),
        (b"\xff\xfe\x00", "passed over"),
        (b"<<<<<<< HEAD", "merge"),
        (b"=======", "merge"),
    ],
)
def test_a_bad_line_is_named_and_passed_over(bad: bytes, why: str) -> None:
    outcome = memory.entries("x.jsonl", GOOD + bad + b"\r\n" + GOOD, Event)
    assert outcome.value == (ONE, ONE)
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity, finding.span and finding.span.line) == ("checklist/line", "warning", 2)
    assert why in finding.message


def test_windows_line_ends_and_blank_lines_are_no_matter() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n") + b"\r\n\r\n" + GOOD
    assert memory.entries("x.jsonl", data, Event).value == (ONE, ONE)
    assert memory.entries("x.jsonl", None, Event).value == ()


def test_lines_are_appended_never_rewritten(tmp_path: Path) -> None:
    path = tmp_path / memory.PUBLIC
    path.parent.mkdir(parents=True)
    path.write_bytes(b"garbage that stays\n" + GOOD.rstrip())
    memory.append(str(tmp_path), memory.PUBLIC, ONE)
    assert path.read_bytes() == b"garbage that stays\n" + GOOD + GOOD


def test_what_is_private_is_ignored_by_git_from_the_first_line(tmp_path: Path) -> None:
    memory.append(str(tmp_path), memory.PRIVATE, ONE)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    said = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["??", "engagement/.gitattributes"]


def test_two_branches_merge_line_by_line(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    root = str(tmp_path)
    git("init", "-q", "-b", "main")
    memory.append(root, memory.PUBLIC, ONE)
    git("add", "-A")
    git("commit", "-qm", "one")
    ours, theirs = (Event("2026-03-03T10:00:00Z", name * 10, "done") for name in "ab")
    for branch, new in (("theirs", theirs), ("main", ours)):
        if branch != "main":
            git("checkout", "-qb", branch)
        else:
            git("checkout", "-q", branch)
        memory.append(root, memory.PUBLIC, new)
        git("commit", "-qam", branch)
    git("merge", "-q", "theirs")
    outcome = memory.events(reader(root))
    assert set(outcome.value) == {ONE, ours, theirs}
    assert outcome.diagnostics == ()
