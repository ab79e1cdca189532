"""The commit that is checked out, as git itself says it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from blogkit.engine.head import head

WHO = ("-c", "user.name=Me", "-c", "user.email=me@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    said = subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True, text=True)
    return said.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "one"
    (folder / "site").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path) -> str:
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def test_it_moves_with_every_commit_also_for_a_site_further_down(repository: Path) -> None:
    assert head(str(repository)) == ""  # nothing is committed yet
    first = commit(repository)
    assert head(str(repository)) == head(str(repository / "site")) == first
    assert commit(repository) == head(str(repository)) != first


def test_packed_refs_branches_with_slashes_and_a_detached_head(repository: Path) -> None:
    first, second = commit(repository), commit(repository)
    git(repository, "checkout", "-q", "-b", "a/b", first)
    git(repository, "pack-refs", "--all", "--prune")
    assert not (repository / ".git/refs/heads/a/b").exists()
    assert head(str(repository)) == first
    git(repository, "checkout", "-q", second)
    assert head(str(repository)) == second


def test_worktrees(repository: Path, tmp_path: Path) -> None:
    first = commit(repository)
    git(repository, "worktree", "add", "-q", "-b", "side", str(tmp_path / "two"))
    assert head(str(tmp_path / "two")) == first
    assert commit(tmp_path / "two") == head(str(tmp_path / "two")) != head(str(repository))


def test_a_shallow_clone_and_a_broken_one_say_nothing(repository: Path, tmp_path: Path) -> None:
    commit(repository)
    commit(repository)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "two")
    assert head(str(tmp_path / "two")) == ""
    (repository / ".git/HEAD").write_bytes(b"ref: refs/heads/\xff\n")
    assert head(str(repository)) == ""
    (repository / ".git/HEAD").unlink()
    assert head(str(repository)) == ""
