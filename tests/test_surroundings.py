"""Machines that are not as kind as ours: what cannot be read or written, and drives that have no path between them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bad_input.sites import build, good, make
from blogkit.discover.files import shown, themes_folder
from blogkit.stages import write


@pytest.fixture
def drives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: nothing leads from D:, where the site lies, to C:, where blogkit is installed."""
    relpath = os.path.relpath

    def between(path: str, start: str = os.curdir) -> str:
        if ("/d/" in path) != ("/d/" in start):
            raise ValueError("path is on mount 'C:', start on mount 'D:'")
        return relpath(path, start)

    monkeypatch.setattr(os.path, "relpath", between)


@pytest.mark.usefixtures("drives")
def test_a_theme_on_another_drive_is_shown_as_the_theme_it_is() -> None:
    assert shown("/d/site/templates/post.html", "/d/site") == "templates/post.html"
    assert shown(f"{themes_folder()}/default/theme.yaml", "/d/site") == "themes/default/theme.yaml"


@pytest.mark.usefixtures("drives")
def test_an_output_on_another_drive_is_named_in_full() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/c/out/a.html")
    found = write.failure(full, "/c/out", "/d/site")
    assert found.span
    assert (found.code, found.span.path) == ("write/failed", "/c/out/a.html")


def test_where_no_list_can_be_written_the_site_is_built_all_the_same(tmp_path: Path) -> None:
    site = make(tmp_path, {"content/posts/a.md": good("A"), "engagement": "a file, so nothing can lie below it"})
    code, found, report = build(site)
    assert (code, found) == (0, [])
    assert [step["kind"] for step in report["steps"]] == ["ask-question"]
    assert (site / "public" / "posts" / "a" / "index.html").exists()


def test_a_folder_that_nobody_may_read_is_said_to_be_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refused(folder: str | int) -> object:
        if str(folder).endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return scandir(folder)

    site = make(tmp_path, {"content/posts/secret/a.md": good("A")})
    monkeypatch.setattr(os, "scandir", refused)
    (one,) = [one for one in build(site)[1] if one.code == "source/not-read"]
    assert (one.where.partition(":")[0], one.fix) == ("content/posts/secret", "check who may read it")
