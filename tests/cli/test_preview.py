"""`blogkit preview` builds one page and shows how networks would show a link to it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bad_input.sites import make, run

NETWORKS = ["x", "mastodon", "bluesky", "linkedin", "slack", "whatsapp", "discord"]


def photo() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (900, 900)).save(data, "WEBP")
    return data.getvalue()


SITE: dict[str, str | bytes] = {
    "blogkit.yaml": "title: Notes\nbase_url: https://kind-retries.net/blog/\nauthor: Ana Lima\n",
    "content/posts/hello.md": "---\ntitle: Hello\ndate: 2026-03-01\ndescription: Who is there?\n---\nx\n",
    "content/posts/a-draft.md": "---\ntitle: A draft\ndraft: true\n---\nSomething.\n",
    "content/posts/bare.md": "---\ntitle: Bare\ndate: 2026-03-01\ncard: false\n---\nSomething.\n",
    "content/posts/own.md": "---\ntitle: Own\ndate: 2026-03-01\nimage: /me.webp\n---\nSomething.\n",
    "content/posts/long.md": "---\ntitle: " + "word " * 30 + "\ndate: 2026-03-01\n---\nSomething.\n",
    "content/posts/evil.md": "---\ntitle: '</title><script>alert(1)</script> \"q\" \u202e'\ndate: 2026-03-01\n---\nSomething.\n",
    "content/pages/about.md": "---\ntitle: About\n---\nMe.\n",
    "static/me.webp": photo(),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path, SITE)


def data(root: Path, *words: str, code: int = 0) -> Any:
    said = run(root, "preview", "--json", *words)
    assert said.code == code, said.all
    return json.loads(said.out)


def codes(seen: Any) -> set[tuple[str, str]]:
    general = {(one["code"], "") for one in seen["findings"]}
    return general | {(one["code"], n["network"]) for n in seen["networks"] for one in n["findings"]}


def test_each_network_and_the_picture_in_80_columns(site: Path) -> None:
    said = run(site, "preview", "long", env={"COLUMNS": "80"})
    assert (said.code, said.err.strip()) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    lines = said.out.splitlines()
    assert lines[0] == "https://kind-retries.net/blog/posts/long/"
    assert "1200 × 630" in said.out
    labels = ["X", "Mastodon", "Bluesky", "LinkedIn", "Slack", "WhatsApp", "Discord"]
    assert [line.split()[0] for line in lines if "picture   (rule of 20" in line or "cut to" in line] == labels
    flat = " ".join(said.out.split())
    words = "word " * 13
    assert f"kind-retries.net {words}word… note: X cuts the title after 70 of its 149 characters" in flat
    assert f"Notes {words}wo… Something. note: Discord cuts the title after 70 of its 149 bytes" in flat
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    "slug",
    [
        "hello",
        "/blog/posts/hello/",
        "posts/hello",
        "https://kind-retries.net/blog/posts/hello/",
        "content/posts/hello.md",
    ],
)
def test_a_post_by_any_name(site: Path, slug: str) -> None:
    assert data(site, slug)["source"] == "content/posts/hello.md"


def test_the_shape_for_programs(site: Path) -> None:
    seen = data(site, "hello")
    assert codes(seen) == set()
    assert list(seen) == ["address", "source", "published", "pictures", "alt", "networks", "findings"]
    assert [one["network"] for one in seen["networks"]] == NETWORKS
    picture = seen["pictures"][0]
    assert (picture["width"], picture["height"], picture["format"], picture["there"]) == (1200, 630, "PNG", True)
    assert picture["bytes"] > 5000
    x = seen["networks"][0]
    assert {key: x[key] for key in ("label", "layout", "site", "title", "description", "fields", "findings")} == {
        "label": "X",
        "layout": "large",
        "site": "kind-retries.net",
        "title": "Hello",
        "description": "",
        "fields": {},
        "findings": [],
    }
    assert x["picture"] == picture["url"]
    assert set(x["rule"]) == {"checked", "source", "basis"}
    assert seen["networks"][1]["description"] == "Who is there?"


def test_home_a_page_a_list_and_a_draft(site: Path) -> None:
    assert data(site, "home")["address"] == "https://kind-retries.net/blog/"
    assert data(site, "about")["source"] == "content/pages/about.md"
    assert data(site, "/blog/archive/")["source"] == "blogkit.yaml"
    draft = data(site, "a-draft")
    assert draft["published"] is False
    assert codes(draft) == set()
    assert "not published" in run(site, "preview", "a-draft").out


def test_without_a_card_and_with_an_image_of_ones_own(site: Path) -> None:
    assert codes(data(site, "bare")) == {("preview/no-image", "")}
    own = data(site, "own")
    assert own["pictures"][0]["path"] == "me.webp"
    assert codes(own) == {
        ("preview/no-alt", ""),
        ("preview/image-format", "linkedin"),
        ("preview/image-cropped", "x"),
    }


def test_a_photo_is_looked_at_as_it_is_published(tmp_path: Path) -> None:
    told = Image.Exif()
    told[0x010E] = "where it was taken " * 500
    data_of = io.BytesIO()
    Image.new("RGB", (1200, 630)).save(data_of, "JPEG", exif=told)
    post = "---\ntitle: Own\ndate: 2026-03-01\nimage: /me.jpg\nimage_alt: Me\n---\nx\n"
    site = make(tmp_path, {**SITE, "static/me.jpg": data_of.getvalue(), "content/posts/own.md": post})
    seen = data(site, "own")["pictures"][0]
    assert run(site, "build", "--no-cards").code == 0
    assert seen["bytes"] == (site / "public/me.jpg").stat().st_size


def test_a_site_without_an_address(tmp_path: Path) -> None:
    seen = data(make(tmp_path, {**SITE, "blogkit.yaml": "title: Notes\n"}), "hello")
    assert ("preview/base-url", "") in codes(seen)
    assert ("preview/nothing", "whatsapp") in codes(seen)
    assert ("preview/address", "") not in codes(seen)


def test_an_address_for_examples(tmp_path: Path) -> None:
    said = run(make(tmp_path, {**SITE, "blogkit.yaml": "base_url: https://blog.example/\n"}), "preview", "hello")
    assert "preview/base-url" in said.err
    assert said.err.lstrip().startswith("blogkit.yaml: warning")


def test_a_theme_that_writes_its_own_tags(tmp_path: Path) -> None:
    head = '<meta property="og:image" content="/blog/gone.png"><meta name="robots" content="noindex">'
    page = f"<!doctype html><html><head><title>x</title>{head}</head><body>{{{{ post.content | safe }}}}</body></html>"
    site = make(tmp_path, {**SITE, "templates/post.html": page})
    seen = data(site, "hello", code=1)
    assert {code for code, name in codes(seen) if not name} == {
        "preview/address",
        "preview/image-missing",
        "preview/no-description",
        "preview/noindex",
        "preview/relative-image",
    }
    assert {finding["span"]["path"] for finding in seen["findings"]} == {"content/posts/hello.md"}


def test_only_some_networks(site: Path) -> None:
    seen = data(site, "hello", "--network", "discord", "-n", "x")
    assert [one["network"] for one in seen["networks"]] == ["x", "discord"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("helo",), 1, 'did you mean "hello"?'),
        (("/blog/posts/helo/",), 1, 'did you mean "hello"?'),
        (("hello", "--network", "discrod"), 2, 'did you mean "discord"?'),
        (("hello", "--network", "myspace"), 2, "there are x, mastodon"),
        (("\x1b[31mred",), 1, "there is no post or page"),
    ],
)
def test_what_is_not_there(site: Path, words: tuple[str, ...], code: int, said: str) -> None:
    found = run(site, "preview", *words)
    assert found.code == code
    assert said in " ".join(found.err.split())
    assert "\x1b" not in found.err


def test_a_page_that_cannot_be_built(tmp_path: Path) -> None:
    said = run(make(tmp_path, {**SITE, "templates/post.html": "{{ nobody.here }}"}), "preview", "hello")
    assert said.code == 1
    assert "theme/undefined" in said.err


def test_it_opens_as_a_page_of_its_own(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[str] = []
    monkeypatch.setattr("click.launch", launched.append)
    said = run(site, "preview", "evil", "--open")
    path = site / ".blogkit/preview/links/evil.html"
    assert launched == [str(path)]
    assert ".blogkit/preview/links/evil.html" in said.out
    html = path.read_text("utf-8")
    assert "<script" not in html
    assert 'src="evil.png"' in html
    assert "/.blogkit/" not in html
    with Image.open(path.parent / "evil.png") as image:
        assert image.size == (1200, 630)


def test_the_terminal_is_told_nothing_that_it_would_obey(site: Path) -> None:
    said = run(site, "preview", "evil")
    assert "\u202e" not in said.out
    assert "</title><script>alert(1)</script>" in said.out
