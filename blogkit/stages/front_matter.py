"""The head of a post → `FrontMatter`, with every finding at its place in the file.

YAML between `---` is the home format. People arrive with others, and those are read too: TOML between `+++`, JSON in
braces, and the `Title: …` header lines of Pelican and MultiMarkdown. All become one YAML node tree, so that one
decoder, with one kind of message, serves them all. Keys that other generators use for the same thing are understood.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from typing import Any

import msgspec
from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..core.compose import compose
from ..core.decode import Reader, fields_of
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, info, warning
from ..core.entry import FrontMatter
from ..core.span import Span

AREA = "front-matter"
MAX_SIZE = 256_000
"""Characters; a larger head is a file that lost its closing line."""

SYNONYMS = {
    "name": "title",
    "published_at": "date",
    "publishdate": "date",
    "pubdate": "date",
    "created": "date",
    "modified": "updated",
    "lastmod": "updated",
    "last_modified_at": "updated",
    "last_modified": "updated",
    "modified_date": "updated",
    "update": "updated",
    "expirydate": "expires",
    "expiry": "expires",
    "unpublishdate": "expires",
    "url": "permalink",
    "redirect_from": "aliases",
    "alias": "aliases",
    "redirects": "aliases",
    "summary": "description",
    "excerpt": "description",
    "desc": "description",
    "meta-description": "description",
    "tag": "tags",
    "category": "categories",
    "topics": "categories",
    "author": "authors",
    "cover": "image",
    "thumbnail": "image",
    "featured_image": "image",
    "featureimage": "image",
    "featured-image": "image",
    "header_image": "image",
    "images": "image",
    "image_alt_text": "image_alt",
    "featureimagealt": "image_alt",
    "language": "lang",
    "locale": "lang",
    "uuid": "id",
    "guid": "id",
    "canonical_url": "canonical",
    "canonicalurl": "canonical",
    "pinned": "pin",
    "sticky": "pin",
    "featured": "pin",
    "topmost": "pin",
}
"""Lower-cased key of another generator to ours."""

IGNORED = {
    "layout",
    "comments",
    "comment",
    "type",
    "weight",
    "toc",
    "math",
    "mathjax",
    "katex",
    "mermaid",
    "published",
    "status",
    "outputs",
    "sitemap",
    "disqus",
    "share",
    "related",
    "markup",
    "subtitle",
    "keywords",
    "hidden",
    "showtoc",
    "tocopen",
    "hidemeta",
    "showdate",
    "excludefromsearch",
    "searchpage",
    "linktitle",
    "menutitle",
    "cascade",
    "resources",
    "translationkey",
    "iscjklanguage",
    "copyright",
    "year",
    "month",
    "archive",
    "gallery",
    "wordpress_id",
    "wordpress_url",
    "post_id",
    "timeline_notification",
    "amp_status",
    "save_as",
    "template_engine",
}
"""Keys of other generators that have no meaning here, passed over quietly."""

DATES = ("date", "updated", "expires")

_HEADER = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:[ \t]+(.*)|[ \t]*)$")
_DATE = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:(?:[Tt\s]+|-)(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?\s*(?P<z>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?\Z"
)


class Head(msgspec.Struct, frozen=True):
    """A file in two: its front matter, and the Markdown that begins on line `first_line`."""

    front: FrontMatter
    spans: dict[str, Span]
    body: str
    first_line: int


def read(text: str, path: str) -> Outcome[Head]:
    """`text` has \\n line ends and no byte order mark."""
    node, offset, body, first_line, found = _split(text, path)
    front = FrontMatter()
    spans: dict[str, Span] = {}
    if node is not None:
        front, spans, more = _decode(node, path, offset)
        found = (*found, *more)
    return Outcome(Head(front, spans, body, first_line), found)


Split = tuple[Node | None, int, str, int, tuple[Diagnostic, ...]]
"""(node tree, lines before its first one, Markdown, the line that begins on, findings)"""


def _split(text: str, path: str) -> Split:
    start = len(text) - len(text.lstrip("\n"))
    opener = text[start : start + 4].rstrip(" \t\n")
    if opener in ("---", "+++") and text[start : start + 4].strip(" \t\n") == opener:
        return _fenced(text, path, opener, start)
    if text[start : start + 1] == "{" and re.match(r'\{\s*("|\})', text[start:]):
        return _json(text, path, start)
    return _headers(text, path)


def _fenced(text: str, path: str, fence: str, start: int) -> Split:
    lines = text[start:].split("\n")
    offset = text.count("\n", 0, start) + 1
    closers = (fence, "...") if fence == "---" else (fence,)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in closers), None)
    if end is None:
        if fence == "---" and not any(_HEADER.match(line) for line in lines[1:2]):
            return None, 0, text, 1, ()  # a rule at the top of plain Markdown
        found = error(
            f"{AREA}/unclosed",
            "the front matter is never closed",
            Span(path, offset, 1),
            found=fence,
            fix=f"put a line with {fence} after the last key",
        )
        return None, 0, "", len(lines), (found,)
    head = "\n".join(lines[1:end])
    body = "\n".join(lines[end + 1 :])
    first_line = offset + end + 1
    if len(head) > MAX_SIZE:
        found = error(
            f"{AREA}/too-much",
            "the front matter is far too long",
            Span(path, offset, 1),
            found=f"{len(head):,} characters",
            fix=f"close it with a line {fence} after the last key",
        )
        return None, 0, body, first_line, (found,)
    if fence == "+++":
        node, problems = _toml(head, path, offset)
        return node, offset, body, first_line, problems
    tree = compose(head, path, offset, AREA)
    return tree.value, offset, body, first_line, tree.diagnostics


def _toml(head: str, path: str, offset: int) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    try:
        data = tomllib.loads(head)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(problem))
        span = Span(path, int(at[1]) + offset, int(at[2])) if at else Span(path, offset, 1)
        message = str(problem).partition(" (at")[0]
        return None, (error(f"{AREA}/syntax", f"this is not TOML: {message}", span, fix="check the quotes here"),)
    lines = head.split("\n")
    for table in ("params", "taxonomies", "extra"):  # Hugo and Zola nest there what others keep on top
        inner = data.pop(table, None)
        if isinstance(inner, dict):
            data = {**inner, **data} if table == "taxonomies" else {**data, "extra": {**inner, **data.get("extra", {})}}
    pairs = []
    for key, value in data.items():
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        line = next((i for i, text in enumerate(lines) if pattern.match(text)), 0)
        mark = _mark(path, line, 0)
        pairs.append((ScalarNode(_tag("str"), key, mark, mark), _node(value, mark)))
    mark = _mark(path, 0, 0)
    return MappingNode(_tag("map"), pairs, mark, mark), ()


def _json(text: str, path: str, start: int) -> Split:
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 1)
        column = getattr(problem, "colno", 1)
        found = error(
            f"{AREA}/syntax",
            f"this is not JSON: {getattr(problem, 'msg', 'nested too deeply')}",
            Span(path, line, column),
            fix="check the commas and the quotes here",
        )
        return None, 0, "", 1, (found,)
    first_line = text.count("\n", 0, end) + 1
    before = text.count("\n", 0, start)
    tree = compose(text[start:end].replace("\t", "  "), path, before, AREA)
    return tree.value, before, text[end:].removeprefix("\n"), first_line + 1, tree.diagnostics


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
            return None, 0, text, 1, ()
    known = set(fields_of(FrontMatter)) | set(SYNONYMS) | IGNORED
    if not pairs or not known.intersection(names) or names[0] not in known:
        return None, 0, text, 1, ()
    mark = _mark(path, 0, 0)
    return MappingNode(_tag("map"), pairs, mark, mark), 0, "\n".join(lines[at:]), at + 1, ()


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


def _decode(node: Node, path: str, offset: int) -> tuple[FrontMatter, dict[str, Span], tuple[Diagnostic, ...]]:
    reader = Reader(path, offset, AREA)
    if isinstance(node, ScalarNode) and node.value == "":
        return FrontMatter(), {}, ()
    if not isinstance(node, MappingNode):
        return (
            FrontMatter(),
            {},
            (
                error(
                    f"{AREA}/not-a-mapping",
                    "front matter is a list of keys with values",
                    reader.span(node),
                    found="a list" if isinstance(node, SequenceNode) else f'"{str(node.value)[:40]}"',
                    fix="title: …",
                ),
            ),
        )
    known = fields_of(FrontMatter)
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for written, key_node, value_node in reader.pairs(node):
        lowered = written.lower()
        name = written if written in known else SYNONYMS.get(lowered, lowered)
        if name not in known:
            _other(reader, written, key_node, value_node, values, known)
            continue
        if (name in values and written != name) or (name == "menu" and not _whole(value_node)):
            continue  # ours beats the synonym; a menu by name is Hugo's
        wanted = known[name][1]
        if name in DATES and not isinstance(value_node, ScalarNode):
            reader.wrong(value_node, written, "a date")
            continue
        value = reader.value(_adapt(name, value_node), wanted, written)
        if value is not msgspec.UNSET:
            values[name] = value
            spans[name] = reader.span(value_node)
    for name in DATES:
        if values.get(name):
            values[name] = _date(values[name], name, spans[name], reader)
    front = FrontMatter(**{known[name][0]: value for name, value in values.items()})
    return front, spans, tuple(reader.found)


def _other(
    reader: Reader, written: str, key: Node, value: Node, values: dict[str, Any], known: dict[str, tuple[str, Any]]
) -> None:
    """A key that is not ours: two of them mean a draft, some mean nothing, the rest may be a slip of the pen."""
    lowered = written.lower()
    text = str(value.value).lower() if isinstance(value, ScalarNode) else ""
    if (lowered == "published" and text in ("false", "no")) or (lowered == "status" and text in ("draft", "hidden")):
        values.setdefault("draft", True)
    elif lowered == "published" and _DATE.match(text):
        values.setdefault("date", text)
    if lowered in IGNORED or lowered in SYNONYMS:
        return
    near = did_you_mean(lowered, known)
    finding = warning if near else info  # a slip of the pen, or a key that some other tool reads
    reader.found.append(
        finding(
            f"{AREA}/unknown-key",
            f'there is no key "{written}"',
            reader.span(key),
            fix=near or "put keys of your own under extra:",
        )
    )


def _whole(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value.isdigit()


def _adapt(name: str, node: Node) -> Node:
    """Shapes that other generators use where ours is a text or a list."""
    if name in ("image", "authors", "series") and isinstance(node, MappingNode):
        for wanted in ("path", "src", "url", "feature", "image", "name", "key"):
            for key, value in node.value:
                if getattr(key, "value", None) == wanted and isinstance(value, ScalarNode):
                    return value
    if name in ("image", "lang", "description", "series") and isinstance(node, SequenceNode) and node.value:
        return node.value[0] if isinstance(node.value[0], ScalarNode | MappingNode) else node
    if name in ("authors", "contributors") and isinstance(node, SequenceNode):
        node.value = [_adapt("authors", child) for child in node.value]
    return node


def _date(text: str, key: str, span: Span, reader: Reader) -> str:
    """ISO 8601: a day, or a moment with seconds, with its offset if one was written. Empty if impossible."""
    match = _DATE.match(text.strip())
    if match:
        try:
            day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
            if match["H"] is None:
                return day.isoformat()
            time = dt.time(int(match["H"]), int(match["M"]), int(match["S"] or 0))
            return f"{day.isoformat()}T{time.isoformat()}{_zone(match['z'])}"
        except ValueError as problem:
            reader.found.append(
                error(
                    f"{AREA}/impossible-date",
                    f"{key} is no day of the calendar: {problem}",
                    span,
                    found=text,
                    fix=f"for example  {key}: 2026-03-02",
                )
            )
            return ""
    reader.found.append(
        error(f"{AREA}/date", f"{key} wants a date", span, found=text, fix=f"for example  {key}: 2026-03-02 09:00")
    )
    return ""


def _zone(text: str | None) -> str:
    if not text:
        return ""
    if text.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no time zone {text}")
    return f"{text[0]}{hours:02}:{minutes:02}"
