"""Line by line, before python-markdown: what people write on GitHub becomes what python-markdown reads.

- Fenced code and display mathematics are taken out, in lists and quotes too, and their text is never read again.
- Lists nest by 2 or 3 spaces as well as by 4, start right after a line of text, and may be numbered `1)`.
- `> [!NOTE]` becomes an admonition.

python-markdown wants four spaces for each level of a list, a footnote, a definition or an admonition. So the reader
keeps the stack of open containers with the columns the author chose, and writes every line anew with four spaces for
each. Indented code and raw HTML outside of lists stay exactly as they were.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .complaints import complain
from .draft import Draft
from .fences import Fence, opening
from .guard import MAX_DEPTH, too_deep
from .highlight import code_block
from .math import display_block
from .regions import cut, display, fenced, indentation, raw

ITEM_START = frozenset("-+*0123456789")
ITEM = re.compile(r"([-+*]|\d{1,9}[.)])( +|$)")
OPENER = re.compile(r"\[\^[^\]]*\]:|!!! |:( {1,3})\S")
"""A footnote, an admonition, a definition: what belongs to them is indented by four."""
NONE = MAX_DEPTH + 1
HEADING = re.compile(r"#{1,6}(?: |$)")
VERBATIM = re.compile(r"<(?:(pre|script|style|textarea)\b|(!--))", re.IGNORECASE)
ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][+-]?[ ]*(.*)", re.IGNORECASE)
PLAIN_START = frozenset("`~>-+*$\\<[!:0123456789#|=_")
"""Characters that may begin something other than a paragraph's line."""


class Container(NamedTuple):
    """A list item or an indented block that is still open."""

    mark: str
    """The kind of marker: a bullet, "1" for any number, "" for blocks that are not lists."""
    column: int
    content: int
    """Where its text began."""
    enough: int
    """Indented this far, a later line belongs to it."""


