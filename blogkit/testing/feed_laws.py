"""What every feed format keeps. Feeds in XML are judged by feedparser, which `blogkit[test]` brings."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

from msgspec.structs import replace

from ..core.view import FeedView
from ..extend.feed import FeedFormat
from .hostile import EVIL, HOSTILE, HOSTILE_URLS, feed_of
from .law import described, must


def feed_is_described(feed: FeedFormat) -> None:
    described(feed.name, feed.render)
    must(re.fullmatch(r"[a-z][a-z0-9_.-]*\.[a-z]+", feed.file_name), f"{feed.name}: file_name must be a plain name")
    must(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", feed.media_type), f"{feed.name}: media_type must be a media type")


def feed_parses(feed: FeedFormat) -> None:
    """Whatever words it holds, it is valid, says the same twice, and has every post under its own id."""
    for text in (*HOSTILE, "half a pair \ud800"):
        for count in (0, 1, 3):
            _judge(feed, feed_of(text, posts=count), count)
    for url in HOSTILE_URLS:
        _judge(feed, feed_of("Retry kindly", url), 3)
    undated = tuple(
        replace(item, entry=replace(item.entry, date=None, updated=None, authors=()))
        for item in feed_of("Retry kindly").items
    )
    bare = replace(feed_of("Retry kindly"), items=undated, updated=None, author=None, stylesheet="")
    _judge(feed, bare, 3)


def _judge(feed: FeedFormat, view: FeedView, count: int) -> None:
    data = feed.render(view)
    must(isinstance(data, bytes) and data == feed.render(view), f"{feed.name}: must render the same bytes twice")
    text = data.decode("utf-8")
    if "json" in feed.media_type:
        items = json.loads(text)["items"]
        ids, links = [item["id"] for item in items], [item["url"] for item in items]
    elif "xml" in feed.media_type:
        import feedparser  # type: ignore[import-untyped]

        tags = [element.tag for element in ElementTree.fromstring(data).iter()]
        must(not any(EVIL in tag for tag in tags), f"{feed.name}: text became an element: {text[:2000]}")
        found = feedparser.parse(data)
        must(not found.bozo, f"{feed.name}: {found.get('bozo_exception')!r} in {text[:2000]}")
        ids, links = [entry.id for entry in found.entries], [entry.link for entry in found.entries]
    else:
        return
    must(len(set(ids)) == len(ids) == count, f"{feed.name}: {count} posts became {ids}")
    must(all(urlsplit(link).netloc for link in links), f"{feed.name}: an address is not absolute: {links}")


LAWS = (feed_is_described, feed_parses)
