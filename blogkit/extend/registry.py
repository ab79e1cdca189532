"""All the extensions a build knows, as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from .check import Check
    from .feed import FeedFormat
    from .network import Network
    from .step import StepKind
    from .widget import Widget

Item = TypeVar("Item")


class Clash(Exception):
    """Two extensions claim one name on one shelf."""


class Shelf(Generic[Item]):
    """A tuple, or a function that gives it: then its files are imported when somebody looks at the shelf."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.place = "_" + name

    @overload
    def __get__(self, registry: None, owner: type) -> tuple[Item, ...]: ...
    @overload
    def __get__(self, registry: Registry, owner: type) -> tuple[Item, ...]: ...
    def __get__(self, registry: Any, owner: type) -> Any:
        held = vars(registry)[self.place] if registry else ()
        if callable(held):
            held = vars(registry)[self.place] = held()
        return held

    def __set__(self, registry: Registry, held: tuple[Item, ...] | Callable[[], tuple[Item, ...]]) -> None:
        vars(registry)[self.place] = held


@dataclass(frozen=True)
class Registry:
    """One tuple a shelf. `code` and `owners` are filled in by whoever loads an extension."""

    widgets: Shelf[Widget] = Shelf()
    networks: Shelf[Network] = Shelf()
    feeds: Shelf[FeedFormat] = Shelf()
    steps: Shelf[StepKind] = Shelf()
    checks: Shelf[Check] = Shelf()
    owner: str = "this extension"
    code: str = ""
    """Digest of the extensions' source files; part of the key of every output."""
    owners: tuple[tuple[str, str, str], ...] = ()
    """(shelf, name, owner) of what was merged in, so that a clash can name both sides."""

    def claims(self) -> tuple[tuple[str, str, str], ...]:
        """`owners`, or of a registry that was not merged from others its own."""
        return self.owners or tuple((shelf, one.name, self.owner) for shelf in SHELVES for one in getattr(self, shelf))


SHELVES = ("widgets", "networks", "feeds", "steps", "checks")
assert set(SHELVES) < {f.name for f in fields(Registry)}


def merge(first: Registry, second: Registry) -> Registry:
    """Both together. Raises Clash, naming both owners, when a name is taken."""
    taken = {(shelf, name): owner for shelf, name, owner in first.claims()}
    for shelf, name, owner in second.claims():
        if (shelf, name) in taken:
            raise Clash(f'{shelf}: both {taken[shelf, name]} and {owner} provide "{name}"')
    return Registry(
        **{shelf: getattr(first, shelf) + getattr(second, shelf) for shelf in SHELVES},
        code=first.code + second.code,
        owners=first.claims() + second.claims(),
    )
