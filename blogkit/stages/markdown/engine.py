"""python-markdown, set up once per process with everything that blogkit's Markdown knows."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import Any

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

from . import marks
from .autolink import AutolinkPattern
from .draft import Draft
from .figures import Figures
from .guard import check_runs
from .lines import LineReader
from .marks import QuickInline, WhenMarked, WhenTags, steps, wanted
from .math import MathPattern
from .names import NamePattern
from .notes import NoteOrder
from .schemes import Schemes
from .tables import Tables
from .tasks import TaskLists
from .typography import Typography
from .words import Admonitions, place_of

STRUCK = r"(~~)(?=[^\s~])(.{1,2000}?)(?<=[^\s~])~~(?!~)"


class Engine(Markdown):
    draft: Draft
    """The text at work, shared by all parts."""

    def __init__(self) -> None:
        self.draft = Draft()
        footnotes = FootnoteExtension(BACKLINK_TEXT="&#8617;&#65038;", BACKLINK_TITLE=place_of("footnote_back"))
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
        self.parser.blockprocessors.register(Admonitions(self.parser), "admonition", 105)
        self.preprocessors.register(Lines(self), "normalize_whitespace", 30)
        self.preprocessors.register(WhenTags(self, self.preprocessors["html_block"]), "html_block", 20)
        self.inlinePatterns.register(MathPattern(self, draft), "math", 185)
        self.inlinePatterns.register(SubstituteTagInlineProcessor(r"(?: {2,}|\\)\n", "br"), "linebreak", 100)
        autolink = AutolinkPattern(self)
        self.inlinePatterns.register(autolink, "bare_url", 85)
        self.inlinePatterns.register(NamePattern(self, autolink), "name", 84)
        self.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "strike", 65)
        trees = self.treeprocessors
        trees.register(NoteOrder(self, draft, footnotes), "note_order", 55)
        trees.register(TaskLists(self, draft), "tasks", 25)
        trees.register(QuickInline(self, draft), "inline", 20)
        trees.register(Schemes(self, draft), "schemes", 9)
        trees.register(Figures(self, draft), "figures", 7.5)
        trees.register(Tables(self, draft), "tables", 7.4)
        trees.register(Typography(self, draft), "typography", 6)
        for name, place in (("attr_list", 8), ("unescape", 0), ("footnote-duplicate", 15)):
            trees.register(WhenMarked(self, draft, trees[name], marks.TREE_MARKS.get(name, ())), name, place)
        for name in marks.BLOCKS_BY_MARK:
            marks.quicken(self.parser.blockprocessors[name], marks.BLOCK_MARKS[name])
        self.block_steps = steps(self.parser.blockprocessors, marks.BLOCK_MARKS)

    def is_block_level(self, tag: Any) -> bool:
        return isinstance(tag, str) and tag.lower().rstrip("/") in self.blocks

    def render(self) -> str:
        """The draft as HTML. What else was found on the way is in the draft."""
        self.reset()
        return self.convert(self.draft.text)


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
            processor for needs, processor in engine.block_steps if wanted(needs, text)
        )
        return [*read, "", ""]


class Headings(HashHeaderProcessor):
    """`#blogging` at the start of a line is a hashtag; `##Title` without a space stays a heading, as it always was."""

    RE = re.compile(r"(?!\n?#[^#\s])" + HashHeaderProcessor.RE.pattern)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One for the process: it is dear to make and must be `reset` between posts."""
    return Engine()
