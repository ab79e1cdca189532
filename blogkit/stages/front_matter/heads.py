"""A file → its head as one YAML node tree, and its body. Every format that people arrive with ends up here."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any

import msgspec
from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...core.compose import compose
from ...core.decode import fields_of
from ...core.diagnostic import Diagnostic, error, warning
from ...core.entry import FrontMatter
from ...core.mend import quoted, whole
from ...core.span import Span
from .keys import IGNORED, SYNONYMS

AREA = "front-matter"
MAX_SIZE = 256_000
"""Characters; a larger head is a file that lost its closing line."""

_HEADER = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:[ \t]+(.*)|[ \t]*)$")
_TIGHT = re.compile(r"(?m)^([A-Za-z][\w-]*):(?=[^\s/])")
_ALMOST = re.compile(r"[ \t]*(?:-|—|–|‐|−|\+|~|=){2,}[ \t]*\Z")
_KEY = re.compile(r"[\"']?([\w-]+)[\"']?\s*[:=](?=\s|$)")
_JSON = re.compile(r'\{\s*("|\})')
_TOML = re.compile(r"\s*([\w-]+)\s*=\s*(\S.*?)\s*$")


class Split(msgspec.Struct, frozen=True):
    """`node` is the head's tree (None without one) and `lines` its text, of which the first is line `offset + 1`."""

    body: str
    first_line: int = 1
    node: Node | None = None
    offset: int = 0
    lines: Sequence[str] = ()
    found: tuple[Diagnostic, ...] = ()


def split(text: str, path: str) -> Split:
    start = len(text) - len(text.lstrip("\n"))
    opener, _, rest = text[start:].partition("\n")
    if opener.rstrip(" \t") in ("---", "+++"):
        return _fenced(text[start:].split("\n"), path, text.count("\n", 0, start) + 1)
    if _JSON.match(text, start):
        return _json(text, path, start)
    if _ALMOST.match(opener) and (header := _HEADER.match(rest.partition("\n")[0])) and known(header[1]):
        return _almost(text[start:].split("\n"), path, text.count("\n", 0, start) + 1)
    return _headers(text, path)


def known(name: str) -> bool:
    key = name.strip().lower().replace(" ", "_")
    return key in fields_of(FrontMatter) or key in SYNONYMS or key in IGNORED


def _fenced(lines: list[str], path: str, offset: int) -> Split:
    """Between two lines of `---` (YAML) or `+++` (TOML). `offset` counts the lines up to the first of them."""
    fence = lines[0].rstrip()
    closers = (fence, "...") if fence == "---" else (fence,)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in closers), None)
    if end is None:
        if fence == "---" and not any(_HEADER.match(line) for line in lines[1:2]):
            return Split("\n" * (offset - 1) + "\n".join(lines))  # a rule at the top of plain Markdown
        return _unclosed(lines, path, offset, fence)
    head = lines[1:end]
    size = sum(map(len, head))
    body, first_line = "\n".join(lines[end + 1 :]), offset + end + 1
    if size > MAX_SIZE:
        message, fix = "the front matter is far too long", f"close it with a line {fence} after the last key"
        finding = error(f"{AREA}/too-much", message, Span(path, offset, 1), found=f"{size:,} characters", fix=fix)
        return Split(body, first_line, found=(finding,))
    node, found = (_yaml if fence == "---" else _toml)(head, path, offset)
    if found and _text_begins(head) < min((f.span.line for f in found if f.span), default=0) - offset:
        return _unclosed(lines, path, offset, fence)  # the closing line belongs to the text: it is a rule
    return Split(body, first_line, node, offset, head, found)


