"""What ends each item of a feed: the question, where to answer, and thanks."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest
from lxml import etree

from blogkit.core.strings import Strings
from blogkit.core.view import CreditView, EntryView, Link, PersonView
from blogkit.stages.plan.footer import footer
from blogkit.testing.fragment import Fragment
from blogkit.testing.hostile import EVIL, HOSTILE, HOSTILE_URLS, post_of, site_of
from blogkit.testing.site import Site
from widgets.showing import ENGLISH

WORDS = Strings({"en": {**ENGLISH, "comma": ", "}}, "en")
SITE = """
-- blogkit.yaml --
base_url: https://blog.example/notes/
author: ana
%s
-- people.yaml --
ana: {name: Ana, handles: {email: ana@blog.example}}
bo: {name: Bo & Co}
-- content/posts/a.md --
---
title: 'A & "B"'
date: 2026-03-02
question: Are 1 < 2 & 3?
thanks: [{who: bo, for: tea}, {who: ana, for: coffee}]
syndication: ["https://social.example/@ana/110000000000000001"]
---
Hello.
-- content/posts/b.md --
---
title: Zu
date: 2026-03-01
lang: de
comments: false
---
Hallo.
-- content/posts/ana.md --
---
title: Auf Deutsch
date: 2026-02-28
lang: de
question: Und du?
---
Hallo.
"""
WAYS = (
    '<a href="mailto:ana@blog.example?subject=Re%3A%20A%20%26%20%22B%22">Answer by e-mail</a> · '
    '<a href="https://social.example/@ana/110000000000000001">Answer on Mastodon</a>'
)


def feeds(folder: Path, config: str = "") -> dict[str, list[str]]:
    """Format to the HTML of each item, as feed readers and a strict parser see it."""
    site = Site.of(folder, SITE % config)
    assert site.build().report.written
    tree = site.tree()
    items = json.loads(tree["feed.json"])["items"]
    found: dict[str, list[str]] = {"json": [one.get("content_html", "") for one in items]}
    for name, tag in (
        ("rss", "{http://purl.org/rss/1.0/modules/content/}encoded"),
        ("atom", "{http://www.w3.org/2005/Atom}content"),
    ):
        found[name] = [str(one.text) for one in etree.fromstring(tree[f"{name}.xml"]).iter(tag)]
        assert len(feedparser.parse(tree[f"{name}.xml"]).entries) == 3
    return found


def test_all_three_formats_end_with_the_same_line(tmp_path: Path) -> None:
    for name, items in feeds(tmp_path).items():
        assert items[0].startswith("<p>Hello.</p>"), name
        line = items[0].rpartition("\n")[2]
        assert line.startswith(f"<p><strong>Are 1 &lt; 2 &amp; 3?</strong><br>{WAYS}<br>With thanks to "), name
        assert "Bo &amp; Co" in line, name
        assert items[1].strip() == "<p>Hallo.</p>", name
        assert "<strong>Und du?</strong>" in items[2], name
        assert "Per E-Mail antworten" in items[2], name


def test_summaries_have_it_too(tmp_path: Path) -> None:
    for name, items in feeds(tmp_path, "feeds: {content: summary}").items():
        assert items[0].startswith("<p>Hello.</p>\n<p><strong>"), name


def test_it_can_be_left_out(tmp_path: Path) -> None:
    for name, items in feeds(tmp_path, "feeds: {footer: false}").items():
        assert items[0].strip() == "<p>Hello.</p>", name


def test_answers_go_where_the_question_sends_them(tmp_path: Path) -> None:
    items = feeds(tmp_path, "widgets: {question: {email: in@blog.example}}")["json"]
    assert "mailto:in@blog.example?" in items[0]
    assert "ana@blog.example" not in items[0]


def test_a_new_question_makes_the_feed_anew(tmp_path: Path) -> None:
    feeds(tmp_path)
    site = Site(tmp_path)
    text = (tmp_path / "content/posts/a.md").read_text("utf-8")
    site.write({"content/posts/a.md": text.replace("Are 1", "Is 1")})
    assert {"feed.json", "rss.xml", "atom.xml"} <= set(site.build().report.updated)
    assert b"Is 1 &lt; 2" in site.tree()["feed.json"]


def told(**fields: Any) -> str:
    post = EntryView(id="x", kind="article", source="", title="T", url="/", permalink="", **fields)
    return footer(post, msgspec.structs.replace(site_of("Blog"), author=None), WORDS, "")


def test_nothing_to_say() -> None:
    assert told() == "" == told(comments=False, syndication=(Link("Mastodon", "https://m.example/1"),))


def test_a_page_about_somebody_here_is_an_address_that_works_in_a_reader() -> None:
    person = PersonView("Bo", page="/blog/authors/bo/")
    assert 'href="https://example.org/blog/authors/bo/"' in told(thanks=(CreditView(person),))


@pytest.mark.parametrize(
    ("text", "url"), [*((one, "https://example.net/") for one in HOSTILE), *(("x", one) for one in HOSTILE_URLS)]
)
def test_hostile_posts_stay_text(text: str, url: str) -> None:
    html = footer(post_of(text, url), site_of(text, url), WORDS, text)
    fragment = Fragment(html)
    assert not fragment.faults
    for element in fragment.elements:
        assert element.tag in ("p", "strong", "br", "a")
        assert EVIL not in " ".join(element.attributes)
        if element.tag == "a":
            assert element.attributes["href"].lower().startswith(("https://", "http://", "mailto:"))
    assert unescape(text.strip()) in unescape(unescape(html)) or not text.strip()
