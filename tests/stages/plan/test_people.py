"""The people page, the blogroll, and where they are linked."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mf2py
import pytest
import yaml

from blogkit.testing.hostile import HOSTILE
from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/sub/
title: Notes & more
author: me
-- people.yaml --
me: {name: Me}
ana:
  name: Ana <Ruiz>
  pronouns: she/her
  url: https://ana.example/
  feed: https://ana.example/feed.xml?a=1&b=2
  photo: /people/ana.svg
  note: "Says \\"hello\\" & <means> it."
  handles: {mastodon: "@ana@social.example", email: ana@ana.example}
  listed: true
bo: {name: Bo, listed: true}
cy: {name: Cy, feed: "https://cy.example/feed", listed: true, mention: never}
di: {name: Di, feed: "https://di.example/feed", listed: true, blocked: true}
ed: {name: Ed, feed: "https://ed.example/feed"}
-- static/people/ana.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>
-- content/posts/a.md --
---
title: A
date: 2026-03-02
---
Text.
"""


def outlines(data: bytes) -> list[dict[str, str]]:
    root = ElementTree.fromstring(data)
    assert (root.tag, root.attrib) == ("opml", {"version": "2.0"})
    assert [child.tag for child in root] == ["head", "body"]
    return [dict(one.attrib) for one in root.iter("outline")]


def cards(site: Site) -> list[dict[str, Any]]:
    parsed = mf2py.parse(doc=site.tree()["people/index.html"].decode(), url="https://blog.example/sub/people/")
    found: list[dict[str, Any]] = [i["properties"] for i in parsed["items"] if i["type"] == ["h-card"]]
    return found


