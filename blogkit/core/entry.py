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
`MARK + str(n) + "x" + MARK` the ` width="…" height="…"` of that image; `MARK + str(n) + "l" + MARK` whether the
first image waits with loading. `MARK + "@ana" + MARK` is the person of that
key, also in text without HTML; `MARK + "note" + MARK` the theme's word for it in the language of the entry. No source
text can hold it: control characters are taken out before Markdown is read."""


class Ref(msgspec.Struct, frozen=True, gc=False):
    """A link or image that points into this site, as the author wrote it: `other.md#part`, `photo.jpg`, `/about/`."""

    url: str
    span: Span
    kind: Literal["link", "image", "media", "person"] = "link"
    """`person`: somebody named in the text, with `@ana` or `@{ana}` as `url`, once however often, after all others."""

    @property
    def key(self) -> str:
        """Of a person, in people.yaml."""
        return self.url.removeprefix("@").removeprefix("{").removesuffix("}").strip()


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
    """HTML before `<!-- more -->`, or the whole of a short note; else empty."""
    lead: str = ""
    """Plain text of the first paragraph: the automatic summary is cut from this."""
    question: str = ""
    """Plain text of the last question that the text asks its readers near its end."""
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


class Mention(msgspec.Struct, frozen=True):
    """Somebody named, and why: a mention with a reason is a gift, one without is noise."""

    who: str
    """A key of people.yaml, or a plain name."""
    why: str = ""
    source: str = ""
    """The address of what they wrote or made."""
    quote: str = ""
    """Their words."""


class Reference(msgspec.Struct, frozen=True):
    """Something that somebody else published: what a post replies to, is about, or was found through."""

    url: str = ""
    title: str = ""
    who: str = ""
    """A key of people.yaml, or a plain name."""
    quote: str = ""
    """Their words, so that a reader needs not follow the link to understand."""


class CardChoice(msgspec.Struct, frozen=True):
    """How the social card of one post or page is drawn, where it is not as the site's settings have it."""

    layout: str = ""
    options: dict[str, Any] = {}


PostKind = Literal["article", "note", "link", "reply", "photo"]
MAY_LACK_A_TITLE = ("note", "link", "reply", "photo")


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
    kind: Literal["", "article", "note", "link", "reply", "photo"] = ""
    """What sort of post this is. Empty: a reply when it has `in_reply_to`, a link when it has `of`, else an article."""
    in_reply_to: Reference = Reference()
    """What this post answers: an address, or a mapping with `url`."""
    of: Reference = Reference()
    """What a link post points at: an address, or a mapping with `url`."""
    via: Reference = Reference()
    """Through whom or what the author came to it."""
    guest: str = ""
    """Who wrote this post as a guest: a key of people.yaml, or a plain name."""
    question: str = ""
    """What the post asks. Empty: found at the end of the text; `false`: it asks nothing."""
    comments: bool = True
    """Whether the author still waits for answers."""
    mentions: tuple[Mention, ...] = ()
    thanks: tuple[Credit, ...] = ()
    contributors: tuple[str, ...] = ()
    syndication: tuple[str, ...] = ()
    social: dict[str, str] = {}
    """Network to what to say there, in the author's words; for drafts, never for pages."""
    card: bool | CardChoice = True
    """`false`: none is drawn."""
    search: bool = True
    template: str = ""
    widgets: dict[str, bool] = {}
    """Turns a widget off (or on) for this entry: `widgets: {share: false}`."""
    extra: dict[str, Any] = {}
    """Anything a theme wants; blogkit does not look inside."""

    @property
    def post_kind(self) -> PostKind:
        return self.kind or ("reply" if self.in_reply_to.url else "link" if self.of.url else "article")


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
