"""python-markdown, set up once per process and told at each post what it need not look for.

A post without a `|` holds no table, a line without a `[` no link. python-markdown asks every pattern about every
piece of text all the same, which is most of its time. Here each of its processors is paired with the mark it cannot
do without and is skipped where that mark is missing; the result is the same, the tests compare.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from .autolink import AutolinkPattern
from .draft import Draft
from .figures import Figures
from .guard import check_runs
from .lines import LineReader
from .math import MathPattern
from .notes import NoteOrder
from .schemes import Schemes
from .tables import Tables
from .tasks import TaskLists
from .typography import Typography

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
    "entity": ("&",),
    "strike": ("~~",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "not_strong": ("*", "_"),
}
NEED_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
TREE_MARKS = {"attr_list": ("{",), "unescape": ("\\",), "footnote-duplicate": ("[^",)}
STRUCK = r"(~~)(?=[^\s~])(.{1,2000}?)(?<=[^\s~])~~(?!~)"
TAG = re.compile(r"<(?!https?://)[A-Za-z/!?]")


class Engine(Markdown):
    """python-markdown with everything that blogkit's Markdown knows."""

    def __init__(self) -> None:
        self.draft = Draft()
        footnotes = FootnoteExtension(BACKLINK_TEXT="&#8617;&#65038;", BACKLINK_TITLE="↩ {}")
        super().__init__(
            output_format="html",
            extensions=[
                TableExtension(),
                footnotes,
                DefListExtension(),
                AdmonitionExtension(),
                AttrListExtension(),
                MarkdownInHtmlExtension(),
                AbbrExtension(),
                SaneListExtension(),
            ],
        )
        self.ESCAPED_CHARS = list(string.punctuation)
        self.blocks = frozenset(self.block_level_elements)
        draft = self.draft
        self.parser.blockprocessors.register(Headings(self.parser), "hashheader", 70)
        self.preprocessors.register(Lines(self), "normalize_whitespace", 30)
        self.preprocessors.register(WhenTags(self, self.preprocessors["html_block"]), "html_block", 20)
        self.inlinePatterns.register(MathPattern(self, draft), "math", 185)
        self.inlinePatterns.register(SubstituteTagInlineProcessor(r"(?: {2,}|\\)\n", "br"), "linebreak", 100)
        self.inlinePatterns.register(AutolinkPattern(self), "bare_url", 85)
        self.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "strike", 65)
        trees = self.treeprocessors
        trees.register(NoteOrder(self, draft, footnotes), "note_order", 55)
        trees.register(TaskLists(self, draft), "tasks", 25)
        trees.register(QuickInline(self), "inline", 20)
        trees.register(Schemes(self, draft), "schemes", 9)
        trees.register(Figures(self, draft), "figures", 7.5)
        trees.register(Tables(self, draft), "tables", 7.4)
        trees.register(Typography(self, draft), "typography", 6)
        for name, place in (("attr_list", 8), ("unescape", 0), ("footnote-duplicate", 15)):
            trees.register(WhenMarked(self, trees[name], TREE_MARKS.get(name, ())), name, place)
        self.block_steps = _steps(self.parser.blockprocessors, BLOCK_MARKS)

    def is_block_level(self, tag: Any) -> bool:
        return isinstance(tag, str) and tag.lower().rstrip("/") in self.blocks

    def render(self) -> str:
        """The draft as HTML. What else was found on the way is in the draft."""
        self.reset()
        return self.convert(self.draft.text)


def _steps(registry: Any, marks: dict[str, tuple[str, ...]]) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """Each processor in its order, with the marks of which at least one must be there; none means always."""
    needs = {registry[name]: marks[name] for name in marks if name in registry}
    return tuple((needs.get(processor, ()), processor) for processor in registry)


def _wanted(marks: tuple[str, ...], text: str) -> bool:
    return not marks or any(mark in text for mark in marks)


class Lines(Preprocessor):
    """Ours first: the lines are rewritten, and only block processors that this text can need are kept."""

    md: Engine

    def run(self, lines: list[str]) -> list[str]:
        engine, draft = self.md, self.md.draft
        read = LineReader(draft, lines).read()
        text = "\n".join(read)
        draft.rewritten = text
        check_runs(text, draft)
        engine.parser.blockprocessors = tuple(  # type: ignore[assignment]
            processor for marks, processor in engine.block_steps if _wanted(marks, text)
        )
        return [*read, "", ""]


class Headings(HashHeaderProcessor):
    """`#blogging` at the start of a line is a hashtag; `##Title` without a space stays a heading, as it always was."""

    RE = re.compile(r"(?!\n?#[^#\s])" + HashHeaderProcessor.RE.pattern)


class WhenTags(Preprocessor):
    """Looks for raw HTML only where something could be a tag."""

    def __init__(self, md: Markdown, inner: Preprocessor) -> None:
        super().__init__(md)
        self.inner = inner

    def run(self, lines: list[str]) -> list[str]:
        return self.inner.run(lines) if TAG.search("\n".join(lines)) else lines


class WhenMarked(Treeprocessor):
    """Walks the tree only if the source holds a mark."""

    def __init__(self, md: Engine, inner: Treeprocessor, marks: tuple[str, ...]) -> None:
        super().__init__(md)
        self.draft, self.inner, self.marks = md.draft, inner, marks
        if isinstance(inner, UnescapeTreeprocessor):
            self.RE = inner.RE  # read by python-markdown's pattern for inline HTML

    def run(self, root: Element) -> Element | None:
        return self.inner.run(root) if _wanted(self.marks, self.draft.rewritten) else None


class QuickInline(InlineProcessor):
    """Asks a pattern only about text that holds its mark.

    This overrides one private method of python-markdown and calls another. Should they go away, it is python-markdown's
    own method that runs and only the speed is lost.
    """

    md: Engine
    steps: tuple[tuple[tuple[str, ...], Any], ...] = ()
    """All patterns, in their order."""
    active: tuple[tuple[tuple[str, ...], Any], ...] = ()
    """Those that this text can need."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns: Any = self.md.inlinePatterns
        if not self.steps:
            self.steps = _steps(patterns, INLINE_MARKS)
        draft = self.md.draft
        idle = set() if self.md.references else {patterns[name] for name in NEED_REFERENCES}
        if not draft.math:
            idle.add(patterns["math"])
        self.active = tuple(
            (marks, pattern) for marks, pattern in self.steps if _wanted(marks, draft.rewritten) and pattern not in idle
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


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One for the process: it is dear to make and must be `reset` between posts."""
    return Engine()
