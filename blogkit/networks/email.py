"""E-mail: the oldest network, with no limit and nobody in between. Its links are those of RFC 6068."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from ..extend.network import Network, address, encoded

_HANDLE = r"(?i:mailto:)?(?P<mailbox>[^\s\x00-\x20\x7f<>\"'`\\@]+@[\w-]+(?:\.[\w-]+)+)"


def share(text: str, url: str) -> str:
    """Text as subject and above the address. Lines end in CR LF, and a subject has one only."""
    body = f"{text}\r\n\r\n{url}" if text else url
    return f"mailto:?subject={encoded(' '.join(text.split()))}&body={encoded(body)}"


def owns(url: str) -> bool:
    """No copy of a post lives in a letterbox that others can open."""
    return False


def profile(handle: str) -> str:
    """`ana@ana.dev` is `mailto:ana@ana.dev`; the address of a contact form is kept."""
    handle = handle.strip()
    if match := re.fullmatch(_HANDLE, handle):
        return "mailto:" + quote(match["mailbox"], safe="@", errors="replace")
    return address(handle)


def handle(url: str) -> str:
    scheme, _, rest = url.strip().partition(":")
    mailbox = unquote(rest.partition("?")[0])
    return mailbox if scheme.lower() == "mailto" and re.fullmatch(_HANDLE, mailbox) else ""


def follow(handle: str) -> str:
    """Nowhere: one writes to a letterbox."""
    return ""


NETWORK = Network("email", "e-mail", share, owns, profile, handle=handle, follow=follow)
