"""A network is a place where a copy of a post, or talk about it, can live."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_ADDRESS = re.compile(r"https://[^\s\x00-\x20\x7f<>\"'`\\]+")


@dataclass(frozen=True, slots=True)
class Network:
    """Pure functions about one place. A new one is a file on the shelf and a line in `builtin.py`."""

    name: str
    label: str
    share: Callable[[str, str], str]
    """(text, absolute URL) to the address where a reader can post both. Everything is percent-encoded."""
    owns: Callable[[str], bool]
    """Whether this URL is a copy or a discussion on this network."""
    profile: Callable[[str], str] = lambda handle: ""
    """A handle as people write it to the address of the profile; empty when it cannot be known."""
    mention: Callable[[str], str] = lambda handle: handle
    """A handle as people write it to what one types to mention them."""
    limit: int | None = None
    """Characters allowed, by the network's own way of counting."""


def address(handle: str) -> str:
    """A handle that is the address of a profile already; empty for anything that is not plain https."""
    return handle if _ADDRESS.fullmatch(handle) else ""
