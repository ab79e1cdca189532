"""What a crawler finds in a built page: its meta tags, in the order of the page. No theme, model or view is asked."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import msgspec

_LD = ("NewsArticle", "WebPage")
"""The types of JSON-LD that Mastodon reads."""


class Tags(msgspec.Struct, frozen=True):
    found: tuple[tuple[str, str], ...]
    """Name and value of each that is not empty."""
    head: int
    """Bytes to the end of the head."""
    lang: str = ""
    dir: str = ""

    def ranked(self, names: tuple[str, ...]) -> str:
        """The value of the first of these names that the page has."""
        return next((value for name in names for tag, value in self.found if tag == name), "")

    def placed(self, names: tuple[str, ...]) -> str:
        """The value of whichever of these names stands first in the page; `<title>` and `description` come last."""
        usual = tuple(name for name in names if ":" in name)
        return next((value for tag, value in self.found if tag in usual), "") or self.ranked(names)

    def last(self, name: str) -> str:
        return next((value for tag, value in reversed(self.found) if tag == name), "")


def tags(page: bytes) -> Tags:
    """Total: whatever the bytes are, the answer is what can be read of them."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    end = page.lower().find(b"</head>")
    return Tags(tuple(reader.found), end if end >= 0 else len(page), reader.lang, reader.dir)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.lang = self.dir = ""
        self.within = ""
        """`title` or `ld` while its text is read."""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}  # the first of two alike counts
        if tag == "html":
            self.lang, self.dir = given.get("lang", ""), given.get("dir", "")
        elif tag == "meta":
            self._add(given.get("property") or given.get("name", ""), given.get("content", ""))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self._add("link:canonical", given.get("href", ""))
        elif tag == "title" and not self._has("title"):
            self.within, self.text = "title", []
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self.within, self.text = "ld", []

    def handle_data(self, data: str) -> None:
        if self.within:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.within == "title" and tag == "title":
            self._add("title", "".join(self.text))
        elif self.within == "ld" and tag == "script":
            self._linked_data("".join(self.text))
        else:
            return
        self.within = ""

    def _add(self, name: str, value: str) -> None:
        value = " ".join(value.split())
        if name and value:
            self.found.append((name, value))

    def _has(self, name: str) -> bool:
        return any(tag == name for tag, _ in self.found)

    def _linked_data(self, text: str) -> None:
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            return
        for one in read if isinstance(read, list) else [read]:
            if isinstance(one, dict) and one.get("@type") in _LD and not self._has("ld:@type"):
                publisher: Any = one.get("publisher")
                publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
                one["publisher"] = publisher.get("name") if isinstance(publisher, dict) else ""
                for key in ("@type", "headline", "description", "publisher"):
                    value = one.get(key)
                    self._add(f"ld:{key}", value if isinstance(value, str) else "")
