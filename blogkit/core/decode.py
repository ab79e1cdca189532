"""From a YAML node tree to typed values, with every mistake found in one go.

Libraries stop at the first mistake, or know no file position. This walks the nodes of `yaml.compose`, which carry
line and column for each key and value, against the same msgspec types that make the JSON Schema. Text is kept as it
was written: `title: 1.10` is "1.10" and `title: yes` is "yes".
"""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from .diagnostic import Diagnostic, did_you_mean, error, warning
from .html import NO_TEXT, find_no_text
from .mend import quoted
from .span import Span

MAX_NODES = 20_000
"""More than this in one document is a mistake or an alias bomb ("billion laughs"), never somebody's settings."""
MAX_DEPTH = 50
"""Lists in lists in lists; a document that holds itself by an alias has no end of them."""
MAX_INT = 10**15
"""Whole numbers beyond this lose digits in JSON and JavaScript."""

_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}
_INT = re.compile(r"[-+]?[0-9]+(_[0-9]+)*\Z", re.ASCII)
_FLOAT = re.compile(r"[-+]?([0-9]+(_[0-9]+)*\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?\Z", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_TAG = re.compile(r"!|tag:yaml\.org,2002:python/")


class Reader:
    """Collects findings while nodes are turned into values. `offset` is added to every line number; `lines` is the
    text that the nodes were read from, so that a finding can show it."""

    def __init__(self, path: str, offset: int = 0, area: str = "config", lines: Sequence[str] = ()) -> None:
        self.path = path
        self.offset = offset
        self.area = area
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.visited = 0
        self.depth = 0

    # -- positions and findings ---------------------------------------------------------------------------------

    def span(self, node: Node) -> Span:
        mark = node.start_mark
        return Span(self.path, mark.line + 1 + self.offset, mark.column + 1) if mark else Span(self.path)

    def wrong(self, node: Node, key: str, wanted: str) -> None:
        shown = f'"{_short(node.value)}"' if isinstance(node, ScalarNode) else _KINDS[type(node)]
        fix = _fix(key, wanted)
        if wanted == "text" and (text := self.written(node)):
            shown, fix = _short(text), f"put it in quotes: {quoted(text)}"
        message = f"{key or 'this file'} wants {wanted}"
        self.found.append(error(f"{self.area}/wrong-type", message, self.span(node), found=shown, fix=fix))

    def written(self, node: Node) -> str:
        """A list or mapping that stands on one line, as its author wrote it."""
        if not isinstance(node, CollectionNode) or not node.start_mark or not node.end_mark:
            return ""
        start, end = node.start_mark, node.end_mark
        if node.flow_style and start.line == end.line < len(self.lines):
            return self.lines[start.line][start.column : end.column].strip()
        if isinstance(node, MappingNode) and len(node.value) == 1:
            name, value = node.value[0]
            if isinstance(name, ScalarNode) and isinstance(value, ScalarNode):  # `- Retry: a love story`
                return f"{name.value}: {value.value}"
        return ""

    # -- values -------------------------------------------------------------------------------------------------

    def value(self, node: Node, wanted: Any, key: str) -> Any:
        """The value of `node` as type `wanted`, or msgspec.UNSET after adding a finding."""
        if not self._bearable(node, key):
            return msgspec.UNSET
        self.depth += 1
        value = self._value(node, wanted, key)
        self.depth -= 1
        return value

    def _bearable(self, node: Node, key: str) -> bool:
        """Whether to look inside: not when this never ends, and not at a tag that asks to make an object."""
        self.visited += 1
        if self.visited > MAX_NODES:
            self._once("too-much", f"there are more than {MAX_NODES:,} values here", node, "", _ALIASES)
            return False
        if self.depth > MAX_DEPTH:
            self._once("too-deep", "this is nested too deeply, or holds itself", node, "", _ALIASES)
            return False
        if _TAG.match(node.tag) and node.tag != "!":
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            text = f"{tag} {node.value}".strip() if isinstance(node, ScalarNode) else tag
            fix = f"{key.rpartition('.')[2]}: {quoted(text)}" if isinstance(node, ScalarNode) else "take the tag out"
            self._once("tag", f"{key}: a word that starts with ! is a YAML tag, and none is obeyed", node, text, fix)
            return False
        return True

    def _once(self, code: str, message: str, node: Node, found: str, fix: str) -> None:
        finding = error(f"{self.area}/{code}", message, self.span(node), found=_short(found), fix=fix)
        if code == "tag" or not any(one.code == finding.code for one in self.found):
            self.found.append(finding)

    def _value(self, node: Node, wanted: Any, key: str) -> Any:
        origin = get_origin(wanted)
        if origin is not None and hasattr(wanted, "__metadata__"):
            return self._bounded(node, wanted, key)
        if wanted is str:
            return self._text(node, key)
        if wanted is bool:
            return self._bool(node, key)
        if wanted in (int, float):
            return self._number(node, wanted, key)
        if wanted is Any:
            return self._anything(node, key)
        if origin is Literal:
            return self._choice(node, get_args(wanted), key)
        if origin is tuple:
            return self._list(node, get_args(wanted)[0], key)
        if origin is dict:
            return self._mapping(node, get_args(wanted)[1], key)
        if origin in (Union, types.UnionType):
            return self._either(node, get_args(wanted), key)
        return self.struct(node, wanted, key)

    def _bounded(self, node: Node, wanted: Any, key: str) -> Any:
        inner, *notes = get_args(wanted)
        value = self.value(node, inner, key)
        for note in notes:
            least = getattr(note, "ge", None)
            if least is not None and value is not msgspec.UNSET and value < least:
                self.wrong(node, key, f"{least} or more")
                return msgspec.UNSET
            most = getattr(note, "le", None)
            if most is not None and value is not msgspec.UNSET and value > most:
                self.wrong(node, key, f"{most:,} at most")
                return msgspec.UNSET
        return value

    def _text(self, node: Node, key: str) -> Any:
        if not isinstance(node, ScalarNode):
            self.wrong(node, key, "text")
            return msgspec.UNSET
        if node.tag == _NULL:
            return ""
        return self.clean(str(node.value), node, key)

    def clean(self, text: str, node: Node, key: str) -> str:
        """Without what no XML, JSON or file name can hold: control characters and lone surrogates."""
        if _SURROGATE.search(text) or find_no_text(text):
            self.found.append(
                warning(
                    f"{self.area}/control-character",
                    f"{key} holds a character that no page can show",
                    self.span(node),
                    found=ascii(_short(text)),
                    fix="it is left out; take it out of the file",
                )
            )
            return NO_TEXT.sub("", _SURROGATE.sub("\ufffd", text))
        return text

    def _bool(self, node: Node, key: str) -> Any:
        text = str(node.value).lower() if isinstance(node, ScalarNode) else ""
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        self.wrong(node, key, "true or false")
        return msgspec.UNSET

    def _number(self, node: Node, wanted: type, key: str) -> Any:
        pattern = _INT if wanted is int else _FLOAT
        if isinstance(node, ScalarNode) and len(node.value) < 300 and pattern.match(node.value):
            number = wanted(node.value)
            if abs(number) <= MAX_INT:
                return number
        self.wrong(node, key, "a whole number" if wanted is int else "a number")
        return msgspec.UNSET

    def _choice(self, node: Node, choices: tuple[str, ...], key: str) -> Any:
        text = str(node.value) if isinstance(node, ScalarNode) else ""
        if text in choices:
            return text
        wanted = "one of " + ", ".join(choice for choice in choices if choice)
        near = did_you_mean(text, choices)
        self.found.append(
            error(
                f"{self.area}/wrong-choice",
                f"{key} wants {wanted}",
                self.span(node),
                found=_short(text) or _KINDS[type(node)],
                fix=near or f"write {wanted}",
            )
        )
        return msgspec.UNSET

    def _list(self, node: Node, item: Any, key: str) -> Any:
        if isinstance(node, SequenceNode):
            values = [self.value(child, item, key) for child in node.value]
            return tuple(v for v in values if v is not msgspec.UNSET and v != "")
        if isinstance(node, ScalarNode) and node.tag == _NULL:
            return ()
        if isinstance(node, ScalarNode) and item is str:  # `tags: python, blog`
            text = self.clean(str(node.value), node, key)
            return tuple(part.strip() for part in text.split(",") if part.strip())
        if isinstance(node, MappingNode) and item not in (str, int, float, bool):
            value = self.value(node, item, key)
            return () if value is msgspec.UNSET else (value,)
        self.wrong(node, key, "a list")
        return msgspec.UNSET

    def _mapping(self, node: Node, item: Any, key: str) -> Any:
        if isinstance(node, ScalarNode) and node.tag == _NULL:
            return {}
        if not isinstance(node, MappingNode):
            self.wrong(node, key, "a mapping (key: value)")
            return msgspec.UNSET
        pairs = {name: self.value(child, item, f"{key}.{name}" if key else name) for name, _, child in self.pairs(node)}
        return {name: value for name, value in pairs.items() if value is not msgspec.UNSET}

    def _either(self, node: Node, choices: tuple[Any, ...], key: str) -> Any:
        """The first choice that takes the node without a finding; else the last one's findings."""
        before = len(self.found)
        for choice in choices:
            del self.found[before:]
            value = None if choice is type(None) and node.tag == _NULL else self.value(node, choice, key)
            if len(self.found) == before:
                return value
        return msgspec.UNSET

    def _anything(self, node: Node, key: str) -> Any:
        """Plain data, as YAML reads it."""
        if isinstance(node, SequenceNode | MappingNode):
            if isinstance(node, SequenceNode):
                items = [self.value(child, Any, key) for child in node.value]
                return [item for item in items if item is not msgspec.UNSET]
            pairs = {
                name: self.value(child, Any, f"{key}.{name}" if key else name) for name, _, child in self.pairs(node)
            }
            return {name: item for name, item in pairs.items() if item is not msgspec.UNSET}
        kind = node.tag.rpartition(":")[2]
        text = str(node.value)
        if kind == "bool":
            return text.lower() in _TRUE
        if kind == "null":
            return None
        if kind == "int" and _INT.match(text) and len(text) < 20 and abs(int(text)) <= MAX_INT:
            return int(text)
        if kind == "float" and _FLOAT.match(text) and abs(float(text)) <= MAX_INT:
            return float(text)
        return self.clean(text, node, key or "this value")

    # -- mappings -----------------------------------------------------------------------------------------------

    def pairs(self, node: MappingNode) -> list[tuple[str, Node, Node]]:
        """(key, key node, value node), each key once; repeats and keys that are not text are findings."""
        seen: dict[str, Node] = {}
        result: list[tuple[str, Node, Node]] = []
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                fix = "put it in quotes" if self.written(key) else "write one word, a colon and a space"
                found = self.written(key) or _KINDS[type(key)]
                self.found.append(error(f"{self.area}/key", "a key is text", self.span(key), found=found, fix=fix))
                continue
            name = self.clean(str(key.value), key, "a key")
            if name in seen:
                first = self.span(seen[name])
                self.found.append(
                    error(
                        f"{self.area}/duplicate-key",
                        f'"{name}" is given twice',
                        self.span(key),
                        found=f"the first stands on line {first.line}",
                        fix="keep one of them",
                    )
                )
                continue
            seen[name] = key
            result.append((name, key, value))
        return result

    def struct(self, node: Node, wanted: type[msgspec.Struct], key: str = "") -> Any:
        """`node` as a Struct; unknown keys are errors with the nearest known one."""
        if isinstance(node, ScalarNode) and node.tag == _NULL:
            return self._build(node, wanted, {})
        first = msgspec.structs.fields(wanted)[:1]
        if isinstance(node, ScalarNode) and first and first[0].required:  # `thanks: [ana]` is `[{who: ana}]`
            return self._build(node, wanted, {first[0].name: self._text(node, key)})
        if not isinstance(node, MappingNode):
            inner = "key: value"
            if first and key:  # `theme: paper` is `theme: {name: paper}`
                inner = f"{first[0].encode_name}: {node.value if isinstance(node, ScalarNode) else '…'}"
            self.wrong(node, key, f"a mapping ({_short(inner)})")
            return msgspec.UNSET
        known = fields_of(wanted)
        values = {}
        for name, key_node, value_node in self.pairs(node):
            if name not in known:
                near = did_you_mean(name, known)
                where = f" in {key}" if key else ""
                self.found.append(
                    error(
                        f"{self.area}/unknown-key",
                        f'there is no key "{name}"{where}',
                        self.span(key_node),
                        fix=near or "known are: " + ", ".join(sorted(known)),
                    )
                )
                continue
            attribute, hint = known[name]
            value = self.value(value_node, hint, f"{key}.{name}" if key else name)
            if value is not msgspec.UNSET:
                values[attribute] = value
        return self._build(node, wanted, values)

    def _build(self, node: Node, wanted: type[msgspec.Struct], values: dict[str, Any]) -> Any:
        try:
            return wanted(**values)
        except TypeError:
            missing = [f.encode_name for f in msgspec.structs.fields(wanted) if f.required and f.name not in values]
            self.found.append(
                error(
                    f"{self.area}/missing-key",
                    "a key is missing here: " + ", ".join(missing),
                    self.span(node),
                    fix="add it",
                )
            )
            return msgspec.UNSET


_FIELDS: dict[type, dict[str, tuple[str, Any]]] = {}


def fields_of(wanted: type[msgspec.Struct]) -> dict[str, tuple[str, Any]]:
    """Name as written in the file, to (attribute, type)."""
    if wanted not in _FIELDS:
        hints = get_type_hints(wanted, include_extras=True)
        _FIELDS[wanted] = {f.encode_name: (f.name, hints[f.name]) for f in msgspec.structs.fields(wanted)}
    return _FIELDS[wanted]


_KINDS = {ScalarNode: "text", SequenceNode: "a list", MappingNode: "a mapping"}
_ALIASES = "take out the aliases (*name) that multiply it, or most of the entries"


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _fix(key: str, wanted: str) -> str:
    examples = {
        "true or false": "true",
        "a whole number": "3",
        "a number": "1.5",
        "text": '"some text"',
        "a list": "[one, two]",
        "a date": "2026-03-02",
    }
    if wanted.startswith("a mapping ("):
        example = "{" + wanted[11:-1] + "}"
    elif wanted in examples:
        example = examples[wanted]
    else:
        return f"give it {wanted}"
    return f"for example  {key.rpartition('.')[2]}: {example}" if key else "write  key: value"
