"""The whole site as one value: what `model` makes of all entries, and `plan` turns into outputs."""

from __future__ import annotations

from typing import Literal

import msgspec

from .entry import Entry
from .person import People
from .span import Span
from .view import EntryView, PersonView, SiteView, TermView

Taxonomy = Literal["tags", "categories", "series", "authors"]
TAXONOMIES: tuple[Taxonomy, ...] = ("tags", "categories", "series", "authors")


class Content(msgspec.Struct, frozen=True):
    """A text and what goes into its places: `urls[n]` and `sizes[n]` for the n-th of `Body.refs`."""

    source: str
    body: str
    """The text's address in the store."""
    urls: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    srcsets: tuple[str, ...] = ()
    """` srcset="…" sizes="…"` for the n-th of them; only where the text stands on a page of the site."""
    named: dict[str, tuple[str, str]] = {}
    """`@ana`, as written, to the name and address of who is meant; whoever is not in it stays as written."""


class LeftOut(msgspec.Struct, frozen=True):
    """An entry that is not published, by name and with the reason. `when` is in words, in the site's timezone."""

    path: str
    title: str
    reason: Literal["draft", "future", "expired"]
    when: str = ""


class Term(msgspec.Struct, frozen=True):
    """One tag, category, series or author, with the sources of its posts, newest first."""

    view: TermView
    posts: tuple[str, ...]


class Alias(msgspec.Struct, frozen=True):
    """An old address that sends the reader on."""

    permalink: str
    to: str
    span: Span


class Unchecked(msgspec.Struct, frozen=True):
    """A link to an address of this site that is no entry or file; only the plan knows whether it exists."""

    url: str
    """Below the site's root, without fragment: `tags/python/`."""
    written: str
    span: Span


class Site(msgspec.Struct, frozen=True):
    view: SiteView
    posts: tuple[EntryView, ...]
    """Newest first, the published ones only (or what the command asked to include)."""
    pages: tuple[EntryView, ...]
    home: EntryView | None
    """content/pages/index.md."""
    entries: dict[str, Entry]
    """Everything parsed, left out or not, by source."""
    contents: dict[str, Content]
    """By source; for posts and pages that are published."""
    outputs: dict[str, str]
    """Source of each published entry to its output path."""
    terms: dict[str, tuple[Term, ...]]
    people: People
    listed: tuple[PersonView, ...] = ()
    """Who stands on the people page, in the order of people.yaml."""
    left_out: tuple[LeftOut, ...] = ()
    attachments: dict[str, str] = {}
    """Output path to source path of files that lie beside posts and pages."""
    aliases: tuple[Alias, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    until: float = float("inf")
    """Seconds since 1970 at which the same input would give another site: the next post due or expiring."""
