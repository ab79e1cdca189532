"""What python-markdown need not look for.

A post without a `|` holds no table, a line without a `[` no link. python-markdown asks every pattern about every
piece of text all the same, which is most of its time. Here each of its processors is paired with the marks it cannot
do without and is skipped where they are missing; the result is the same, the tests compare.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from .draft import Draft

BLOCK_MARKS = {
    "admonition": ("!!!",),
    "markdown_block": ("markdown",),
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"),
    "deflist": ("\n:", " : ", ">:"),
    "quote": (">",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "reference": ("]:",),
}
BLOCKS_BY_MARK = ("hashheader", "setextheader", "quote")
"""Those whose mark must be in the block itself, not only in the text."""
INLINE_MARKS = {
    "backtick": ("`",),
    "math": ("$", "\\("),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("://",),
    "automail": ("@",),
    "linebreak": ("  \n", "\\\n"),
    "html": ("<",),
    "bare_url": ("://", "www."),
    "name": ("@",),
    "entity": ("&",),
    "strike": ("~~",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "not_strong": ("*", "_"),
}
NEED_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
TREE_MARKS = {"attr_list": ("{",), "unescape": ("\\",), "footnote-duplicate": ("[^",)}
TAG = re.compile(r"<(?!https?://)[A-Za-z/!?]")


def steps(registry: Any, marks: dict[str, tuple[str, ...]]) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """Each processor in its order, with the marks of which at least one must be there; none means always."""
    needs = {registry[name]: marks[name] for name in marks if name in registry}
    return tuple((needs.get(processor, ()), processor) for processor in registry)


def wanted(marks: tuple[str, ...], text: str) -> bool:
    return not marks or any(mark in text for mark in marks)


def quicken(processor: BlockProcessor, marks: tuple[str, ...]) -> None:
    """Lets it look only at blocks that hold one of its marks."""
    test = processor.test

    def marked_test(parent: Element, block: str) -> bool:
        return wanted(marks, block) and test(parent, block)

    processor.test = marked_test  # type: ignore[method-assign]


class WhenTags(Preprocessor):
    """Looks for raw HTML only where something could be a tag."""

    def __init__(self, md: Markdown, inner: Preprocessor) -> None:
        super().__init__(md)
        self.inner = inner

    def run(self, lines: list[str]) -> list[str]:
        return self.inner.run(lines) if TAG.search("\n".join(lines)) else lines


class WhenMarked(Treeprocessor):
    """Walks the tree only if the source holds a mark."""

    def __init__(self, md: Markdown, draft: Draft, inner: Treeprocessor, marks: tuple[str, ...]) -> None:
        super().__init__(md)
        self.draft, self.inner, self.marks = draft, inner, marks
        if isinstance(inner, UnescapeTreeprocessor):
            self.RE = inner.RE  # read by python-markdown's pattern for inline HTML

    def run(self, root: Element) -> Element | None:
        return self.inner.run(root) if wanted(self.marks, self.draft.rewritten) else None


class QuickInline(InlineProcessor):
    """Asks a pattern only about text that holds its mark.

    This overrides one private method of python-markdown and calls another. Should they go away, it is python-markdown's
    own method that runs and only the speed is lost.
    """

    steps: tuple[tuple[tuple[str, ...], Any], ...] = ()
    """All patterns, in their order."""
    active: tuple[tuple[tuple[str, ...], Any], ...] = ()
    """Those that this text can need."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns: Any = self.inlinePatterns
        if not self.steps:
            self.steps = steps(patterns, INLINE_MARKS)
        draft = self.draft
        idle = set() if self.md and self.md.references else {patterns[name] for name in NEED_REFERENCES}
        if not draft.math:
            idle.add(patterns["math"])
        self.active = tuple(
            (marks, pattern) for marks, pattern in self.steps if wanted(marks, draft.rewritten) and pattern not in idle
        )
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        active, at, start = self.active, patternIndex, 0
        while at < len(active):
            marks, pattern = active[at]
            for mark in marks:
                if mark in data:
                    break
            else:
                if marks:
                    at += 1
                    start = 0
                    continue
            data, matched, start = self._InlineProcessor__applyPattern(pattern, data, at, start)  # type: ignore[attr-defined]
            if not matched:
                at += 1
        return data
