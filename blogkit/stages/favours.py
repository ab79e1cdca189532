"""Who has been kind to the author, and was not repaid: facts of posts, ticked steps and the ledger → people.

For the author's eyes alone. Nothing here has a number that could be shown: a kindness fades by half in 90 days, and
what has faded is forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from ..core.ledger import Coauthor, Event, Favour
from ..core.view import EntryView, PersonView, SiteView
from ..extend.step import one_line, own_keys, titled

LEDGER = "engagement/private/ledger.jsonl"
HALF_LIFE = 90.0
FADED = 0.1
REPAID_BY = ("tell-source", "thank", "brief-guest", "report-to-guest")
"""Kinds of steps that are a kindness to somebody when they are done."""
NAMED = 0.5
"""What it is worth to be credited in a post: half of a repayment. The other half is a word to them."""

Canonical = Callable[[str], str]
"""A key, a name or a domain → the key of whoever that is, or the same again."""


class Deed(msgspec.Struct, frozen=True):
    """Something kind that one of the two did."""

    day: str
    who: str
    way: Literal["in", "out"]
    what: str
    url: str = ""
    link: bool = False
    """Whether it sent readers to them."""
    weight: float = 1.0


class Kind(msgspec.Struct, frozen=True):
    """Somebody to be kind to."""

    who: str
    """A key of people.yaml, or a plain name."""
    favours: tuple[Deed, ...]
    """What was not repaid, oldest first."""
    linked: str = ""
    """The last day on which a post sent readers to them; empty: never."""


def owed(deeds: Iterable[Deed], today: dt.date) -> tuple[Kind, ...]:
    """Who waits longest comes first. Kindness in return repays the oldest favour before it."""
    day = today.isoformat()
    people: dict[str, list[Deed]] = {}
    for deed in sorted((d for d in deeds if d.day <= day), key=lambda d: (d.day, d.way)):
        people.setdefault(deed.who, []).append(deed)
    result: list[Kind] = []
    for who, done in people.items():
        open_: dict[int, float] = {}
        for number, deed in enumerate(done):
            if deed.way == "in":
                open_[number] = deed.weight
                continue
            left = deed.weight
            for one in [*open_]:
                paid = min(left, open_[one])
                open_[one] -= paid
                left -= paid
        due = tuple(done[n] for n, rest in open_.items() if rest * _kept(done[n].day, today) > FADED)
        if due:
            result.append(Kind(who, due, max((d.day for d in done if d.link), default="")))
    return tuple(sorted(result, key=lambda one: (one.favours[0].day, one.who)))


def _kept(day: str, today: dt.date) -> float:
    return float(0.5 ** ((today - dt.date.fromisoformat(day)).days / HALF_LIFE))


def deeds(
    posts: Sequence[EntryView],
    site: SiteView,
    helpers: Mapping[str, Sequence[Coauthor]],
    events: Iterable[Event],
    ledger: Iterable[Favour],
    canonical: Canonical,
) -> list[Deed]:
    """All that is known: what posts say, what was ticked, and what the author wrote down."""
    found = [deed for post in posts if post.date for deed in of_post(post, site, helpers.get(post.source, ()))]
    found += _ticked(events)
    found += [
        Deed(_day(f.t), one_line(f.who), f.way, one_line(f.what), f.url, f.way == "out" and bool(f.url)) for f in ledger
    ]
    return [msgspec.structs.replace(deed, who=canonical(deed.who)) for deed in found]


def of_post(post: EntryView, site: SiteView, helpers: Sequence[Coauthor] = ()) -> Iterator[Deed]:
    """Credits are kindness to the author, and half repaid by being there; who is cited or named is shown to readers."""
    if post.date is None:
        return
    day, own, title = post.date.date().isoformat(), own_keys(post, site), titled(post)
    if post.guest:
        own.discard(who_is(post.guest))
    for who, what in _credits(post, helpers).items():
        if who and who not in own:
            yield Deed(day, who, "in", what, post.permalink)
            yield Deed(day, who, "out", f"named in {title}", post.permalink, weight=NAMED)
    for who in dict.fromkeys(_shown(post)):
        if who and who not in own:
            yield Deed(day, who, "out", f"linked to in {title}", post.permalink, link=True)


def _credits(post: EntryView, helpers: Sequence[Coauthor]) -> dict[str, str]:
    """Person to what they did, the first thing that is known."""
    title = titled(post)
    found: dict[str, str] = {}
    if post.guest:
        found[who_is(post.guest)] = f"wrote {title} for your readers"
    for credit in post.thanks:
        reason = one_line(credit.reason)
        found.setdefault(who_is(credit.person), f"{reason}, for {title}" if reason else f"helped with {title}")
    for person in (*post.contributors, *(one.person for one in helpers)):
        found.setdefault(who_is(person), f"helped with {title}")
    if post.via and post.via.person:
        found.setdefault(who_is(post.via.person), f"led you to what {title} is about")
    return found


def _shown(post: EntryView) -> Iterator[str]:
    """Everybody whose work or site this post sends its readers to, or whom it names for it."""
    for mention in post.mentions:
        yield who_is(mention.person)
    for reference in (post.in_reply_to, post.of):
        if reference and reference.person:
            yield who_is(reference.person)
    for citation in post.citations:
        yield who_is(citation.person) if citation.person else citation.domain


def _ticked(events: Iterable[Event]) -> Iterator[Deed]:
    newest: dict[str, Event] = {}
    for event in sorted(events, key=lambda e: e.t):
        newest[event.id] = event
    for event in newest.values():
        if event.event == "done" and event.kind in REPAID_BY and event.who:
            yield Deed(_day(event.t), event.who, "out", f"step {event.id[:6]} ({event.kind}) done", event.url)


def _day(moment: str) -> str:
    return dt.datetime.fromisoformat(moment).date().isoformat()


def who_is(person: PersonView) -> str:
    return person.key or one_line(person.name)
