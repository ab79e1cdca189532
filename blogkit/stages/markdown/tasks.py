"""`- [x] done` becomes a checkbox that cannot be changed, with the item's own text as its label."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .draft import Draft

MARKS = {"[ ] ": False, "[x] ": True, "[X] ": True}


class TaskLists(Treeprocessor):
    """Runs before inline patterns: the label's text is still to be read by them."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        text = self.draft.rewritten
        if "[ ] " not in text and "[x] " not in text and "[X] " not in text:
            return
        for parent in root.iter():
            for item in parent:
                if item.tag == "li" and _make_task(item):
                    classes = parent.get("class", "")
                    if "task-list" not in classes:
                        parent.set("class", f"{classes} task-list".strip())


def _make_task(item: Element) -> bool:
    holder = item if (item.text or "").strip() or not len(item) or item[0].tag != "p" else item[0]
    text = (holder.text or "").lstrip()
    done = MARKS.get(text[:4])
    if done is None or not text[4:].strip():
        return False
    item.set("class", "task")
    box = Element("input", {"type": "checkbox", "disabled": "disabled"})
    if done:
        box.set("checked", "checked")
    box.tail = " " + text[4:].lstrip()
    label = Element("label")
    label.append(box)
    holder.text = None
    holder.insert(0, label)
    return True
