"""One authored thing after parsing: a post or a page, and what was found inside it.

Everything here comes from one file alone, so it can be cached by that file's bytes. What needs the whole site
(permalinks, neighbours, where a link leads) is decided in `stages/model.py`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .span import Span

Kind = Literal["post", "page"]

MARK = "\x1a"
"""Stands in cached HTML where a URL of this site will go: `MARK + str(n) + MARK` is the URL of `refs[n]`, and
`MARK + str(n) + "x" + MARK` the ` width="…" height="…"` of that image. No source text can hold it: control
characters are taken out before Markdown is read."""


class Ref(msgspec.Struct, frozen=True, gc=False):
    """A link or image that points into this site, as the author wrote it: `other.md#part`, `photo.jpg`, `/about/`."""

    url: str
    span: Span
    kind: Literal["link", "image", "media"] = "link"


class ExternalLink(msgspec.Struct, frozen=True, gc=False):
    """A link to somebody else. `sentence` is the plain text around it: the evidence for "you cited them"."""

    url: str
    text: str
    sentence: str
    span: Span


class Heading(msgspec.Struct, frozen=True, gc=False):
    """One line of the table of contents. `level` is 1 to 6, `id` the anchor, `text` plain."""

    level: int
    id: str
    text: str


class Body(msgspec.Struct, frozen=True):
    """Markdown after rendering. `html` and `excerpt` hold MARK places for every one of `refs`."""

    html: str = ""
    excerpt: str = ""
    """HTML before `<!-- more -->`; empty when the author set no mark."""
    lead: str = ""
    """Plain text of the first paragraph: the automatic summary is cut from this."""
    words: int = 0
    refs: tuple[Ref, ...] = ()
    links: tuple[ExternalLink, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    """Every anchor in the body, headings included."""
    without_alt: tuple[Span, ...] = ()
    """Images that say nothing to whoever cannot see them."""
    has_math: bool = False
    has_code: bool = False


class Text(msgspec.Struct, frozen=True):
    """What only an entry's own page shows, and feeds: kept apart, so that editing it touches nothing else."""

    html: str = ""
    """With MARK places, as in `Body`."""
    headings: tuple[Heading, ...] = ()
    words: int = 0
    has_math: bool = False
    has_code: bool = False


class Credit(msgspec.Struct, frozen=True):
    """Somebody thanked, and what for. `who` is a key of people.yaml or a plain name."""

    who: str
    reason: str = msgspec.field(default="", name="for")


class FrontMatter(msgspec.Struct, frozen=True):
    """What may stand at the head of a post or page. Text is kept as written; dates are ISO 8601 text, checked."""

    title: str = ""
    date: str = ""
    """A day (`2026-03-02`: that day in the site's timezone) or a moment (`2026-03-02T09:00`, `…+01:00`)."""
    updated: str = ""
    draft: bool = False
    expires: str = ""
    slug: str = ""
    permalink: str = ""
    """A pattern (`/{year}/{slug}/`) or a plain path; overrides the site's."""
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()
    """Keys of people.yaml, or plain names."""
    image: str = ""
    image_alt: str = ""
    lang: str = ""
    pin: bool = False
    id: str = ""
    """Permanent id for feeds and for the engagement checklist; survives a new title, slug or date."""
    menu: int = 0
    """Pages only: place in the menu, lowest first; 0 leaves the page out of it."""
    question: str = ""
    thanks: tuple[Credit, ...] = ()
    contributors: tuple[str, ...] = ()
    syndication: tuple[str, ...] = ()
    card: bool = True
    search: bool = True
    template: str = ""
    widgets: dict[str, bool] = {}
    """Turns a widget off (or on) for this entry: `widgets: {share: false}`."""
    extra: dict[str, Any] = {}
    """Anything a theme wants; blogkit does not look inside."""


class Entry(msgspec.Struct, frozen=True):
    """One post or page, parsed. Its `Text` lies in the store under `body`; `content` is everything else found in it."""

    path: str
    """The source file, relative to the site root, with forward slashes."""
    kind: Kind
    front: FrontMatter
    content: Body
    body: str = ""
    minutes: int = 1
    """To read it."""
    spans: dict[str, Span] = {}
    """Where each front matter key stands, for findings made later."""
