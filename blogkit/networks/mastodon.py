"""Mastodon, and whatever else in the fediverse has addresses of the same shape.

As of 2026-11. Sharing: the project's own page, which asks for the reader's server. Room: 500 clusters of characters
unless a server sets another number; a link counts 23, `@ana@social.example` counts as `@ana`; links of more than 4096
characters, names of servers of more than 253, and links without https count in full (StatusLengthValidator and its
tests, in the source of Mastodon 4).
"""

from __future__ import annotations

import re

from ..core.length import graphemes, is_host, link
from ..extend.network import Limit, Network, address, encoded, together

_HOST = r"(?P<host>[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?)"
_USER = r"(?P<user>[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)"
_HOME = r"(?:@(?P<home>[\w-]+(?:\.[\w-]+)+))?"
_NOT = r"(?!(?i:www\.)?(?i:threads\.com|threads\.net|medium\.com|tiktok\.com|youtube\.com|substack\.com)/)"
"""Names begin with `@` there too, but are none of the fediverse."""
_TAIL = r"/?(?:[?#][!-~]*)?"
_HANDLE = rf"@?{_USER}@{_HOST}"
_PROFILE = rf"https?://{_NOT}{_HOST}/(?:web/)?(?:@|users/){_USER}{_HOME}{_TAIL}"
_STATUS = rf"https?://{_NOT}{_HOST}/(?:(?:web/)?@[\w.-]+(?:@[\w.-]+)?|(?:ap/)?users/[\w.-]+/statuses)/[0-9]+{_TAIL}"

_LINK = link(
    path=r"^\s<>()?",
    ending=r"^\s()?!*\"'「」<>;:=,.$%\[\]~&|@",
    query=r"^\s\"<>\\`{}",
    query_ending=r"^\s!\"$%'()*+,.:;<>?@\[\\\]\^`{|}~",
)
_MENTION = r"(?<![=/\w])(@[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)@[\w.-]*\w"


def share(text: str, url: str) -> str:
    """What follows `#` never leaves the browser."""
    return "https://share.joinmastodon.org/#text=" + encoded(together(text, url))


def owns(url: str) -> bool:
    return re.fullmatch(_STATUS, url) is not None


def profile(handle: str) -> str:
    handle = handle.strip()
    if match := re.fullmatch(_HANDLE, handle):
        return f"https://{match['host'].lower()}/@{match['user']}"
    return address(handle)


def mention(written: str) -> str:
    match = re.fullmatch(_HANDLE, written.strip())
    return f"@{match['user']}@{match['host'].lower()}" if match else handle(written)


def handle(url: str) -> str:
    """`https://social.example/@ana@hachyderm.io` is how Ana looks from afar: her home counts."""
    match = re.fullmatch(_PROFILE, url.strip())
    return f"@{match['user']}@{(match['home'] or match['host']).lower()}" if match else ""


def length(text: str) -> int:
    def short(match: re.Match[str]) -> str:
        return "x" * 23 if len(match[0]) <= 4096 and is_host(match["host"]) else match[0]

    def near(match: re.Match[str]) -> str:
        return match[1] if len(match[0]) - len(match[1]) <= 254 else match[0]

    text = re.sub(_LINK, short, text)
    text = re.sub(_MENTION, near, text)
    return len(graphemes(text))


NETWORK = Network("mastodon", "Mastodon", share, owns, profile, mention, handle, limit=Limit(500, length))
