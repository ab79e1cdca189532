"""A step kind looks at a post and says what would be kind to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from ..core.view import EntryView, SiteView


class Step(msgspec.Struct, frozen=True):
    """One line of the engagement checklist.

    `id` is stable: made from post id, kind, person and target, never from a title. `because` is the evidence.
    """

    id: str
    kind: str
    post: str
    """The post's id."""
    title: str
    """What to do, in the imperative: `Tell Ana that you cite "Retry is a promise"`."""
    because: str
    person: str = ""
    """Key in people.yaml, a plain name, or a domain."""
    target: str = ""
    action: str = ""
    """A URL or a command that does it."""
    minutes: int = 3


@dataclass(frozen=True, slots=True)
class StepKind:
    """`find` is pure: a post and the site in, steps out. `rank` orders kinds, lowest first: people before promotion."""

    name: str
    rank: int
    find: Callable[[EntryView, SiteView], Iterable[Step]]
