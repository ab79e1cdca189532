"""The people page and the blogroll: whom the author reads, for readers and for their feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ...core.view import PeoplePage, PersonView, SiteView
from . import meta
from .draft import Draft
from .entries import list_card

RECOMMENDATIONS = ".well-known/recommendations.opml"
"""Where programs look for a blogroll without being told."""


def page(draft: Draft) -> None:
    site, listed = draft.site, draft.given.site.listed
    if not listed:
        return
    title = draft.strings.text("people")
    about = meta.of_list(
        title,
        site.people_url,
        site,
        site.feeds,
        list_card(draft, title, "", "people"),
        draft.strings.text("people_intro"),
    )
    path = site.people_url.removeprefix(site.root) + "index.html"
    draft.page(path, "(people page)", "people.html", PeoplePage(about, listed), yields=True)
    if site.blogroll_url:
        data = opml(site, f"{site.title}: {title}", listed)
        draft.text(site.blogroll_url.removeprefix(site.root), "(blogroll)", data)
        draft.text(RECOMMENDATIONS, "(blogroll)", data)


def opml(site: SiteView, title: str, listed: Iterable[PersonView]) -> bytes:
    """OPML 2.0 (opml.org), a subscription list. It has no date, so that the same people are the same bytes."""
    head = {"title": title}
    if site.author:
        head["ownerName"] = site.author.name
    if site.base_url:
        head["ownerId"] = site.base_url
    outlines = []
    for person in listed:
        if person.feed:
            said = {
                "type": "rss",
                "text": person.name,
                "title": person.name,
                "description": person.note,
                "xmlUrl": person.feed,
                "htmlUrl": person.url,
            }
            attributes = "".join(f" {name}={quoteattr(value)}" for name, value in said.items() if value)
            outlines.append(f"    <outline{attributes}/>\n")
    told = "".join(f"    <{name}>{escape(value)}</{name}>\n" for name, value in head.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n{told}  </head>\n  <body>\n{''.join(outlines)}  </body>\n</opml>\n"
    ).encode()
