"""The HTML before `<!-- more -->`, whole enough to stand alone on a page with others."""

from __future__ import annotations

import re

from blogkit.core.html import ANCHOR

from .prose import NOTE

TAG = re.compile(r"""<!--.*?-->|<(/?)([a-z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE | re.DOTALL)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
ID = re.compile(r"""(<[a-z][^\s<>]*(?:\s[^<>]*?)?)\sid=(?:"[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)
EMPTY_END = re.compile(r"<(p|li|ul|ol|blockquote|div)(?:\s[^<>]*)?>\s*</\1>\s*\Z")


def excerpt(html: str) -> str:
    """Close what the cut left open; take out footnote marks and ids, which would point nowhere or stand twice."""
    open_tags: list[str] = []
    for found in TAG.finditer(html):
        name = (found[2] or "").lower()
        if not name or name in VOID or found[3].endswith("/"):
            continue
        if not found[1]:
            open_tags.append(name)
        elif name in open_tags:
            while open_tags.pop() != name:
                pass
    html = html.rstrip() + "".join(f"</{name}>" for name in reversed(open_tags))
    html = ID.sub(r"\1", ANCHOR.sub("", NOTE.sub("", html)))
    shorter = ""
    while shorter != html:
        shorter, html = html, EMPTY_END.sub("", html).rstrip()
    return html
