"""LinkedIn.

As of 2026-11. Its share link takes an address and no text, and a mention cannot be typed: one picks from a list
(learn.microsoft.com/linkedin). Room: 3000 characters, as everybody reports; how emoji count is not said, so they count
as the two UTF-16 units that they are in a browser.
"""

from __future__ import annotations

from ..core.length import utf16
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at, encoded

_HOSTS = r"(?:[a-z]{2,3}\.)?linkedin\.com"
_WHO = Accounts(r"(?:in|company|school|showcase)/[\w&.-]{2,100}", "{}", "https://www.linkedin.com/{}", _HOSTS)


def share(text: str, url: str) -> str:
    return "https://www.linkedin.com/sharing/share-offsite/?url=" + encoded(url)


def owns(url: str) -> bool:
    return at(_HOSTS, r"/(?:posts/[\w%.-]+|feed/update/urn:li:[A-Za-z]+:[0-9]+|pulse/[\w%.-]+)", url)


def profile(handle: str) -> str:
    """`in/ana-bell`, as LinkedIn writes it, or `ana-bell`; companies are `company/acme`."""
    return _WHO.profile(handle) or _WHO.profile("in/" + handle.strip())


NETWORK = Network("linkedin", "LinkedIn", share, owns, profile, handle=_WHO.handle, limit=Limit(3000, utf16))
