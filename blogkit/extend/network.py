"""A network is a place where a copy of a post, or talk about it, can live."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

import msgspec

_UNSOUND = r"\s\x00-\x20\x7f-\x9f<>\"'`\\\u200b-\u200f\u2028-\u202e\u2060-\u206f"
_ADDRESS = rf"https://[^{_UNSOUND}@/?#]+(?:[/?#][^{_UNSOUND}]*)?"


class Limit(msgspec.Struct, frozen=True):
    """How much a post there may say."""

    most: int
    length: Callable[[str], int] = len
    """How long a text is by the network's own way of counting; characters, if nothing else is said."""
    url_apart: bool = False
    """The address goes into a field of its own, and the text (a title) is counted without it."""


def no_profile(handle: str) -> str:
    """Of a network that has no pages for people."""
    return ""


def _as_profile(handle: str) -> str:
    return ""


class Network(msgspec.Struct, frozen=True):
    """Pure functions about one place. A new one is a file on the shelf and a line in `builtin.py`."""

    name: str
    label: str
    share: Callable[[str, str], str] | None
    """(text, absolute URL) to the address where a reader can post both, percent-encoded. None for places to talk only.
    Nothing is cut here: `fit` shortens a text first."""
    owns: Callable[[str], bool]
    """Whether this URL is a copy or a discussion on this network."""
    profile: Callable[[str], str] = no_profile
    """A handle as people write it, or the profile's address, to that address; empty when it cannot be known."""
    mention: Callable[[str], str] = lambda handle: ""
    """A handle to what one types to mention them; empty where one can only write their name."""
    handle: Callable[[str], str] = lambda url: ""
    """The address of a profile to the handle as people write it; empty for any other address."""
    follow: Callable[[str], str] = _as_profile
    """A handle to the address where a reader can follow; the profile, if nothing else is said."""
    limit: Limit | None = None

    def __post_init__(self) -> None:
        if self.follow is _as_profile:
            msgspec.structs.force_setattr(self, "follow", self.profile)


def address(handle: str) -> str:
    """A handle that is the address of a profile already; empty for anything that is not plain https, or that hides
    where it leads behind a name or behind marks for the direction of text."""
    return handle if re.fullmatch(_ADDRESS, handle) else ""


@lru_cache(maxsize=64)  # a page is passed on in a dozen ways, all with the same text and address
def encoded(text: str) -> str:
    """For one field of a query. Half a surrogate pair, which no address can carry, becomes `?`."""
    return quote(text, safe="", errors="replace")


def together(text: str, url: str) -> str:
    """For networks where both go into one box."""
    return f"{text} {url}" if text else url


def at(hosts: str, path: str, url: str) -> bool:
    """Whether a URL has one of these hosts and such a path (regular expressions), whatever its query and fragment."""
    return re.fullmatch(rf"https?://(?i:{hosts})(?:{path})/?(?:[?#][!-~]*)?", url) is not None
