"""One more address under `syndication:`, in the author's own file: everything else in it stays as it is.

The line is edited, never the file written anew from its values: comments, order, quotes and line ends are the author's.
Every edit is tried on a copy first; if anything but this key would read differently, nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...core.mend import quoted
from . import read
from .heads import Split, split

KEY = "syndication"
_BREAK = re.compile(r"\r\n|\n|\r")
_UNCOUNTED = re.compile("[\x85\u2028\u2029]")
_BARE = re.compile(r"https?://[\w.~:/?#@!$&*+;=%()-]*[\w/=-]")


class NotEdited(Exception):
    """Why the file is left as it is; what to write there by hand is `line`."""

    def __init__(self, reason: str, line: str) -> None:
        super().__init__(reason)
        self.line = line


def with_copies(text: str, urls: Sequence[str], path: str = "") -> str:
    """The file's text with these addresses under `syndication:`, after those that are there. Raises NotEdited."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    plain = _BREAK.sub("\n", text)
    parts = split(plain, path)
    opener = plain.lstrip("\n").partition("\n")[0].rstrip(" \t")
    if opener != "---" and (parts.node is not None or parts.found or opener == "+++"):
        kind, line = _foreign(plain, opener, urls)
        raise NotEdited(f"its front matter is {kind}, and only YAML is edited here", line)
    line = f"{KEY}: [{', '.join(map(quoted, urls))}]"
    before = read(plain, path).value
    wanted = structs.replace(before.front, syndication=(*before.front.syndication, *urls))
    for lines in _ways(text, parts, urls, opener == "---" and parts.first_line > 1):
        after = read(_BREAK.sub("\n", lines), path).value
        if after.front == wanted and after.body.lstrip("\n") == before.body.lstrip("\n"):
            return mark + lines
    raise NotEdited("its front matter is written in a way that cannot be added to", line)


def _foreign(text: str, opener: str, urls: Sequence[str]) -> tuple[str, str]:
    listed = f"[{', '.join(map(quoted, urls))}]"
    if opener == "+++":
        return "TOML", f"{KEY} = {listed}"
    if text.lstrip().startswith("{"):
        return "JSON", f'"{KEY}": {listed}'
    if opener.startswith(("---", "—", "–")):
        return "not opened by a line  ---", f"{KEY}: {listed}"
    return "made of header lines", f"{KEY.title()}: {', '.join(urls)}"


def _ways(text: str, parts: Split, urls: Sequence[str], fenced: bool) -> list[str]:
    """The texts that may be meant, the first of which is tried first."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r|\Z)", text)
    end = next((found[0] for found in _BREAK.finditer(text)), "\n")
    new = [f"- {_item(url, '', flow=False)}{end}" for url in urls]
    if not fenced:
        head = ["---" + end, f"{KEY}:{end}", *("  " + item for item in new), "---" + end]
        return ["".join([*head, *([end] if text and not text.startswith(("\n", "\r")) else []), *lines]),
                "".join([*head, *lines])]  # fmt: skip
    if parts.node is None or (isinstance(parts.node, ScalarNode) and not parts.node.value):
        return [_with_key(lines, parts.first_line - 2, 0, new, end)]
    if not isinstance(parts.node, MappingNode) or parts.node.flow_style:
        return []
    pairs = [pair for pair in parts.node.value if getattr(pair[0], "value", "").lower() == KEY]
    if not pairs:
        indent = parts.node.start_mark.column
        # at the end, else at the top: a text in a block that ends the head would get a line more
        return [_with_key(lines, at, indent, new, end) for at in (parts.first_line - 2, parts.offset)]
    (key, value), first = pairs[-1], parts.offset
    if len(pairs) > 1 or value.start_mark.index < key.end_mark.index:  # an alias stands where its anchor is
        return []
    if _UNCOUNTED.search("".join(parts.lines)):  # YAML ends a line there, and no editor does
        return []
    return _with_value(lines, first, key, value, urls, end)


def _with_key(lines: list[str], at: int, indent: int, new: Sequence[str], end: str) -> str:
    """The key and its list, above a line of the head or the one that closes it."""
    space = " " * indent
    return "".join([*lines[:at], f"{space}{KEY}:{end}", *(f"{space}  {item}" for item in new), *lines[at:]])


def _with_value(lines: list[str], first: int, key: Node, value: Node, urls: Sequence[str], end: str) -> list[str]:
    if isinstance(value, SequenceNode) and value.flow_style:
        after, style = value.start_mark, ""
        if value.value:
            after, style = value.value[-1].end_mark, value.value[-1].style or ""
        items = ", ".join(_item(url, style, flow=True) for url in urls)
        column = after.column if value.value else after.column + 1
        return [_put(lines, first + after.line, column, column, f", {items}" if value.value else items)]
    if isinstance(value, SequenceNode):
        last = value.value[-1]
        number = first + last.end_mark.line - (last.end_mark.column == 0)
        space = " " * value.start_mark.column
        items = "".join(f"{space}- {_item(url, getattr(last, 'style', '') or '', flow=False)}{end}" for url in urls)
        return ["".join([*lines[: number + 1], items, *lines[number + 1 :]])]
    if not isinstance(value, ScalarNode) or value.start_mark.line != value.end_mark.line or value.style in ("|", ">"):
        return []
    space = " " * (key.start_mark.column + 2)
    below = "".join(f"{space}- {_item(url, value.style or '', flow=False)}{end}" for url in urls)
    here = first + key.end_mark.line
    start, stop = value.start_mark.column, value.end_mark.column
    if start == stop:  # nothing behind the colon but a comment
        return ["".join([*lines[: here + 1], below, *lines[here + 1 :]])]
    flow = ", ".join(_item(url, "", flow=True) for url in urls)
    number = first + value.start_mark.line
    line = lines[number]
    cut = line[:start].rstrip() + end + space + "- " + line[start:]
    return [
        _put(lines, number, start, stop, f"[{flow}]"),  # for ~, null or ""
        "".join([*lines[:number], cut, below, *lines[number + 1 :]]),  # one address becomes the first of a list
    ]


def _put(lines: list[str], number: int, start: int, stop: int, words: str) -> str:
    line = lines[number]
    return "".join([*lines[:number], line[:start], words, line[stop:], *lines[number + 1 :]])


def _item(url: str, style: str, flow: bool) -> str:
    """An address as an item of a list, in the quotes of its neighbour."""
    if style == "'":
        return "'" + url.replace("'", "''") + "'"
    if style != '"' and not flow and _BARE.fullmatch(url):
        return url
    return quoted(url)
