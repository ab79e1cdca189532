"""A feed format turns a feed view into bytes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import msgspec

from ..core.view import FeedItem, FeedView


class FeedFormat(msgspec.Struct, frozen=True):
    """`render` is pure and builds its output with a real XML or JSON writer, never a string template."""

    name: str
    file_name: str
    media_type: str
    render: Callable[[FeedView], bytes]


def html_of(item: FeedItem) -> str:
    """An item's whole HTML: its text, or else its summary, and the footer below. Empty for one that has neither."""
    if not item.footer:
        return item.content
    summary = f"<p>{escape(item.entry.summary, quote=False)}</p>" if item.entry.summary else ""
    return f"{item.content or summary}\n{item.footer}"
