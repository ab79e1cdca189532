"""Threads.

As of 2026-11, developers.facebook.com/documentation/threads: web intents to post and to follow; 500 characters a post,
of which an emoji takes as many as it has bytes in UTF-8. Whether an attached address counts is not said; it does here.
"""

from __future__ import annotations

from ..core.length import emoji, has_emoji, utf8
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:www\.)?threads\.(?:com|net)"
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?"
_WHO = Accounts(_NAME, "@{}", "https://www.threads.com/@{}", _HOSTS)


def share(text: str, url: str) -> str:
    return f"https://www.threads.com/intent/post?text={encoded(text)}&url={encoded(url)}"


def owns(url: str) -> bool:
    return at(_HOSTS, rf"/(?:@{_NAME}/post|t)/[A-Za-z0-9_-]+", url)


def follow(handle: str) -> str:
    name = _WHO.mention(handle).removeprefix("@")
    return f"https://www.threads.com/intent/follow?username={name}" if name else ""


def length(text: str) -> int:
    if not has_emoji(text):
        return len(text)
    return sum(utf8(found[0]) - len(found[0]) for found in emoji().finditer(text)) + len(text)


NETWORK = Network(
    "threads", "Threads", share, owns, _WHO.profile, _WHO.mention, _WHO.handle, follow, limit=Limit(500, length)
)  # fmt: skip
