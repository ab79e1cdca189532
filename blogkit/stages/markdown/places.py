"""Where in the file something stands that was found in the HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import escape

from blogkit.core.span import Span

from .draft import Draft

INLINE_CODE = re.compile(r"(`(?<!``)`*+)[^\n]{1,500}?(?<!`)\1(?!`)")
BEFORE = frozenset(" \t\n(<\"'=[:,>*_~（，：。")
AFTER = frozenset(" \t\n)>\"'],;!?*_~<）。，")


class Places:
    """Finds the raw words of an address, one occurrence after the other, code left out."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.source = ""
        self.starts: list[int] = []
        self.next: dict[str, int] = {}
        self.last: dict[str, int] = {}

    def find(self, raw: str) -> Span:
        """The next place of `raw`. An address defined once and used twice stays at its definition."""
        if not self.starts:
            self.prepare()
        for form in dict.fromkeys((raw, raw.removeprefix("https://"), escape(raw), f"#{raw}")):
            if form and (at := self.search(form)) >= 0:
                line = bisect_right(self.starts, at) - 1
                return self.draft.span(line, at - self.starts[line] + 1)
        return Span(self.draft.path)

    def find_name(self, written: str) -> Span:
        """The first place of `@ana`."""
        if not self.starts:
            self.prepare()
        found = re.search(rf"(?<![A-Za-z0-9./@\\]){re.escape(written)}(?![\w@/(=-]|[.:][\w/])", self.source)
        if not found:
            return Span(self.draft.path, self.draft.first_line)
        line = bisect_right(self.starts, found.start()) - 1
        return self.draft.span(line, found.start() - self.starts[line] + 1)

    def search(self, raw: str) -> int:
        source, at = self.source, self.next.get(raw, 0)
        while (at := source.find(raw, at)) >= 0:
            end = at + len(raw)
            after = source[end : end + 2]
            whole = not after or after[0] in AFTER or (after[0] in ".:" and not after[1:].strip())
            if whole and (at == 0 or source[at - 1] in BEFORE):
                self.next[raw] = end
                self.last[raw] = at
                return at
            at = end
        return self.last.get(raw, -1)

    def prepare(self) -> None:
        lines = self.draft.lines.copy()
        for first, end in self.draft.verbatim:
            for number in range(first, min(end, len(lines))):
                lines[number] = "\0" * len(lines[number])
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.starts.pop()
        source = "\n".join(lines)
        self.source = INLINE_CODE.sub(lambda found: "\0" * len(found[0]), source) if "`" in source else source
