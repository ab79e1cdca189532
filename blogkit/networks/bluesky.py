"""Bluesky."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..extend.network import Network, address

_NAME = r"(?P<name>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|did:[a-z]+:[A-Za-z0-9._:%-]+)"
_HANDLE = re.compile(rf"@?{_NAME}")
_PROFILE = re.compile(rf"https://bsky\.app/profile/{_NAME}/?")
_POST = re.compile(rf"https://bsky\.app/profile/{_NAME}/post/[A-Za-z0-9]+/?(?:[?#]\S*)?")


def share(text: str, url: str) -> str:
    words = f"{text} {url}" if text else url
    return "https://bsky.app/intent/compose?text=" + quote(words, safe="", errors="replace")


def owns(url: str) -> bool:
    return _POST.fullmatch(url) is not None


def profile(handle: str) -> str:
    """A bare `ana` stays unknown: to guess `ana.bsky.social` could point at a stranger."""
    handle = handle.strip()
    if match := _HANDLE.fullmatch(handle):
        return f"https://bsky.app/profile/{match['name']}"
    return address(handle)


def mention(handle: str) -> str:
    handle = handle.strip()
    if match := _HANDLE.fullmatch(handle) or _PROFILE.fullmatch(handle):
        return f"@{match['name']}"
    return handle


NETWORK = Network("bluesky", "Bluesky", share, owns, profile, mention, limit=300)
