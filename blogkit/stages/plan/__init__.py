"""`Site`, `Theme`, `Registry` → `Plan`: every output that will exist, with its view and its key. Pure.

Incremental building happens here, by planning and not by tracking: whatever a page may show is in its view, so the
digest of the view tells whether the page has to be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote

import msgspec

from ...core.config import Config
from ...core.diagnostic import Diagnostic, Outcome, did_you_mean, error, info, warning
from ...core.digest import digest, digest_of, encode
from ...core.permalink import output_path
from ...core.site import Content, Site, Term
from ...core.span import Span
from ...core.strings import Strings
from ...core.target import Plan, Target
from ...core.theme import Theme
from ...core.view import (
    ArchivePage,
    CardView,
    EntrySummary,
    EntryView,
    FeedItem,
    FeedLink,
    FeedView,
    HomePage,
    Meta,
    PagePage,
    Picture,
    PlainPage,
    PostPage,
    SiteView,
    TaxonomyPage,
    TermPage,
    YearView,
)
from ...extend.registry import Registry
from .. import card
from . import meta, texts
from .closure import Closures
from .lists import paginated, summary

CARD_LAYOUT = "cards/plain.svg"


class Given(msgspec.Struct, frozen=True):
    """What a plan is made of."""

    site: Site
    theme: Theme
    registry: Registry
    config: Config
    widgets: dict[str, Any]
    """Options of the widgets that are on, by name."""
    cards: bool
    static: tuple[str, ...]
    """Sources below static/."""
    digests: dict[str, str]
    """Digest of every source."""
    code: str
    """Digest of blogkit's version and of the libraries that make its output."""


def plan(given: Given) -> Outcome[Plan]:
    return _Planner(given).plan()


