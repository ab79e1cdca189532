"""All entries and people → `Site`: permalinks, collections, terms, neighbours, who is cited where. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from ...core.config import Config
from ...core.diagnostic import Diagnostic, Outcome, warning
from ...core.entry import Body, Entry, FrontMatter, Ref
from ...core.html import fill, named, shorten
from ...core.include import Include
from ...core.person import People
from ...core.picture import Smaller, srcset
from ...core.site import Content, LeftOut, Site, Term, Unchecked
from ...core.span import Span
from ...core.view import EntrySummary, EntryView, Link, LinkTo, PersonView, Picture, SiteView
from . import dates, frame, links, people
from .addresses import addresses
from .conversation import Conversation, copies, odd_kind, question
from .dates import Clock
from .related import related
from .terms import Terms, slug

_NOTHING, _EMPTY = FrontMatter(), Body()


class Given(msgspec.Struct, frozen=True):
    """Everything a site is made of."""

    config: Config
    base_url: str
    """Absolute with a slash at the end, or empty."""
    entries: Sequence[Entry]
    people: People
    files: Sequence[str]
    """Every input file, by path."""
    sizes: dict[str, tuple[int, int]]
    """Image file to width and height."""
    clock: Clock
    include: Include
    version: str
    smaller: dict[str, tuple[Smaller, ...]] = {}
    """Image file to its smaller copies."""


def model(
    given: Given, profile: people.Profile, label: people.Label, network_of: Callable[[str], str]
) -> Outcome[Site]:
    """These ask the registry's networks: for a profile's address, what they are called, and whose copy a URL is."""
    return _Model(given, profile, label, network_of).site()


class _Model:
    """The working state of one call of `model`, so that its steps can be read one by one."""

    def __init__(
        self, given: Given, profile: people.Profile, label: people.Label, network_of: Callable[[str], str]
    ) -> None:
        self.given = given
        self.config = given.config
        self.network_of = network_of
        self.zone = ZoneInfo(self.config.timezone)
        self.root = urlsplit(given.base_url).path or "/"
        self.origin = given.base_url.removesuffix(self.root) + "/" if given.base_url else ""
        self.found: list[Diagnostic] = []
        self.entries = {entry.path: entry for entry in given.entries}
        self.left_out: list[LeftOut] = []
        self.published = self._published()
        self.places = addresses(
            self.published, given.entries, given.files, self.config.permalink, self.root, self.zone, self.found
        )
        self.urls = self.places.urls
        files = {source: self.root + quote(path) for path, source in self.places.attachments.items()}
        files |= {f: self.root + quote(f.removeprefix("static/")) for f in given.files if f.startswith("static/")}
        self.map = links.Map(self.root, self.entries, self.urls, files, links.names_by_folder(self.urls, files))
        self.terms = {t: Terms(t, self.config, self.root) for t in ("tags", "categories", "series", "authors")}
        posts = [entry for entry in self.published if entry.kind == "post"]
        self.writers = {slug(name.removeprefix("@")) for e in posts for name in self._writers(e)}
        self.host = urlsplit(given.base_url).hostname or "blog.invalid"
        self.who = people.directory(
            given.people, self._photo, profile, label, self._author_page, self.host.removeprefix("www.")
        )
        self.authors: dict[tuple[str, ...], tuple[PersonView, ...]] = {}
        self.unchecked: list[Unchecked] = []
        self.inbound: dict[str, dict[str, None]] = {}
        self.talk = Conversation(self.who, self.map, self.found, self.unchecked, self.inbound)

    def site(self) -> Outcome[Site]:
        self._count_terms()
        targets = {entry.path: self._targets(entry) for entry in self.published}
        contents = {e.path: self._content(e, targets[e.path]) for e in self.published}
        self.talk.look_up(self.published)
        summaries = {e.path: self._summary(e, contents) for e in self.published}
        posts = sorted((e for e in self.published if e.kind == "post"), key=lambda e: _order(summaries[e.path]))
        self._collect_terms(posts, summaries)
        views = self._views(posts, summaries, contents)
        pages = tuple(views[e.path] for e in self.published if e.kind == "page")
        home = next((page for page in pages if page.url == self.root), None)
        everyone = {slug(view.key or view.name): view for e in posts for view in summaries[e.path].authors}
        terms: dict[str, tuple[Term, ...]] = {
            name: collected.all(everyone if name == "authors" else None) for name, collected in self.terms.items()
        }
        until = min(
            (dates.changes_at(e.front, self.given.clock, self.zone) for e in self.entries.values()),
            default=float("inf"),
        )
        site = Site(
            view=self._frame(pages, terms),
            posts=tuple(views[e.path] for e in posts),
            pages=tuple(page for page in pages if page is not home),
            home=home,
            entries=self.entries,
            contents=contents,
            outputs=self.places.outputs,
            terms=terms,
            people=self.given.people,
            listed=people.listed(self.who),
            left_out=tuple(self.left_out),
            attachments=self.places.attachments,
            aliases=self.places.aliases,
            unchecked=tuple(self.unchecked),
            until=until,
        )
        return Outcome(site, tuple(self.found))

    # -- which, and where -----------------------------------------------------------------------------------------

    def _published(self) -> list[Entry]:
        result = []
        for entry in self.given.entries:
            why, when = dates.state(entry.front, self.given.clock, self.zone)
            wanted = {"draft": "drafts"}.get(why, why)
            if not why or getattr(self.given.include, wanted):
                result.append(entry)
            else:
                self.left_out.append(dates.left_out(entry.path, entry.front, why, when, self.given.clock))
        return result

    # -- what stands in a body -----------------------------------------------------------------------------------

    def _targets(self, entry: Entry) -> tuple[links.Target, ...]:
        targets = []
        for ref in entry.content.refs:
            if ref.kind == "person":
                continue  # these come last
            target = links.resolve(ref, entry, self.map, self.found)
            if target.unchecked:
                self.unchecked.append(links.unchecked(ref, target))
            if target.source in self.urls and target.source != entry.path:
                self.inbound.setdefault(target.source, {})[entry.path] = None
            targets.append(target)
        return tuple(targets)

    def _content(self, entry: Entry, targets: tuple[links.Target, ...]) -> Content:
        sizes = []
        for target in targets:
            width, height = self.given.sizes.get(target.source, (0, 0))
            sizes.append(f' width="{width}" height="{height}"' if width else "")
        urls = tuple(target.url for target in targets)
        named = self.talk.named(entry)
        return Content(entry.path, entry.body, urls, tuple(sizes) if any(sizes) else (), self._srcsets(targets), named)

    def _srcsets(self, targets: tuple[links.Target, ...]) -> tuple[str, ...]:
        copies = [self.given.smaller.get(target.source, ()) for target in targets] if self.given.smaller else []
        if not any(copies):
            return ()
        widths = [self.given.sizes.get(target.source, (0, 0))[0] for target in targets]
        of = zip(copies, targets, widths, strict=True)
        return tuple(srcset(some, self.root, t.url, width, self.config.images.sizes) for some, t, width in of)

    def _picture(self, url: str, alt: str, entry: Entry | None, span: Span) -> Picture | None:
        if not url:
            return None
        if urlsplit(url).scheme in ("http", "https"):
            return Picture(url, url, alt)
        if ":" in url or url.startswith("//"):
            self.found.append(
                warning(
                    "link/no-image",
                    "an image is a file of this site",
                    span,
                    found=url,
                    fix="put it beside the post, or in static/",
                )
            )
            return None
        target = links.resolve(
            Ref(url, span, "image"), entry or Entry("static/x", "page", _NOTHING, _EMPTY), self.map, self.found
        )
        width, height = self.given.sizes.get(target.source, (0, 0))
        if not target.source:
            return None
        return Picture(target.url, self._absolute(target.url), alt, width, height, _media_type(target.source))

    def _photo(self, url: str) -> Picture | None:
        """None for one that lies elsewhere, which reading people.yaml has complained about."""
        return self._picture("/" + url.lstrip("/"), "", None, Span("people.yaml")) if "//" not in url else None

    def _absolute(self, url: str) -> str:
        return self.origin + url[1:] if self.origin and url.startswith("/") else url

    # -- terms ----------------------------------------------------------------------------------------------------

    def _writers(self, entry: Entry) -> tuple[str, ...]:
        """A guest writes alone."""
        front = entry.front
        return (front.guest,) if front.guest else front.authors or ((self.config.author,) if self.config.author else ())

    def _authors(self, entry: Entry) -> tuple[PersonView, ...]:
        names = self._writers(entry)
        known = self.authors.get(names)
        if known is None:
            before = len(self.found)
            given = "guest" if entry.front.guest else "authors" if entry.front.authors else ""
            found = self.found if given else []  # the settings' own author has been looked up
            people_ = people.resolve(self.who, names, self._span(entry, given), found)
            known = tuple(msgspec.structs.replace(a, page=self._author_page(a.key or a.name)) for a in people_)
            if len(self.found) == before:
                self.authors[names] = known
        return known

    @staticmethod
    def _span(entry: Entry, key: str) -> Span:
        return entry.spans.get(key) or Span(entry.path, 1, 1)

    def _author_page(self, key: str) -> str:
        """Empty for those who are only named: nobody but an author has a page here."""
        return self.terms["authors"].url(slug(key)) if slug(key) in self.writers else ""

    def _count_terms(self) -> None:
        for entry in self.published:
            front = entry.front
            if entry.kind == "post":
                named = {
                    "tags": front.tags,
                    "categories": front.categories,
                    "series": (front.series,) if front.series else (),
                }
                for taxonomy, names in named.items():
                    self.terms[taxonomy].count(names)
                    self.terms[taxonomy].strangers(entry, names, self.found)

    def _collect_terms(self, posts: list[Entry], summaries: dict[str, EntrySummary]) -> None:
        for entry in posts:
            summary = summaries[entry.path]
            self.terms["tags"].add(entry.path, (t.slug for t in summary.tags))
            self.terms["categories"].add(entry.path, (t.slug for t in summary.categories))
            self.terms["series"].add(entry.path, (summary.series.slug,) if summary.series else ())
            self.terms["authors"].add(entry.path, (slug(a.key or a.name) for a in summary.authors))

    # -- views ----------------------------------------------------------------------------------------------------

    def _summary(self, entry: Entry, contents: dict[str, Content]) -> EntrySummary:
        front, body, content = entry.front, entry.content, contents[entry.path]
        post = entry.kind == "post"
        why, _ = dates.state(front, self.given.clock, self.zone)
        date = dates.moment(front.date, self.zone)
        if post and date is None and "date" not in entry.spans:  # else it was said that it is none
            self.found.append(
                warning(
                    "front-matter/no-date",
                    "this post has no date, so it comes last",
                    Span(entry.path, 1, 1),
                    fix="date: 2026-03-02",
                )
            )
        if odd := odd_kind(entry):
            self.found.append(odd)
        authors = self._authors(entry)
        if front.guest and authors[0].key:
            people.may_name(self.who, authors[0].key, self._span(entry, "guest"), self.found)
        url = self.urls[entry.path]
        language = front.lang or self.config.language
        return EntrySummary(
            id=front.id or self._id(entry, date),
            kind=front.post_kind if post else "page",
            source=entry.path,
            title=front.title or (front.of.title if front.post_kind == "link" else ""),
            url=url,
            permalink=self._absolute(url),
            summary=front.description or shorten(named(body.lead, content), self.config.summary_length),
            excerpt=fill(body.excerpt, content),
            date=date,
            date_only=dates.is_day(front.date),
            updated=dates.moment(front.updated, self.zone),
            authors=authors,
            tags=self.terms["tags"].views(front.tags) if post else (),
            categories=self.terms["categories"].views(front.categories) if post else (),
            series=self.terms["series"].view(front.series) if post and front.series else None,
            image=self._picture(front.image, front.image_alt, entry, self._span(entry, "image"))
            if front.image
            else None,
            lang=language,
            dir=frame.direction(language),
            minutes=entry.minutes,
            guest=authors[0] if front.guest else None,
            in_reply_to=self.talk.reference(entry, "in_reply_to", contents),
            of=self.talk.reference(entry, "of", contents),
            pinned=front.pin,
            draft=why == "draft",
            future=why == "future",
            expired=why == "expired",
        )

    def _id(self, entry: Entry, date: dt.datetime | None) -> str:
        """A tag URI (RFC 4151): from where the file lies, not from its title or address."""
        path = entry.path.removeprefix("content/").rpartition(".")[0].removesuffix("/index")
        return f"tag:{self.host},{date.date().isoformat() if date else '2026'}:{quote(path)}"

    def _views(
        self, posts: list[Entry], summaries: dict[str, EntrySummary], contents: dict[str, Content]
    ) -> dict[str, EntryView]:
        order = [entry.path for entry in posts]
        to = {path: LinkTo(s.title, s.url, s.date, s.lang, s.image) for path, s in summaries.items()}
        terms_of = [
            tuple(f"{kind}/{t.slug}" for kind, names in (("t", s.tags), ("c", s.categories)) for t in names)
            for s in (summaries[path] for path in order)
        ]
        near = related(terms_of, self.config.related)
        series: dict[str, list[LinkTo]] = {}
        for path in reversed(order):
            if one := summaries[path].series:
                series.setdefault(one.slug, []).append(to[path])
        place = {path: number for number, path in enumerate(order)}
        views = {}
        for path, summary in summaries.items():
            entry = self.entries[path]
            number = place.get(path)
            older = order[number + 1] if number is not None and number + 1 < len(order) else ""
            newer = order[number - 1] if number else ""
            backlinks = sorted(self.inbound.get(path, ()), key=lambda p: _order(summaries[p]))
            views[path] = EntryView(
                **msgspec.structs.asdict(summary),
                previous=to[older] if older else None,
                next=to[newer] if newer else None,
                related=tuple(to[order[n]] for n in near[number]) if number is not None else (),
                backlinks=tuple(to[p] for p in backlinks),
                series_posts=tuple(series[summary.series.slug]) if summary.series else (),
                canonical=people.safe_url(entry.front.canonical) or summary.permalink
                if entry.front.canonical
                else summary.permalink,
                question=question(entry, contents[path]),
                comments=entry.front.comments,
                mentions=self.talk.mentions(entry, contents[path], summary.authors),
                via=self.talk.reference(entry, "via", contents),
                thanks=self.talk.thanks(entry) if entry.front.thanks else (),
                contributors=self.talk.persons(entry, "contributors", entry.front.contributors),
                citations=people.citations(self.who, entry.content.links, contents[path], self.found),
                syndication=copies(entry, self.network_of, self.found),
                widgets=tuple(sorted(entry.front.widgets.items())) if entry.front.widgets else (),
                extra=entry.front.extra,
            )
        return views

    def _frame(self, pages: tuple[EntryView, ...], terms: dict[str, tuple[Term, ...]]) -> SiteView:
        place = {page.source: self.entries[page.source].front.menu for page in pages}
        chosen = sorted((page for page in pages if place[page.source]), key=lambda p: (place[p.source], p.title))
        indexes = tuple(
            name
            for name, collected in self.terms.items()
            if collected.settings.pages and terms[name] and (name != "authors" or len(terms[name]) > 1)
        )
        return frame.site_view(
            self.config,
            self.given.base_url,
            self.root,
            self.given.version,
            frame.site_author(self.config, self.who),
            [Link(page.title, page.url) for page in chosen],
            indexes,
        )


def _order(summary: EntrySummary) -> tuple[float, str]:
    return (-summary.date.timestamp() if summary.date else float("inf"), summary.source)


def _media_type(path: str) -> str:
    ending = path.rpartition(".")[2].lower()
    return {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "svg": "image/svg+xml",
    }.get(ending, "")
