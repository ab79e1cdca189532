"""Telegram: for passing on in private, and its public channels.

As of 2026-11: `t.me/share/url` (core.telegram.org/widgets/share); 4096 characters a message, as for bots
(core.telegram.org/bots/api), counted in UTF-16 units, as all offsets are there.
"""

from __future__ import annotations

from ..core.length import utf16
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:www\.)?(?:t|telegram)\.me"
_NAME = (
    r"(?!(?i:share|joinchat|addstickers|addemoji|addlist|addtheme|proxy|socks|login|setlanguage|invoice|boost)\Z)"
    r"[A-Za-z][A-Za-z0-9_]{3,31}"
)
_WHO = Accounts(_NAME, "@{}", "https://t.me/{}", _HOSTS)


def share(text: str, url: str) -> str:
    return f"https://t.me/share/url?url={encoded(url)}&text={encoded(text)}"


def owns(url: str) -> bool:
    return at(_HOSTS, r"/(?:s/)?[A-Za-z][A-Za-z0-9_]{3,31}/[0-9]+(?:/[0-9]+)?", url)


NETWORK = Network(
    "telegram", "Telegram", share, owns, _WHO.profile, _WHO.mention, _WHO.handle, limit=Limit(4096, utf16)
)  # fmt: skip
