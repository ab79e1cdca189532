"""What a site may throw at an extension: texts, addresses, and views full of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

import msgspec

from ..core import view as v

HOSTILE = (
    "",
    " \t\n ",
    "Retry kindly",
    "\"double\" and 'single' & &amp; &lt;b&gt; <b>",
    '"><x-evil onclick="alert(1)">',
    "'><x-evil/onclick='alert(1)'>",
    " x-evil=1 ' x-evil=2 ' \" x-evil=3 \"",
    "</script><x-evil></textarea></title></style><!-- ]]> -->",
    "{{ 7 * 7 }} {% raw %} {0} %s %(x)s $x ${x}",
    "javascript:alert(1)",
    "\u202eright to left override\u202d \u2066isolate",
    "مرحبا بالعالم، 你好，שלום",
    "control \x01\x08\x0b\x0c\x1b[2J\x7f\x85\x9f characters",
    "noncharacters \ufffe\uffff, joiners \u200d\u200b, 👩‍👩‍👧‍👦🏳️‍🌈",
    "two\r\nlines: \u2028 and \u2029",
    "x" * 10_000,
    "?&=#%41%zz+@:/\\;,",
)
HOSTILE_URLS = (
    "",
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<x-evil>",
    "vbscript:x",
    'https://example.net/"><x-evil onclick=1>',
    "https://example.net/?a=1&b=2&amp;c#d",
    "https://example.net/ü/\u202e/👍",
    "https://[",
    "//example.net/",
    "https://example.net/" + "x" * 10_000,
)
ADDRESS = "https://example.org/blog/posts/retry/?a=1&b=%20#part"
EVIL = "x-evil"
"""An element and an attribute that no output may ever have."""


def person_of(text: str, url: str) -> v.PersonView:
    photo = v.Picture("/ana.jpg", "https://example.org/ana.jpg", alt=text)
    handles = (("mastodon", text), ("email", text))
    return v.PersonView(text, "ana", url, photo, text, handles, (url,), preferred=v.Link(text, url + "@ana"))


def post_of(text: str, url: str = "https://example.net/") -> v.EntryView:
    """A post that has `text` in every place for words and `url` in every address that authors write."""
    person, plain, when = person_of(text, url), v.PersonView(text), dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    share = "https://example.net/share?text=" + quote(text, safe="", errors="replace")
    return v.EntryView(
        id="retry", kind="article", source="content/posts/retry.md", title=text, url="/blog/posts/retry/",
        permalink=ADDRESS, summary=text, date=when, updated=when, authors=(v.PersonView(text + "!", "me", url),),
        tags=(v.TermView(text, "t"),), categories=(v.TermView(text, "c"),), lang="en", content="<p>Hello.</p>",
        question=text, thanks=(v.CreditView(person, text), v.CreditView(plain, text)), contributors=(plain,),
        citations=(
            v.Citation(url, text, text, "example.net", person), v.Citation(url, text, text, "example.net"),
            v.Citation("https://ana.dev/x", text, text, "ana.dev"), v.Citation(url, text, text, "ana.dev", person),
        ),
        mentions=(v.MentionView(person, text, url, text), v.MentionView(plain, text), v.MentionView(person)),
        syndication=(v.Link(text, url),),
        share_links=tuple(v.ShareLink(name, text, share) for name in ("mastodon", "bluesky", "email")),
    )  # fmt: skip


def site_of(text: str, url: str = "https://example.net/") -> v.SiteView:
    return v.SiteView(
        title=text, description=text, base_url="https://example.org/blog/", root="/blog/", language="en", dir="ltr",
        timezone="UTC", author=person_of(text, url), menu=(), feeds=(), taxonomies=(), archive_url="", search_url="",
        version="1.0",
    )  # fmt: skip


def feed_of(text: str, url: str = "https://example.net/", posts: int = 3) -> v.FeedView:
    """A feed as full of `text`. Its own addresses and ids are sound: the planner makes those."""
    names = ("title", "summary", "date", "updated", "authors", "tags", "categories", "lang")
    post = post_of(text, url)
    entry = {name: getattr(post, name) for name in names}
    items = tuple(
        v.FeedItem(
            v.EntrySummary(id=f"retry-{n}", kind="article", source="", url="", permalink=f"{ADDRESS}-{n}", **entry),
            content=f"<p>{text}</p>" if n else "",
            footer=f"<p>{escape(text)}</p>" if n % 2 else "",
        )
        for n in range(posts)
    )
    return v.FeedView(
        title=text, description=text, id="https://example.org/blog/", home="https://example.org/blog/",
        permalink="https://example.org/blog/feed", language="en", stylesheet='/blog/feed.xsl?a=1&b="?>',
        author=person_of(text, url), items=items, updated=post.updated if posts else None, version=text,
    )  # fmt: skip


def posts() -> Iterator[tuple[v.EntryView, v.SiteView]]:
    """A bare post, a closed one, one that asks nothing, and one for each hostile text and address."""
    bare = v.EntryView(id="bare", kind="article", source="", title="", url="/bare/", permalink="")
    yield bare, msgspec.structs.replace(site_of(""), author=None, base_url="")
    yield msgspec.structs.replace(post_of("Retry kindly"), comments=False), site_of("Retry kindly")
    yield msgspec.structs.replace(post_of("Retry kindly"), question=""), site_of("Retry kindly")
    yield from ((post_of(text), site_of(text)) for text in HOSTILE)
    yield from ((post_of("Retry kindly", url), site_of("Retry kindly", url)) for url in HOSTILE_URLS)
