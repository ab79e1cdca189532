"""What stands on each social card, and in which layout."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from ...core.card import CardJob, layouts, template_of
from ...core.colour import LEAST, faint
from ...core.diagnostic import Diagnostic, did_you_mean, error, warning
from ...core.entry import CardChoice
from ...core.html import called
from ...core.span import Span
from ...core.strings import Strings
from ...core.view import CardView, EntryView, PersonView, Picture, SiteView
from .given import Given

AUTO = "auto"
LONGEST_QUOTE = 240
LONGEST_QUESTION = 140
"""Characters of a quote or question that are still read at a glance."""
LEAST_POSTS = {"tags": 3}
MOST_TERMS = 100
_PICTURE = re.compile(r"""\bpicture\(\s*["'](\w+)""")
_SHOWABLE = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")


class Subject(msgspec.Struct, frozen=True):
    """What a card may show of one post, page or list. `pictures` are sources of this site."""

    view: CardView
    pictures: dict[str, str] = {}


class Chosen(msgspec.Struct, frozen=True):
    """A card as it is asked for: a layout of the theme, and its options with all values."""

    layout: str
    options: dict[str, Any]


def of_entry(given: Given, site: SiteView, entry: EntryView) -> Subject:
    words = Strings(given.theme.strings, entry.lang)
    dated = entry.date if entry.kind != "page" else None
    quote, speaker = _quoted(entry)
    pictures = {
        "photo": entry.image,
        "author": entry.authors[0].photo if len(entry.authors) == 1 else None,
        "guest": entry.guest.photo if entry.guest else None,
        "owner": site.author.photo if site.author else None,
        "quoted": speaker.photo if speaker else None,
    }
    view = CardView(
        title=called(entry.title, entry.summary) or site.title,
        site=site.title,
        author=", ".join(author.name for author in entry.authors),
        date=words.format_date(dated, "long") if dated else "",
        question=entry.question,
        lang=entry.lang,
        dir=entry.dir,
        host=_host(site),
        label=words.text("by_guest", names=entry.guest.name) if entry.guest else "",
        guest=entry.guest.name if entry.guest else "",
        owner=site.author.name if site.author else "",
        quote=quote,
        quoted=speaker.name if speaker else "",
    )
    files = {name: _source(given, picture) for name, picture in pictures.items() if picture}
    return Subject(view, {name: file for name, file in files.items() if file})


def of_list(site: SiteView, title: str, label: str = "", summary: str = "") -> Subject:
    """A page that lists posts, or the site itself."""
    lang, way = site.language, site.dir
    return Subject(
        CardView(title=title, site=site.title, lang=lang, dir=way, host=_host(site), label=label, summary=summary)
    )


def choose(given: Given, subject: Subject, asked: CardChoice, span: Span, found: list[Diagnostic]) -> Chosen | None:
    """The layout that a post asks for, else the site's, else the one that suits it. None: the theme has no layout."""
    there = layouts(given.theme.templates)
    if not there:
        return None
    options = dict(given.theme.card_options) | dict(_options(given, asked.options, span, found))
    if asked.options:
        found.extend(_faint(given, options, span))
    wanted = asked.layout or given.config.card.layout
    if asked.layout and asked.layout not in (AUTO, *there):
        message, fix = f'the theme has no card layout "{asked.layout[:60]}"', "one of auto, " + ", ".join(there)
        found.append(error("card/no-layout", message, span, fix=did_you_mean(asked.layout, (AUTO, *there)) or fix))
        wanted = AUTO
    missing = _missing(given, wanted, subject)
    if missing and asked.layout:
        message = f"a {wanted} card shows {missing}, and there is none here"
        found.append(warning("card/nothing-to-show", message, span, fix="add it, or take another layout"))
    if wanted not in there or missing:
        wanted = next(name for name in (*_suitable(subject.view), *there) if name in there)
    return Chosen(wanted, options)


def job(given: Given, subject: Subject, chosen: Chosen, templates: dict[str, str]) -> CardJob:
    """`templates`: the layout's and all that it uses."""
    template = template_of(chosen.layout)
    shown = shows(templates)
    return CardJob(
        subject.view,
        template,
        templates,
        {**given.theme.options, **{name: value for name, value in chosen.options.items() if value != ""}},
        given.theme.fonts,
        {name: os.path.join(given.root, file) for name, file in subject.pictures.items() if name in shown},
        given.config.card.max_bytes,
    )


def shows(templates: Mapping[str, str]) -> set[str]:
    """Which pictures a layout shows: those that its templates name."""
    return {name for text in templates.values() for name in _pictures_in(text)}


@lru_cache(maxsize=64)
def _pictures_in(text: str) -> frozenset[str]:
    return frozenset(match[1] for match in _PICTURE.finditer(text))


def alt(view: CardView, layout: str) -> str:
    """What the card says, for those who cannot see it."""
    said = {"question": view.question, "quote": f"“{view.quote}” {view.quoted}".rstrip()}.get(layout, "")
    parts = (said, view.label, view.title, view.author, view.site)
    return " – ".join(dict.fromkeys(part for part in parts if part))


def _suitable(view: CardView) -> Iterator[str]:
    if view.guest:
        yield "guest"
    if view.quote and len(view.quote) <= LONGEST_QUOTE:
        yield "quote"
    if view.question and len(view.question) <= LONGEST_QUESTION:
        yield "question"
    yield "plain"


def _missing(given: Given, layout: str, subject: Subject) -> str:
    """What this layout is for, where the post has none of it."""
    view = subject.view
    if layout == "guest" and not view.guest:
        return "a guest"
    if layout == "quote" and not view.quote:
        return "a quote of somebody's words"
    if layout == "question" and not view.question:
        return "a question"
    if shows_photo(given, layout) and "photo" not in subject.pictures:
        return "an image of the post that lies in this site"
    return ""


def shows_photo(given: Given, layout: str) -> bool:
    """Whether this layout is made from the post's image, so that it may take its place."""
    return "photo" in shows({"": given.theme.templates.get(template_of(layout), "")})


def _quoted(entry: EntryView) -> tuple[str, PersonView | None]:
    """The words of somebody else that the post turns on: of whom it mentions, else of what it answers or points at."""
    for mention in entry.mentions:
        if mention.quote:
            return mention.quote, mention.person
    for reference in (entry.in_reply_to, entry.of):
        if reference and reference.quote and reference.person:
            return reference.quote, reference.person
    return "", None


def _options(given: Given, values: Mapping[str, Any], span: Span, found: list[Diagnostic]) -> Iterator[tuple[str, Any]]:
    declared = given.theme.cards
    for name, value in values.items():
        option = declared.get(name)
        if option is None:
            fix = did_you_mean(name, declared) or "it has: " + ", ".join(sorted(declared))
            found.append(error("card/option", f'cards have no option "{name[:60]}"', span, fix=fix))
        elif problem := option.unfit(value):
            example = f"for example  {name}: {str(option.default).lower() or '...'}"
            message = f"card option {name} wants {problem}"
            found.append(error("card/option", message, span, found=str(value)[:60], fix=example))
        else:
            yield name, value if option.type in ("bool", "number") else str(value)


def _faint(given: Given, options: Mapping[str, Any], span: Span) -> Iterator[Diagnostic]:
    for name, behind, ratio in faint(given.theme.cards, options):
        yield warning(
            "card/contrast",
            f"{name} of the card is hard to read on its {behind}: the contrast is {ratio:.1f} to 1",
            span,
            found=f"{options[name]} on {options[behind]}",
            fix=f"take colours further apart, {LEAST} to 1 or more",
        )


def _source(given: Given, picture: Picture) -> str:
    """The file of this site behind an image; empty when it lies elsewhere, or is nothing that a card can show."""
    root = given.site.view.root
    if not picture.url.startswith(root) or not picture.url.lower().endswith(_SHOWABLE):
        return ""
    path = unquote(picture.url[len(root) :])
    source = given.site.attachments.get(path) or f"static/{path}"
    return source if source in given.digests else ""


def _host(site: SiteView) -> str:
    return site.base_url.partition("://")[2].strip("/")


def widely_used(counts: Sequence[tuple[str, int]], taxonomy: str) -> frozenset[str]:
    """The terms that get a card of their own. Cards of a thousand tags would take as long as all others, and hardly
    anybody passes on the list of a tag that was used twice; such a page shows the site's card."""
    least = LEAST_POSTS.get(taxonomy, 1)
    ranked = sorted((-count, slug) for slug, count in counts if count >= least)
    return frozenset(slug for _, slug in ranked[:MOST_TERMS])
