"""A post or page by what people call it."""

from __future__ import annotations

from .diagnostic import did_you_mean
from .site import Site
from .view import EntryView

HOME = "home"


def entry(site: Site, name: str) -> EntryView:
    """By the last part of its address, its whole address, or its source. LookupError, with what was meant, if there is
    none."""
    entries: list[EntryView] = [*site.posts, *site.pages, *([site.home] if site.home else [])]
    plain = name.strip("/")
    for one in entries:
        names = (one.source, one.source.removeprefix("content/"), one.url, one.permalink, slug(one))
        if name in names or plain in (one.url.strip("/"), slug(one)):
            return one
    near = did_you_mean(plain.rpartition("/")[2], (HOME, *map(slug, entries)))
    raise LookupError(f'there is no post or page "{name}"' + (f"; {near}" if near else ""))


def slug(one: EntryView) -> str:
    return one.url.rstrip("/").rpartition("/")[2].removesuffix(".html")
