"""Curly quotes, dashes and ellipses, in one walk over the finished tree."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from blogkit.core.entry import MARK

from .draft import Draft

SKIPPED = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "math", MARK})
"""A MARK is the name of somebody, which the model fills in."""
INLINE = frozenset(
    {"a", "abbr", "b", "cite", "del", "em", "i", "img", "ins", "label", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "u"}
)
"""A quotation may begin before one of these and end in it; any other element starts afresh."""
RAW = re.compile(rf"({STX}wzxhzdk:[0-9]+{ETX})")
RAW_SKIPPED = re.compile(r"<(/?)(?:code|kbd|samp|var|tt)\b", re.IGNORECASE)
SIGNS = re.compile(r"""---?(?!-)|\.\.\.|["']""")
OPENS_AFTER = frozenset(" \n\t\u00a0([{<–—-/“‘¿¡\x00")
START = "\x00"
CLIPPED = re.compile(r"(?:\d\ds?\b|(?:tis|twas|twere|twill|em|til|cause|bout|round|n)\b)", re.IGNORECASE)
"""What an apostrophe may stand before: '90s, 'tis, 'em."""


class Typography(Treeprocessor):
    """Runs before backslash escapes are undone, so `\\"` stays straight."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft
        self.before = START
        """The character before the text to come."""
        self.quiet = False
        """Whether a `<kbd>` or the like that the author wrote as HTML is open."""

    def run(self, root: Element) -> None:
        if self.draft.smart_quotes and SIGNS.search(self.draft.text):
            self.walk(root)

    def walk(self, element: Element) -> None:
        inline = element.tag in INLINE
        if not inline:
            self.before, self.quiet = START, False
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
            self.before = START

    def text(self, text: str) -> str:
        if isinstance(text, AtomicString) or not (SIGNS.search(text) or self.quiet or STX in text):
            self.before = _last(text) or self.before
            return text
        return "".join(self.piece(piece) for piece in RAW.split(text))

    def piece(self, text: str) -> str:
        """Text between tags that the author wrote as HTML, or the placeholder of one."""
        if RAW.fullmatch(text) and self.md is not None:
            tag = RAW_SKIPPED.match(str(self.md.htmlStash.rawHtmlBlocks[int(text[9:-1])]))
            if tag:
                self.quiet = not tag[1]
            return text
        if self.quiet:
            return text
        before, whole = self.before, text

        def sign(found: re.Match[str]) -> str:
            return _curl(found[0], _last(whole[: found.start()]) or before, whole[found.end() :])

        text = SIGNS.sub(sign, text)
        self.before = _last(text) or self.before
        return text


def _last(text: str) -> str:
    """The last character a reader sees: an escape is still a number, an entity a placeholder."""
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
