"""What step kinds may know besides what readers see: people's boundaries, the author's places, git's co-authors."""

from __future__ import annotations

import re

from ..core.config import ChecklistConfig
from ..core.ledger import NOBODYS, Known
from ..core.site import Site
from ..core.source import Sources
from ..extend.registry import Registry

DOMAINS = "engagement/public/domains.yaml"
"""Domains that the author said are nobody's: `- example.net`, one a line."""
_DOMAIN = re.compile(r"-\s+[\"']?(?P<domain>[\w.-]+)[\"']?\s*(?:#.*)?")


def known(site: Site, registry: Registry, config: ChecklistConfig, sources: Sources) -> Known:
    handles = dict(site.view.author.handles) if site.view.author else {}
    return Known(
        people=tuple(site.people),
        places=tuple((n.name, n.label) for n in registry.networks if n.limit and n.share and handles.get(n.name)),
        not_people=(*NOBODYS, *_not_people(sources)),
        ask_first=tuple(key for key, person in site.people.items() if person.mention == "ask"),
        unwelcome=tuple(key for key, person in site.people.items() if person.blocked or person.mention == "never"),
        newsletter=config.newsletter,
    )


def _not_people(sources: Sources) -> tuple[str, ...]:
    if not sources.has(DOMAINS):
        return ()
    lines = sources.read(DOMAINS).decode("utf-8", "replace").splitlines()
    return tuple(match["domain"].lower() for line in lines if (match := _DOMAIN.fullmatch(line.strip())))
