"""`![alt](photo.jpg "Caption")` alone in a paragraph becomes a figure with a caption.

`![](photo.jpg)` says nothing about the picture. It loses its empty `alt`, so that the pass over the HTML can tell it
from an `<img alt="">` that an author wrote for decoration.
"""

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
        for image in root.iter("img"):
            if not image.get("alt", "").strip():
                image.attrib.pop("alt", None)
        for paragraph in root.iter("p"):
            only = _only_image(paragraph)
            if only is not None and (caption := only.attrib.pop("title", "")):
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
