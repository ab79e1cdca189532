"""What a folder holds, by stat alone; and nothing in it is opened that could hang or lead away."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from blogkit.engine.scan import ODD, ignored, token, walk

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and sockets")


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def odd(root: Path, name: str) -> dict[str, str]:
    return {path: mark.removeprefix(ODD) for path, mark in walk(str(root), name).items() if mark.startswith(ODD)}


def test_every_file_below_a_folder_with_forward_slashes(tmp_path: Path) -> None:
    put(tmp_path, "content/a.md", "content/b/c/d.md", "other/e.md")
    assert sorted(walk(str(tmp_path), "content")) == ["content/a.md", "content/b/c/d.md"]


def test_one_file_by_its_name_and_nothing_for_what_is_not_there(tmp_path: Path) -> None:
    put(tmp_path, "blogkit.yaml")
    assert list(walk(str(tmp_path), "blogkit.yaml")) == ["blogkit.yaml"]
    assert walk(str(tmp_path), "people.yaml") == {}


@pytest.mark.parametrize(
    "name",
    [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", ".DS_Store", "a.tmp", "a.md.part", ".git", ".hidden"],
)
def test_what_editors_and_systems_leave_behind_is_no_file_of_the_site(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"content/{name}", "content/a.md")
    assert list(walk(str(tmp_path), "content")) == ["content/a.md"]
    assert ignored(name, dots=False)


def test_dot_files_count_where_they_are_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "static/.well-known/x", "static/.htaccess", "static/.git/config", "static/.x.swp", "static/a")
    assert sorted(walk(str(tmp_path), "static", dots=True)) == ["static/.htaccess", "static/.well-known/x", "static/a"]
    assert list(walk(str(tmp_path), "static")) == ["static/a"]


def test_folders_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "content/node_modules/a.md", "content/.git/b.md", "content/__pycache__/c.md", "content/d.md")
    assert list(walk(str(tmp_path), "content")) == ["content/d.md"]


@posix
def test_links_inside_the_site_are_followed(tmp_path: Path) -> None:
    put(tmp_path, "shared/a.md", "content/b.md")
    (tmp_path / "content" / "folder").symlink_to("../shared")
    (tmp_path / "content" / "file.md").symlink_to("b.md")
    found = walk(str(tmp_path), "content")
    assert sorted(found) == ["content/b.md", "content/file.md", "content/folder/a.md"]
    assert found["content/file.md"] == found["content/b.md"]


@posix
def test_a_site_that_is_reached_through_a_link_is_still_inside_itself(tmp_path: Path) -> None:
    put(tmp_path, "real/shared/a.md")
    (tmp_path / "real" / "content").mkdir()
    (tmp_path / "real" / "content" / "link").symlink_to("../shared")
    (tmp_path / "site").symlink_to("real")
    assert list(walk(str(tmp_path / "site"), "content")) == ["content/link/a.md"]


@posix
def test_links_that_lead_out_or_nowhere_are_named_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "site/content/a.md", "secret/b.md")
    content = tmp_path / "site" / "content"
    (content / "folder").symlink_to(tmp_path / "secret")
    (content / "file.md").symlink_to(tmp_path / "secret" / "b.md")
    (content / "system.md").symlink_to("/etc/hostname")
    (content / "nothing.md").symlink_to("nothing-at-all")
    (content / "itself.md").symlink_to("itself.md")
    out = "a link that leads out of the site"
    assert odd(tmp_path / "site", "content") == {
        "content/folder": out,
        "content/file.md": out,
        "content/system.md": out,
        "content/nothing.md": "a link to nothing",
        "content/itself.md": "a file that cannot be read",
    }


@posix
def test_a_neighbour_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    put(tmp_path, "site/content/a.md", "site-two/b.md")
    (tmp_path / "site" / "content" / "link").symlink_to(tmp_path / "site-two")
    assert odd(tmp_path / "site", "content") == {"content/link": "a link that leads out of the site"}


@posix
def test_circles_end(tmp_path: Path) -> None:
    put(tmp_path, "content/a.md", "content/deep/b.md", "one/c.md", "two/d.md")
    (tmp_path / "content" / "deep" / "up").symlink_to("..")
    (tmp_path / "content" / "top").symlink_to("../content")
    (tmp_path / "content" / "one").symlink_to("../one")
    (tmp_path / "one" / "two").symlink_to("../two")
    (tmp_path / "two" / "one").symlink_to("../one")
    circle = "a link that leads in a circle"
    assert odd(tmp_path, "content") == {
        "content/deep/up": circle,
        "content/top": circle,
        "content/one/two/one": circle,
    }
    assert {"content/one/c.md", "content/one/two/d.md"} < walk(str(tmp_path), "content").keys()


@posix
def test_pipes_and_sockets_are_named_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "content/a.md")
    os.mkfifo(tmp_path / "content" / "pipe.md")
    monkeypatch.chdir(tmp_path / "content")  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.md")
        assert odd(tmp_path, "content") == {"content/pipe.md": "not a file", "content/socket.md": "not a file"}
    os.mkfifo(tmp_path / "people.yaml")
    assert odd(tmp_path, "people.yaml") == {"people.yaml": "not a file"}


def stat_of(size: int = 5, mtime: int = 0, ctime: int = 0, inode: int = 9) -> os.stat_result:
    seconds = (mtime / 1e9, ctime / 1e9)
    times = {"st_mtime_ns": mtime, "st_ctime_ns": ctime, "st_atime_ns": 0}
    return os.stat_result((0o100644, inode, 0, 1, 0, 0, size, 0, *map(int, seconds)), times)


NOW = 1_700_000_000_123_456_789


def test_any_change_gives_another_token() -> None:
    states = [
        stat_of(5, NOW, NOW, 9),
        stat_of(6, NOW, NOW, 9),
        stat_of(5, NOW + 1, NOW, 9),
        stat_of(5, NOW, NOW + 1, 9),  # the same size and an old mtime put back: the kernel's own clock tells
        stat_of(5, NOW, NOW, 10),
    ]
    assert len({token(state) for state in states}) == len(states)


@pytest.mark.parametrize(
    ("mtime", "ctime", "trusted"),
    [
        (NOW - 200_000_000, NOW - 200_000_000, True),
        (NOW - 50_000_000, NOW - 50_000_000, False),
        (NOW - 10**12, NOW - 50_000_000, False),  # moved here a moment ago, with an old mtime
        (NOW + 10**12, NOW - 10**12, False),  # from the future
        (NOW // 10**9 * 10**9 - 10**9, NOW - 10**12, False),  # whole seconds: a second save might not show
        (NOW // 10**9 * 10**9 - 3 * 10**9, NOW - 10**12, True),
    ],
)
def test_a_file_saved_a_moment_ago_is_not_trusted(mtime: int, ctime: int, trusted: bool) -> None:
    assert bool(token(stat_of(mtime=mtime, ctime=ctime), NOW)) is trusted
