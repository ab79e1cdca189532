from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import feedparser
import pytest
from msgspec.structs import replace

from blogkit.core.view import EntrySummary, FeedItem, FeedView, PersonView, Picture, TermView
from blogkit.feeds.xml import ATOM, RSS

BERLIN = ZoneInfo("Europe/Berlin")
ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/", page="/authors/ana/")
POST = EntrySummary(
    id="tag:ana.dev,2026:retry",
    kind="article",
    source="retry.md",
    title='"Retry" & <kindly>',
    url="/retry/",
    permalink="https://ana.dev/über retry/?a=1&b=2",
    summary="1 < 2 & 3",
    date=dt.datetime(2026, 3, 2, 9, tzinfo=BERLIN),
    updated=dt.datetime(2026, 7, 3, 10, 30, tzinfo=BERLIN),
    authors=(ANA, PersonView("Bo")),
    tags=(TermView("retries", "retries"), TermView("C&A", "c-a")),
    categories=(TermView("essays", "essays"), TermView("retries", "retries")),
    lang="de",
)
CARD = Picture("/c.png", "https://ana.dev/c.png", width=1200, height=630, media_type="image/png")
OLDER = EntrySummary(id="old", kind="article", source="", title="Older", url="/o/", permalink="https://ana.dev/o/")
FEED = FeedView(
    title="Kind Retries",
    description="About patience",
    id="https://ana.dev/",
    home="https://ana.dev/",
    permalink="https://ana.dev/feed",
    language="en-GB",
    stylesheet="/feed.xsl",
    author=ANA,
    items=(FeedItem(POST, '<p>Hello <a href="https://ana.dev/x">x</a> &amp; ]]&gt;</p>', card=CARD), FeedItem(OLDER)),
    updated=POST.updated,
    version="1.2",
)
BOTH = pytest.mark.parametrize("form", [RSS, ATOM], ids=["rss", "atom"])
NS = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}


def parsed(data: bytes) -> Any:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    return found


@BOTH
def test_a_reader_gets_everything(form):
    data = form.render(FEED)
    feed = parsed(data).feed
    assert (feed.title, feed.subtitle, feed.link) == ("Kind Retries", "About patience", "https://ana.dev/")
    first, second = parsed(data).entries
    assert first.id == "tag:ana.dev,2026:retry"
    assert first.link == "https://ana.dev/%C3%BCber%20retry/?a=1&b=2"
    assert first.content[0].value == '<p>Hello <a href="https://ana.dev/x">x</a> &amp; ]]&gt;</p>'
    assert first.content[0].type == "text/html"
    assert [term.term for term in first.tags] == ["retries", "C&A", "essays"]
    assert [a.name for a in first.authors if a] == ["Ana Ruiz", "Bo"]
    assert first.published_parsed[:6] == (2026, 3, 2, 8, 0, 0)
    assert first.media_content == [
        {"url": "https://ana.dev/c.png", "medium": "image", "type": "image/png", "width": "1200", "height": "630"}
    ]
    assert (second.title, second.link) == ("Older", "https://ana.dev/o/")


@BOTH
def test_words_survive_the_writer_exactly(form):
    root = ElementTree.fromstring(form.render(FEED))
    item = root.find("channel/item") if form is RSS else root.find("a:entry", NS)
    title = item.find("title" if form is RSS else "a:title", NS)
    summary = item.find("description" if form is RSS else "a:summary", NS)
    assert title.text == '"Retry" & <kindly>'
    # An RSS description is HTML, an Atom summary without a type is plain text.
    assert summary.text == ("1 &lt; 2 &amp; 3" if form is RSS else "1 < 2 & 3")


def test_rss_rules():
    channel = ElementTree.fromstring(RSS.render(FEED)).find("channel")
    own = channel.find("a:link", NS).attrib
    assert own == {"href": "https://ana.dev/feed", "rel": "self", "type": "application/rss+xml"}
    assert channel.findtext("generator") == "blogkit 1.2"
    assert channel.findtext("language") == "en-GB"
    assert channel.findtext("lastBuildDate") == "Fri, 03 Jul 2026 10:30:00 +0200"
    first, second = channel.findall("item")
    assert first.find("guid").attrib == {"isPermaLink": "false"}
    assert first.findtext("pubDate") == "Mon, 02 Mar 2026 09:00:00 +0100"
    assert first.find("author") is None  # RSS would want an e-mail address here
    assert second.findtext("guid") == "old"
    assert second.find("pubDate") is None


