"""A check finds faults in the parsed site that a build would let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from ..core.diagnostic import Diagnostic

if TYPE_CHECKING:
    from ..core.site import Site


class Check(msgspec.Struct, frozen=True):
    """`find` is pure: the site in, findings out. Run by `blogkit check`."""

    name: str
    find: Callable[[Site], Iterable[Diagnostic]]
