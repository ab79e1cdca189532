"""A Markdown link to `javascript:` or `data:` loses its address. HTML that the author wrote is the author's own."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from blogkit.core.diagnostic import warning

from .draft import Draft
from .places import Places

UNSAFE = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
SUSPECT = ("script", "data:", "&#", "&colon", "&newline", "&tab")
"""Without any of these in the text there is no such link, however it is hidden."""
IGNORED = re.compile(r"[\x00-\x20]+")
"""What browsers overlook before and inside a scheme."""


class Schemes(Treeprocessor):
    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        text = self.draft.rewritten.lower()
        if not any(sign in text for sign in SUSPECT):
            return
        for link in root.iter("a"):
            address = link.get("href", "")
            found = UNSAFE.match(IGNORED.sub("", unescape(address)))
            if found:
                del link.attrib["href"]
                self.draft.diagnostics.append(
                    warning(
                        "link/unsafe-scheme",
                        f'a link must not lead to "{found[1].lower()}:", so its address was taken out',
                        Places(self.draft).find(address),
                        found=address[:80],
                        fix="link to a page, or write the link as HTML if you mean it",
                    )
                )
