"""TeX goes through untouched, escaped for HTML only; drawing it is a theme's business.

`$x$` follows pandoc's rule: no space just inside the dollars, no digit after the closing one, so that "costs $5 and
$6" stays money. `\\[…\\]` counts only as a block of its own: within a line, `\\[sic\\]` is how careful writers escape
brackets.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX, AtomicString

from .draft import Draft

PATTERN = (
    r"(?<![\\$])\$\$(?!\$)(?P<display>(?:[^$\\]|\\.)++)\$\$"
    r"|(?<![\\$\w])\$(?![\s$])(?P<dollar>(?:[^$\\]|\\.)++)(?<!\s)\$(?![\d$])"
    r"|(?<!\\)\\\((?P<paren>(?:[^\\]|\\[^()])++)\\\)"
)


def display_block(tex: str) -> str:
    return f'<div class="math display">\\[{escape(tex, quote=False)}\\]</div>'


class MathPattern(InlineProcessor):
    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(PATTERN, md)
        self.draft = draft

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        tex = m["display"] or m["dollar"] or m["paren"]
        if not self.draft.math or STX in tex or not tex.strip():
            return None, None, None  # with a code span inside it is prose
        self.draft.has_math = True
        span = Element("span", {"class": "math display" if m["display"] else "math inline"})
        left, right = ("\\[", "\\]") if m["display"] else ("\\(", "\\)")
        span.text = AtomicString(left + escape(tex, quote=False) + right)
        return span, m.start(), m.end()
