from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from blogkit.core.view import FeedItem, PersonView, Picture
from blogkit.feeds.json_feed import JSON_FEED
from feeds.test_xml import ANA, FEED, OLDER, POST


def read(**changes: Any) -> dict[str, Any]:
    return json.loads(JSON_FEED.render(replace(FEED, **changes)))


def test_the_whole_feed():
    photo = Picture("/ana.jpg", "https://ana.dev/ana.jpg")
    feed = read(author=replace(ANA, photo=photo))
    items = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kind Retries",
        "home_page_url": "https://ana.dev/",
        "feed_url": "https://ana.dev/feed",
        "description": "About patience",
        "language": "en-GB",
        "authors": [{"name": "Ana Ruiz", "url": "https://ana.dev/", "avatar": "https://ana.dev/ana.jpg"}],
    }
    assert items[0] == {
        "id": "tag:ana.dev,2026:retry",
        "url": "https://ana.dev/über retry/?a=1&b=2",
        "title": '"Retry" & <kindly>',
        "summary": "1 < 2 & 3",
        "image": "https://ana.dev/c.png",
        "date_published": "2026-03-02T09:00:00+01:00",
        "date_modified": "2026-07-03T10:30:00+02:00",
        "authors": [{"name": "Ana Ruiz", "url": "https://ana.dev/"}, {"name": "Bo"}],
        "tags": ["retries", "C&A", "essays"],
        "language": "de",
        "content_html": '<p>Hello <a href="https://ana.dev/x">x</a> &amp; ]]&gt;</p>',
    }
    assert items[1] == {"id": "old", "url": "https://ana.dev/o/", "title": "Older", "content_text": "Older"}


def test_an_empty_feed_keeps_its_items_key():
    assert read(items=(), author=None)["items"] == []


def test_people_read_it_too():
    data = JSON_FEED.render(FEED)
    assert "über".encode() in data
    assert data.startswith(b'{\n  "version"')


def test_dates_have_whole_minutes_and_authors_no_code():
    when = dt.datetime(1890, 5, 5, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    entry = replace(POST, date=when, updated=dt.datetime(2026, 1, 1), authors=(PersonView("E", url="javascript:x"),))
    item = read(items=(FeedItem(entry),))["items"][0]
    assert (item["date_published"], item["date_modified"]) == ("1890-05-05T12:00:00+00:53", "2026-01-01T00:00:00+00:00")
    assert item["authors"] == [{"name": "E"}]


def test_half_a_surrogate_pair_does_not_stop_the_feed():
    assert read(items=(FeedItem(replace(OLDER, title="a\ud800b")),))["items"][0]["title"] == "ab"
