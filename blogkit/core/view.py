"""The theme contract: the frozen values that templates, widgets, feeds, cards and steps may see.

A page is re-rendered exactly when a value in its view differs. So lists see summaries, never bodies, and nothing
here holds a function. URLs come in two forms: `url` is site-relative and starts with the site's base path
(`/blog/posts/hello/`), `permalink` is absolute.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

from .entry import Heading


class Link(msgspec.Struct, frozen=True):
    label: str
    url: str
    current: bool = False


class Picture(msgspec.Struct, frozen=True):
    """An image of this site. `width` and `height` are pixels, 0 when unknown; `permalink` is absolute."""

    url: str
    permalink: str
    alt: str = ""
    width: int = 0
    height: int = 0
    media_type: str = ""


class PersonView(msgspec.Struct, frozen=True):
    """Someone named on a page. Never holds anything private. `key` is empty for a plain name."""

    name: str
    key: str = ""
    url: str = ""
    photo: Picture | None = None
    note: str = ""
    handles: tuple[tuple[str, str], ...] = ()
    """(network, handle) pairs in the order of people.yaml."""
    profiles: tuple[str, ...] = ()
    """Addresses of their profiles, for `rel="me"` and `sameAs`."""
    page: str = ""
    """URL of their author page here, if there is one."""
    pronouns: str = ""
    feed: str = ""
    preferred: Link | None = None
    """Where they like to be mentioned: the network's label and their profile there, else their site."""


class TermView(msgspec.Struct, frozen=True):
    """One tag, category, series or author. `url` is empty when the site writes no term pages."""

    name: str
    slug: str
    url: str = ""
    count: int = 0


class ReferenceView(msgspec.Struct, frozen=True):
    """Something that somebody else published. `title` is never empty when `url` is not: the domain stands in."""

    url: str
    title: str = ""
    person: PersonView | None = None
    quote: str = ""


class EntrySummary(msgspec.Struct, frozen=True):
    """What a list may know of a post or page."""

    id: str
    kind: Literal["article", "note", "link", "reply", "photo", "page"]
    """`page`, or which kind of post."""
    source: str
    title: str
    url: str
    permalink: str
    summary: str = ""
    """Plain text: the description, else the lead cut at a word."""
    excerpt: str = ""
    """HTML before `<!-- more -->`, if the author set one, or a short note whole. Safe to output as it is."""
    date: dt.datetime | None = None
    """In the site's timezone."""
    date_only: bool = False
    updated: dt.datetime | None = None
    authors: tuple[PersonView, ...] = ()
    tags: tuple[TermView, ...] = ()
    categories: tuple[TermView, ...] = ()
    series: TermView | None = None
    image: Picture | None = None
    lang: str = ""
    dir: Literal["ltr", "rtl"] = "ltr"
    minutes: int = 1
    guest: PersonView | None = None
    """The guest who wrote it; then they are the only one of `authors` too."""
    in_reply_to: ReferenceView | None = None
    of: ReferenceView | None = None
    pinned: bool = False
    draft: bool = False
    future: bool = False
    expired: bool = False


class LinkTo(msgspec.Struct, frozen=True):
    """A neighbour: just enough to link to it."""

    title: str
    url: str
    date: dt.datetime | None = None
    lang: str = ""
    image: Picture | None = None


class Citation(msgspec.Struct, frozen=True):
    """A link from a post to somebody else. `person` is whose site it is, when people.yaml knows."""

    url: str
    text: str
    sentence: str
    domain: str
    person: PersonView | None = None


class CreditView(msgspec.Struct, frozen=True):
    person: PersonView
    reason: str = ""


class MentionView(msgspec.Struct, frozen=True):
    """Somebody a post names. Those with a reason come from the front matter, the others from `@name` in the text."""

    person: PersonView
    why: str = ""
    source: str = ""
    quote: str = ""


class ShareLink(msgspec.Struct, frozen=True):
    network: str
    label: str
    url: str


class EntryView(EntrySummary, frozen=True):
    """Everything about one post or page: `post` in post.html, `page` in page.html, and what widgets see."""

    content: str = ""
    """The body's HTML, safe to output as it is. This and the four fields that follow are put in just before rendering:
    the plan knows them by a digest, so that editing a text changes no plan."""
    words: int = 0
    toc: tuple[Heading, ...] = ()
    has_math: bool = False
    has_code: bool = False
    previous: LinkTo | None = None
    """The next older post."""
    next: LinkTo | None = None
    """The next newer post."""
    related: tuple[LinkTo, ...] = ()
    backlinks: tuple[LinkTo, ...] = ()
    series_posts: tuple[LinkTo, ...] = ()
    canonical: str = ""
    question: str = ""
    """From the front matter, or the last question of the text."""
    comments: bool = True
    """Whether the author still waits for answers."""
    mentions: tuple[MentionView, ...] = ()
    via: ReferenceView | None = None
    thanks: tuple[CreditView, ...] = ()
    contributors: tuple[PersonView, ...] = ()
    citations: tuple[Citation, ...] = ()
    syndication: tuple[Link, ...] = ()
    share_links: tuple[ShareLink, ...] = ()
    """Where a reader can pass it on. Put in just before rendering, as they follow from title and address."""
    widgets: tuple[tuple[str, bool], ...] = ()
    """Widgets that this entry turns on or off."""
    extra: dict[str, Any] = {}


