"""A post → what there is to say of it elsewhere: a thought, a question, and people with a reason to name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from ...core.html import named
from ...core.person import People
from ...core.site import Site
from ...core.view import Citation, EntryView, PersonView, ReferenceView
from ...extend.step import one_line, own_keys

Role = Literal["guest", "answers", "because", "quote", "thanks", "via", "cites", "host"]
_SENTENCE = re.compile(r".{30,}?(?:[.!?…؟]+[”\"»’)]*(?=\s)|[。！？]+[”」』]*)")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody, and why a text about the post names them."""

    who: str
    """Key of people.yaml, or a plain name."""
    name: str
    role: Role
    why: str = ""
    what: str = ""
    """The title of their work."""
    handles: Mapping[str, str] = field(default_factory=dict)
    """Only what people.yaml has: a draft is there to be posted."""


@dataclass(frozen=True, slots=True)
class Material:
    title: str
    url: str
    takeaway: str
    question: str
    language: str
    people: tuple[Named, ...]
    social: Mapping[str, str]
    """Network to text, where the author has written it already."""


def material(post: EntryView, site: Site) -> Material:
    entry = site.entries[post.source]
    lead = named(entry.content.lead, site.contents[post.source]) if post.source in site.contents else ""
    lead = one_line(lead)
    return Material(
        title=one_line(post.title),
        url=post.permalink,
        takeaway=one_line(entry.front.description) or (lead if post.kind == "note" else _first_sentence(lead)),
        question=one_line(post.question),
        language=post.lang or site.view.language,
        people=tuple(_people(post, site)),
        social=entry.front.social,
    )


def _first_sentence(text: str) -> str:
    match = _SENTENCE.match(text)
    return match[0] if match else text


def _people(post: EntryView, site: Site) -> Iterator[Named]:
    """Everybody whom the post names for a reason, once, whoever matters most first; no author of the post."""
    seen = own_keys(post, site.view) - ({who(post.guest)} if post.guest else set())
    for one in _roles(post):
        if one.who and one.who not in seen:
            seen.add(one.who)
            person = site.people.get(one.who)
            yield one if person is None else _with_handles(one, site.people)


def _with_handles(one: Named, people: People) -> Named:
    return Named(one.who, one.name, one.role, one.why, one.what, people[one.who].handles)


def _roles(post: EntryView) -> Iterator[Named]:
    if post.guest:
        yield _named(post.guest, "guest")
    if post.in_reply_to and post.in_reply_to.person:
        yield _named(post.in_reply_to.person, "answers", what=title_of(post.in_reply_to))
    for mention in post.mentions:
        if mention.why.strip():
            yield _named(mention.person, "because", mention.why)
        elif mention.quote.strip():
            yield _named(mention.person, "quote", mention.quote)
    for credit in sorted(post.thanks, key=lambda credit: not credit.reason):
        yield _named(credit.person, "thanks", credit.reason)
    for person in post.contributors:
        yield _named(person, "thanks")
    if post.via and post.via.person:
        yield _named(post.via.person, "via")
    if post.of and post.of.person:
        yield _named(post.of.person, "cites", what=title_of(post.of))
    for citation in post.citations:
        if citation.person:
            yield _named(citation.person, "cites", what=_work(citation))


def _named(person: PersonView, role: Role, why: str = "", what: str = "") -> Named:
    return Named(who(person), one_line(person.name), role, one_line(why), one_line(what))


def who(person: PersonView) -> str:
    return person.key or one_line(person.name)


def title_of(reference: ReferenceView) -> str:
    """The title of something; not the host that stands in for one."""
    try:
        host = (urlsplit(reference.url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return "" if one_line(reference.title) in (host, reference.url) else one_line(reference.title)


def _work(citation: Citation) -> str:
    """What a link says, if that is the name of something: not "here", an address, or the person's own name."""
    text = one_line(citation.text).strip(" .,;:!?“”\"'«»„")
    name = one_line(citation.person.name) if citation.person else ""
    plain = "://" in text or text == name or len(text) > 80
    return "" if plain or (" " not in text and not text[:1].isupper()) else text
