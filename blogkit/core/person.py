"""Someone you know: who they are, and who they are on each network."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

Consent = Literal["ok", "ask", "never"]


class Person(msgspec.Struct, frozen=True):
    """One entry of `people.yaml`, under its key. Only what the person publishes themselves belongs here."""

    name: str = ""
    pronouns: str = ""
    url: str = ""
    photo: str = ""
    """A file of this site, such as `/people/ana.jpg`; never a remote address, so that no reader is tracked."""
    note: str = ""
    """One line about them, in your words: on the people page, why you read them."""
    feed: str = ""
    handles: dict[str, str] = {}
    """Network name to handle or profile address: `mastodon: "@ana@hachyderm.io"`."""
    prefer: str = ""
    """The network on which they like to be mentioned; without it, the first of `handles`."""
    domains: tuple[str, ...] = ()
    """Sites that are theirs besides `url`; a link to one of these is a citation of this person."""
    mention: Consent = "ok"
    """Whether a post may name them: `never` makes it an error, `ask` a step of the checklist that comes first."""
    quote: Consent = "ok"
    """Whether their words may be quoted."""
    listed: bool = False
    """Whether they stand on the people page and in the blogroll."""
    blocked: bool = False
    """Nothing of this site ever names or links them."""


People = dict[str, Person]
"""Key to person, in the order of the file."""


class PrivatePerson(msgspec.Struct, frozen=True):
    """One entry of `engagement/private/people.yaml`: what you keep about somebody for yourself alone.

    This type never goes into `Site`, a view or a plan, and nothing of it but the boundaries, which `guarded` takes
    over. So no template can show it, whatever it asks for.
    """

    name: str = ""
    handles: dict[str, str] = {}
    domains: tuple[str, ...] = ()
    email: str = ""
    mention: Consent = "ok"
    quote: Consent = "ok"
    blocked: bool = False
    met: str = ""
    """Where and when: `FOSDEM 2026, in the queue for waffles`."""
    notes: str = ""
    extra: dict[str, Any] = {}


PrivatePeople = dict[str, PrivatePerson]

_STRICTNESS: tuple[Consent, ...] = ("ok", "ask", "never")


def guarded(people: People, private: PrivatePeople) -> People:
    """The same people within the stricter of their public and their private boundaries."""
    return {key: _guarded(person, private[key]) if key in private else person for key, person in people.items()}


def _guarded(person: Person, private: PrivatePerson) -> Person:
    return msgspec.structs.replace(
        person,
        mention=max(person.mention, private.mention, key=_STRICTNESS.index),
        quote=max(person.quote, private.quote, key=_STRICTNESS.index),
        blocked=person.blocked or private.blocked,
    )


def is_listed(person: Person) -> bool:
    """Whether they stand on the people page: never against their will."""
    return person.listed and not person.blocked and person.mention != "never"


def site_of(address: str) -> tuple[str, str]:
    """(host without www, path without its last slash) of an address or a domain; two empty texts if it is neither."""
    try:
        parts = urlsplit(address if "//" in address else "//" + address)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    except ValueError:  # "https://["
        return "", ""
