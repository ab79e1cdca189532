"""Mastodon, and whatever else in the fediverse has addresses of the same shape."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..extend.network import Network, address

_HOST = r"(?P<host>[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?)"
_USER = r"(?P<user>[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*)"
_HANDLE = re.compile(rf"@?{_USER}@{_HOST}")
_PROFILE = re.compile(rf"https://{_HOST}/@{_USER}/?")
_STATUS = re.compile(
    rf"https?://{_HOST}/(?:(?:web/)?@[\w.-]+(?:@[\w.-]+)?|(?:ap/)?users/[\w.-]+/statuses)/[0-9]+/?(?:[?#]\S*)?"
)


def share(text: str, url: str) -> str:
    """The project's own sharing page: it asks for the reader's server. What follows `#` never leaves the browser."""
    words = f"{text} {url}" if text else url
    return "https://share.joinmastodon.org/#text=" + quote(words, safe="", errors="replace")


def owns(url: str) -> bool:
    return _STATUS.fullmatch(url) is not None


def profile(handle: str) -> str:
    handle = handle.strip()
    if match := _HANDLE.fullmatch(handle):
        return f"https://{match['host']}/@{match['user']}"
    return address(handle)


def mention(handle: str) -> str:
    handle = handle.strip()
    if match := _HANDLE.fullmatch(handle) or _PROFILE.fullmatch(handle):
        return f"@{match['user']}@{match['host']}"
    return handle


NETWORK = Network("mastodon", "Mastodon", share, owns, profile, mention, limit=500)
