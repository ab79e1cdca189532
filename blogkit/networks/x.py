"""X, once Twitter.

As of 2026-11. Sharing and following: web intents (docs.x.com). Room: 280 by weight, from configuration v3 of
twitter-text: Latin, Greek, Cyrillic, Arabic, Indic and a few signs weigh 1, the rest and every emoji 2, a link 23, all
of it after composition (NFC). Paying members have more, which is not told apart here. X knows which top-level domains
exist, and counts `node.js` in full; here a link without https weighs 23 or its length, whichever is more.
"""

from __future__ import annotations

import re
import unicodedata

from ..core.length import emoji, has_emoji, is_host, link
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:www\.|mobile\.)?(?:x|twitter)\.com"
_NAME = (
    r"(?!(?:i|home|intent|share|search|hashtag|explore|settings|messages|notifications|login|tos|privacy|about)(?!\w))"
    r"[A-Za-z0-9_]{1,15}"
)
_WHO = Accounts(_NAME, "@{}", "https://x.com/{}", _HOSTS)

_LETTERS = r"A-Za-z0-9\u0400-\u04ff\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0300-\u036f\u1e00-\u1eff"
_LINK = link(
    path=rf"{_LETTERS}!*';:=+,.$/%#\[\]\-\u2013_~@|&",
    ending=rf"{_LETTERS}+\-=_#/",
    query=r"A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|",
    query_ending=r"A-Za-z0-9\-_&=#/",
)
_BARE = r"(?<![A-Za-z0-9@＠$#＃_./-])(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}(?![A-Za-z0-9@+-])(?:[/?][!-~]*)?"
_HEAVY = r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]"


def share(text: str, url: str) -> str:
    return f"https://x.com/intent/tweet?text={encoded(text)}&url={encoded(url)}"


def owns(url: str) -> bool:
    return at(_HOSTS, r"/(?:[A-Za-z0-9_]{1,15}|i/web|i)/status/[0-9]+", url)


def follow(handle: str) -> str:
    name = _WHO.mention(handle).removeprefix("@")
    return f"https://x.com/intent/follow?screen_name={name}" if name else ""


def length(text: str) -> int:
    """Links and emoji are replaced by as many letters as they weigh, then the heavy characters are counted twice."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(_LINK, lambda found: "x" * 23 if is_host(found["host"]) else found[0], text)
    text = re.sub(_BARE, lambda found: "x" * max(23, len(found[0])), text)
    if has_emoji(text):
        text = emoji().sub("xx", text)
    return len(text) + len(re.findall(_HEAVY, text))


NETWORK = Network(
    "x", "X", share, owns, _WHO.profile, _WHO.mention, _WHO.handle, follow, limit=Limit(280, length)
)  # fmt: skip
