"""Bodies on their way into a page: places filled, text cut, what no page can show."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

from .entry import MARK
from .site import Content
from .strings import Strings

_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef{_PLANES}]")
"""Control characters and Unicode's noncharacters: no page may hold them, and most feeds break over them."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

ANCHOR = re.compile(r'<a class="anchor" [^<>]*></a>')
"""The sign beside a heading, which a style sheet shows: nothing where a text stands without one."""
_MARKED = re.compile(rf"{MARK}(?:(\d+)([xl]?)|(@[^{MARK}]*)){MARK}")
_WORD = re.compile(f"{MARK}([a-z_]+){MARK}")
_NAMED = re.compile(f"{MARK}(@[^{MARK}]*){MARK}")


def find_no_text(text: str) -> re.Match[str] | None:
    """The first of NO_TEXT. In plain ASCII that is looked up in a small table, eight times as fast."""
    return (_CONTROL if text.isascii() else NO_TEXT).search(text)


def fill(html: str, content: Content, page: str = "") -> str:
    """HTML with its places filled but those of words; addresses are made absolute where it says which `page` it is."""

    def put(match: re.Match[str]) -> str:
        if match[3]:
            return _card(match[3], content, page)
        number = int(match[1])
        srcset = content.srcsets[number] if content.srcsets and not page else ""
        if match[2] == "l":
            return "" if srcset else ' loading="lazy"'
        if match[2]:
            return (content.sizes[number] if content.sizes else "") + srcset
        return _address(content.urls[number], page)

    return _MARKED.sub(put, html) if MARK in html else html


def worded(html: str, strings: Strings) -> str:
    """HTML with the theme's words in their places."""
    return _WORD.sub(lambda match: escape(strings.text(match[1])), html) if MARK in html else html


def _address(url: str, page: str) -> str:
    return _escape(urljoin(page, url) if page else url)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("'", "&#39;")


def _card(written: str, content: Content, page: str) -> str:
    """Somebody named in a text. `<bdi>`: a name has a direction of its own, and keeps it to itself."""
    name, url = content.named.get(written, ("", ""))
    if not name:
        return written
    if not url:
        return f'<span class="u-category h-card"><bdi>{_escape(name)}</bdi></span>'
    return f'<a class="u-category h-card" href="{_address(url, page)}"><bdi>{_escape(name)}</bdi></a>'


def named(text: str, content: Content) -> str:
    """Plain text with the people it names."""
    if MARK not in text:
        return text
    text = _NAMED.sub(lambda match: content.named.get(match[1], (match[1],))[0], text)
    return text.replace(MARK, "")  # of a name that was cut off


def shorten(text: str, length: int) -> str:
    """Cut at a word, with an ellipsis; text without spaces is cut where it must be."""
    if len(text) <= length:
        return text
    cut = text[:length].rstrip()
    space = cut.rfind(" ")
    return (cut[:space] if space > length // 2 else cut).rstrip(" ,;:-–—") + "…"


def called(title: str, text: str) -> str:
    """What to call a post where it needs a name: a note may go without a title, and has its first words."""
    return title or shorten(text, 80)
