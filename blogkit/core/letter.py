"""A letter to whoever wrote a post: the address that opens a reader's own mail program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from .view import PersonView

_MAILBOX = re.compile(r"(?:mailto:)?([^\s\x00-\x20\x7f<>\"'`\\@]+@[^\s\x00-\x20\x7f<>\"'`\\@]+)", re.IGNORECASE)


def mailbox(people: Iterable[PersonView]) -> str:
    """The first of their e-mail handles, as they wrote it."""
    return next((handle for person in people for network, handle in person.handles if network == "email"), "")


def reply(mailbox: str, title: str) -> str:
    """`mailto:` with "Re:" and the title as subject; empty when the mailbox is none. Never a second header."""
    if not (match := _MAILBOX.fullmatch(mailbox.strip())):
        return ""
    subject = "Re: " + " ".join(title.split())
    return f"mailto:{quote(match[1], safe='@', errors='replace')}?subject={quote(subject, safe='', errors='replace')}"
