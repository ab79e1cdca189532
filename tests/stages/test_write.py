"""Every file whole or not at all, nothing touched that is not ours; also when the power goes in between."""

from __future__ import annotations

import builtins
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from blogkit.core.digest import digest
from blogkit.core.report import Changes
from blogkit.stages.write import MANIFEST, NEW, Output
from blogkit.testing.site import Site


def commit(output: Path, files: dict[str, bytes], *, copies: dict[str, Path] | None = None) -> Changes:
    """One build that makes all of `files` anew."""
    names = {name: digest(data) for name, data in files.items()}
    sources = {name: (str(file), digest(file.read_bytes())) for name, file in (copies or {}).items()}
    names |= {name: name_digest for name, (_, name_digest) in sources.items()}
    one = Output(str(output))
    assert one.strangers(names) == []
    changed = {name: data for name, data in files.items() if one.owned.get(name) != names[name]}
    return one.commit(changed, sources, names)


def tree(output: Path) -> dict[str, bytes]:
    return {path: data for path, data in Site(output.parent, output.name).tree().items() if path != MANIFEST}


def test_what_was_created_updated_and_removed_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert commit(out, {"b": b"1", "a/c": b"2"}) == Changes(created=("a/c", "b"))
    assert commit(out, {"b": b"3", "d": b"4"}) == Changes(("d",), ("b",), ("a/c",))
    assert tree(out) == {"b": b"3", "d": b"4"}
    assert commit(out, {"b": b"3", "d": b"4"}) == Changes()


def test_a_copy_has_the_bytes_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG")
    assert commit(tmp_path / "out", {"a": b"1"}, copies={"b/photo.png": file}) == Changes(("a", "b/photo.png"))
    assert tree(tmp_path / "out") == {"a": b"1", "b/photo.png": b"\x89PNG"}


def test_folders_that_are_empty_without_our_files_go_with_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    commit(out, {"a/b/c/d": b"1", "a/e": b"2"})
    (out / "mine").mkdir()
    commit(out, {"f": b"3"})
    assert tree(out) == {"f": b"3", "mine/": b""}


@pytest.mark.parametrize(("first", "then"), [("a", "a/b"), ("a/b", "a"), ("a/b/c", "a/b"), ("a/b", "a/b/c/d")])
def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path, first: str, then: str) -> None:
    commit(tmp_path / "out", {first: b"1"})
    commit(tmp_path / "out", {then: b"2"})
    assert tree(tmp_path / "out") == {then: b"2"}


@pytest.mark.parametrize(
    ("theirs", "planned", "named"),
    [
        ("index.html", "index.html", "index.html"),
        ("a", "a/index.html", "a"),
        ("a", "a/b/c/index.html", "a"),
        ("a/notes.txt", "a", "a/notes.txt"),
        ("a/b/", "a", "a/b"),
    ],
)
def test_what_is_not_ours_is_named_and_stays(tmp_path: Path, theirs: str, planned: str, named: str) -> None:
    out = tmp_path / "out"
    if theirs.endswith("/"):
        (out / theirs).mkdir(parents=True)
    else:
        (out / theirs).parent.mkdir(parents=True)
        (out / theirs).write_bytes(b"mine")
    found = Output(str(out)).strangers({planned: digest(b"ours")})
    assert [(f.code, f.span and f.span.path) for f in found] == [("write/not-ours", f"out/{named}")]


def test_a_file_of_theirs_with_the_very_bytes_that_are_planned_becomes_ours(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"same")
    commit(tmp_path / "out", {"a": b"same"})
    commit(tmp_path / "out", {})
    assert tree(tmp_path / "out") == {}


# -- when the power goes ------------------------------------------------------------------------------------------


class PowerCut(BaseException):
    """Nothing that runs afterwards reaches the disk either."""


@contextmanager
def power_for(steps: int) -> Iterator[list[int]]:
    """Let `steps` things happen on the disk, then none. A file opened at that moment is left empty."""
    left = [steps]

    def spend() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise PowerCut

    def costly(function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **named: Any) -> Any:
            spend()
            return function(*args, **named)

        return step

    def opening(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        if set(mode) & set("wa+"):
            if left[0] == 0:
                really_open(file, mode, *args, **named).close()
            spend()
        return really_open(file, mode, *args, **named)

    really_open = builtins.open
    names = ("replace", "unlink", "rmdir", "mkdir", "makedirs")
    patches = [mock.patch.object(os, name, costly(getattr(os, name))) for name in names]
    patches += [mock.patch.object(builtins, "open", opening)]
    for patch in patches:
        patch.start()
    try:
        yield left
    finally:
        for patch in patches:
            patch.stop()


BEFORE = """
-- blogkit.yaml --
base_url: https://blog.example/
feeds: {rss: false, atom: false}
search: none
archive: false
-- content/posts/one.md --
---
title: One
date: 2026-03-01
---
One.
-- content/posts/two.md --
---
title: Two
date: 2026-03-02
---
Two.
-- static/thing/file.txt --
A folder.
-- static/old.txt --
Old.
"""
AFTER = {
    "content/posts/two.md": "---\ntitle: Two!\ndate: 2026-03-02\n---\nTwo, again.\n",
    "content/posts/one.md": None,
    "content/posts/three.md": "---\ntitle: Three\ndate: 2026-03-03\n---\nThree.\n",
    "static/thing/file.txt": None,
    "static/thing": "A file.\n",
    "static/old.txt": None,
    "static/new/deep/file.txt": "New.\n",
}


def test_the_power_may_go_at_any_moment(tmp_path: Path) -> None:
    old = Site.of(tmp_path / "old", BEFORE)
    old.build()
    (old.root / "public" / "mine.txt").write_bytes(b"mine")
    before = old.tree()
    changes = dict(AFTER)
    file = changes.pop("static/thing")
    old.write(changes)
    (old.root / "static" / "thing").rmdir()
    old.write({"static/thing": file})
    clean = old.fresh(tmp_path / "clean")
    clean.build()
    wanted = clean.tree() | {"mine.txt": b"mine"}
    assert wanted.keys() - before.keys()
    assert before.keys() - wanted.keys()

    site = Site(tmp_path / "site")
    steps = 0
    while True:
        shutil.rmtree(site.root, ignore_errors=True)
        shutil.copytree(old.root, site.root, symlinks=True)
        with power_for(steps) as left, suppress(PowerCut):
            site.build()
        for path, data in site.tree().items():
            if path != MANIFEST and not path.startswith(NEW) and not path.endswith("/"):
                assert data in (before.get(path), wanted.get(path)), f"{path} is torn after {steps} steps"
        assert site.tree()["mine.txt"] == b"mine"
        assert site.build().report.written
        assert site.tree() == wanted, f"after {steps} steps"
        if left[0] >= 0:
            break
        steps += 1
    assert steps > 40


def test_a_build_that_died_leaves_no_folder_of_its_own(tmp_path: Path) -> None:
    site = Site.of(tmp_path, BEFORE)
    site.build()
    before = site.tree()
    (site.root / "public" / NEW).mkdir()
    (site.root / "public" / NEW / "file").write_bytes(b"half a pa")
    site.build()
    assert site.tree() == before
