"""Images that are broken, huge, not what their names say, or no files at all."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bad_input.sites import Found, as_found, build, inside, make, outputs, post, run

HERE = "content/posts/a"


def picture(form: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(stream, form)
    return stream.getvalue()


def claims(width: int, height: int) -> bytes:
    """A PNG whose head says it is this large, whole but for its pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def site(root: Path, name: str, data: bytes | None, head: str = "", text: str = "") -> Path:
    body = text or f"Words before it.\n\nSee ![a heron]({name}) there.\n"
    files: dict[str, str | bytes] = {f"{HERE}/index.md": post(f"title: A\ndate: 2026-03-02\n{head}", body)}
    return make(root, files | ({f"{HERE}/{name}": data} if data is not None else {}))


BAD: dict[str, tuple[str, bytes, list[str]]] = {
    "empty": ("x.png", b"", ["image/unreadable"]),
    "text": ("x.jpg", b"<html>404</html>", ["image/unreadable"]),
    "cut-png": ("x.png", picture()[:-200], ["image/damaged"]),
    "cut-jpeg": ("x.jpg", picture("JPEG")[:-200], ["image/damaged"]),
    "cut-webp": ("x.webp", picture("WEBP")[:-200], ["image/damaged"]),
    "cut-gif": ("x.gif", picture("GIF")[:-200], ["image/damaged"]),
    "cut-avif": ("x.avif", picture("AVIF")[:-200], ["image/left-out"]),
    "head-alone": ("x.jpg", picture("JPEG")[:100], ["image/left-out"]),
    "garbled": ("x.png", picture()[:60] + b"\0" * 40 + picture()[100:], ["image/damaged"]),
    "misnamed": ("x.jpg", picture(), ["image/misnamed"]),
    "huge": ("x.png", claims(60_000, 60_000), ["image/too-large"]),
    "no-width": ("x.png", claims(0, 20), ["image/left-out"]),
    "no-height": ("x.png", claims(20, 0), ["image/left-out"]),
    "tiff": ("x.tif", picture("TIFF"), ["image/left-out"]),
    "tiff-as-jpeg": ("x.jpg", picture("TIFF"), ["image/left-out"]),
    "heic": ("x.heic", picture("AVIF").replace(b"avif", b"heic"), ["image/heic"]),
}


