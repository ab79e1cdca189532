"""What one conversion gathers while python-markdown runs."""

from __future__ import annotations

from blogkit.core.diagnostic import Diagnostic
from blogkit.core.span import Span

from .highlight import Highlighted

HOLE = "\x1b"
"""`HOLE + str(n) + HOLE` stands where `Draft.blocks[n]` will go: finished HTML that no later step needs to read, such
as a highlighted code block. Like MARK it cannot be in the source: control characters are taken out before."""


class Draft:
    """Shared by all parts of an engine, and begun anew for each post."""

    def __init__(self) -> None:
        self.begin("", "", 1)

    def begin(self, text: str, path: str, first_line: int, *, smart_quotes: bool = False, math: bool = True) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.rewritten = text
        """The text as python-markdown gets it, line by line rewritten and without code."""
        self.path = path
        self.first_line = first_line
        self.smart_quotes = smart_quotes
        self.math = math
        self.blocks: list[str] = []
        self.highlighted = Highlighted()
        self.verbatim: list[tuple[int, int]] = []
        """Lines of the text, counted from 0, that hold code or mathematics: [first, last)."""
        self.diagnostics: list[Diagnostic] = []
        self.has_math = False

    def hole(self, html: str) -> str:
        self.blocks.append(html)
        return f"{HOLE}{len(self.blocks) - 1}{HOLE}"

    def span(self, line: int, column: int = 1) -> Span:
        """The place of a line of the text (from 0) and a column in it (from 1)."""
        return Span(self.path, self.first_line + line, column)
