"""`@ana` and `@{ana}`: people of people.yaml, named in the text by their keys.

Who they are only the whole site knows, so each becomes a place that the model fills. Never inside a link or code, and
never what merely looks like a name: `ana@example.org`, `@ana@social.example`, `@ana.example`, `@scope/part`,
`@cache(…)`.
"""

from __future__ import annotations

import re
from unicodedata import category
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from blogkit.core.entry import MARK, Ref

from .autolink import AutolinkPattern
from .places import Places

PATTERN = r"(?<![A-Za-z0-9./@\\])@(?:\{(?P<braced>[^{}<>&\n\x00-\x1f]{1,80})\}|(?=[^\W\d_]))"
MAX_NAME = 60
JOINERS = "\u200c\u200d"
TAG = f"<{MARK}[^>]*>(.*?)</{MARK}>"
"""Of an element that no author can write, until the whole text is converted; only attributes, as in `@ana{.x}`."""
OPAQUE = ("a", "code", "kbd", "samp", "tt", "var")


class NamePattern(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, autolink: AutolinkPattern) -> None:
        super().__init__(PATTERN, md)
        self.autolink = autolink

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        start, end = m.span()
        if m["braced"] is None:
            end = _end(data, end)
            if not _stands_alone(data, start, end):
                return None, start, max(end, m.end())
        elif not m["braced"].strip():
            return None, start, end
        if self.autolink.in_raw(data, start, OPAQUE):
            return None, start, end
        name = Element(MARK)
        name.text = AtomicString(data[start:end])
        return name, start, end


def _end(data: str, at: int) -> int:
    """Where the name that begins there ends: letters, digits and the marks that belong to them, `-` and `_` inside."""
    end = at
    while end < len(data) and (data[end].isalnum() or data[end] in "-_" or _joins(data[end])):
        end += 1
    while end > at and (data[end - 1] in "-_" or data[end - 1] in JOINERS):
        end -= 1
    return end


def _joins(character: str) -> bool:
    return character > "\x7f" and (character in JOINERS or category(character)[0] == "M")


def _stands_alone(data: str, start: int, end: int) -> bool:
    before, after, beyond = data[start - 1 : start], data[end : end + 1], data[end + 1 : end + 2]
    if before.isalnum() or end - start > MAX_NAME or after in ("@", "/", "(", "\\", "="):
        return False
    return not (after in (".", ":") and (beyond.isalnum() or beyond == "/"))


def marked(html: str) -> str:
    """With a MARK place for everybody named."""
    return re.sub(TAG, rf"{MARK}\1{MARK}", html, flags=re.DOTALL) if MARK in html else html


def named(html: str, places: Places) -> tuple[Ref, ...]:
    """Everybody named in `html`, once however often, in their order."""
    written = re.findall(f"{MARK}(@[^{MARK}]*){MARK}", html) if MARK + "@" in html else ()
    return tuple(Ref(name, places.find_name(name), "person") for name in dict.fromkeys(written))