@pytest.mark.parametrize(("name", "data", "codes"), BAD.values(), ids=BAD)
def test_a_bad_image_is_named_where_a_post_shows_it(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    root = site(tmp_path, name, data)
    place = f"{HERE}/index.md:8:16"
    status, found, _ = build(root)
    assert (status, [(f.code, f.found, f.where) for f in found]) == (
        0,
        [(code, f"{HERE}/{name}", place) for code in codes],
    )
    assert all(f.severity == "warning" and f.fix for f in found)
    assert (f"posts/a/{name}" in outputs(root)) == ("image/left-out" not in codes)
    assert build(root)[1] == found  # also when nothing has to be made
    checked = [as_found(d) for d in json.loads(run(root, "check", "--json").out)]
    assert [(f.code, f.found, f.where) for f in checked if f.code.startswith("image/")] == [
        (code, f"{HERE}/{name}", place) for code in codes
    ]


@pytest.mark.parametrize(("name", "data", "codes"), BAD.values(), ids=BAD)
def test_with_smaller_copies_it_is_the_same(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    root = site(tmp_path, name, data)
    (root / "blogkit.yaml").write_text("base_url: https://blog.example/\ncards: false\nimages: {widths: [10]}\n")
    started = time.monotonic()
    said = run(root, "build", "--json", "--jobs", "1", "--clock", "2026-03-10T12:00")
    assert time.monotonic() - started < 20
    assert said.code == 0
    assert [f'"{code}"' in said.out for code in codes] == [True]


@pytest.mark.parametrize(("name", "data", "codes"), BAD.values(), ids=BAD)
def test_it_is_said_too_of_the_image_of_a_post(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    root = site(tmp_path, name, data, f"image: {name}\ncard: {{layout: photo}}", "Text.\n")
    _, found, _ = build(root)
    assert [(f.code, f.where) for f in found if f.code.startswith("image/")] == [(codes[0], f"{HERE}/index.md:4:8")]
    said = run(root, "build", "--jobs", "1", "--clock", "2026-03-10T12:00")  # with its card
    assert said.code == 0


def test_an_image_that_nobody_shows_is_named_itself(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"static/{name}-{key}": b"" for key, (name, _, _) in BAD.items()}
    files |= {f"static/{key}/{name}": data for key, (name, data, _) in BAD.items()}
    _, found, _ = build(make(tmp_path, files))
    assert {(f.where, f.code) for f in found} == {
        (f"static/{key}/{name}", code) for key, (name, _, codes) in BAD.items() for code in codes if key != "heic"
    }


def test_a_bad_image_of_a_draft_is_not_blamed_on_the_site(tmp_path: Path) -> None:
    root = site(tmp_path, "x.png", b"", "draft: true")
    assert [f.code for f in build(root)[1] if f.code.startswith("image/")] == []
    assert [f.code for f in build(root, "--drafts")[1] if f.code.startswith("image/")] == ["image/unreadable"]


def test_ten_posts_that_show_it_are_not_ten_findings(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"static/x.png": b""}
    for n in range(10):
        files[f"content/posts/{n}.md"] = post(f"title: A{n}\ndate: 2026-03-0{n % 9 + 1}", "![a](/x.png) ![b](/x.png)\n")
    (finding,) = build(make(tmp_path, files))[1]
    assert finding.where.endswith(".md:6:6")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one, inside(path.parent):
        one.bind(path.name)


def _folder(path: Path) -> None:
    path.mkdir()


def _nowhere(path: Path) -> None:
    path.symlink_to("nowhere.png")


def _out(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="files of these kinds")
@pytest.mark.parametrize("put", [_fifo, _socket, _folder, _nowhere, _out])
def test_what_is_no_file_is_no_image(tmp_path: Path, put: Callable[[Path], None]) -> None:
    root = site(tmp_path, "x.png", None, "image: x.png")
    put(root / HERE / "x.png")
    status, found, _ = build(root)
    assert status == 0
    missing = [f.where for f in found if f.code == "link/no-image"]
    assert missing == [f"{HERE}/index.md:4:8", f"{HERE}/index.md:9:16"]
    assert [f.where for f in found if f.code == "source/not-read"] == [f"{HERE}/x.png"] * (put is not _folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_image_that_may_not_be_read(tmp_path: Path) -> None:
    root = site(tmp_path, "x.png", picture())
    (root / HERE / "x.png").chmod(0)
    status, found, _ = build(root)
    assert status == 0
    assert {f.code for f in found} == {"source/not-read", "link/no-image"}


def test_findings_move_with_the_text(tmp_path: Path) -> None:
    root = site(tmp_path, "x.png", b"")
    first = build(root)[1]
    text = (root / HERE / "index.md").read_text()
    (root / HERE / "index.md").write_text(text.replace("Words", "More.\n\nWords"))
    second = build(root)[1]
    assert [f.where for f in first + second] == [f"{HERE}/index.md:8:16", f"{HERE}/index.md:10:16"]


def test_widths_that_make_no_sense(tmp_path: Path) -> None:
    for wrong, place in (("[0]", "2:19"), ("[wide]", "2:19"), ("-5", "2:18")):
        config = f"base_url: https://blog.example/\nimages: {{widths: {wrong}}}\n"
        status, found, _ = build(make(tmp_path, {}, config))
        assert (status, [f.where for f in found]) == (2, [f"blogkit.yaml:{place}"])


def test_found_is_what_the_json_says() -> None:
    data = {"code": "a/b", "severity": "error", "message": "", "span": None, "found": "", "fix": ""}
    assert as_found(data) == Found("a/b", "error", "", "", "", "")
