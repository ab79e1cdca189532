"""The HTML of templates, without running them: what is written out in them, and what each page has in the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import jinja2

HOLE = "\ufffc"
"""Stands where Jinja will put something."""


class Tag:
    """A start tag, with where it is."""

    __slots__ = ("attributes", "column", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.name, self.attributes, self.line, self.column = name, attributes, line, column


class Text:
    """Letters between tags that no `t()` has made, with the tags around them."""

    __slots__ = ("around", "column", "line", "text")

    def __init__(self, text: str, line: int, column: int, around: tuple[str, ...]) -> None:
        self.text, self.line, self.column, self.around = text, line, column, around


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Markup(HTMLParser):
    """The tags and texts of one template. Line and column are those of the template."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.texts: list[Text] = []
        self._open: list[str] = []
        self.feed(skeleton(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, line, column + 1))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        for part in re.finditer(r"[^\n" + HOLE + "]+", data):
            if part[0].strip():
                before = data[: part.start() + len(part[0]) - len(part[0].lstrip())]
                below = before.count("\n")
                start = len(before) - before.rfind("\n") - 1 if below else column + len(before)
                self.texts.append(Text(part[0].strip(), line + below, start + 1, tuple(self._open)))


def skeleton(source: str) -> str:
    """The template with holes for each `{{ }}`, spaces for `{% %}` and comments, and its lines where they were."""
    parts: list[str] = []
    lines = 1
    hole = inside = False
    for line, token, value in jinja2.Environment().lex(source):
        parts.append("\n" * (line - lines))  # what `{%-` takes away
        lines = max(lines, line) + value.count("\n")
        if token.endswith("_begin") and token != "raw_begin":
            inside, hole = True, token == "variable_begin"
        blank = inside or token in ("raw_begin", "raw_end")
        parts.append(re.sub(r"[^\n]", HOLE if hole else " ", value) if blank else value)
        if token.endswith("_end"):
            inside = hole = False
    return "".join(parts)


def urls(tag: Tag) -> Iterator[tuple[str, str]]:
    """(attribute, address) of everything in the tag that leads somewhere."""
    for name, value in tag.attributes.items():
        if name in ("href", "src", "action", "poster", "data", "formaction"):
            yield name, value.strip()
        elif name in ("srcset", "imagesrcset"):
            yield from ((name, part.strip().partition(" ")[0]) for part in value.split(","))
