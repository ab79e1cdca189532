"""Whom a text names, and who would rather be asked before, or not be named at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ...core.person import People, Person
from ...extend.network import Network


def named_in(text: str, people: People, networks: Iterable[Network]) -> tuple[str, ...]:
    """Keys of those whose full name, or a handle that mentions them, stands in the text."""
    networks = tuple(networks)
    text = text.casefold()
    return tuple(key for key, person in people.items() if any(_stands(one, text) for one in _forms(person, networks)))


def _forms(person: Person, networks: tuple[Network, ...]) -> Iterable[str]:
    yield person.name
    for network in networks:
        if handle := person.handles.get(network.name, ""):
            yield network.mention(handle)


def _stands(form: str, text: str) -> bool:
    form = form.casefold()
    return bool(form) and re.search(rf"(?<!\w){re.escape(form)}(?![\w@]|[.-]\w)", text) is not None


def held(text: str, people: People, network: Network, unasked: Mapping[str, str]) -> str:
    """Why the text is not to be posted as it is; empty when nobody minds. `unasked`: key to the id of the step that
    asks them."""
    for key in named_in(text, people, (network,)):
        person = people[key]
        name = person.name or key
        if person.blocked or person.mention == "never":
            return f"it names {name}, who is not to be named"
        if key in unasked:
            return f"{name} likes to be asked first; when they said yes: blogkit checklist done {unasked[key][:6]}"
        if person.mention == "ask":
            continue  # asked, and they said yes
    return ""
