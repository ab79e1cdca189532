"""Posts and pages, each with its picture."""

from __future__ import annotations

from urllib.parse import urlsplit

from ...core.card import ENGINE, template_of
from ...core.digest import digest, digest_of, encode
from ...core.entry import CardChoice
from ...core.span import Span
from ...core.target import Target
from ...core.view import EntryView, PagePage, Picture, PostPage
from . import cards, meta
from .draft import Draft


def entries(draft: Draft) -> None:
    for entry in (*draft.given.site.posts, *draft.given.site.pages):
        parsed = draft.given.site.entries[entry.source]
        picture = draft.pictures[entry.source] = _picture(draft, entry)
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


def _picture(draft: Draft, entry: EntryView) -> Picture | None:
    """The post's own image, unless it asks for a card, or the site for one that is made from the image."""
    parsed = draft.given.site.entries[entry.source]
    asked = parsed.front.card
    own = entry.image if entry.image and not _drawing(entry.image) else None
    if asked is False:
        return own
    asked = asked if isinstance(asked, CardChoice) else CardChoice()
    layout = asked.layout or draft.config.card.layout
    if own and not (asked.layout or asked.options) and not cards.shows_photo(draft.given, layout):
        return own
    subject = cards.of_entry(draft.given, draft.site, entry)
    if own and not asked.layout and not asked.options and "photo" not in subject.pictures:
        return own
    name = draft.given.site.outputs[entry.source].removesuffix("/index.html")
    place = parsed.spans.get("card", Span(entry.source, 1, 1))
    return card(draft, subject, name, entry.source, asked, place) or own


def _drawing(picture: Picture) -> bool:
    """No social network shows an SVG."""
    return urlsplit(picture.permalink).path.lower().endswith((".svg", ".svgz"))


def site_card(draft: Draft) -> Picture | None:
    return card(
        draft, cards.of_list(draft.site, draft.site.title, summary=draft.site.description), "home", "(card of the site)"
    )


def list_card(draft: Draft, title: str, label: str, folder: str) -> Picture | None:
    """The card of a page that lists posts."""
    return card(draft, cards.of_list(draft.site, title, label), folder, f"(card of {folder})")


def card(
    draft: Draft,
    subject: cards.Subject,
    name: str,
    source: str,
    asked: CardChoice = CardChoice(),  # noqa: B008  frozen
    span: Span = Span("blogkit.yaml"),  # noqa: B008
) -> Picture | None:
    """Plans a social card; None where the site has none."""
    if not (draft.given.cards and draft.site.base_url):
        return None
    chosen = cards.choose(draft.given, subject, asked, span, draft.found)
    if chosen is None:
        return None
    template = template_of(chosen.layout)
    templates = draft.closures.texts(template)
    job = cards.job(draft.given, subject, chosen, templates)
    files = {what: draft.given.digests[subject.pictures[what]] for what in job.pictures}
    key = {
        "view": digest(encode(job.view)),
        "template": digest_of(template, templates),
        "site": digest_of(job.options, draft.theme.fonts_digest, job.max_bytes),
        "code": ENGINE,
    }
    if files:
        key["source"] = digest_of(files)
    ending = "jpg" if job.media_type == "image/jpeg" else "png"
    path = f"cards/{name.strip('/').replace('/', '-')[:80]}-{digest_of(key)[:10]}.{ending}"
    if path not in draft.targets:
        draft.add(Target(path, "card", source, job, template, (), key))
    url = draft.root + path
    words = cards.alt(subject.view, chosen.layout)
    return Picture(url, meta.absolute(draft.site, url), words, 1200, 630, job.media_type)