def test_atom_rules():
    root = ElementTree.fromstring(ATOM.render(FEED))
    assert [link.attrib for link in root.findall("a:link", NS)] == [
        {"href": "https://ana.dev/feed", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://ana.dev/", "rel": "alternate", "type": "text/html"},
    ]
    assert root.find("a:generator", NS).attrib == {"version": "1.2"}
    assert root.findtext("a:updated", namespaces=NS) == "2026-07-03T10:30:00+02:00"
    first, second = root.findall("a:entry", NS)
    (link,) = first.findall("a:link", NS)
    assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")
    assert first.find("a:content", NS).get("type") == "html"
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert first.findtext("a:author/a:uri", namespaces=NS) == "https://ana.dev/"
    assert second.findtext("a:id", namespaces=NS).startswith("urn:uuid:")
    assert root.findtext("a:author/a:name", namespaces=NS) == "Ana Ruiz"  # answers for the second


def test_an_atom_id_lasts_when_the_address_changes_and_differs_between_sites():
    def ids(permalink: str) -> list[str]:
        items = (FeedItem(replace(OLDER, permalink=permalink)),)
        return [entry.id for entry in parsed(ATOM.render(replace(FEED, items=items))).entries]

    assert ids("https://ana.dev/o/") == ids("https://ana.dev/moved/") != ids("https://bo.example/o/")


@BOTH
def test_the_stylesheet_comes_before_the_feed(form):
    lines = form.render(FEED).splitlines()
    assert lines[0] == b"<?xml version='1.0' encoding='UTF-8'?>"
    assert lines[1] == b'<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>'
    assert b"xml-stylesheet" not in form.render(replace(FEED, stylesheet=""))


@BOTH
def test_an_empty_feed_is_valid_and_knows_no_clock(form):
    empty = replace(FEED, items=(), updated=None, author=None, description="")
    data = form.render(empty)
    assert parsed(data).entries == []
    assert (b"lastBuildDate" in data, b"1970-01-01T00:00:00+00:00" in data) == (False, form is ATOM)


@BOTH
def test_posts_without_title_or_text(form):
    bare = EntrySummary(id="n", kind="article", source="", title="", url="/n/", permalink="https://ana.dev/n/")
    note, gist = FeedItem(replace(bare, id="m"), "<p>A note</p>"), FeedItem(replace(bare, id="l", summary="S"))
    first, second, third = parsed(form.render(replace(FEED, items=(FeedItem(bare), note, gist)))).entries
    assert first.title == "https://ana.dev/n/"
    if form is RSS:
        assert (second.get("title"), third.get("title")) == (None, None)
        assert (second.summary, third.summary) == ("<p>A note</p>", "S")
    else:
        assert (second.title, third.title) == ("https://ana.dev/n/", "S")
        assert second.content[0].value == "<p>A note</p>"


@BOTH
@pytest.mark.parametrize(
    "when",
    [dt.datetime(1890, 5, 5, 12, tzinfo=BERLIN), dt.datetime(1, 1, 1, tzinfo=BERLIN), dt.datetime(2026, 1, 1)],
    ids=["local mean time", "first day of all", "no zone"],
)
def test_odd_dates_are_written_with_whole_minutes(form, when):
    items = (FeedItem(replace(POST, date=when, updated=None)),)
    text = form.render(replace(FEED, items=items)).decode()
    assert ("+0053<" in text or "+00:53<" in text) is bool(when.tzinfo)


@BOTH
def test_same_bytes_in_another_zone_and_locale(form):
    name = form.name.upper()
    code = f"import sys, feeds.test_xml as t; sys.stdout.buffer.write(t.{name}.render(t.FEED))"
    env = {"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    other = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout
    assert other == form.render(FEED)


def test_feedgen_is_not_imported_before_a_feed_is_written():
    code = "import sys, blogkit.builtin; sys.exit(any(m in sys.modules for m in ('feedgen', 'lxml', 'jinja2')))"
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, check=True)


def test_an_undated_post_does_not_become_new_with_every_other_post():
    root = ElementTree.fromstring(ATOM.render(FEED))
    assert root.findall("a:entry", NS)[1].findtext("a:updated", namespaces=NS) == "1970-01-01T00:00:00+00:00"
