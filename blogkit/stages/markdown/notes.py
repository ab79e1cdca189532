"""Footnotes are numbered in the order in which the text refers to them, wherever they are defined."""

from __future__ import annotations

import re
from collections import OrderedDict
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from .draft import Draft

REFERENCE = re.compile(r"\[\^([^\]]*)\](?!:)")


class NoteOrder(Treeprocessor):
    """Runs when all definitions have been read and no reference yet."""

    def __init__(self, md: Markdown, draft: Draft, extension: FootnoteExtension) -> None:
        super().__init__(md)
        self.draft = draft
        self.extension = extension

    def run(self, root: Element) -> None:
        notes = self.extension.footnotes
        if len(notes) > 1:
            order = [*REFERENCE.findall(self.draft.rewritten), *notes]
            self.extension.footnotes = OrderedDict((name, notes[name]) for name in order if name in notes)
