"""Bluesky. As of 2026-11, a post has room for 300 grapheme clusters (docs.bsky.app) and 3000 bytes (its lexicon)."""

from __future__ import annotations

from ..core.length import graphemes, utf8
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded, together

_NAME = r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|did:[a-z]+:[A-Za-z0-9._:-]+)"
_WHO = Accounts(_NAME, "@{}", "https://bsky.app/profile/{}")


def share(text: str, url: str) -> str:
    return "https://bsky.app/intent/compose?text=" + encoded(together(text, url))


def owns(url: str) -> bool:
    return at(r"bsky\.app", rf"/profile/{_NAME}/post/[A-Za-z0-9]+", url)


def length(text: str) -> int:
    """Both rules in one number: bytes have ten times the room."""
    return max(len(graphemes(text)), (utf8(text) + 9) // 10)


NETWORK = Network(
    "bluesky", "Bluesky", share, owns, _WHO.profile, _WHO.mention, _WHO.handle, limit=Limit(300, length)
)  # fmt: skip
