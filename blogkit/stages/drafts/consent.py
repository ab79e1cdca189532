"""Whom a text names, and who would rather be asked before, or not be named at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ...core.person import People, Person
from ...core.step import Standing
from ...extend.network import Network
from .material import Named

ASKING = "ask-first"


class Asked(msgspec.Struct, frozen=True):
    """How it stands with those who like to be asked before a post names them elsewhere."""

    waiting: dict[str, str] = {}
    """Key to the step that asks them; nobody has said that they did."""
    agreed: frozenset[str] = frozenset()


def asked(steps: Iterable[Standing], source: str) -> Asked:
    """By the steps of one post. Whoever is not to be asked, as their step was skipped, is in neither."""
    mine = [one for one in steps if one.found.step.kind == ASKING and one.found.source == source]
    return Asked(
        {one.found.step.person: one.found.step.id for one in mine if one.state not in ("done", "skipped")},
        frozenset(one.found.step.person for one in mine if one.state == "done"),
    )


def nameable(named: Iterable[Named], people: People, how: Asked) -> Iterator[Named]:
    """Those whom a draft may name. One that has to name somebody waits for them; nobody is worth waiting for who is
    only cited or thanked, for their note and their thanks come in other ways."""
    for one in named:
        shy = one.who in people and people[one.who].mention == "ask" and one.who not in how.agreed
        if not shy or (one.role in ("because", "quote", "guest") and one.who in how.waiting):
            yield one


def named_in(text: str, people: People, networks: Iterable[Network]) -> tuple[str, ...]:
    """Keys of those whose full name, or a handle that mentions them, stands in the text."""
    networks = tuple(networks)
    text = text.casefold()
    return tuple(key for key, person in people.items() if any(_stands(one, text) for one in _forms(person, networks)))


def _forms(person: Person, networks: Sequence[Network]) -> Iterator[str]:
    yield person.name
    for network in networks:
        if handle := person.handles.get(network.name, ""):
            yield network.mention(handle)


def _stands(form: str, text: str) -> bool:
    form = form.casefold()
    return bool(form) and re.search(rf"(?<!\w){re.escape(form)}(?![\w@]|[.-]\w)", text) is not None


def objections(text: str, people: People, network: Network, how: Asked) -> Iterator[str]:
    """Why the text is not to be posted as it is."""
    for key in named_in(text, people, (network,)):
        person = people[key]
        if person.blocked or person.mention == "never":
            yield f"it names {person.name or key}, who is not to be named"
        elif person.mention == "ask" and key not in how.agreed:
            step = how.waiting.get(key, "")
            then = f"; when they said yes: blogkit checklist done {step[:6]}" if step else ", or left out"
            yield f"{person.name or key} likes to be asked first{then}"
