"""Hacker News.

As of 2026-11. The submit page takes a title, of 80 characters by its own word, and an address. Nobody is mentioned
there: one replies.
"""

from __future__ import annotations

from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOST = r"news\.ycombinator\.com"
_WHO = Accounts(r"[A-Za-z0-9_-]{2,15}", "{}", "https://news.ycombinator.com/user?id={}", _HOST)


def share(text: str, url: str) -> str:
    return f"https://news.ycombinator.com/submitlink?u={encoded(url)}&t={encoded(text)}"


def owns(url: str) -> bool:
    return at(_HOST, r"/item\?id=[0-9]+", url)


NETWORK = Network(
    "hacker_news", "Hacker News", share, owns, _WHO.profile, handle=_WHO.handle, limit=Limit(80, url_apart=True)
)
