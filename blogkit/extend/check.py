"""A check finds faults in the parsed site that a build would let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.diagnostic import Diagnostic

if TYPE_CHECKING:
    from ..core.site import Site


@dataclass(frozen=True, slots=True)
class Check:
    """`find` is pure: the site in, findings out. Run by `blogkit check`."""

    name: str
    find: Callable[[Site], Iterable[Diagnostic]]
