"""Reddit.

As of 2026-11. The submit page takes a title and an address; a title has room for 300 characters (reddit.com/dev/api).
Many communities frown on people who link to themselves: read their rules first.
"""

from __future__ import annotations

from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:(?:www|old|new|np|m|sh)\.)?reddit\.com"
_WHO = Accounts(r"[A-Za-z0-9_-]{3,20}", "u/{}", "https://www.reddit.com/user/{}", _HOSTS)


def share(text: str, url: str) -> str:
    return f"https://www.reddit.com/submit?url={encoded(url)}&title={encoded(text)}"


def owns(url: str) -> bool:
    thread = r"/(?:r|u|user)/[\w-]+/(?:comments/[a-z0-9]+(?:/[\w%-]*){0,2}|s/[A-Za-z0-9]+)|/comments/[a-z0-9]+"
    return at(_HOSTS, thread, url) or at(r"redd\.it", r"/[a-z0-9]+", url)


def profile(handle: str) -> str:
    return _WHO.profile(_in_full(handle))


def mention(handle: str) -> str:
    return _WHO.mention(_in_full(handle))


def handle(url: str) -> str:
    return _WHO.handle(_in_full(url))


def _in_full(url: str) -> str:
    return url.replace("reddit.com/u/", "reddit.com/user/", 1)


NETWORK = Network("reddit", "Reddit", share, owns, profile, mention, handle, limit=Limit(300, url_apart=True))
