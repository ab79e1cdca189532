"""What step kinds may know besides what readers see: people's boundaries, the author's places, git's co-authors."""

from __future__ import annotations

import re

from ..core.config import ChecklistConfig
from ..core.ledger import NOBODYS, Coauthor, Hand, Hands, Known
from ..core.person import Person
from ..core.site import Site
from ..core.source import Sources
from ..core.view import PersonView
from ..extend.registry import Registry

DOMAINS = "engagement/public/domains.yaml"
"""Domains that the author said are nobody's: `- example.net`, one a line."""
_DOMAIN = re.compile(r"-\s+[\"']?(?P<domain>[\w.-]+)[\"']?\s*(?:#.*)?")


def known(site: Site, registry: Registry, config: ChecklistConfig, sources: Sources, hands: Hands) -> Known:
    return Known(
        people=tuple(site.people),
        places=places(site, registry),
        not_people=(*NOBODYS, *_named(sources)),
        ask_first=tuple(key for key, person in site.people.items() if person.mention == "ask"),
        unwelcome=tuple(key for key, person in site.people.items() if person.blocked or person.mention == "never"),
        newsletter=config.newsletter,
        helpers=coauthors(site, registry, hands),
    )


def places(site: Site, registry: Registry) -> tuple[tuple[str, str], ...]:
    """(network, label) where the author announces posts: those of their handles that one can post to."""
    handles = dict(site.view.author.handles) if site.view.author else {}
    return tuple((n.name, n.label) for n in registry.networks if n.limit and n.share and handles.get(n.name))


def _named(sources: Sources) -> tuple[str, ...]:
    return not_people(sources.read(DOMAINS).decode("utf-8", "replace")) if sources.has(DOMAINS) else ()


def not_people(text: str) -> tuple[str, ...]:
    """The domains in the text of that file."""
    return tuple(match["domain"].lower() for line in text.splitlines() if (match := _DOMAIN.fullmatch(line.strip())))


def with_domain(text: str, domain: str) -> str:
    """The same text with one more line."""
    end = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{end}- {domain}\n"


def coauthors(site: Site, registry: Registry, hands: Hands) -> dict[str, tuple[Coauthor, ...]]:
    """Everybody git names, but the site's author; whoever people.yaml knows by name or e-mail, as they are there."""
    own = site.view.author.key if site.view.author else ""
    people: dict[Hand, str] = {}  # not every hand, but every one that is somebody's
    for hand in dict.fromkeys(hand for some in hands.posts.values() for hand in some):
        key = next((key for key, person in site.people.items() if any(map(hand.is_same, _hands_of(key, person)))), "")
        people.update({hand: key} if key else {})
    result: dict[str, tuple[Coauthor, ...]] = {}
    for source, some in hands.posts.items():
        whose = {hand: people.get(hand, hand.name) for hand in some}
        result[source] = tuple(
            Coauthor(person_of(who, site, registry), hand.name) for hand, who in whose.items() if not own or who != own
        )
    return result


def _hands_of(key: str, person: Person) -> tuple[Hand, ...]:
    return Hand(person.name or key, person.handles.get("email", "").removeprefix("mailto:")), Hand(key)


def person_of(who: str, site: Site, registry: Registry) -> PersonView:
    """Somebody by key or plain name, with all that says where to reach them."""
    if who not in site.people:
        return PersonView(who)
    person = site.people[who]
    networks = {network.name: network for network in registry.networks}
    places = [networks[name].profile(handle) for name, handle in person.handles.items() if name in networks]
    handles, profiles = tuple(person.handles.items()), tuple(filter(None, places))
    return PersonView(person.name or who, who, person.url, handles=handles, profiles=profiles, feed=person.feed)
