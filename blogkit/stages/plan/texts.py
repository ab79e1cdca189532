"""The small files: sitemap.xml, robots.txt, search.json, widgets' style and script."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ...core.html import called
from ...core.view import EntryView, SiteView


def sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """(absolute address, last change as ISO 8601 or "") pairs → sitemaps.org 0.9."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, changed in pages:
        mark = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{_escape(address)}</loc>{mark}</url>")
    return ("\n".join(lines) + "\n</urlset>\n").encode()


def robots(site: SiteView) -> bytes:
    lines = "User-agent: *\nAllow: /\n"
    return (lines + (f"\nSitemap: {site.base_url}sitemap.xml\n" if site.base_url else "")).encode()


def search_index(entries: Iterable[EntryView]) -> bytes:
    """One object for each entry; short on purpose, for it is loaded whole by the search page."""
    rows = [
        {
            "title": called(e.title, e.summary),
            "url": e.url,
            "summary": e.summary,
            "tags": [t.name for t in (*e.tags, *e.categories)],
            "date": f"{e.date:%Y-%m-%d}" if e.date else "",
        }
        for e in entries
    ]
    return msgspec.json.encode(rows)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
