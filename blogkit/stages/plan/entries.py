"""Posts and pages, each with its picture."""

from __future__ import annotations

from urllib.parse import urlsplit

from ...core.card import ENGINE, CardJob
from ...core.digest import digest, digest_of, encode
from ...core.html import called
from ...core.span import Span
from ...core.strings import Strings
from ...core.target import Target
from ...core.view import CardView, EntryView, PagePage, Picture, PostPage
from . import meta
from .draft import Draft

CARD_LAYOUT = "cards/plain.svg"


def entries(draft: Draft) -> None:
    for entry in (*draft.given.site.posts, *draft.given.site.pages):
        parsed = draft.given.site.entries[entry.source]
        picture = entry.image if entry.image and not _drawing(entry.image) else None
        picture = picture or (card(draft, entry) if parsed.front.card else None)
        draft.pictures[entry.source] = picture
        about = meta.of_entry(entry, draft.site, draft.site.feeds, picture)
        post = entry.kind != "page"
        keys = ("template",) if parsed.front.template not in ("", *draft.theme.templates) else ("permalink", "slug")
        place = next((parsed.spans[key] for key in keys if key in parsed.spans), Span(entry.source, 1, 1))
        draft.page(
            draft.given.site.outputs[entry.source],
            entry.source,
            parsed.front.template or ("post.html" if post else "page.html"),
            PostPage(about, entry) if post else PagePage(about, entry),
            (draft.given.site.contents[entry.source],),
            span=place,
        )


def _drawing(picture: Picture) -> bool:
    """No social network shows an SVG."""
    return urlsplit(picture.permalink).path.lower().endswith((".svg", ".svgz"))


def card(draft: Draft, entry: EntryView | None) -> Picture | None:
    """The social card of an entry, or, with None, of the site itself; planned once however often it is asked for."""
    layout = draft.theme.templates.get(CARD_LAYOUT)
    if not (draft.given.cards and draft.site.base_url and layout):
        return None
    view = _view(draft, entry)
    options = {name: str(value) for name, value in draft.theme.options.items()}
    key = {
        "view": digest(encode(view)),
        "template": digest(layout.encode()),
        "site": digest_of(options, draft.theme.fonts_digest),
        "code": ENGINE,
    }
    name = draft.given.site.outputs[entry.source].removesuffix("/index.html").replace("/", "-") if entry else ""
    path = f"cards/{(name or 'home')[:80]}-{digest_of(key)[:10]}.png"
    if path not in draft.targets:
        job = CardJob(view, layout, options, draft.theme.fonts)
        draft.add(Target(path, "card", entry.source if entry else "(card of the site)", job, CARD_LAYOUT, (), key))
    url = draft.root + path
    return Picture(url, meta.absolute(draft.site, url), view.title, 1200, 630, "image/png")


def _view(draft: Draft, entry: EntryView | None) -> CardView:
    site = draft.site
    host = site.base_url.partition("://")[2].strip("/")
    if entry is None:
        return CardView(title=site.title, site=site.title, lang=site.language, dir=site.dir, host=host)
    date = ""
    if entry.date and entry.kind != "page":
        date = Strings(draft.theme.strings, entry.lang).format_date(entry.date, "long")
    return CardView(
        title=called(entry.title, entry.summary) or site.title,
        site=site.title,
        author=", ".join(author.name for author in entry.authors),
        date=date,
        question=entry.question,
        lang=entry.lang,
        dir=entry.dir,
        host=host,
    )
