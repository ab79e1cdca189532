"""What machines are told about a page: absolute addresses or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blogkit.testing.site import Site

POSTS = """
-- content/posts/a.md --
---
title: A
date: 2026-03-01
image: /photo.jpg
aliases: [/old/]
---
One.
-- content/posts/b.md --
---
title: B
date: 2026-03-02
tags: [t]
canonical: https://elsewhere.example/b/
---
Two.
-- content/posts/c.md --
---
title: C
date: 2026-03-03
tags: [t]
image: /drawing.svg
---
Three.
-- static/photo.jpg --
x
-- static/drawing.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
"""
SETTINGS = "-- blogkit.yaml --\ntitle: Blog\npaginate: 2\ntaxonomies: {tags: {paginate: 1}}\n"
WITH, WITHOUT = SETTINGS + "base_url: https://blog.example/sub/\n" + POSTS, SETTINGS + POSTS


def test_without_base_url_no_address_is_told_that_is_none(tmp_path: Path) -> None:
    site = Site.of(tmp_path, WITHOUT)
    site.build()
    pages = {path: data.decode() for path, data in site.tree().items() if path.endswith(".html")}
    for path, page in pages.items():
        told = re.findall(r'<link rel="canonical" href="(.*?)"', page)
        told += re.findall(r'<meta property="og:(?:url|image)" content="(.*?)"', page)
        told += re.findall(r'"(?:url|mainEntityOfPage)":"(.*?)"', page)
        assert told == (["https://elsewhere.example/b/"] * 2 if path == "posts/b/index.html" else []), path
        assert "bk-share" not in re.sub(r"<head>.*</head>", "", page, flags=re.DOTALL), path
    assert '<meta property="og:title" content="A">' in pages["posts/a/index.html"]
    assert '"headline":"A"' in pages["posts/a/index.html"]
    assert '<meta name="twitter:card" content="summary">' in pages["posts/a/index.html"]


def test_with_base_url_all_of_them_are_absolute(tmp_path: Path) -> None:
    site = Site.of(tmp_path, WITH)
    site.build()
    page = site.tree()["posts/a/index.html"].decode()
    assert '<link rel="canonical" href="https://blog.example/sub/posts/a/">' in page
    assert '<meta property="og:url" content="https://blog.example/sub/posts/a/">' in page
    assert '<meta property="og:image" content="https://blog.example/sub/photo.jpg">' in page
    assert '<link rel="next" href="https://blog.example/sub/posts/b/">' in page
    assert '<link rel="prev" href="https://blog.example/sub/posts/a/">' in site.tree()["posts/b/index.html"].decode()
    assert '<link rel="next" href="https://blog.example/sub/page/2/">' in site.tree()["index.html"].decode()
    assert "bk-share-url" in page


@pytest.mark.parametrize(("settings", "subscribe"), [("", False), ("base_url: https://blog.example/\n", True)])
def test_an_empty_site_asks_to_subscribe_where_one_can(settings: str, subscribe: bool, tmp_path: Path) -> None:
    site = Site.of(tmp_path, f"-- blogkit.yaml --\ntitle: Blog\n{settings}")
    site.build()
    assert [b"subscribe and" in site.tree()[path] for path in ("index.html", "archive/index.html")] == [subscribe] * 2


def test_a_drawing_is_shown_on_the_page_and_the_card_to_networks(tmp_path: Path) -> None:
    site = Site.of(tmp_path, WITH)
    site.build(cards=True)
    page = site.tree()["posts/c/index.html"].decode()
    assert re.search(r'<meta property="og:image" content="https://blog\.example/sub/cards/posts-c-\w+\.png">', page)
    assert '<img class="u-featured" src="/sub/drawing.svg"' in page


def test_every_page_of_a_list_has_its_own_title(tmp_path: Path) -> None:
    site = Site.of(tmp_path, WITH)
    site.build()

    def title(path: str) -> str:
        return re.findall("<title>(.*?)</title>", site.tree()[path + "index.html"].decode())[0]

    assert [title(""), title("page/2/")] == ["Blog", "Page 2 – Blog"]
    assert [title("tags/t/"), title("tags/t/page/2/")] == ["t – Blog", "t – Page 2 – Blog"]
