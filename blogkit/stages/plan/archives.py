"""Pages that list posts: home, archive, taxonomies and their terms."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from ...core.config import TaxonomyConfig
from ...core.site import Term
from ...core.view import (
    ArchivePage,
    EntrySummary,
    FeedLink,
    HomePage,
    Paginator,
    PersonView,
    Picture,
    TaxonomyPage,
    TermPage,
    YearView,
)
from . import cards, lists, meta
from .draft import Draft
from .entries import list_card
from .feeds import feeds


def home(draft: Draft, picture: Picture | None) -> None:
    text = draft.given.site.home
    listed = tuple(draft.listed.values())
    pinned = tuple(post for post in listed if post.pinned)
    others = tuple(post for post in listed if not post.pinned)
    for paginator, path in lists.paginated(others, draft.root, "", draft.config.paginate):
        first = paginator.index == 1
        about = meta.of_list(
            draft.site.title if first else f"{_page(draft, paginator)} – {draft.site.title}",
            draft.root + quote(path),
            draft.site,
            draft.site.feeds,
            picture,
            text.summary if text and first else "",
            previous=paginator.previous_url,
            following=paginator.next_url,
        )
        view = HomePage(about, paginator, pinned if first else (), text if first else None)
        bare = HomePage(about, msgspec.structs.replace(paginator, items=()), (), view.page)
        contents = (draft.given.site.contents[text.source],) if text and first else ()
        items = (*paginator.items, *view.pinned)
        draft.listing(path + "index.html", "(home page)", "home.html", view, bare, items, contents)


def archive(draft: Draft) -> None:
    years: dict[int, list[EntrySummary]] = {}
    for post in draft.listed.values():
        if post.date:
            years.setdefault(post.date.year, []).append(post)
    views = tuple(YearView(year, f"{draft.root}archive/{year}/", tuple(items)) for year, items in years.items())
    title = draft.strings.text("archive")
    picture = list_card(draft, title, "", "archive")
    _archive_page(draft, views, 0, "archive/", title, picture)
    for view in views:
        _archive_page(draft, (view,), view.year, f"archive/{view.year}/", str(view.year), picture)


def _archive_page(
    draft: Draft, views: tuple[YearView, ...], year: int, path: str, title: str, picture: Picture | None
) -> None:
    about = meta.of_list(title, draft.root + quote(path), draft.site, draft.site.feeds, picture)
    bare = tuple(msgspec.structs.replace(view, posts=()) for view in views)
    items = [item for view in views for item in view.posts]
    draft.listing(
        path + "index.html",
        "(archive)",
        "archive.html",
        ArchivePage(about, views, year),
        ArchivePage(about, bare, year),
        items,
    )


def taxonomies(draft: Draft, picture: Picture | None) -> None:
    for taxonomy, terms in draft.given.site.terms.items():
        settings: TaxonomyConfig = getattr(draft.config.taxonomies, taxonomy)
        if not settings.pages or not terms:
            continue
        title, url = draft.strings.text(taxonomy), f"{draft.root}{taxonomy}/"
        own = list_card(draft, title, "", taxonomy)
        about = meta.of_list(title, url, draft.site, draft.site.feeds, own)
        view = TaxonomyPage(about, taxonomy, tuple(term.view for term in terms))
        draft.page(f"{taxonomy}/index.html", f"({taxonomy})", "taxonomy.html", view, yields=True)
        used = cards.widely_used([(term.view.slug, term.view.count) for term in terms], taxonomy)
        for term in terms:
            folder = f"{taxonomy}/{term.view.slug}"
            wanted = term.view.slug in used
            _term(
                draft, taxonomy, term, settings, list_card(draft, term.view.name, title, folder) if wanted else picture
            )


def _term(draft: Draft, taxonomy: str, term: Term, settings: TaxonomyConfig, picture: Picture | None) -> None:
    folder = f"{taxonomy}/{term.view.slug}/"
    links: tuple[FeedLink, ...] = ()
    if settings.feed:
        links = feeds(draft, folder, f"{draft.site.title}: {term.view.name}", term.posts)
    listed = draft.summaries(term.posts)
    person = _person(listed, term) if taxonomy == "authors" else None
    for paginator, path in lists.paginated(listed, draft.root, folder, settings.paginate):
        about = meta.of_list(
            term.view.name + (f" – {_page(draft, paginator)}" if paginator.index > 1 else ""),
            draft.root + quote(path),
            draft.site,
            (*links, *draft.site.feeds),
            picture,
            previous=paginator.previous_url,
            following=paginator.next_url,
        )
        view = TermPage(about, taxonomy, term.view, paginator, person, links)
        bare = msgspec.structs.replace(view, paginator=msgspec.structs.replace(paginator, items=()))
        name = f"({taxonomy}: {term.view.name})"
        draft.listing(path + "index.html", name, "term.html", view, bare, paginator.items)


def _page(draft: Draft, paginator: Paginator) -> str:
    return draft.strings.text("page", page=paginator.index)


def _person(listed: Sequence[EntrySummary], term: Term) -> PersonView | None:
    return next((author for post in listed for author in post.authors if author.page == term.view.url), None)
