"""Facebook.

As of 2026-11. Its share link takes an address and no text; it works, but is not documented any more. A mention cannot
be typed: one picks from a list. Room: 63,206 characters, a number of 2011 that an engineer of theirs gave to the press
and nobody has taken back; emoji count as two.
"""

from __future__ import annotations

import re

from ..core.length import utf16
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:(?:www|m|web|mbasic|[a-z]{2}-[a-z]{2})\.)?facebook\.com"
_NAME = (
    r"(?!(?:groups|pages|events|watch|reel|marketplace|gaming|people|photo|share|sharer|story|permalink|profile|login"
    r"|help|policies|settings|messages|hashtag)(?:\.php)?\Z)[A-Za-z0-9.]{3,50}"
)
_WHO = Accounts(_NAME, "{}", "https://www.facebook.com/{}", _HOSTS)
_NUMBERED = rf"https?://(?i:{_HOSTS})/profile\.php\?id=([0-9]{{3,20}})(?:&[!-~]*)?"


def share(text: str, url: str) -> str:
    return "https://www.facebook.com/sharer/sharer.php?u=" + encoded(url)


def owns(url: str) -> bool:
    named = r"(?:[A-Za-z0-9.]+/(?:posts|videos|photos)|groups/[\w.-]+/(?:posts|permalink)|share/[prv]|reel)/[\w./%-]+"
    numbered = r"(?:permalink|story|photo|watch/?)(?:\.php)?\?(?:[!-~]*&)?(?:story_fbid|fbid|v)=[!-~]+"
    return at(_HOSTS, f"/(?:{named}|{numbered})", url)


def profile(handle: str) -> str:
    return _WHO.profile(_plain(handle))


def handle(url: str) -> str:
    return _WHO.handle(_plain(url))


def _plain(given: str) -> str:
    """Accounts without a name have a number, with an address of its own."""
    return re.sub(rf"^\s*{_NUMBERED}\s*\Z", r"https://www.facebook.com/\1", given)


NETWORK = Network("facebook", "Facebook", share, owns, profile, handle=handle, limit=Limit(63_206, utf16))