def test_the_page_the_blogroll_and_their_links(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    found = {one.code for one in site.build().report.diagnostics}
    tree = site.tree()
    assert found == {"people/listed"}
    assert outlines(tree["blogroll.opml"]) == [
        {
            "type": "rss",
            "text": "Ana <Ruiz>",
            "title": "Ana <Ruiz>",
            "description": 'Says "hello" & <means> it.',
            "xmlUrl": "https://ana.example/feed.xml?a=1&b=2",
            "htmlUrl": "https://ana.example/",
        }
    ]
    head = {one.tag: one.text for one in ElementTree.fromstring(tree["blogroll.opml"])[0]}
    assert head == {"title": "Notes & more: People", "ownerName": "Me", "ownerId": "https://blog.example/sub/"}
    assert tree[".well-known/recommendations.opml"] == tree["blogroll.opml"]
    link = b'<link rel="blogroll" type="text/xml" href="https://blog.example/sub/blogroll.opml">'
    pages = {path: html for path, html in tree.items() if path.endswith(".html")}
    assert len(pages) > 5
    for html in pages.values():
        assert html.count(link) == 1
        assert b'<a href="/sub/people/"' in html
    assert b"<loc>https://blog.example/sub/people/</loc>" in tree["sitemap.xml"]


def test_each_is_an_h_card_and_nobody_stands_there_against_their_will(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    ana, bo, me = cards(site)
    assert (ana["name"], bo["name"], me["name"]) == (["Ana <Ruiz>"], ["Bo"], ["Me"])  # the site's own in the footer
    assert ana["url"] == ["https://ana.example/", "https://social.example/@ana"]
    assert ana["note"] == ['Says "hello" & <means> it.']
    assert ana["pronouns"] == ["she/her"]
    assert ana["email"] == ["mailto:ana@ana.example"]
    assert "ana.svg" in str(ana["photo"])
    page = site.tree()["people/index.html"]
    assert b'rel="me" href="https://social.example/@ana"' not in page
    assert not any(name in page for name in (b"Cy", b"Di", b"Ed", b"cy.example"))


def test_without_anybody_listed_there_is_nothing(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE.replace("listed: true", "listed: false"))
    site.build()
    tree = site.tree()
    assert not {path for path in tree if "people/index" in path or path.endswith(".opml")}
    assert not any(b"blogroll" in data or b"/sub/people/" in data for data in tree.values())


def test_without_feeds_there_is_a_page_and_no_blogroll(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE.replace("  feed: https://ana.example/feed.xml?a=1&b=2\n", ""))
    site.build()
    tree = site.tree()
    assert "people/index.html" in tree
    assert not any(path.endswith(".opml") or b"blogroll" in data for path, data in tree.items())


def test_without_an_address_of_its_own_the_site_has_both(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE.replace("base_url: https://blog.example/sub/\n", ""))
    site.build()
    tree = site.tree()
    assert b'<link rel="blogroll" type="text/xml" href="/blogroll.opml">' in tree["people/index.html"]
    assert len(outlines(tree["blogroll.opml"])) == 1


def test_a_page_of_the_users_own_wins_and_is_linked(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE + "-- content/pages/people.md --\n---\ntitle: My people\n---\nHere.\n")
    report = site.build().report
    assert not report.failed
    assert ("plan/replaced", "content/pages/people.md") in [
        (one.code, one.span and one.span.path) for one in report.diagnostics
    ]
    tree = site.tree()
    assert b"Here." in tree["people/index.html"]
    assert b'<a href="/sub/people/"' in tree["posts/a/index.html"]
    assert "blogroll.opml" in tree


def test_a_file_of_the_users_own_wins_too(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE + "-- static/blogroll.opml --\n<opml/>\n")
    assert not site.build().report.failed
    assert site.tree()["blogroll.opml"] == b"<opml/>\n"


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "zh", "ar"])
def test_every_language_has_its_own_words(tmp_path: Path, language: str) -> None:
    site = Site.of(tmp_path, SITE.replace("author: me", f"author: me\nlanguage: {language}"))
    site.build()
    page = site.tree()["people/index.html"].decode()
    assert ("I read and learn" in page) == (language == "en")
    assert ">OPML</a>" in page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_people_make_valid_opml(tmp_path: Path, text: str) -> None:
    ana = {"name": text, "note": text, "feed": "https://ana.example/feed", "listed": True}
    person = yaml.safe_dump({"ana": ana})
    site = Site.of(tmp_path, "-- blogkit.yaml --\ntitle: T\n-- people.yaml --\n" + person)
    assert not site.build().report.failed
    (one,) = outlines(site.tree()["blogroll.opml"])
    assert one["xmlUrl"] == "https://ana.example/feed"
    assert one["text"]
    assert b"<x-evil" not in site.tree()["people/index.html"]


def test_what_is_made_again(tmp_path: Path) -> None:
    """A new note makes the people page again, not the posts; a new feed changes every head."""
    site = Site.of(tmp_path, SITE.replace("  feed: https://ana.example/feed.xml?a=1&b=2\n", ""))
    site.build()
    text = (tmp_path / "people.yaml").read_text("utf-8")
    site.write({"people.yaml": text.replace("name: Bo", "name: Bo, note: Good")})
    report = site.build().report
    assert [line for line in report.log if line.startswith("render")] == ["render people/index.html"]
    site.write({"people.yaml": text.replace("name: Bo", "name: Bo, feed: 'https://bo.example/feed'")})
    assert "posts/a/index.html" in site.build().report.why


def test_a_person_of_the_folder_is_read_in_the_next_build(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    site.write({"people/friends.yaml": "fi: {name: Fiona, listed: true}\n"})
    site.build()
    assert b"Fiona" in site.tree()["people/index.html"]
    site.write({"people/friends.yaml": None})
    site.build()
    assert b"Fiona" not in site.tree()["people/index.html"]


def test_a_private_boundary_takes_somebody_off_the_page_at_once(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    site.write({"engagement/private/people.yaml": "ana: {blocked: true}\n"})
    report = site.build().report
    assert "blogroll.opml" in report.removed
    assert b"Ana" not in site.tree()["people/index.html"]
