"""E-mail: the oldest network, with no limit and nobody in between."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..extend.network import Network, address

_HANDLE = re.compile(r"(?:mailto:)?(?P<mailbox>[^\s\x00-\x20\x7f<>\"'`\\@]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


def share(text: str, url: str) -> str:
    """Text as subject and above the address. RFC 6068 wants CR LF between lines, and none in a subject."""
    subject = quote(" ".join(text.split()), safe="", errors="replace")
    body = quote(f"{text}\r\n\r\n{url}" if text else url, safe="", errors="replace")
    return f"mailto:?subject={subject}&body={body}"


def owns(url: str) -> bool:
    """No copy of a post lives in a letterbox that others can open."""
    return False


def profile(handle: str) -> str:
    """`ana@ana.dev` is `mailto:ana@ana.dev`; the address of a contact form is kept."""
    handle = handle.strip()
    if match := _HANDLE.fullmatch(handle):
        return "mailto:" + quote(match["mailbox"], safe="@", errors="replace")
    return address(handle)


NETWORK = Network("email", "e-mail", share, owns, profile)
