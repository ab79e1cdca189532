"""Whom the author could be kind to today, and how: behind `blogkit ledger`, `blogkit today` and the dashboard.

For the author's eyes alone: nothing that a build makes or says comes from here.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import msgspec

from ..core.diagnostic import Diagnostic, did_you_mean
from ..core.ledger import Favour
from ..core.person import People, Person, PrivatePeople, PrivatePerson, site_of
from ..extend.step import reach
from ..phases.remember import reader
from ..stages import favours, memory, people
from ..stages.favours import Kind
from ..stages.known import coauthors, person_of
from .desk import Desk, Unknown

A_WHILE = 90
"""Days after which one may well send readers to somebody again."""


class Way(msgspec.Struct, frozen=True):
    """Something to do for somebody: in words, and an address or a command that begins it."""

    text: str
    action: str = ""


class Friend(msgspec.Struct, frozen=True):
    who: str
    name: str
    favours: tuple[favours.Deed, ...]
    ways: tuple[Way, ...]


class Book(msgspec.Struct, frozen=True):
    """Who is known, publicly and privately, and by which names and addresses."""

    people: People
    private: PrivatePeople
    names: dict[str, str]
    """Name in small letters, or domain, to key."""

    def key(self, who: str) -> str:
        known = who in self.people or who in self.private
        return who if known else self.names.get(" ".join(who.casefold().split()), who)

    def name(self, who: str) -> str:
        known = self.people.get(who) or self.private.get(who)
        return (known.name if known else "") or who

    def is_blocked(self, who: str) -> bool:
        return any(who in some and some[who].blocked for some in (self.people, self.private))


def book(desk: Desk) -> Book:
    read = desk.prepared.read
    known = people.directory(read.sources, read.registry.networks).value
    names: dict[str, str] = {}
    everybody: list[tuple[str, Person | PrivatePerson]] = [*known.people.items(), *known.private.items()]
    for key, person in everybody:
        sites = (site_of(one) for one in (getattr(person, "url", ""), *person.domains))
        hosts = {host for host, path in sites if not path}  # on a shared host the domain alone is nobody
        for name in (" ".join(person.name.casefold().split()), *hosts):
            names.setdefault(name, key)
    return Book(known.people, known.private, {name: key for name, key in names.items() if name})


def today(desk: Desk) -> dt.date:
    return dt.datetime.fromtimestamp(desk.now, ZoneInfo(desk.config.timezone)).date()


def friends(desk: Desk) -> tuple[tuple[Friend, ...], tuple[Diagnostic, ...]]:
    """Whoever was kind and was not repaid, the longest waiting first; and what is wrong with the ledger's lines."""
    known, site, registry = book(desk), desk.site, desk.prepared.read.registry
    ledger = memory.entries(favours.LEDGER, reader(desk.root)(favours.LEDGER), Favour)
    hands = coauthors(site, registry, desk.prepared.read.hands)
    all_deeds = favours.deeds(site.posts, site.view, hands, desk.remembered.events, ledger.value, known.key)
    own = site.view.author.key if site.view.author else ""
    waiting = [
        kind for kind in favours.owed(all_deeds, today(desk)) if kind.who != own and not known.is_blocked(kind.who)
    ]
    found = [Friend(one.who, known.name(one.who), one.favours, tuple(_ways(one, known, desk))) for one in waiting]
    return tuple(found), ledger.diagnostics


def _ways(kind: Kind, known: Book, desk: Desk) -> Iterator[Way]:
    """From a word to them to a link for their readers; never what they do not want."""
    person = known.people.get(kind.who)
    view = person_of(kind.who, desk.site, desk.prepared.read.registry)
    open_ = [one.found.step for one in desk.remembered.steps if one.state == "open"]
    steps = [step for step in open_ if step.person == kind.who]
    for step in steps[:1]:
        yield Way(f"{step.id[:6]}  {step.title}", step.action)
    if not steps:
        place = reach(view)
        yield Way("say thank you", "" if person and place == person.url else place)
    if person is None or person.mention == "never":
        if person is None and kind.who not in known.private:
            yield Way("write down where they are", f'blogkit people add "{known.name(kind.who)}"'.replace("\\", ""))
        return
    ask = ", if they agree" if person.mention == "ask" else ""
    long_ago = (today(desk) - dt.timedelta(days=A_WHILE)).isoformat()
    if person.url and not kind.linked:
        yield Way(f"you have never linked to them; do it in your next post{ask}", person.url)
    elif person.url and kind.linked < long_ago:
        yield Way(f"you last linked to them on {kind.linked}; do it again{ask}", person.url)
    if person.feed:
        yield Way("read what they wrote lately, and pass on the best of it", person.feed)


def note(desk: Desk, who: str, what: str, way: str, url: str) -> Favour:
    """One more line in the ledger. Raises Unknown for what looks like a slip of a key."""
    known = book(desk)
    key = known.key(who.removeprefix("@"))
    if key not in known.people and key not in known.private:
        keys = [*known.people, *known.private]
        slip = (key == key.lower() and " " not in key) or key.lower() in keys
        near = did_you_mean(key, keys) if slip else ""
        if who.startswith("@") or near:
            raise Unknown(
                f'people.yaml has no "{key}"; {near or "blogkit people list shows whom you know"}\n'
                'Somebody who is not in it goes by their name, with a capital letter: "Ana Ruiz"'
            )
    moment = dt.datetime.fromtimestamp(int(desk.now), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    favour = Favour(moment, key, way, what, url)  # type: ignore[arg-type]
    memory.append(os.fspath(desk.root), favours.LEDGER, favour)
    return favour
