"""Bare `https://…` and `www.…` become links, by GitHub's rules for where an address ends.

The address of a bare `www.…` gets https.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, STX, AtomicString

# CJK punctuation never belongs to an address; a placeholder of python-markdown (STX … ETX) ends it.
PATTERN = (
    r"""(?<![A-Za-z0-9_/@.:"'=&#-])(?:https?://(?=[^\W_]|\[)|www\.(?=[^\W_]))"""
    rf"[^\s<>\"{STX}{ETX}\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f“”«»]*+"
)
TRAILING = "?!.,:*_~'\"…"
TAG = re.compile(r"<(/?)([a-z]+)(?=[\s>])")
ENTITY = re.compile(r"&[a-zA-Z0-9]+;$")


def trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it, and without a bracket that was opened before it."""
    while True:
        shorter = address.rstrip(TRAILING)
        if (shorter.endswith(")") and shorter.count(")") > shorter.count("(")) or (
            shorter.endswith("]") and shorter.count("]") > shorter.count("[")
        ):
            shorter = shorter[:-1]
        elif shorter.endswith(";"):
            shorter = ENTITY.sub("", shorter) if ENTITY.search(shorter) else shorter[:-1]
        if shorter == address:
            return address
        address = shorter


class AutolinkPattern(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(PATTERN, md)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        address = trimmed(m[0])
        if len(address) < 5 or ("." not in address and "//" not in address) or self.in_raw(data, m.start()):
            return None, m.start(), m.end()
        link = Element("a", {"href": address if "://" in address[:8] else f"https://{address}"})
        link.text = AtomicString(unescape(address) if "&" in address else address)
        return link, m.start(), m.start() + len(address)

    def in_raw(self, data: str, end: int, tags: tuple[str, ...] = ("a",)) -> bool:
        """Whether an `<a>` that the author wrote as HTML is open here: by now its tags lie in two stashes."""
        if self.md is None or not self.md.htmlStash.rawHtmlBlocks or "klzzwxh" not in data:
            return False
        nodes = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        raw = self.md.htmlStash.rawHtmlBlocks
        inside = False
        for mark in INLINE_PLACEHOLDER_RE.finditer(data, 0, end):
            node = nodes.get(mark[1])
            if isinstance(node, str) and (stashed := HTML_PLACEHOLDER_RE.fullmatch(node)):
                tag = TAG.match(str(raw[int(stashed[1])]).lower())
                if tag and tag[2] in tags:
                    inside = not tag[1]
        return inside