def _unclosed(lines: list[str], path: str, offset: int, fence: str) -> Split:
    """Without its closing line. What looks like keys is still read, and everything below it is the text."""
    head = lines[1 : 1 + _text_begins(lines[1:], closed=False)]
    while head and not head[-1].strip():
        head.pop()
    at = offset + len(head)
    finding = error(
        f"{AREA}/unclosed",
        "the front matter is never closed",
        Span(path, offset, 1),
        found=fence,
        fix=f"put a line {fence} after line {at}",
    )
    node, found = (_yaml if fence == "---" else _toml)(head, path, offset)
    return Split("\n".join(lines[1 + len(head) :]), at + 1, node, offset, head, (finding, *found))


def _text_begins(head: Sequence[str], closed: bool = True) -> int:
    """The line of a head that starts the text: after an empty one, and no key, no list, no comment, not indented.
    Where nothing closes the head, only a key that means something counts as one."""
    for number, line in enumerate(head):
        if number and line.strip() and not head[number - 1].strip() and line[0] not in " \t-#[]{}+":
            key = _KEY.match(line)
            if not key or not (closed or known(key[1])):
                return number
    return len(head)


def _almost(lines: list[str], path: str, offset: int) -> Split:
    """`----`, ` ---`, or the dash that a word processor made of it."""
    end = next((i for i, line in enumerate(lines[1:], 1) if _ALMOST.match(line)), None)
    message = "front matter starts with a line of three hyphens"
    finding = error(f"{AREA}/fence", message, Span(path, offset, 1), found=lines[0], fix="---")
    if end is None:
        return Split("\n".join(lines[1:]), offset + 1, found=(finding,))
    node, found = _yaml(lines[1:end], path, offset)
    return Split("\n".join(lines[end + 1 :]), offset + end + 1, node, offset, lines[1:end], (finding, *found))


def _yaml(head: Sequence[str], path: str, offset: int) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    text = "\n".join(head)
    tree = compose(text, path, offset, AREA)
    if isinstance(tree.value, ScalarNode) and (tight := _TIGHT.search(text)):  # `title:Hello`, all of it
        spaced = compose(_TIGHT.sub(r"\1: ", text), path, offset, AREA)
        if isinstance(spaced.value, MappingNode):
            number = text.count("\n", 0, tight.start())
            finding = error(
                f"{AREA}/no-space",
                "a space is missing after the colon",
                Span(path, offset + number + 1, len(tight[0])),
                found=head[number],
                fix=_TIGHT.sub(r"\1: ", head[number]),
            )
            return spaced.value, (finding, *spaced.diagnostics)
    return tree.value, tree.diagnostics


def _toml(head: Sequence[str], path: str, offset: int) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    try:
        data = tomllib.loads("\n".join(head) + "\n")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as problem:
        return None, (_not_toml(problem, head, path, offset),)
    for table in ("params", "taxonomies", "extra"):  # Hugo and Zola nest there what others keep on top
        inner = data.pop(table, None)
        if isinstance(inner, dict):
            given = data.get("extra", {})
            more = {"extra": {**inner, **(given if isinstance(given, dict) else {})}}
            data = {**inner, **data} if table == "taxonomies" else {**data, **more}
        elif inner is not None:
            data[table] = inner
    pairs = []
    for key, value in data.items():
        pattern = re.compile(rf"\s*\[*[\"']?{re.escape(key)}[\"']?\s*[=\]]")
        line = next((i for i, text in enumerate(head) if pattern.match(text)), 0)
        mark = _mark(path, line, 0)
        pairs.append((ScalarNode(_tag("str"), key, mark, mark), _node(value, mark)))
    mark = _mark(path, 0, 0)
    return MappingNode(_tag("map"), pairs, mark, mark), ()


