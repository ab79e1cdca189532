"""Files that are not what their names say, or no files at all."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bad_input.sites import build, good, inside, make, outputs, post, run

POSTS = "content/posts"


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"\xef\xbb\xbf" + good().encode(), 0, ""),
        (good().replace("\n", "\r\n").encode(), 0, ""),
        (good().replace("\n", "\r").encode(), 0, ""),
        (good("Ä").encode("utf-16"), 0, "source/encoding"),
        (b"\xfe\xff" + good("Ä").encode("utf-16-be"), 0, "source/encoding"),
        (good("Ä").encode("utf-16")[:-1], 1, "source/encoding"),
        (good("Ä").encode("utf-16-le"), 1, "source/"),
        (good("Ä").encode("latin-1"), 1, "source/encoding"),
        ((good() + "Words. " * 100 + "\x00").encode(), 0, "source/control-character"),
        ((good() + "Words.\x08\n").encode(), 0, "source/control-character"),
        (b"\x00" * 5000, 1, "source/binary"),
        (bytes(range(256)) * 100, 1, "source/"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\xe4\xf6" * 900, 1, "source/binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\xe4\xf6" * 900, 1, "source/binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x0e\x9c\xcb", 1, "source/binary"),
        (b"", 0, "front-matter/no-title"),
        (b"---\n", 0, "front-matter/no-title"),
        (b"No head at all.\n", 0, "front-matter/no-title"),
    ],
    ids=[
        "bom",
        "crlf",
        "cr",
        "utf-16",
        "utf-16-be",
        "utf-16-cut",
        "utf-16-no-bom",
        "latin-1",
        "nul",
        "control",
        "zeros",
        "bytes",
        "png",
        "jpeg",
        "pdf",
        "empty",
        "fence",
        "no-head",
    ],
)
def test_a_post_of_any_bytes(tmp_path: Path, data: bytes, code: int, found: str) -> None:
    status, findings, _ = build(make(tmp_path, {f"{POSTS}/a.md": data, f"{POSTS}/b.md": good()}))
    assert status == code
    assert bool(findings) == bool(found)
    assert all(f.where.startswith(f"{POSTS}/a.md") and f.fix for f in findings)
    assert not found or any(f.code.startswith(found) for f in findings)
    if code == 0:
        html = outputs(tmp_path)["posts/a/index.html"].decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\ufeff]", html)


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001ffff", "\U0010fffe", "\x9f"])
def test_what_is_no_character_is_left_out_of_title_and_text(tmp_path: Path, character: str) -> None:
    text = post(f'title: "A{character}B"\ndate: 2026-03-02', f"One{character}two.\n")
    status, found, _ = build(make(tmp_path, {f"{POSTS}/a.md": text}))
    assert (status, [(f.code, f.where) for f in found]) == (0, [("source/control-character", f"{POSTS}/a.md:2:10")])
    html = outputs(tmp_path)["posts/a/index.html"].decode()
    assert "Onetwo" in html
    assert "<title>AB" in html
    assert not [name for name, data in outputs(tmp_path).items() if character.encode() in data]


@pytest.mark.parametrize("name", ["_index.md", "index.md", "birds/_index.md"])
def test_a_page_that_stands_for_its_folder_needs_no_title(tmp_path: Path, name: str) -> None:
    code, found, _ = build(make(tmp_path, {f"content/pages/{name}": "Welcome.\n"}))
    assert (code, found) == (0, [])
    assert "Welcome." in outputs(tmp_path)[f"{name.rpartition('/')[0]}/index.html".lstrip("/")].decode()


@pytest.mark.parametrize("head", ["- a", "just words"])
def test_a_head_that_cannot_be_read_is_not_blamed_for_what_it_may_hold(tmp_path: Path, head: str) -> None:
    _, found, _ = build(make(tmp_path, {f"{POSTS}/a.md": post(head)}))
    assert [f.severity for f in found] == ["error"]


def test_line_ends_and_marks_change_nothing(tmp_path: Path) -> None:
    text = post("title: Ä\ndate: 2026-03-02\ntags: [a]", "One.\n\n```\ncode\n```\n\nTwo  \nlines.\n")
    pages = set()
    for name, data in {
        "lf": text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "cr": text.replace("\n", "\r").encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "utf-16": text.encode("utf-16"),
    }.items():
        assert build(make(tmp_path / name, {f"{POSTS}/a.md": data}))[0] == 0
        pages.add(outputs(tmp_path / name)["posts/a/index.html"])
    assert len(pages) == 1


def _fifo(root: Path) -> None:
    os.mkfifo(root / POSTS / "x.md")


def _socket(root: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one, inside(root / POSTS):
        one.bind("x.md")


def _circle(root: Path) -> None:
    (root / POSTS / "x").symlink_to(".")


def _upwards(root: Path) -> None:
    (root / POSTS / "x").symlink_to("..")


def _itself(root: Path) -> None:
    (root / POSTS / "x.md").symlink_to("x.md")


def _nowhere(root: Path) -> None:
    (root / POSTS / "x.md").symlink_to("nowhere.md")


def _out(root: Path) -> None:
    secret = root.parent / "secret.md"
    secret.write_text(good("Secret"), encoding="utf-8")
    (root / POSTS / "x.md").symlink_to(secret)


def _out_folder(root: Path) -> None:
    folder = root.parent / "secrets"
    folder.mkdir()
    (folder / "x.md").write_text(good("Secret"), encoding="utf-8")
    (root / POSTS / "x").symlink_to(folder)


def _out_static(root: Path) -> None:
    secret = root.parent / "Secret"
    secret.write_text("Secret", encoding="utf-8")
    (root / "static").mkdir()
    (root / "static" / "x").symlink_to(secret)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes, sockets or links")
@pytest.mark.parametrize("put", [_fifo, _socket, _circle, _upwards, _itself, _nowhere, _out, _out_folder, _out_static])
def test_what_is_no_file_of_the_site_is_left_out_by_name(tmp_path: Path, put: Callable[[Path], None]) -> None:
    root = make(tmp_path / "site", {f"{POSTS}/a.md": good()})
    put(root)
    started = time.monotonic()
    status, found, report = build(root)
    assert time.monotonic() - started < 20
    assert (status, report["posts"]) == (0, 1)
    assert [f.code for f in found] == ["source/not-read"]
    assert found[0].where.partition("/x")[0] in (POSTS, "static")
    assert not any(b"Secret" in data for data in outputs(root).values())
    assert "pipe" not in run(root, "build", "--clean").err  # nor is it opened to show a line of it


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_inside_the_site_is_followed(tmp_path: Path) -> None:
    root = make(tmp_path, {f"{POSTS}/a.md": good()})
    (root / POSTS / "b.md").symlink_to("a.md")
    status, found, report = build(root)
    assert (status, found, report["posts"]) == (0, [], 2)


@pytest.mark.parametrize(
    "name", [".a.md.swp", "a.md~", "#a.md#", "a.md.tmp", ".DS_Store", "4913", "Thumbs.db", ".hidden.md", "a.md.part"]
)
def test_what_editors_leave_about_is_passed_over(tmp_path: Path, name: str) -> None:
    root = make(tmp_path, {f"{POSTS}/a.md": good(), f"{POSTS}/{name}": b"\x00\xff not yours"})
    status, found, report = build(root)
    assert (status, found, report["posts"]) == (0, [], 1)
    assert not any(b"not yours" in data for data in outputs(root).values())


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these names cannot be made there")
def test_files_of_any_name(tmp_path: Path) -> None:
    root = make(tmp_path, {f"{POSTS}/a.md": good()})
    names = [
        b"new\nline.md",
        b"tab\t.md",
        b"esc\x1b[31m.md",
        b'quote".md',
        b"it's.md",
        b"per%41cent.md",
        b"ha#sh.md",
        b"qu?est.md",
        b"<b>.md",
        b"x&y.md",
        b"space name.md",
        b"-x.md",
        b"back\\slash.md",
        b"UPPER.MD",
        b"two.dots.md",
        b"\xe2\x80\xae.md",
        ("字" * 80 + ".md").encode(),
        b"x" * 250 + b".md",
        b"$(id).md",
        b"{{braces}}.md",
        b"\xf0\x9f\x98\x80.md",
    ]
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(root), POSTS.encode(), name), "wb") as file:
            file.write(good(f"T{number}").encode())
    with open(os.path.join(os.fsencode(root), POSTS.encode(), b"bad\xff.md"), "wb") as file:
        file.write(b"never read")
    status, found, report = build(root)
    assert (status, report["posts"]) == (0, len(names) + 1)
    assert [(f.code, f.where) for f in found] == [("source/file-name", f"{POSTS}/bad\ufffd.md")]
    assert all(len(part.encode()) <= 255 for name in outputs(root) for part in name.split("/"))
    said = run(root, "build", "--clean", "--verbose").all + run(root, "list").all
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", said)


@pytest.mark.parametrize(
    "text", ["Some words in a paragraph, again.\n\n" * 1_500_000, "word " * 10_000_000], ids=["lines", "one line"]
)
def test_fifty_megabytes_are_too_large_and_say_so_at_once(tmp_path: Path, text: str) -> None:
    root = make(tmp_path, {f"{POSTS}/a.md": good() + text, f"{POSTS}/b.md": good()})
    started = time.monotonic()
    status, found, _ = build(root)
    assert time.monotonic() - started < 20
    assert (status, [(f.code, f.where) for f in found]) == (1, [("markdown/too-large", f"{POSTS}/a.md")])
    assert len(run(root, "build").all) < 2000


def test_images_that_are_none_are_named_where_they_are_shown(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{POSTS}/b/index.md": post("title: B\ndate: 2026-03-02", "![a](x.png) ![b](y.jpg) ![c](w.gif) ![d](v.webp)\n"),
        f"{POSTS}/b/x.png": b"\x89PNG\r\n\x1a\n" + b"\xff" * 30,
        f"{POSTS}/b/y.jpg": b"\xff\xd8\xff\xe0\x00\x00",
        f"{POSTS}/b/w.gif": b"GIF89a",
        f"{POSTS}/b/v.webp": b"",
    }
    status, found, _ = build(make(tmp_path, files))
    assert status == 0
    assert [(f.code, f.found, f.where) for f in found] == [
        ("image/left-out", f"{POSTS}/b/x.png", f"{POSTS}/b/index.md:6:6"),
        ("image/left-out", f"{POSTS}/b/y.jpg", f"{POSTS}/b/index.md:6:18"),
        ("image/left-out", f"{POSTS}/b/w.gif", f"{POSTS}/b/index.md:6:30"),
        ("image/unreadable", f"{POSTS}/b/v.webp", f"{POSTS}/b/index.md:6:42"),
    ]
    assert "posts/b/x.png" not in outputs(tmp_path)
    assert outputs(tmp_path)["posts/b/v.webp"] == b""


def test_folders_where_files_belong_and_the_other_way_round(tmp_path: Path) -> None:
    files = {
        f"{POSTS}/dir.md/index.md": good("In a folder"),
        "people.yaml/x": "",
        "i18n/en.yaml/x": "",
        "static": "a file",
        "templates": "",
    }
    status, _, report = build(make(tmp_path, files))
    assert (status, report["posts"]) == (0, 1)
    assert "posts/dir-md/index.html" in outputs(tmp_path) or "posts/dirmd/index.html" in outputs(tmp_path)
