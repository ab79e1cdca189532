"""What search engines, social networks and feed readers are told about a page → `Meta`."""

from __future__ import annotations

from ...core.html import called
from ...core.view import EntryView, FeedLink, Meta, Picture, SiteView

DESCRIPTION = 200
"""Characters of a description: what the networks that show most of it show."""


def of_entry(entry: EntryView, site: SiteView, feeds: tuple[FeedLink, ...], picture: Picture | None) -> Meta:
    post = entry.kind != "page"
    return Meta(
        title=called(entry.title, entry.summary),
        description=_short(entry.summary or site.description),
        url=lasting(entry.permalink),
        canonical=lasting(entry.canonical),
        type="article" if post else "website",
        lang=entry.lang,
        image=picture if picture and lasting(picture.permalink) else None,
        published=entry.date if post else None,
        modified=entry.updated or (entry.date if post else None),
        authors=entry.authors,
        section=entry.categories[0].name if entry.categories else "",
        tags=tuple(tag.name for tag in entry.tags[:6]),
        feeds=feeds,
        previous=absolute(site, entry.previous.url) if entry.previous else "",
        next=absolute(site, entry.next.url) if entry.next else "",
        noindex=entry.draft or entry.future or entry.expired,
        citations=tuple(c.url for c in entry.citations),
        discussion=entry.syndication[0].url if entry.syndication else "",
    )


def of_list(
    title: str,
    url: str,
    site: SiteView,
    feeds: tuple[FeedLink, ...],
    picture: Picture | None,
    description: str = "",
    *,
    noindex: bool = False,
    previous: str = "",
    following: str = "",
) -> Meta:
    permalink = lasting(absolute(site, url))
    return Meta(
        title=title,
        description=_short(description or site.description),
        url=permalink,
        canonical=permalink,
        lang=site.language,
        image=picture,
        feeds=feeds,
        noindex=noindex,
        previous=absolute(site, previous),
        next=absolute(site, following),
        authors=(site.author,) if site.author else (),
    )


def absolute(site: SiteView, url: str) -> str:
    """An address of this site with its origin; unchanged while the site has no base_url."""
    if not site.base_url or not url.startswith("/"):
        return url
    return site.base_url[: len(site.base_url) - len(site.root)] + url


def lasting(url: str) -> str:
    """The address, if it is one wherever it is read; nothing else may be told to machines."""
    return url if url.startswith(("https://", "http://")) else ""


def _short(text: str) -> str:
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rstrip() + "…"
