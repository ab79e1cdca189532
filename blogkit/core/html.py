"""Bodies on their way into a page: places filled, text cut."""

from __future__ import annotations

import re

from .entry import MARK
from .site import Content

_MARKED = re.compile(MARK + r"(\d+)(x?)" + MARK)


def fill(html: str, content: Content, absolute: str = "") -> str:
    """HTML with its places filled; `absolute` is put before addresses of this site (an origin without a slash)."""

    def put(match: re.Match[str]) -> str:
        number = int(match[1])
        if match[2]:
            return content.sizes[number] if content.sizes else ""
        url = content.urls[number]
        if absolute and url.startswith("/"):
            url = absolute + url
        return url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("'", "&#39;")

    return _MARKED.sub(put, html) if MARK in html else html


def shorten(text: str, length: int) -> str:
    """Cut at a word, with an ellipsis; text without spaces is cut where it must be."""
    if len(text) <= length:
        return text
    cut = text[:length].rstrip()
    space = cut.rfind(" ")
    return (cut[:space] if space > length // 2 else cut).rstrip(" ,;:-–—") + "…"