class FeedLink(msgspec.Struct, frozen=True):
    title: str
    url: str
    permalink: str
    media_type: str


class SiteView(msgspec.Struct, frozen=True):
    """`site` in every template. Holds settings, never posts: a new post must not re-render every page."""

    title: str
    description: str
    base_url: str
    """Absolute, ends in a slash; empty when the site has no base_url yet."""
    root: str
    """The path of the site's home page: `/` or `/blog/`."""
    language: str
    dir: Literal["ltr", "rtl"]
    timezone: str
    author: PersonView | None
    menu: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    taxonomies: tuple[Link, ...]
    """The index page of each taxonomy that has one."""
    archive_url: str
    search_url: str
    version: str
    """blogkit's own version."""
    extra: dict[str, Any] = {}
    search: Literal["simple", "pagefind", "none"] = "simple"
    """What the page at `search_url` looks through."""
    people_url: str = ""
    """The people page; empty when nobody is `listed`."""
    blogroll_url: str = ""
    """The same people as an OPML file for feed readers; empty when nobody listed has a feed."""


class Meta(msgspec.Struct, frozen=True):
    """What `head()` writes: title, description, canonical, Open Graph, cards, JSON-LD. All addresses are
    absolute; without a base_url those of this site are empty, but for the neighbours'."""

    title: str
    description: str = ""
    url: str = ""
    canonical: str = ""
    type: Literal["article", "website", "profile"] = "website"
    lang: str = "en"
    image: Picture | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    authors: tuple[PersonView, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    previous: str = ""
    next: str = ""
    noindex: bool = False
    citations: tuple[str, ...] = ()
    discussion: str = ""
    redirect: str = ""
    """Where this page sends the reader on; aliases only."""


class Paginator(msgspec.Struct, frozen=True):
    """One page of a list. `index` counts from 1."""

    items: tuple[EntrySummary, ...]
    index: int
    total: int
    count: int
    """Posts on all pages of the list together."""
    previous_url: str = ""
    next_url: str = ""
    pages: tuple[Link, ...] = ()
    """Links to every page, the current one marked."""


class YearView(msgspec.Struct, frozen=True):
    year: int
    url: str
    posts: tuple[EntrySummary, ...]


# What each template is given: the fields of one of these, beside `site`, `theme`, `t`, `url_for` and the rest.


class PostPage(msgspec.Struct, frozen=True, tag="post"):
    meta: Meta
    post: EntryView


class PagePage(msgspec.Struct, frozen=True, tag="page"):
    meta: Meta
    page: EntryView


class HomePage(msgspec.Struct, frozen=True, tag="home"):
    meta: Meta
    paginator: Paginator
    pinned: tuple[EntrySummary, ...] = ()
    page: EntryView | None = None
    """content/pages/index.md, shown above the posts."""


class ArchivePage(msgspec.Struct, frozen=True, tag="archive"):
    """`archive.html`: all years, or one of them."""

    meta: Meta
    years: tuple[YearView, ...]
    year: int = 0


class TaxonomyPage(msgspec.Struct, frozen=True, tag="taxonomy"):
    meta: Meta
    taxonomy: str
    terms: tuple[TermView, ...]


class TermPage(msgspec.Struct, frozen=True, tag="term"):
    meta: Meta
    taxonomy: str
    term: TermView
    paginator: Paginator
    person: PersonView | None = None
    """Whose posts these are, when the taxonomy is `authors`."""
    feeds: tuple[FeedLink, ...] = ()


class PeoplePage(msgspec.Struct, frozen=True, tag="people"):
    """`people.html`: whom the author reads, with a line why."""

    meta: Meta
    people: tuple[PersonView, ...]


class PlainPage(msgspec.Struct, frozen=True, tag="plain"):
    """`404.html`, `search.html`, `redirect.html`."""

    meta: Meta


Page = PostPage | PagePage | HomePage | ArchivePage | TaxonomyPage | TermPage | PeoplePage | PlainPage


class FeedItem(msgspec.Struct, frozen=True):
    """A post in a feed. `content` is HTML whose every address is absolute."""

    entry: EntrySummary
    content: str = ""
    footer: str = ""
    """One line of HTML that ends the item: the question, and where to answer; thanks."""
    card: Picture | None = None


class FeedView(msgspec.Struct, frozen=True, tag="feed"):
    """One feed of one format. `items` are newest first; `updated` comes from them, never from the clock."""

    title: str
    description: str
    id: str
    home: str
    """The page the feed is about, absolute."""
    permalink: str
    """The feed's own address, absolute."""
    language: str
    stylesheet: str
    """Site-relative address of the XSL that makes the feed readable in a browser."""
    author: PersonView | None
    items: tuple[FeedItem, ...]
    updated: dt.datetime | None
    version: str


class CardView(msgspec.Struct, frozen=True):
    """What a social card may show."""

    title: str
    site: str
    author: str = ""
    date: str = ""
    question: str = ""
    lang: str = "en"
    dir: Literal["ltr", "rtl"] = "ltr"
    host: str = ""
    label: str = ""
    """What sort of list this is, in words; of a guest's post, that it is one."""
    summary: str = ""
    """What the site is about; on its own card only."""
    guest: str = ""
    owner: str = ""
    """Whose site it is."""
    quote: str = ""
    quoted: str = ""
    """Whose words `quote` is."""