class LineReader:
    def __init__(self, draft: Draft, lines: list[str], first: int = 0, depth: int = 0) -> None:
        self.draft = draft
        self.lines = lines
        self.first = first
        """Where these lines begin in the text: the inside of a quote is read by a reader of its own."""
        self.depth = depth
        self.out: list[str] = []
        self.stack: list[Container] = []
        self.blank = True
        """Whether the line before is empty."""
        self.level = NONE
        """The outermost level on which a list item began since the last empty line."""
        self.shift: int | None = None
        """In indented code of a list: how far its lines are moved."""
        self.after_quote = False
        """Whether the line before closes a quote, which anything but plain text may follow directly."""
        self.unclosed: set[str] = set()
        if depth > MAX_DEPTH:
            raise too_deep(draft.span(first))

    def read(self) -> list[str]:
        at, lines, out = 0, self.lines, self.out
        while at < len(lines):
            line = lines[at]
            if "\t" in line:
                line = line.expandtabs(4)
            body = line.lstrip(" ")
            if not body:
                out.append("")
                self.part()
                at += 1
            elif body[0] not in PLAIN_START and not self.stack:
                out.append(line)
                self.blank = self.after_quote = False
                at += 1
            else:
                at = self.special(at, len(line) - len(body), body)
        return out

    def special(self, at: int, indent: int, body: str) -> int:
        """Read whatever begins at line `at`; returns the line to go on with."""
        if self.is_indented_code(indent):
            return self.code_line(at, indent, body)
        self.shift = None
        after_quote, self.after_quote = self.after_quote, False
        first = body[0]
        if first in "`~" and (fence := opening(body)):
            self.close(indent)
            return self.fence(at + 1, indent, fence, self.margin())
        if first in ITEM_START and (item := ITEM.match(body)) and self.begins_item(item, body, indent, after_quote):
            return self.item(at, indent, body)
        if first == ">":
            self.close(indent)
            return self.quote(at)
        if first == "<" and (tag := VERBATIM.match(body)):
            return self.raw(at, indent, (tag[1] or tag[2]).lower())
        if first in "$\\" and self.draft.math:
            end = self.mathematics(at, indent, body)
            if end > at:
                return end
        if opener := OPENER.match(body):
            self.close(indent)
            self.put_line(indent, body)
            own = 4 if opener[1] is None else 1 + len(opener[1])
            self.push(Container("", indent, indent + own, indent + min(own, 4)), at)
            return at + 1
        heading = first == "#" and HEADING.match(body)
        if self.stack and (self.blank or heading):
            self.close(indent)
            if heading and self.stack and not self.blank:
                self.out.append("")
                self.part()
        self.put_line(0 if heading and not self.stack else indent, body)
        return at + 1

    # Containers

    def margin(self) -> str:
        return "    " * len(self.stack)

    def close(self, indent: int) -> None:
        """Close every container that a line with this indentation does not belong to."""
        stack = self.stack
        while stack and indent < stack[-1].enough:
            stack.pop()

    def push(self, container: Container, at: int) -> None:
        if len(self.stack) + self.depth >= MAX_DEPTH:
            raise too_deep(self.draft.span(self.first + at))
        self.stack.append(container)

    def put_line(self, indent: int, body: str) -> None:
        """A line of text. Inside a container it goes to that container's margin; a lazy line without any
        indentation is left where it is."""
        self.out.append(self.margin() + body if self.stack and indent else " " * indent + body)
        self.blank = False

    def put_apart(self, text: str) -> None:
        if not self.blank:
            self.out.append("")
        self.out += (self.margin() + text, "")
        self.part()

    def part(self) -> None:
        """An empty line has been written."""
        self.blank, self.level = True, NONE

    # Indented code

    def is_indented_code(self, indent: int) -> bool:
        if self.shift is None and not self.blank:
            return not self.stack and indent >= 4
        base = next((c.content for c in reversed(self.stack) if c.enough <= indent), 0)
        return indent >= base + 4

    def code_line(self, at: int, indent: int, body: str) -> int:
        self.close(indent)
        floor = 4 * (len(self.stack) + 1)
        if self.shift is None:
            self.shift = floor - indent if self.stack else 0
        self.out.append(" " * max(indent + self.shift, floor) + body)
        self.blank = False
        return at + 1

    # Lists

    def begins_item(self, item: re.Match[str], body: str, indent: int, after_quote: bool) -> bool:
        """Whether a line that looks like an item is one: a ruler `- - -` is not, and text that goes on with
        "1984. It was" is not, but a bullet or `1.` may follow a line of text directly."""
        mark = item[1]
        if mark in "-*" and not body.strip(f"{mark} ") and body.count(mark) > 2:
            self.close(indent)
            return False
        if self.blank or after_quote or any(c.mark for c in self.stack):
            return True
        return item.end() < len(body) and (not mark[0].isdigit() or mark[:-1] == "1")

    def item(self, at: int, indent: int, body: str) -> int:
        closed = self.stack[:]
        self.close(indent)
        written = ""
        while item := ITEM.match(body):
            kind = "1" if item[1][0].isdigit() else item[1]
            space = len(item[2])
            if space > 4 or not space:
                space = 1
            level = len(self.stack)
            sibling = closed[level] if level < len(closed) else None
            if not self.blank and not written and self.must_part(sibling, kind, level):
                self.out.append("")
                self.part()
            content = indent + len(item[1]) + space
            if not written:
                written = self.margin()
            self.push(Container(kind, indent, content, min(content, indent + 2)), at)
            written += (item[1][:-1] + "." if kind == "1" else item[1]) + " "
            body = body[item.end() :]
            indent = content
            self.blank, self.level = False, min(self.level, level)
            if body[:1] in "`~" and (fence := opening(body)):
                return self.fence(at + 1, indent, fence, written)
            if not body.strip("-* "):
                break
        self.out.append(written + body)
        return at + 1

    def must_part(self, sibling: Container | None, kind: str, level: int) -> bool:
        """Whether an empty line must come first for python-markdown to see a list here."""
        if self.level > level:
            return True
        if sibling is None or not sibling.mark:
            return level == 0 or not self.stack[-1].mark
        return (sibling.mark == "1") != (kind == "1")

    # Blocks that are taken out or passed by

    def fence(self, at: int, indent: int, fence: Fence, before: str) -> int:
        """Take out the code that begins at line `at`; `before` is a list marker, or only a margin."""
        region = fenced(self.lines, at, fence, indent, self.stack[-1].enough if self.stack else 0)
        start = self.first + at - 1
        self.draft.verbatim.append((start, self.first + region.end))
        complain(self.draft, start, fence, region.closed)
        hole = self.draft.hole(code_block(region.text, fence, self.draft.highlighted))
        if before.strip():
            self.out += (before + hole, "")
            self.part()
        else:
            self.put_apart(hole)
        return region.end

    def mathematics(self, at: int, indent: int, body: str) -> int:
        """Take out `$$ … $$` or `\\[ … \\]` if it stands alone; returns `at` when it does not."""
        region = display(self.lines, at, body)
        if region is None:
            return at
        self.close(indent)
        self.put_apart(self.draft.hole(display_block(region.text)))
        self.draft.has_math = True
        self.draft.verbatim.append((self.first + at, self.first + region.end))
        return region.end

    def raw(self, at: int, indent: int, tag: str) -> int:
        """Pass `<pre>`, `<script>`, comments and the like on to their end, untouched."""
        self.close(indent)
        end = at + 1
        if tag not in self.unclosed:
            region = raw(self.lines, at, tag)
            if region.closed:
                end = region.end
            else:
                self.unclosed.add(tag)
        if tag != "pre":
            self.draft.verbatim.append((self.first + at, self.first + end - 1))
        margin = self.margin() if self.stack else " " * indent
        self.out += [margin + cut(line, indent) for line in self.lines[at:end]]
        self.blank = False
        return end

    # Quotes

    def quote(self, at: int) -> int:
        """Read the inside of a quote by itself and write it back, or write an admonition."""
        inner: list[str] = []
        end, enough = at, self.stack[-1].enough if self.stack else 0
        while end < len(self.lines):
            body = self.lines[end].lstrip(" \t")
            if not body.startswith(">") or (end > at and not enough <= indentation(self.lines[end]) < enough + 6):
                break
            inner.append(body[2:] if body[1:2] in {" ", "\t"} else body[1:])
            end += 1
        alert = ALERT.fullmatch(inner[0].strip()) if "[!" in inner[0] else None
        read = LineReader(
            self.draft,
            inner[1:] if alert else inner,
            self.first + at + bool(alert),
            self.depth + len(self.stack) + 1,
        ).read()
        margin = self.margin()
        if not self.blank:
            self.out.append("")
        if alert:
            title = alert[2].strip().replace('"', "&quot;")
            self.out.append(f"{margin}!!! {alert[1].lower()}" + (f' "{title}"' if title else ""))
            self.out += [f"{margin}    {line}" if line else "" for line in read]
            self.out.append("")
            self.part()
        else:
            self.out += [f"{margin}> {line}" if line else f"{margin}>" for line in read]
            self.blank, self.level, self.after_quote = False, NONE, True
        return end
