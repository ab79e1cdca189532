"""All the extensions a build knows, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from .check import Check
from .feed import FeedFormat
from .network import Network
from .step import StepKind
from .widget import Widget


class Clash(Exception):
    """Two extensions claim one name on one shelf."""


@dataclass(frozen=True, slots=True)
class Registry:
    """One tuple a shelf. `sources` are the files the extensions came from: their bytes are part of every key."""

    widgets: tuple[Widget, ...] = ()
    networks: tuple[Network, ...] = ()
    feeds: tuple[FeedFormat, ...] = ()
    steps: tuple[StepKind, ...] = ()
    checks: tuple[Check, ...] = ()
    owner: str = "this extension"
    code: str = ""
    """Digest of the extensions' source files; part of the key of every output."""
    owners: tuple[tuple[str, str, str], ...] = field(default=())
    """(shelf, name, owner) of everything, so that a clash can name both sides."""

    def __post_init__(self) -> None:
        if not self.owners:
            claims = tuple((shelf, item.name, self.owner) for shelf in SHELVES for item in getattr(self, shelf))
            object.__setattr__(self, "owners", claims)


SHELVES = ("widgets", "networks", "feeds", "steps", "checks")
assert set(SHELVES) < {f.name for f in fields(Registry)}


def merge(first: Registry, second: Registry) -> Registry:
    """Both together. Raises Clash, naming both owners, when a name is taken."""
    taken = {(shelf, name): owner for shelf, name, owner in first.owners}
    for shelf, name, owner in second.owners:
        if (shelf, name) in taken:
            raise Clash(f'{shelf}: both {taken[shelf, name]} and {owner} provide "{name}"')
    return Registry(
        **{shelf: getattr(first, shelf) + getattr(second, shelf) for shelf in SHELVES},
        code=first.code + second.code,
        owners=first.owners + second.owners,
    )
