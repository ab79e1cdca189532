"""The head of a post → `FrontMatter`, with every finding at its place in the file.

YAML between `---` is the home format. People arrive with others, and those are read too: TOML between `+++`, JSON in
braces, and the `Title: …` header lines of Pelican and MultiMarkdown. All become one YAML node tree, so that one
decoder, with one kind of message, serves them all. Keys that other generators use for the same thing are understood.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import msgspec
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...core.decode import Reader, fields_of
from ...core.diagnostic import Outcome, did_you_mean, error, info, warning
from ...core.entry import FrontMatter
from ...core.mend import quoted
from ...core.span import Span
from ...core.strings import language_tag
from . import conversation
from .dates import NotADate, is_date, iso
from .heads import AREA, split
from .keys import IGNORED, SYNONYMS

DATES = ("date", "updated", "expires")
ADDRESSES = ("image", "canonical", "permalink", "aliases", "syndication")
_EXAMPLE = "for example  https://example.org/page/"
_BREAK = re.compile(r"\s*\n\s*")


class Head(msgspec.Struct, frozen=True):
    """A file in two: its front matter, and the Markdown that begins on line `first_line`."""

    front: FrontMatter
    spans: dict[str, Span]
    """Where the value of each key stands, also of those that could not be used, and each alias (`alias /old/`)."""
    body: str
    first_line: int


def read(text: str, path: str) -> Outcome[Head]:
    """`text` has \\n line ends and no byte order mark."""
    parts = split(text, path)
    if parts.node is None:
        return Outcome(Head(FrontMatter(), {}, parts.body, parts.first_line), parts.found)
    reader = Reader(path, parts.offset, AREA, parts.lines)
    front, spans = _decode(parts.node, reader)
    return Outcome(Head(front, spans, parts.body, parts.first_line), (*parts.found, *reader.found))


def _decode(node: Node, reader: Reader) -> tuple[FrontMatter, dict[str, Span]]:
    if isinstance(node, ScalarNode) and node.value == "":
        return FrontMatter(), {}
    if not isinstance(node, MappingNode):
        found = "a list" if isinstance(node, SequenceNode) else f'"{str(node.value)[:40]}"'
        message = "front matter is made of keys with values"
        reader.found.append(
            error(f"{AREA}/not-a-mapping", message, reader.span(node), found=found, fix="title: Some words")
        )
        return FrontMatter(), {}
    known = fields_of(FrontMatter)
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for written, key_node, value_node in reader.pairs(node):
        lowered = written.lower()
        name = written if written in known else SYNONYMS.get(lowered, lowered)
        if name not in known:
            _other(reader, written, key_node, value_node, values, spans)
            continue
        if (name in values and written != name) or (name == "menu" and not _whole(value_node)):
            continue  # ours beats the synonym; a menu by name is Hugo's
        if name == "comments" and not conversation.is_switch(value_node):
            continue
        if not (isinstance(value_node, ScalarNode) and value_node.value == ""):
            spans[name] = reader.span(value_node)
        if name == "aliases" and isinstance(value_node, SequenceNode):
            spans.update({f"alias {one.value}": reader.span(one) for one in value_node.value})
        if name == "social" and isinstance(value_node, MappingNode):
            spans.update({f"social {key.value}": reader.span(key) for key, _ in value_node.value})
        if name in DATES and not isinstance(value_node, ScalarNode):
            reader.wrong(value_node, written, "a date")
            continue
        if name in conversation.LISTS:
            spans.update(conversation.places(name, value_node, reader))
        value = reader.value(_adapt(name, value_node), known[name][1], written)
        if value is not msgspec.UNSET:
            values[name] = _one_line(value)
        elif name == "title":
            values[name] = reader.written(value_node)  # for want of a better one
        if name == "title":
            _comment(value_node, written, reader)
        if name in ("tags", "categories"):
            _one_term(value_node, written, reader)
    for name in DATES:
        if values.get(name):
            values[name] = _date(values[name], name, spans[name], reader)
    if values.get("lang") and not (tag := language_tag(values["lang"])):
        message, fix = "lang is a language tag", "lang: en, de, zh-Hans or pt-BR"
        reader.found.append(error(f"{AREA}/lang", message, spans["lang"], found=values["lang"][:60], fix=fix))
        values["lang"] = ""
    elif values.get("lang"):
        values["lang"] = tag
    for name in ADDRESSES:
        _check_address(values, name, spans, reader)
    conversation.checked(values, spans, reader)
    return FrontMatter(**{known[name][0]: value for name, value in values.items()}), spans


def _check_address(values: dict[str, Any], name: str, spans: dict[str, Span], reader: Reader) -> None:
    """Addresses that cannot even be taken apart, such as `https://[`, go no further."""
    given = values.get(name) or ()
    wrong = [url for url in ((given,) if isinstance(given, str) else given) if not _parts(url)]
    if wrong:
        values[name] = "" if isinstance(given, str) else tuple(url for url in given if url not in wrong)
        finding = error(
            f"{AREA}/address", f"{name}: this is no address", spans[name], found=wrong[0][:80], fix=_EXAMPLE
        )
        reader.found.append(finding)


def _parts(url: str) -> bool:
    try:
        return bool(urlsplit(url).port or True)
    except ValueError:
        return False


def _one_line(value: Any) -> Any:
    """Text without the line breaks of a folded or literal block, and without blanks around it."""
    if isinstance(value, str):
        return _BREAK.sub(" ", value.strip()) if "\n" in value else value.strip(" \t")
    if isinstance(value, tuple) and any(isinstance(item, str) for item in value):
        return tuple(kept for item in value if (kept := _one_line(item)))
    return value


def _comment(node: Node, key: str, reader: Reader) -> None:
    """`title: #1 of ten`: in a title that is hardly meant to be a comment."""
    if not isinstance(node, ScalarNode) or node.style or node.end_mark is None:
        return
    at = node.end_mark
    line = reader.lines[at.line] if at.line < len(reader.lines) else ""
    rest = re.match(r"\s*#(?=\S)", line[at.column :])
    if rest and (at.column == 0 or line[at.column - 1] == ":" or rest[0][0].isspace() or line[at.column - 1].isspace()):
        whole = line[line.index(":") + 1 :].strip()
        message = f"{key}: YAML reads what follows # as a comment"
        span = Span(reader.path, at.line + 1 + reader.offset, at.column + rest.end())
        fix = f"{key}: {quoted(whole)}"
        reader.found.append(warning(f"{AREA}/comment", message, span, found=line[at.column :].strip(), fix=fix))


def _one_term(node: Node, key: str, reader: Reader) -> None:
    """`tags: a b`: two for Jekyll, one for others. One is kept, for "machine learning" is one; quotes say so too."""
    if isinstance(node, ScalarNode) and reader.lines and not node.style and "," not in (text := node.value.strip()):
        words = text.split()
        if len(words) > 1:
            message = f"{key}: without commas this is one, in {len(words)} words"
            fix = f"{key}: [{', '.join(words)}] if they are {len(words)}, {key}: [{text}] if it is one"
            reader.found.append(info(f"{AREA}/one-term", message, reader.span(node), found=text, fix=fix))


def _other(
    reader: Reader, written: str, key: Node, value: Node, values: dict[str, Any], spans: dict[str, Span]
) -> None:
    """A key that is not ours: two of them mean a draft, some mean nothing, the rest may be a slip of the pen."""
    lowered = written.lower()
    text = str(value.value).lower() if isinstance(value, ScalarNode) else ""
    if (lowered == "published" and text in ("false", "no")) or (lowered == "status" and text in ("draft", "hidden")):
        values.setdefault("draft", True)
    elif lowered == "published" and is_date(text):
        values.setdefault("date", text)
        spans.setdefault("date", reader.span(value))
    if lowered in IGNORED or lowered in SYNONYMS or lowered.startswith(("_", "publicize_")):
        return
    near = did_you_mean(lowered, fields_of(FrontMatter))
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
    return conversation.shaped(name, node)


def _date(text: str, key: str, span: Span, reader: Reader) -> str:
    """As ISO 8601; empty, and a finding, if it is none or impossible."""
    try:
        return iso(text)
    except NotADate as problem:
        fix = f"{key}: {problem.near}" if problem.near else f"for example  {key}: 2026-03-02 09:00"
        finding = error(f"{AREA}/date", f"{key} is not a date", span, found=text[:80], fix=fix)
    except ValueError as problem:
        message, fix = f"{key} is impossible: {problem}", f"for example  {key}: 2026-03-02"
        finding = error(f"{AREA}/impossible-date", message, span, found=text, fix=fix)
    reader.found.append(finding)
    return ""
