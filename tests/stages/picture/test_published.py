"""No photo that a site publishes tells where it was taken, and no build looks at a photo twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogkit.stages.picture import formats
from blogkit.testing.site import Site
from stages.picture.samples import FORMATS, SECRET, opened, picture, tells

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
-- people.yaml --
ana: {name: Ana, photo: /ana.jpg}
-- content/posts/walk/index.md --
---
title: A walk
date: 2026-03-01
image: door.jpg
---
![A door](door.jpg)
-- content/posts/plain.md --
---
title: Plain
date: 2026-03-02
---
Text.
"""
PHOTOS = {
    "content/posts/walk/door.jpg": ("JPEG", 6),
    "content/posts/walk/nobody shows me.JPEG": ("JPEG", 1),
    "content/posts/walk/a.avif": ("AVIF", 1),
    "static/ana.jpg": ("JPEG", 1),
    "static/img/b.png": ("PNG", 1),
    "static/img/c.webp": ("WEBP", 1),
    "static/img/d.gif": ("GIF", 1),
    "content/posts/e.jpg": ("JPEG", 1),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site.of(tmp_path / "site", SITE)
    made.write({path: picture(form, turned) for path, (form, turned) in PHOTOS.items()})
    return made


def published(site: Site) -> dict[str, bytes]:
    endings = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif")
    return {path: data for path, data in site.tree().items() if path.lower().endswith(endings)}


def test_every_photo_of_content_and_static_is_freed(site: Site) -> None:
    report = site.build().report
    assert report.diagnostics == ()
    photos = published(site)
    assert len(photos) == len(PHOTOS)
    for path, data in photos.items():
        assert tells(data) == [], path
    assert not [path for path, data in site.tree().items() if SECRET in data]
    sources = {path.rpartition("/")[2]: (site.root / path).read_bytes() for path in PHOTOS}
    for path, data in photos.items():
        assert opened(data).tobytes() == opened(sources[path.rpartition("/")[2]]).tobytes()
    assert tells(sources["door.jpg"])  # the author's own file stays as it is


def test_a_photo_of_a_phone_has_the_size_at_which_it_is_seen(site: Site) -> None:
    site.build()
    tree = site.tree()
    assert b'<img width="40" height="60"' in tree["posts/walk/index.html"]
    assert opened(tree["posts/walk/door.jpg"]).getexif()[0x0112] == 6


@pytest.mark.parametrize(("form", "turned", "size"), [("PNG", 8, "40x60"), ("WEBP", 8, "60x40"), ("AVIF", 6, "40x60")])
def test_other_formats_have_it_as_browsers_turn_them(tmp_path: Path, form: str, turned: int, size: str) -> None:
    """Chromium turns a PNG by its Exif, and a WebP not."""
    name = f"x.{form.lower()}"
    site = Site.of(tmp_path, SITE.replace("door.jpg", name).replace(", photo: /ana.jpg", ""))
    site.write({f"content/posts/walk/{name}": picture(form, turned)})
    site.build()
    width, height = size.split("x")
    assert f'<img width="{width}" height="{height}"'.encode() in site.tree()["posts/walk/index.html"]


def test_who_wants_to_keep_it_can(site: Site) -> None:
    site.build()
    site.write({"blogkit.yaml": "base_url: https://blog.example/\nimages: {keep_metadata: true}\n"})
    site.write({"static/f.tif": picture("TIFF")})
    assert [d.code for d in site.build().report.diagnostics] == ["image/unreadable"]
    tree = site.tree()
    assert tree["posts/walk/door.jpg"] == (site.root / "content/posts/walk/door.jpg").read_bytes()
    assert tree["f.tif"] == (site.root / "static/f.tif").read_bytes()
    site.write({"blogkit.yaml": "base_url: https://blog.example/\n"})
    assert [d.code for d in site.build().report.diagnostics] == ["image/left-out"]
    assert "f.tif" not in site.tree()
    assert all(tells(data) == [] for data in published(site).values())


def test_a_photo_that_tells_nothing_is_copied_as_it_is(site: Site) -> None:
    clean = formats.freed(picture()).data
    assert clean
    site.write({"static/ana.jpg": clean})
    site.build()
    assert site.tree()["ana.jpg"] == clean


def test_assets_of_themes_are_the_theme_author_s(site: Site) -> None:
    site.write({"themes/own/theme.yaml": "name: own\nparent: default\n", "themes/own/assets/x.jpg": picture()})
    site.write({"blogkit.yaml": "base_url: https://blog.example/\ntheme: {name: own}\n"})
    site.build()
    assert site.tree()["assets/x.jpg"] == picture()


def test_same_photos_same_bytes(site: Site, tmp_path: Path) -> None:
    site.build()
    clean = site.fresh(tmp_path / "clean")
    clean.build(jobs=2)
    assert clean.tree() == site.tree()


def test_a_photo_is_looked_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    before = site.tree()
    looked: list[str] = []
    real = formats.freed

    def noted(data: bytes) -> formats.Freed:
        looked.append(real(data).kind)
        return real(data)

    monkeypatch.setattr(formats, "freed", noted)
    site.build()
    site.write({"content/posts/plain.md": SITE.rpartition("plain.md --\n")[2].replace("Text.", "Other text.")})
    site.build()
    site.write({"content/posts/plain.md": SITE.rpartition("plain.md --\n")[2].replace("Plain", "Other title")})
    assert site.build().report.written
    assert looked == []
    site.write({"static/ana.jpg": picture(size=(50, 50))})
    site.build()
    assert looked == ["jpeg", "jpeg"]  # to know it, and to write it
    site.write({"static/ana.jpg": picture(), "content/posts/plain.md": SITE.rpartition("plain.md --\n")[2]})
    site.build()
    assert site.tree() == before


def test_lost_caches_and_outputs_are_made_again(site: Site) -> None:
    site.build()
    before = site.tree()
    (site.root / "public/posts/walk/door.jpg").unlink()
    site.build()
    assert site.tree() == before
    (site.root / ".blogkit/pictures").write_bytes(b"garbled")
    site.write({"static/new.txt": "x"})
    site.build()
    shutil.rmtree(site.root / ".blogkit")
    (site.root / "public/posts/walk/door.jpg").write_bytes(picture())
    site.build()
    assert all(tells(data) == [] for data in published(site).values())


def test_what_cannot_be_freed_is_left_out_and_comes_back(site: Site) -> None:
    data = picture("AVIF")
    site.write({"static/img/x.avif": data[: data.index(b"mdat") + 20]})
    (finding,) = site.build().report.diagnostics
    assert (finding.code, finding.span and finding.span.path) == ("image/left-out", "static/img/x.avif")
    assert "img/x.avif" not in site.tree()
    site.write({"static/img/x.avif": data})
    assert site.build().report.diagnostics == ()
    assert tells(site.tree()["img/x.avif"]) == []


def test_a_photo_that_goes_while_it_is_read_is_not_remembered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogkit.stages import picture as pictures

    with monkeypatch.context() as patched:
        patched.setattr(pictures, "digest", lambda data: "another file by now")
        patched.setattr(pictures, "scan", SimpleNamespace(token=lambda info: "another file by now"))
        found = {d.code for d in site.build().report.diagnostics}
    assert found == {"image/left-out"}
    assert published(site) == {}
    assert site.build(include=site_drafts()).report.diagnostics == ()
    assert len(published(site)) == len(PHOTOS)


def site_drafts() -> object:
    from blogkit.core.include import Include

    return Include(drafts=True)  # so that the last plan does not stand


def test_each_format_is_among_the_photos() -> None:
    assert {form for form, _ in PHOTOS.values()} == set(FORMATS)
