"""Tables that fit a strict Content-Security-Policy and a narrow screen: alignment by class, and a box that scrolls."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .draft import Draft

ALIGNMENTS = {f"text-align: {side};": f"align-{side}" for side in ("left", "right", "center")}


class Tables(Treeprocessor):
    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        if "|" not in self.draft.rewritten:
            return
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table":
                    _align(child)
                    box = Element("div", {"class": "table", "tabindex": "0"})
                    box.tail, child.tail = child.tail, None
                    parent[place] = box
                    box.append(child)


def _align(table: Element) -> None:
    for cell in table.iter():
        if cell.tag in {"td", "th"} and (name := ALIGNMENTS.get(cell.get("style", ""))):
            del cell.attrib["style"]
            cell.set("class", f"{cell.get('class', '')} {name}".strip())