def _not_toml(problem: Exception, head: Sequence[str], path: str, offset: int) -> Diagnostic:
    if isinstance(problem, RecursionError):
        return error(f"{AREA}/too-deep", "this is nested too deeply to read", Span(path, offset + 1), fix="flatten it")
    message, _, place = str(problem).partition(" (at ")
    at = re.match(r"line (\d+), column (\d+)", place)
    span = Span(path, offset + (int(at[1]) if at else len(head)), int(at[2]) if at else 1)
    line = head[span.line - offset - 1] if 0 < span.line - offset <= len(head) else ""
    pair = _TOML.match(line)
    fix = "check the quotes here"
    if "overwrite" in message:
        message, fix = "a key is given twice", "keep one of them"
    elif pair and pair[2][0] not in "\"'[{":
        fix = f"{pair[1]} = {quoted(pair[2])}"
    return error(f"{AREA}/syntax", f"this is not TOML: {message}", span, found=line.strip(), fix=fix)


def _json(text: str, path: str, start: int) -> Split:
    before = text.count("\n", 0, start)
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except RecursionError:
        deep = error(f"{AREA}/too-deep", "this is nested too deeply to read", Span(path, before + 1), fix="flatten it")
        return Split("", found=(deep,))
    except ValueError as problem:
        span = Span(path, getattr(problem, "lineno", 1), getattr(problem, "colno", 1))
        message = f"this is not JSON: {getattr(problem, 'msg', problem)}"
        return Split("", found=(error(f"{AREA}/syntax", message, span, fix="check the commas and the quotes here"),))
    head = whole(text[start:end]).replace("\t", "  ")
    found = []
    if "\ufffd" in head and "\ufffd" not in text:
        line = head.count("\n", 0, head.index("\ufffd"))
        message, fix = "half a character: no page can show it", "it is replaced; take it out of the file"
        found.append(warning(f"{AREA}/control-character", message, Span(path, before + line + 1, 1), fix=fix))
    tree = compose(head, path, before, AREA)
    first_line = text.count("\n", 0, end) + 2
    return Split(
        text[end:].removeprefix("\n"), first_line, tree.value, before, head.split("\n"), (*found, *tree.diagnostics)
    )


def _headers(text: str, path: str) -> Split:
    """`Title: …` lines up to the first empty one; a line that is indented goes on with the last value."""
    lines = text.split("\n")
    pairs: list[tuple[Node, Node]] = []
    names: list[str] = []
    at = 0
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if not line.strip():
            break
        if match and not line[0].isspace():
            mark = _mark(path, at, 0)
            value = _mark(path, at, match.start(2) if match[2] else len(line))
            names.append(match[1].strip().lower().replace(" ", "_"))
            pairs.append(
                (
                    ScalarNode(_tag("str"), names[-1], mark, mark),
                    ScalarNode(_tag("str"), (match[2] or "").strip(), value, value),
                )
            )
        elif pairs and line[0].isspace():
            pairs[-1][1].value = f"{pairs[-1][1].value}\n{line.strip()}".strip()
        else:
            return Split(text)
    if not pairs or not known(names[0]):
        return Split(text)
    mark = _mark(path, 0, 0)
    return Split("\n".join(lines[at:]), at + 1, MappingNode(_tag("map"), pairs, mark, mark))


def _mark(path: str, line: int, column: int) -> Mark:
    return Mark(path, 0, line, column, None, 0)


def _tag(name: str) -> str:
    return f"tag:yaml.org,2002:{name}"


def _node(value: Any, mark: Mark) -> Node:
    """Plain data as nodes, so that TOML goes the way YAML goes."""
    if isinstance(value, dict):
        pairs = [(ScalarNode(_tag("str"), str(k), mark, mark), _node(v, mark)) for k, v in value.items()]
        return MappingNode(_tag("map"), pairs, mark, mark)
    if isinstance(value, list):
        return SequenceNode(_tag("seq"), [_node(v, mark) for v in value], mark, mark)
    if isinstance(value, bool):
        return ScalarNode(_tag("bool"), str(value).lower(), mark, mark)
    if isinstance(value, int | float):
        return ScalarNode(_tag(type(value).__name__), str(value), mark, mark)
    text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
    return ScalarNode(_tag("str"), text, mark, mark)
