"""Curly quotes, dashes and ellipses, in one walk over the finished tree."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from .draft import Draft

SKIPPED = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "math"})
INLINE = frozenset(
    ("a", "abbr", "b", "cite", "del", "em", "i", "img", "ins", "label", "mark", "q", "s", "small", "span")
)
INLINE |= {"strong", "sub", "sup", "u"}
"""A quotation may begin before one of these and end in it; any other element starts afresh."""
SIGNS = re.compile(r"""---?(?!-)|\.\.\.|["']""")
OPENS_AFTER = frozenset(" \n\t\u00a0([{<–—-/“‘¿¡\x00")
CLIPPED = re.compile(r"(?:\d\ds?\b|(?:tis|twas|twere|twill|em|til|cause|bout|round|n)\b)", re.IGNORECASE)
"""What an apostrophe may stand before: '90s, 'tis, 'em."""


class Typography(Treeprocessor):
    """Runs before backslash escapes are undone, so `\\"` stays straight."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft
        self.before = ""

    def run(self, root: Element) -> None:
        if self.draft.smart_quotes and SIGNS.search(self.draft.text):
            self.before = "\x00"
            self.walk(root)

    def walk(self, element: Element) -> None:
        inline = element.tag in INLINE
        if not inline:
            self.before = "\x00"
        if element.tag in SKIPPED:
            self.before = "x"
        else:
            if element.text:
                element.text = self.text(element.text)
            for child in element:
                self.walk(child)
                if child.tail:
                    child.tail = self.text(child.tail)
        if not inline and element.tag not in SKIPPED:
            self.before = "\x00"

    def text(self, text: str) -> str:
        if not isinstance(text, AtomicString) and SIGNS.search(text):
            before, whole = self.before, text

            def sign(found: re.Match[str]) -> str:
                last = _last(whole[: found.start()]) or before
                return _curl(found[0], last, whole[found.end() :])

            text = SIGNS.sub(sign, text)
        self.before = _last(text) or self.before
        return text


def _last(text: str) -> str:
    """The last character a reader sees: raw HTML is still a placeholder, an escape a number."""
    while text.endswith(ETX) and STX in text:
        text, _, inside = text[:-1].rpartition(STX)
        if inside.isdigit():
            return chr(int(inside))
    return text[-1:]


def _curl(sign: str, before: str, after: str) -> str:
    if sign == "...":
        return "…"
    if sign == "---":
        return "—"
    if sign == "--":
        return "--" if before in OPENS_AFTER and after[:1].isalpha() else "–"  # a command's --option stays
    opens = before in OPENS_AFTER and not after[:1].isspace() and after != ""
    if sign == '"':
        return "“" if opens or (before in OPENS_AFTER and after == "") else "”"
    if opens and CLIPPED.match(after):
        return "’"
    return "‘" if opens or (before in OPENS_AFTER and after == "") else "’"
