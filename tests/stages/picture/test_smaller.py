"""Smaller copies: for those who want them, never larger than the picture, and gone when nobody wants them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image, ImageChops, ImageStat

from blogkit.testing.site import Site
from stages.picture.samples import SRGB, drawing, exif, opened, picture, saved, tells

CONFIG = "base_url: https://blog.example/sub/\n"
WANTED = CONFIG + "images: {widths: [200, 100, 400]}\n"
POST = """---
title: A walk
date: 2026-03-01
---
![One](a.jpg)

![Two](/img/b.png) ![Drawn](c.svg) ![One again](a.jpg#there)
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def noisy(width: int, height: int) -> Image.Image:
    """As photos are: nothing that a format saves for free."""
    return Image.blend(drawing(width, height), Image.effect_noise((width, height), 80).convert("RGB"), 0.2)


A = saved(noisy(600, 300), "JPEG", quality=95, exif=exif(6), icc_profile=SRGB)
B = saved(noisy(300, 200), "PNG")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site")
    made.write({"blogkit.yaml": WANTED, "content/posts/walk/index.md": POST, "content/posts/walk/c.svg": SVG})
    made.write({"content/posts/walk/a.jpg": A, "static/img/b.png": B})
    return made


def build(site: Site, **more: Any) -> list[str]:
    return [d.code for d in site.build(cards=True, **more).report.diagnostics]


def images(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.tree().items() if path.startswith("images/")}


def tags(site: Site) -> list[str]:
    return re.findall("<img[^>]*>", site.tree()["posts/walk/index.html"].decode())


def srcset(tag: str) -> list[tuple[str, str]]:
    found = re.search(' srcset="([^"]*)"', tag)
    return [(url, width) for url, width in (one.split(" ") for one in found[1].split(", "))] if found else []


def test_a_site_that_asks_for_none_has_none(site: Site) -> None:
    site.write({"blogkit.yaml": CONFIG})
    assert build(site) == []
    assert images(site) == {}
    assert not (site.root / ".blogkit/images").exists()
    assert "srcset" not in "".join(tags(site))
    assert [' loading="lazy"' in tag for tag in tags(site)] == [True] * 4


def test_every_picture_of_a_post_has_smaller_copies(site: Site) -> None:
    assert build(site) == []
    one, two, svg, again = tags(site)
    assert [width for _, width in srcset(one)] == ["100w", "200w", "300w"]  # it is shown turned, so 300 wide
    assert [width for _, width in srcset(two)] == ["100w", "200w", "300w"]
    assert srcset(svg) == []
    assert [width for _, width in srcset(again)] == ["100w", "200w", "300w"]
    assert srcset(one)[-1][0] == "/sub/posts/walk/a.jpg"
    tree = site.tree()
    for url, width in srcset(one)[:-1] + srcset(two)[:-1]:
        image = opened(tree[url.removeprefix("/sub/")])
        assert (image.format, f"{image.width}w") == ("WEBP", width)
        assert tells(tree[url.removeprefix("/sub/")]) == []
    assert len(images(site)) == 4
    assert 'sizes="(max-width: 40rem) 100vw, 40rem"' in one
    assert 'src="/sub/posts/walk/a.jpg"' in one


def test_the_first_picture_does_not_wait(site: Site) -> None:
    build(site)
    assert [' loading="lazy"' in tag for tag in tags(site)] == [False, True, True, True]
    assert all(' decoding="async"' in tag for tag in tags(site))
    site.write({"content/posts/walk/index.md": POST.replace("![One](a.jpg)", '<img src="a.jpg" loading="eager">')})
    build(site)
    assert [tag.count("loading=") for tag in tags(site)] == [1, 1, 1, 1]


def test_copies_look_like_the_picture_and_are_upright(site: Site) -> None:
    build(site)
    url = srcset(tags(site)[0])[1][0].removeprefix("/sub/")
    copy = opened(site.tree()[url])
    upright = opened(A).transpose(Image.Transpose.ROTATE_270).resize((200, 400))
    assert copy.size == (200, 400)
    assert copy.info["icc_profile"] == SRGB
    assert max(ImageStat.Stat(ImageChops.difference(copy.convert("RGB"), upright)).mean) < 8


def test_feeds_have_the_picture_alone(site: Site) -> None:
    build(site)
    text = json.loads(site.tree()["feed.json"])["items"][0]["content_html"]
    assert "srcset" not in text
    assert text.count('src="https://blog.example/sub/posts/walk/a.jpg') == 2
    assert text.count(' loading="lazy"') == 4
    assert b"srcset" not in site.tree()["atom.xml"]


def test_nothing_is_drawn_for_a_preview_or_a_check(site: Site) -> None:
    site.build(cards=False)
    assert images(site) == {}
    from blogkit.engine.run import serial
    from blogkit.engine.state import State
    from blogkit.pipeline import Request, prepare

    with State(str(site.root)) as state:
        prepare(Request(str(site.root)), state, serial)
    assert not (site.root / ".blogkit/images").exists()


def test_a_copy_that_would_be_heavier_is_left_out(site: Site) -> None:
    dots = Image.new("1", (8, 8))
    dots.paste(1, (0, 0, 4, 4))
    pattern = Image.new("1", (404, 400))
    for n in range(50 * 51):
        pattern.paste(dots, (n % 51 * 8, n // 51 * 8))
    flat = saved(pattern, "PNG", optimize=True)
    site.write({"static/img/b.png": flat})
    assert build(site) == []
    assert len(flat) < 1000
    assert not [path for path in images(site) if path.startswith("images/b-")]
    assert srcset(tags(site)[1]) == []
    assert len(srcset(tags(site)[0])) == 3


def test_what_would_fill_the_memory_is_not_drawn(site: Site) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + crc32(kind + content).to_bytes(4, "big")

    head = (9_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    pixels = chunk(b"IDAT", compress(b"")) + chunk(b"IEND", b"")
    site.write({"static/img/b.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels})
    (finding,) = site.build(cards=True).report.diagnostics
    assert (finding.code, "9,000 × 9,000 pixels" in finding.message) == ("image/not-resized", True)


@pytest.mark.parametrize("case", ["moving", "damaged", "huge", "printed", "narrow"])
def test_what_is_better_left_alone_is(site: Site, case: str) -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    head = bytearray(B)
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    data, found = {
        "moving": (saved(frames[0], "PNG", save_all=True, append_images=frames[1:]), []),
        "damaged": (B[:-500], ["image/damaged"]),
        "huge": (bytes(head), ["image/damaged", "image/too-large"]),
        "printed": (saved(noisy(300, 200).convert("CMYK"), "JPEG"), ["image/misnamed", "image/not-resized"]),
        "narrow": (saved(noisy(100, 100), "PNG"), []),
    }[case]
    site.write({"static/img/b.png": data})
    assert sorted(build(site)) == found
    assert not [path for path in images(site) if path.startswith("images/b-")]
    assert srcset(tags(site)[1]) == []


def test_pixels_that_cannot_be_read_are_said_where_they_are_shown(site: Site) -> None:
    data = bytearray(A)
    middle = len(data) // 2
    data[middle : middle + 400] = b"\0" * 400
    broken = bytearray(saved(noisy(300, 200), "WEBP"))
    broken[40:4000] = b"\xff" * 3960
    site.write({"static/img/b.png": bytes(broken)})
    report = site.build(cards=True).report
    codes = {d.code: d for d in report.diagnostics}
    assert set(codes) == {"image/misnamed", "image/not-resized"}
    finding = codes["image/not-resized"]
    assert (str(finding.span and finding.span.path), finding.span and finding.span.line) == (
        "content/posts/walk/index.md",
        7,
    )
    assert not report.failed


def test_clear_places_stay_clear(site: Site) -> None:
    seen_through = noisy(300, 200).convert("RGBA")
    seen_through.putalpha(Image.linear_gradient("L").resize((300, 200)))
    site.write({"static/img/b.png": saved(seen_through, "PNG")})
    build(site)
    copies = [opened(data) for path, data in images(site).items() if path.startswith("images/b-")]
    assert copies
    assert all(
        (one.mode == "RGBA" and one.getextrema()[3] == (0, 255)) or one.getextrema()[3][1] > 250 for one in copies
    )


def test_avif_if_it_is_wanted(site: Site) -> None:
    site.write({"blogkit.yaml": CONFIG + "images: {widths: [100], format: avif, sizes: 50vw}\n"})
    build(site)
    assert {opened(data).format for data in images(site).values()} == {"AVIF"}
    assert 'sizes="50vw"' in tags(site)[0]


@pytest.mark.parametrize("form", ["webp", "avif"])
def test_same_pictures_same_bytes(site: Site, tmp_path: Path, form: str) -> None:
    site.write({"blogkit.yaml": CONFIG + f"images: {{widths: [100, 200], format: {form}}}\n"})
    more = {f"content/posts/walk/{n}.jpg": saved(noisy(300 + n, 200), "JPEG") for n in range(4)}
    site.write(more)
    site.write({"content/posts/walk/index.md": POST + "".join(f"![x]({n}.jpg)\n" for n in range(4))})
    build(site)
    clean = site.fresh(tmp_path / "clean")
    build(clean, jobs=2)
    assert clean.tree() == site.tree()
    assert len(images(site)) == 12


def test_copies_follow_the_picture(site: Site, tmp_path: Path) -> None:
    build(site)
    first = images(site)
    for change in (
        {"content/posts/walk/a.jpg": B},
        {"blogkit.yaml": CONFIG + "images: {widths: [150]}\n"},
        {"content/posts/walk/index.md": POST.replace("![One](a.jpg)", "")},
        {"content/posts/walk/index.md": POST.replace("title:", "draft: true\ntitle:")},
        {"content/posts/walk/index.md": POST, "content/posts/walk/a.jpg": A, "blogkit.yaml": WANTED},
        {"blogkit.yaml": CONFIG},
    ):
        site.write(change)
        build(site)
        clean = site.fresh(tmp_path / "clean")
        build(clean)
        assert clean.tree() == site.tree()
    assert images(site) == {}
    site.write({"blogkit.yaml": WANTED})
    build(site)
    assert images(site) == first


def test_a_picture_is_drawn_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogkit.stages.picture import smaller

    build(site)
    before = site.tree()

    def never(job: object) -> None:
        raise AssertionError(job)

    with monkeypatch.context() as patched:
        patched.setattr(smaller, "draw", never)
        build(site)
        site.write({"content/posts/walk/index.md": POST.replace("A walk", "Another")})
        build(site)
        site.write({"content/posts/walk/index.md": POST})
        shutil.rmtree(site.root / "public")
        build(site)
    assert site.tree() == before
    shutil.rmtree(site.root / ".blogkit/images")
    build(site)
    assert site.tree() == before
    shutil.rmtree(site.root / "public")
    build(site)  # the last plan stands, the files that it copies are gone
    assert site.tree() == before


def test_copies_that_nobody_wants_are_not_kept(site: Site) -> None:
    build(site)
    cache = site.root / ".blogkit/images"
    assert len(list(cache.iterdir())) == 4
    site.write({"blogkit.yaml": CONFIG + "images: {widths: [50]}\n"})
    build(site)
    assert len(list(cache.iterdir())) == 2


def test_where_no_cache_can_be_the_picture_stays(site: Site) -> None:
    (site.root / ".blogkit").mkdir()
    (site.root / ".blogkit/images").write_text("in the way")
    assert build(site) == ["image/not-resized", "image/not-resized"]
    assert srcset(tags(site)[0]) == []


def test_a_sample_is_what_it_should_be() -> None:
    assert tells(picture())
