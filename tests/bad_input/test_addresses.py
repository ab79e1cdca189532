"""Slugs, permalinks, aliases, images and links that would lead out of the site, or onto each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.sites import CONFIG, Found, build, good, make, outputs, post

POST, OTHER = "content/posts/a.md", "content/posts/b.md"


def errors(found: list[Found]) -> list[Found]:
    return [f for f in found if f.severity == "error"]


def one(tmp_path: Path, key: str, value: str, **files: str) -> tuple[int, list[Found]]:
    head = post(f"title: A\ndate: 2026-03-02\ntags: [t]\n{key}: {value}")
    code, found, _ = build(make(tmp_path, {POST: head, OTHER: good("B"), **files}))
    return code, found


@pytest.mark.parametrize(
    ("slug", "fix"),
    [
        ("../x", "slug: x"),
        ("/etc/passwd", "slug: etc-passwd"),
        ("..", "slug: a"),
        (".", "slug: a"),
        ("a/b", "slug: a-b"),
        ("a\\b", "slug: ab"),
        ("a?b", "slug: ab"),
        ("a#b", "slug: ab"),
        ("%2e%2e", "slug: 2e2e"),
        (".hidden", "slug: hidden"),
        ('"x"', "slug: x"),
        ("{slug}", "slug: slug"),
        ("x" * 300, ""),
    ],
)
def test_a_slug_is_one_word_of_an_address(tmp_path: Path, slug: str, fix: str) -> None:
    code, found = one(tmp_path, "slug", json.dumps(slug))
    assert [(f.code, f.where) for f in found] == [("permalink/unsafe", f"{POST}:5:7")]
    assert found[0].fix == fix or (not fix and len(found[0].fix) < 140)
    assert code == 1
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("permalink", "fix"),
    [
        ("../x", "permalink: /x/"),
        ("/../../x/", "permalink: /x/"),
        ("/a/../b/", "permalink: /a/b/"),
        ("/a//b/", "permalink: /a/b/"),
        ("/.git/config", "permalink: /git/config/"),
        ("/.blogkit-manifest", "permalink: /blogkit-manifest/"),
        ("/a\\b/", "permalink: /a-b/"),
        ("/a?b=c", "permalink: /a-b=c/"),
        ("/%2e%2e/x/", "permalink: /2e-2e/x/"),
        ("/ /x/", "permalink: /x/"),
        ("/{title}/", "{year} {month} {day} {slug} {category} may be used"),
        ("/{}/", "{year} {month} {day} {slug} {category} may be used"),
        ("/{", "{year} {month} {day} {slug} {category} may be used"),
    ],
)
def test_a_permalink_stays_inside_the_site(tmp_path: Path, permalink: str, fix: str) -> None:
    code, found = one(tmp_path, "permalink", json.dumps(permalink))
    assert [(f.code.partition("/")[0], f.where, f.fix) for f in found] == [("permalink", f"{POST}:5:12", fix)]
    assert code == 1
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("permalink", "file"),
    [
        ("/etc/passwd", "etc/passwd/index.html"),
        ("https://old.example/2016/x.html", "2016/x.html"),
        ("//old.example/x/", "old.example/x/index.html"),
        ("2016/x", "2016/x/index.html"),
        ("/{year}/{month}/{day}/{category}/{slug}/", "2026/03/02/a/index.html"),
    ],
)
def test_an_absolute_path_begins_at_the_site(tmp_path: Path, permalink: str, file: str) -> None:
    assert one(tmp_path, "permalink", json.dumps(permalink)) == (0, [])
    assert file in outputs(tmp_path)


@pytest.mark.parametrize("alias", ["../x", "/a/../../x", "/.git/x", "/?p=12", "?p=12", "https://["])
def test_an_alias_stays_inside_the_site(tmp_path: Path, alias: str) -> None:
    code, found = one(tmp_path, "aliases", json.dumps([alias]))
    assert code == 1
    assert [f.where.rpartition(":")[0] for f in found] == [f"{POST}:5"]
    assert found[0].fix


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {POST: post("title: A\ndate: 2026-03-02\nslug: x"), OTHER: post("title: B\ndate: 2026-03-02\nslug: x")},
            OTHER,
        ),
        (
            {POST: post("title: A\ndate: 2026-03-02\nslug: X"), OTHER: post("title: B\ndate: 2026-03-02\nslug: x")},
            "case",
        ),
        (
            {"content/posts/2026-01-01-x.md": post("title: A"), "content/posts/2026-01-02-x.md": post("title: B")},
            "{year}",
        ),
        ({POST: good(), "content/pages/posts/a.md": post("title: P")}, "content/pages/posts/a.md"),
        ({POST: good(), "static/posts/a/index.html": "mine"}, "static/posts/a/index.html"),
        ({POST: good(), "static/posts": "a file"}, "static/posts"),
        ({POST: post("title: A\ndate: 2026-03-02\naliases: [/posts/b/]"), OTHER: good()}, "alias"),
        ({POST: post("title: A\ndate: 2026-03-02\naliases: [/POSTS/B/]"), OTHER: good()}, "alias"),
        ({POST: post("title: A\ndate: 2026-03-02\naliases: [/]"), OTHER: good()}, "alias"),
        ({POST: post("title: A\ndate: 2026-03-02\ntags: [t]\naliases: [/tags/t/]")}, "alias"),
        ({POST: post("title: A\ndate: 2026-03-02\naliases: [/rss.xml]")}, "alias"),
        ({POST: post("title: A\ndate: 2026-03-02\npermalink: /rss.xml")}, "rss feed"),
        ({POST: post("title: A\ndate: 2026-03-02\npermalink: /sitemap.xml/")}, "site map"),
        ({POST: post("title: A\ndate: 2026-03-02\npermalink: /INDEX.html")}, "(home page) and content/posts/a.md"),
        ({POST: good(), "static/Index.HTML": "mine"}, "(home page) and static/Index.HTML"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_two_of_one_address_are_an_error_that_names_both(tmp_path: Path, files: dict[str, str], said: str) -> None:
    code, found, _ = build(make(tmp_path, files))
    assert code == 1
    assert [f.code for f in errors(found)] == ["plan/collision"]
    text = " ".join((found[0].where, found[0].message, found[0].fix))
    assert said in text
    assert not (tmp_path / "public").exists()


def test_an_alias_in_the_way_is_the_one_to_go(tmp_path: Path) -> None:
    head = "title: A\ndate: 2026-03-02\naliases:\n  - /old/\n  - /posts/b/"
    _, found, _ = build(make(tmp_path, {POST: post(head), OTHER: good()}))
    assert [(f.code, f.where) for f in found] == [("plan/collision", f"{POST}:6:5")]
    assert found[0].fix == f"take out the alias at {POST}:6, or change it"


def test_who_writes_a_page_of_its_own_may_replace_what_blogkit_makes(tmp_path: Path) -> None:
    files = {
        "content/pages/tags.md": post("title: My tags"),
        "content/pages/index.md": post("title: H", "My home.\n"),
        POST: post("title: A\ndate: 2026-03-02\ntags: [t]"),
    }
    code, found, _ = build(make(tmp_path, files))
    assert code == 0
    assert {f.severity for f in found} == {"info"}
    assert b"My home" in outputs(tmp_path)["index.html"]
    assert b"My tags" in outputs(tmp_path)["tags/index.html"]


@pytest.mark.parametrize(
    "image",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "file:///etc/passwd",
        "//evil.example/x.png",
        "nope.png",
        ".",
        "..",
        "/",
        "data:image/png;base64,xx",
        "javascript:alert(1)",
    ],
)
def test_an_image_is_a_file_of_this_site(tmp_path: Path, image: str) -> None:
    files = {POST: post(f"title: A\ndate: 2026-03-02\nimage: {json.dumps(image)}")}
    code, found, _ = build(make(tmp_path, files))
    assert (code, [(f.code, f.where) for f in found]) == (0, [("link/no-image", f"{POST}:4:8")])
    assert ".." not in found[0].fix
    assert not [name for name, data in outputs(tmp_path).items() if b"root:x:" in data or "passwd" in name]
    assert b"javascript:" not in outputs(tmp_path)["posts/a/index.html"]


def test_terms_of_any_spelling_get_an_address_of_their_own(tmp_path: Path) -> None:
    tags = [
        "../../x",
        "a/b",
        "C",
        "C++",
        "C#",
        "c",
        "😀",
        "🎉",
        "y" * 400,
        "y" * 401,
        "字" * 200,
        "..",
        "...",
        "x?y#z",
        "<b>",
        '"',
    ]
    head = f"title: A\ndate: 2026-03-02\ntags: {json.dumps(tags, ensure_ascii=False)}\nauthors: [../me]\nseries: ../s\n"
    code, found, _ = build(make(tmp_path, {POST: post(head + "categories: ['..', 'con/x']")}))
    assert (code, found) == (0, [])
    pages = {name for name in outputs(tmp_path) if name.startswith("tags/") and name.endswith("/index.html")} - {
        "tags/index.html"
    }
    assert len(pages) == len(tags) - 1  # "C" and "c" are one
    assert all(len(part.encode()) < 200 for name in outputs(tmp_path) for part in name.split("/"))
    assert "authors/me/index.html" in outputs(tmp_path)
    assert not [p for p in tmp_path.parent.iterdir() if p != tmp_path and p.name in ("x", "s", "me")]


@pytest.mark.parametrize("lang", ["../../etc", 'en"><script>', "日本語", "a b", "x" * 99])
def test_a_language_is_a_tag_and_no_path(tmp_path: Path, lang: str) -> None:
    code, found = one(tmp_path, "lang", json.dumps(lang))
    assert (code, [(f.code, f.where) for f in found]) == (1, [("front-matter/lang", f"{POST}:5:7")])
    code, found, _ = build(make(tmp_path / "site", {OTHER: good()}, CONFIG + f"language: {json.dumps(lang)}\n"))
    assert (code, [(f.code, f.where) for f in found]) == (2, [("config/language", "blogkit.yaml:2:11")])


@pytest.mark.parametrize(
    "date", ["1000-01-01", "1000-01-01T00:00:00+14:00", "9998-12-31T23:59:59-12:00", "1969-07-20T20:17:40Z"]
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_edges_of_the_calendar(tmp_path: Path, date: str, zone: str) -> None:
    files = {
        POST: post(f"title: A\ndate: {date}\nupdated: {date}"),
        OTHER: post(f"title: B\ndate: 2026-03-02\nexpires: {date}"),
    }
    code, found, report = build(make(tmp_path, files, CONFIG + f"timezone: {zone}\n"), "--future", "--expired")
    assert (code, found, report["posts"]) == (0, [], 2)