class _Planner:
    """The working state of one call of `plan`."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.config = given.config
        self.theme = given.theme
        self.found: list[Diagnostic] = []
        self.targets: dict[str, Target] = {}
        self.taken: dict[str, str] = {}
        self.site = self._with_feeds(given.site.view)
        self.root = self.site.root
        widgets = [w for w in given.registry.widgets if w.name in given.widgets]
        self.style = "\n".join(w.style.strip() for w in widgets if w.style.strip())
        self.script = "\n".join(w.script.strip() for w in widgets if w.script.strip())
        self.site_digest = digest_of(
            self.site, given.theme.options, given.theme.strings, {n: a.digest for n, a in given.theme.assets.items()},
            self.style, self.script,
        )
        self.code = digest_of(given.code, given.registry.code, given.widgets)
        self.closures = Closures(given.theme, tuple(f"widgets/{w.name}.html" for w in widgets),
                                 digest_of([w.template for w in widgets]), self.found)
        self.summaries: dict[str, str] = {}
        self.pictures: dict[str, Picture | None] = {}
        self.listed: dict[str, EntrySummary] = {}

    def plan(self) -> Outcome[Plan]:
        site = self.given.site
        posts = site.posts
        self.listed = {post.source: self.listed[post.source] for post in posts}
        for post in posts:
            self._entry(post, "post.html")
        for page in site.pages:
            self._entry(page, "page.html")
        self._copies()
        self._home(posts)
        self._archive(posts)
        self._taxonomies(posts)
        self._feeds("", self.site.title, self.root, posts)
        self._plain()
        self._aliases()
        self._assets()
        self._texts(posts)
        self._folders()
        self._check_links()
        assets = {name: asset_path(name, asset.digest) for name, asset in self.theme.assets.items()}
        return Outcome(Plan(dict(sorted(self.targets.items())), self.site, assets, self._widget_file("widgets.css", self.style),
                            self._widget_file("widgets.js", self.script)), tuple(self.found))

    # -- keeping order --------------------------------------------------------------------------------------------

    def _add(self, target: Target, *, span: Span | None = None, yields: bool = False) -> None:
        """`yields`: a page or file of the site's own that has the address takes its place."""
        folded = target.path.casefold()
        other = self.taken.get(folded)
        if other is not None:
            first = self.targets[other]
            if yields:
                self.found.append(info("plan/replaced", f"{first.source} stands in for blogkit's own {target.source}",
                                       Span(first.source), found=f"/{target.path}"))
                return
            case = "" if other == target.path else " (they differ only in case, which some disks do not tell apart)"
            self.found.append(
                error("plan/collision", f"{target.source} and {first.source} would both be /{target.path}{case}",
                      span or (Span(target.source, 1, 1) if "/" in target.source else None),
                      fix="give one of them another slug or permalink, or put {year} into permalink: in blogkit.yaml")
            )
            return
        self.taken[folded] = target.path
        self.targets[target.path] = target

    def _page(self, path: str, source: str, template: str, view: Any, contents: tuple[Content, ...] = (),
              items: Iterable[EntrySummary] = (), *, span: Span | None = None, yields: bool = False) -> None:
        if template not in self.theme.templates:
            self.found.append(error("theme/no-template", f'the theme has no template "{template}"', span,
                                    fix=did_you_mean(template, self.theme.templates) or "add it to templates/"))
            return
        key = {
            "view": digest_of(digest(encode(view)), [self._summary_digest(item) for item in items]),
            "template": self.closures.digest(template), "site": self.site_digest, "code": self.code,
        }
        if contents:
            key["content"] = digest(encode(contents))
        self._add(Target(path, "page", source, view, template, contents, key), span=span, yields=yields)

    def _summary_digest(self, summary: EntrySummary) -> str:
        name = self.summaries.get(summary.source)
        if name is None:
            name = self.summaries[summary.source] = digest(encode(summary))
        return name

    # -- entries --------------------------------------------------------------------------------------------------

    def _entry(self, entry: EntryView, template: str) -> None:
        front = self.given.site.entries[entry.source].front
        path = output_path("/" + unquote(entry.url).removeprefix(self.root))
        picture = self.pictures[entry.source] = entry.image or self._card(entry, front.card)
        feeds = self.site.feeds
        about = meta.of_entry(entry, self.site, feeds, picture)
        view = PostPage(about, entry) if entry.kind == "post" else PagePage(about, entry)
        span = Span(entry.source, 1, 1)
        for key in ("permalink", "slug"):
            span = self.given.site.entries[entry.source].spans.get(key, span)
        self._page(path, entry.source, front.template or template, view, (self.given.site.contents[entry.source],),
                   span=span)

    def _card(self, entry: EntryView | None, wanted: bool = True, title: str = "") -> Picture | None:
        """A card to be drawn for an entry, or for a list under `title`."""
        layout = self.theme.templates.get(CARD_LAYOUT)
        if not (wanted and self.given.cards and self.site.base_url and layout):
            return None
        host = self.site.base_url.partition("://")[2].strip("/")
        author = ", ".join(a.name for a in entry.authors) if entry else ""
        view = CardView(
            title=(entry.title if entry else title) or self.site.title, site=self.site.title, author=author,
            date=self._day(entry), question=entry.question if entry else "", lang=entry.lang if entry else self.site.language,
            dir=entry.dir if entry else self.site.dir, host=host,
        )
        job = card.CardJob(view, layout, {k: str(v) for k, v in self.theme.options.items()}, self.theme.fonts)
        key = {"view": digest(encode(view)), "template": digest(layout.encode()),
               "site": digest_of(job.options, self.theme.fonts_digest), "code": digest_of(card.ENGINE)}
        name = unquote(entry.url).removeprefix(self.root).strip("/").replace("/", "-") if entry else ""
        path = f"cards/{(name or 'home')[:80]}-{digest_of(key)[:10]}.png"
        if path not in self.targets:
            self._add(Target(path, "card", entry.source if entry else "(card)", job, CARD_LAYOUT, (), key))
        url = self.root + path
        return Picture(url, meta.absolute(self.site, url), entry.title if entry else view.title, 1200, 630, "image/png")

    def _day(self, entry: EntryView | None) -> str:
        if entry is None or entry.date is None or entry.kind != "post":
            return ""
        return Strings(self.theme.strings, entry.lang).format_date(entry.date, "long")

    # -- lists ----------------------------------------------------------------------------------------------------

    def _home(self, posts: Sequence[EntryView]) -> None:
        home = self.given.site.home
        listed = tuple(self.listed[p.source] for p in posts)
        pinned = tuple(p for p in listed if p.pinned)
        picture = self._card(None)
        contents = (self.given.site.contents[home.source],) if home else ()
        for paginator, path in paginated(listed, self.root, "", self.config.paginate):
            first = paginator.index == 1
            about = meta.of_list(self.site.title, self.root + path, self.site, self.site.feeds, picture,
                                 home.summary if home and first else "",
                                 previous=paginator.previous_url, following=paginator.next_url)
            bare = msgspec.structs.replace(paginator, items=())
            view = HomePage(about, paginator, pinned if first else (), home if first else None)
            light = HomePage(about, bare, (), home if first else None)
            self._listing(path + "index.html", "(home page)", "home.html", view, light,
                          (*paginator.items, *(pinned if first else ())), contents if first else ())

    def _listing(self, path: str, source: str, template: str, view: Any, light: Any, items: Sequence[EntrySummary],
                 contents: tuple[Content, ...] = ()) -> None:
        """A page of summaries. Its key is made from `light`, which is `view` without them, and their own digests."""
        before = len(self.targets)
        self._page(path, source, template, light, contents, items, yields=True)
        if len(self.targets) > before:
            self.targets[path] = msgspec.structs.replace(self.targets[path], view=view)

    def _archive(self, posts: Sequence[EntryView]) -> None:
        if not self.config.archive:
            return
        years: dict[int, list[EntrySummary]] = {}
        for post in posts:
            if post.date:
                years.setdefault(post.date.year, []).append(self.listed[post.source])
        views = tuple(YearView(year, f"{self.root}archive/{year}/", tuple(items)) for year, items in years.items())
        picture = self._card(None)
        strings = self._strings()
        for chosen, year, path in [(views, 0, "archive/"), *(((v,), v.year, f"archive/{v.year}/") for v in views)]:
            about = meta.of_list(str(year) if year else strings.text("archive"), self.root + path, self.site,
                                 self.site.feeds, picture)
            bare = tuple(msgspec.structs.replace(v, posts=()) for v in chosen)
            items = [item for v in chosen for item in v.posts]
            self._listing(path + "index.html", "(archive)", "archive.html", ArchivePage(about, chosen, year),
                          ArchivePage(about, bare, year), items)

    def _strings(self) -> Strings:
        return Strings(self.theme.strings, self.site.language)

    def _taxonomies(self, posts: Sequence[EntryView]) -> None:
        by_source = {post.source: post for post in posts}
        strings = self._strings()
        picture = self._card(None)
        for taxonomy, terms in self.given.site.terms.items():
            settings = getattr(self.config.taxonomies, taxonomy)
            if not settings.pages or not terms:
                continue
            about = meta.of_list(strings.text(taxonomy), f"{self.root}{taxonomy}/", self.site, self.site.feeds, picture)
            self._page(f"{taxonomy}/index.html", f"({taxonomy})", "taxonomy.html",
                       TaxonomyPage(about, taxonomy, tuple(term.view for term in terms)), yields=True)
            for term in terms:
                self._term(taxonomy, term, [by_source[source] for source in term.posts], settings, picture)

    def _term(self, taxonomy: str, term: Term, posts: list[EntryView], settings: Any, picture: Picture | None) -> None:
        folder = f"{taxonomy}/{term.view.slug}/"
        links: tuple[FeedLink, ...] = ()
        if settings.feed:
            title = f"{self.site.title}: {term.view.name}"
            links = self._feeds(folder, title, self.root + folder, posts)
        listed = tuple(self.listed[post.source] for post in posts)
        person = None
        if taxonomy == "authors":
            person = next((a for p in posts for a in p.authors if a.page == term.view.url), None)
        for paginator, path in paginated(listed, self.root, folder, settings.paginate):
            about = meta.of_list(term.view.name, self.root + path, self.site, (*links, *self.site.feeds), picture,
                                 previous=paginator.previous_url, following=paginator.next_url)
            bare = msgspec.structs.replace(paginator, items=())
            view = TermPage(about, taxonomy, term.view, paginator, person, links)
            self._listing(path + "index.html", f"({taxonomy}: {term.view.name})", "term.html", view,
                          msgspec.structs.replace(view, paginator=bare), paginator.items)

    # -- feeds ----------------------------------------------------------------------------------------------------

    def _formats(self) -> list[Any]:
        return [f for f in self.given.registry.feeds if getattr(self.config.feeds, f.name, True)]

    def _with_feeds(self, site: SiteView) -> SiteView:
        if not site.base_url:
            return site
        return msgspec.structs.replace(site, feeds=self._feed_links(site, "", site.title))

    def _feed_links(self, site: SiteView, folder: str, title: str) -> tuple[FeedLink, ...]:
        return tuple(
            FeedLink(title, f"{site.root}{folder}{f.file_name}", f"{site.base_url}{folder}{f.file_name}", f.media_type)
            for f in self._formats()
        )

    def _feeds(self, folder: str, title: str, home: str, posts: Sequence[EntryView]) -> tuple[FeedLink, ...]:
        if not self.site.base_url:
            return ()
        newest = posts[: self.config.feeds.limit]
        full = self.config.feeds.content == "full"
        contents = tuple(self.given.site.contents[post.source] for post in newest) if full else ()
        items = tuple(FeedItem(self.listed[post.source], "", post.canonical, self.pictures.get(post.source)) for post in newest)
        links = self._feed_links(self.site, folder, title)
        moments = [m for post in newest for m in (post.updated, post.date) if m]
        for feed, link in zip(self._formats(), links, strict=True):
            view = FeedView(
                title=title, description=self.site.description, id=meta.absolute(self.site, home),
                home=meta.absolute(self.site, home), permalink=link.permalink, language=self.site.language,
                stylesheet=f"{self.root}feed.xsl" if "xml" in feed.media_type and "feed.xsl" in self.theme.templates else "",
                author=self.site.author, items=items, updated=max(moments, default=None), version=self.site.version,
            )
            key = {"view": digest_of(msgspec.structs.replace(view, items=()), [self._summary_digest(i.entry) for i in items],
                                     [(i.canonical, i.card) for i in items]),
                   "content": digest(encode(contents)), "code": self.code}
            self._add(Target(folder + feed.file_name, "feed", f"({feed.name} feed)", view, feed.name, contents, key))
        return links

    # -- the rest -------------------------------------------------------------------------------------------------

    def _plain(self) -> None:
        strings = self._strings()
        pages = [("404.html", "404.html", strings.text("missing_title"))]
        if self.config.search != "none":
            pages.append(("search/index.html", "search.html", strings.text("search")))
        if self.site.feeds and "feed.xsl" in self.theme.templates:
            pages.append(("feed.xsl", "feed.xsl", self.site.title))
        for path, template, title in pages:
            about = meta.of_list(title, self.root + path.removesuffix("index.html"), self.site, self.site.feeds, None,
                                 noindex=path != "search/index.html")
            self._page(path, f"({template})", template, PlainPage(about), yields=True)

    def _aliases(self) -> None:
        for alias in self.given.site.aliases:
            to = meta.absolute(self.site, alias.to)
            about = Meta(title=self.site.title, url=to, canonical=to, lang=self.site.language, noindex=True, redirect=alias.to)
            self._page(output_path(alias.permalink), f"(alias in {alias.span.path})", "redirect.html", PlainPage(about),
                       span=alias.span)

    def _assets(self) -> None:
        for name, asset in self.theme.assets.items():
            path = asset_path(name, asset.digest)
            if asset.text is None:
                self._add(Target(path, "copy", f"(theme: {name})", asset.file, key={"source": asset.digest}))
            else:
                self._text(path, f"(theme: {name})", asset.text.encode())
        for name, text in (("widgets.css", self.style), ("widgets.js", self.script)):
            if text:
                self._text(self._widget_file(name, text), f"({name})", text.encode())

    @staticmethod
    def _widget_file(name: str, text: str) -> str:
        return asset_path(name, digest(text.encode())) if text else ""

    def _copies(self) -> None:
        digests = self.given.digests
        for path, source in self.given.site.attachments.items():
            self._add(Target(path, "copy", source, source, key={"source": digests[source]}), span=Span(source))
        for source in self.given.static:
            self._add(Target(source.removeprefix("static/"), "copy", source, source, key={"source": digests[source]}),
                      span=Span(source))

    def _text(self, path: str, source: str, data: bytes) -> None:
        self._add(Target(path, "text", source, data, key={"view": digest(data)}), yields=True)

    def _texts(self, posts: Sequence[EntryView]) -> None:
        entries = (*posts, *self.given.site.pages)
        if self.config.search == "simple":
            wanted = [e for e in entries if self.given.site.entries[e.source].front.search]
            self._text("search.json", "(search index)", texts.search_index(wanted))
        if self.config.sitemap and self.site.base_url:
            newest = max((p.updated or p.date for p in posts if p.date), default=None)
            rows = [(self.site.base_url, f"{newest:%Y-%m-%d}" if newest else "")]
            for entry in entries:
                if not (entry.draft or entry.future or entry.expired):
                    changed = entry.updated or entry.date
                    rows.append((entry.permalink, f"{changed:%Y-%m-%d}" if changed else ""))
            for path, target in self.targets.items():
                if target.kind == "page" and target.template in ("taxonomy.html", "term.html", "archive.html"):
                    rows.append((target.view.meta.canonical, ""))
            self._text("sitemap.xml", "(site map)", texts.sitemap(rows))
        self._text("robots.txt", "(site: robots.txt)", texts.robots(self.site))

    def _folders(self) -> None:
        """A file cannot also be the folder of another."""
        for path, target in self.targets.items():
            folder = path.rpartition("/")[0]
            while folder:
                if folder.casefold() in self.taken:
                    first = self.targets[self.taken[folder.casefold()]]
                    self.found.append(error("plan/collision", f"{first.source} would be the file /{folder}, but {target.source} "
                                            "needs a folder of that name", Span(first.source),
                                            fix="give one of them another name"))
                folder = folder.rpartition("/")[0]

    def _check_links(self) -> None:
        for link in self.given.site.unchecked:
            path = link.url
            places = (path, f"{path.rstrip('/')}/index.html".lstrip("/"), f"{path}.html")
            if not any(place in self.targets for place in places):
                near = did_you_mean("/" + path, ["/" + p.removesuffix("index.html") for p in self.targets
                                                 if p[:1] == path[:1]])
                self.found.append(warning("link/broken", "there is nothing at this address of the site", link.span,
                                          found=link.written, fix=near or "correct it, or make it an alias of a post"))


def asset_path(name: str, digest_: str) -> str:
    """Style sheets and scripts get a name that changes with their bytes; what they refer to keeps its own."""
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{digest_[:10]}.{ending}" if ending in ("css", "js") and dot else f"assets/{name}"
