"""`![alt](photo.jpg "Caption")` alone in a paragraph becomes a figure with a caption."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .draft import Draft


class Figures(Treeprocessor):
    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        if "![" not in self.draft.rewritten:
            return
        for paragraph in root.iter("p"):
            image = _only_image(paragraph)
            if image is not None and (caption := image.attrib.pop("title", "")):
                paragraph.tag = "figure"
                SubElement(paragraph, "figcaption").text = caption


def _only_image(element: Element) -> Element | None:
    """The image that is all there is in a paragraph, linked or not."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    child = element[0]
    if child.tag == "a":
        return _only_image(child)
    return child if child.tag == "img" else None
