"""JSON Feed 1.1, written by hand: it is one dictionary."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..core.moment import whole_minutes
from ..core.view import FeedItem, FeedView, PersonView
from ..extend.feed import FeedFormat, html_of


def render(view: FeedView) -> bytes:
    import json

    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title or view.home,
        "home_page_url": view.home,
        "feed_url": view.permalink,
        "description": view.description,
        "language": view.language,
        "authors": [_author(view.author)] if view.author else [],
    }
    document = {**_filled(feed), "items": [_item(item) for item in view.items]}
    # No UTF-8 can hold half a surrogate pair; everything else JSON escapes by itself.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "ignore")


def _item(item: FeedItem) -> dict[str, Any]:
    entry = item.entry
    picture = entry.image or item.card
    terms = (*entry.tags, *entry.categories)
    # A reader is owed one of the two, even for a post of nothing but a title.
    html = html_of(item)
    content = {"content_html": html} if html else {"content_text": entry.summary or entry.title}
    fields = {
        "id": entry.id or entry.permalink,
        "url": entry.permalink,
        "title": entry.title,
        "summary": entry.summary,
        "image": picture.permalink if picture else "",
        "date_published": _moment(entry.date),
        "date_modified": _moment(entry.updated),
        "authors": [_author(person) for person in entry.authors],
        "tags": list(dict.fromkeys(term.name for term in terms)),
        "language": entry.lang,
    }
    return {**_filled(fields), **content}


def _author(person: PersonView) -> dict[str, Any]:
    url = person.url if person.url.startswith(("https://", "http://")) else ""
    return _filled({"name": person.name, "url": url, "avatar": person.photo.permalink if person.photo else ""})


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _moment(when: dt.datetime | None) -> str:
    return whole_minutes(when).isoformat() if when else ""


JSON_FEED = FeedFormat("json", "feed.json", "application/feed+json", render)
