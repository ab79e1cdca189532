"""RSS 2.0 and Atom 1.0, both written by feedgen from the same view. What feedgen 1.0 gets wrong is put right here:

- its default for every date is now: dates are always given, and `lastBuildDate` is taken out where there is none;
- the last link of an RSS channel is its address, whatever its `rel`: the home page is added last;
- an Atom entry's links lose `rel` and `type`: they are set afterwards;
- RSS loses the generator's version, and takes an author only with an e-mail address: written afterwards;
- a character that XML forbids makes it raise: `_text` and `_html` leave none.

feedgen takes 60 to 100 ms to import, so nothing here imports it before a feed is written.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote

from ..core.html import called
from ..core.moment import whole_minutes
from ..core.view import FeedItem, FeedView, PersonView
from ..extend.feed import FeedFormat, html_of

DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""What Atom, which must have a date, says of things that have none."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")


def render_rss(view: FeedView) -> bytes:
    from html import escape

    feed = _feed(view, "application/rss+xml")
    for item in view.items:
        entry, title, summary = _entry(feed, item), _text(item.entry.title), _text(item.entry.summary)
        entry.guid(_text(item.entry.id) or _address(item.entry.permalink), permalink=False)
        # A title may be missing where there is text. A summary is plain, an RSS description HTML.
        entry.title((title or None) if summary or item.content else (title or item.entry.permalink))
        entry.description(escape(summary, quote=False) or None)
    return bytes(feed.rss_str(pretty=True))


def render_atom(view: FeedView) -> bytes:
    feed = _feed(view, "application/atom+xml")
    for item in view.items:
        entry, post, summary = _entry(feed, item), item.entry, _text(item.entry.summary)
        entry.id(_iri(post.id, post.permalink))
        entry.title(called(_text(post.title), summary) or post.permalink)
        entry.updated(_moment(post.updated or post.date))
        entry.summary(summary or None)
        entry.author([_author(person) for person in post.authors])
    return bytes(feed.atom_str(pretty=True))


def _feed(view: FeedView, media_type: str) -> Any:
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.register_extension("blogkit", _FeedPart, _EntryPart)
    feed.blogkit.view = view
    title = _text(view.title) or view.home
    feed.id(_iri(view.id, view.permalink))
    feed.title(title)
    feed.subtitle(_text(view.description) or title)
    feed.link(href=_address(view.permalink), rel="self", type=media_type)
    feed.link(href=_address(view.home), rel="alternate", type="text/html")
    feed.language(_text(view.language) or None)
    feed.updated(_moment(view.updated))
    feed.generator("blogkit", version=_text(view.version) or None)
    # Atom wants an author for every entry; whoever runs the site answers for those that name nobody.
    feed.author(_author(view.author) if view.author and _text(view.author.name) else {"name": title})
    return feed


def _entry(feed: Any, item: FeedItem) -> Any:
    entry, post = feed.add_entry(order="append"), item.entry
    entry.blogkit.item = item
    entry.link(href=_address(post.permalink), rel="alternate")
    if post.date:
        entry.published(_moment(post.date))
    if content := _html(html_of(item)):
        entry.content(content, type="html")
    terms = dict.fromkeys(_text(term.name) for term in (*post.tags, *post.categories))
    entry.category([{"term": term} for term in terms if term])
    return entry


class _FeedPart:
    """What feedgen's extension interface lets us add to a whole feed."""

    view: FeedView

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DC, "media": MEDIA}

    def extend_rss(self, root: Any) -> None:
        channel = root.find("channel")
        if self.view.updated is None:
            channel.remove(channel.find("lastBuildDate"))
        channel.find("generator").text = f"blogkit {_text(self.view.version)}".strip()
        self._style(root)

    def extend_atom(self, root: Any) -> None:
        self._style(root)

    def _style(self, root: Any) -> None:
        from lxml import etree

        if self.view.stylesheet:
            where = _address(self.view.stylesheet).replace("&", "&amp;")
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/xsl" href="{where}"'))


class _EntryPart:
    """The same for one entry."""

    item: FeedItem

    def extend_rss(self, element: Any) -> None:
        for person in self.item.entry.authors:
            if name := _text(person.name):
                creator = element.makeelement(f"{{{DC}}}creator")
                creator.text = name
                element.append(creator)
        self._picture(element)

    def extend_atom(self, element: Any) -> None:
        for link in element.iterfind("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        if lang := _text(self.item.entry.lang):
            element.set(LANG, lang)
        self._picture(element)

    def _picture(self, element: Any) -> None:
        if not (picture := self.item.entry.image or self.item.card) or not picture.permalink:
            return
        known = {
            "url": _address(picture.permalink),
            "medium": "image",
            "type": _text(picture.media_type),
            "width": str(picture.width or ""),
            "height": str(picture.height or ""),
        }
        element.append(element.makeelement(f"{{{MEDIA}}}content", {k: v for k, v in known.items() if v}))


def _text(text: str) -> str:
    return _FORBIDDEN.sub("", text).strip()


def _html(html: str) -> str:
    return _FORBIDDEN.sub("", html)


def _address(url: str) -> str:
    """With everything after the host that an address may not hold percent-encoded; the host stays as it is written."""
    start, mark, rest = _FORBIDDEN.sub("", url).partition("://")
    host, slash, path = rest.partition("/") if mark else ("", "", start)
    return (start + mark if mark else "") + host + slash + quote(path, safe="%/:?#[]@!$&()*+,;=~")


def _iri(id: str, permalink: str) -> str:
    """An Atom id is an address. An id like `retry-kindly` becomes one that no other site has."""
    if _SCHEME.match(id):
        return _address(id)
    from uuid import NAMESPACE_URL, uuid5

    host = _text(permalink).split("/")[2:3]
    return uuid5(NAMESPACE_URL, "/".join([*host, _text(id)])).urn if _text(id) else _address(permalink)


def _author(person: PersonView) -> dict[str, str]:
    """feedgen leaves out an author whose name is empty, as Atom asks."""
    known = {"name": _text(person.name)}
    if person.url.startswith(("https://", "http://")):
        known["uri"] = _address(person.url)
    return known


def _moment(when: dt.datetime | None) -> dt.datetime:
    return whole_minutes(when) if when else EPOCH


RSS = FeedFormat("rss", "rss.xml", "application/rss+xml", render_rss)
ATOM = FeedFormat("atom", "atom.xml", "application/atom+xml", render_atom)
