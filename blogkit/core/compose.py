"""From YAML text to a tree of nodes that know their line and column, with every slip of the pen on the way.

A YAML library stops at the first mistake. Here the line at fault is mended, the mended line is the advice, and reading
goes on, so that one run finds them all and a post with a colon too many still has its title.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .diagnostic import Diagnostic, Outcome, error
from .mend import Mended, mended
from .span import Span

MAX_SIZE = 2_000_000
"""Characters of one document; no settings are as long as that."""
MAX_DEPTH = 200
"""Lists in lists in lists. The C parser recurses and would take the whole process with it."""
MAX_MENDS = 20

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str, path: str, offset: int = 0, area: str = "config") -> Outcome[Node | None]:
    """The node tree of one document, None where there is none; `offset` is added to every line number."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if len(text) > MAX_SIZE:
        return _refused(area, "too-much", "this is far too long", path, offset, f"{len(text):,} characters", "split it")
    found: list[Diagnostic] = []
    lines = text.split("\n")
    for _ in range(MAX_MENDS):
        node, problem = parsed(text)
        if problem is None:
            return Outcome(node, tuple(found))
        if not isinstance(problem, yaml.YAMLError):
            span = Span(path, 1 + offset)
            found.append(error(f"{area}/too-deep", "this is nested too deeply to read", span, fix="flatten it"))
            return Outcome(None, tuple(found))
        fix = mended(problem, lines, parsed)
        found.append(_finding(fix, problem, path, offset, area, lines))
        if fix is None:
            return Outcome(_without(problem, lines), tuple(found))
        lines[fix.line] = fix.text
        text = "\n".join(lines)
    return Outcome(None, tuple(found))


def parsed(text: str) -> tuple[Node | None, Exception | None]:
    try:
        if _may_be_deep(text) and _depth(text) > MAX_DEPTH:
            raise RecursionError
        return yaml.compose(text, _LOADER), None
    except (yaml.YAMLError, RecursionError, MemoryError, ValueError) as problem:
        return None, problem


def _may_be_deep(text: str) -> bool:
    """A cheap bound: what can open a level at all. Hardly any document comes near it."""
    opened = text.count("[") + text.count("{") + text.count("- ") + text.count("? ")
    return opened > MAX_DEPTH or " " * (MAX_DEPTH // 2) in text


def _depth(text: str) -> int:
    depth = deepest = 0
    for event in yaml.parse(text, _LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


def _without(problem: yaml.YAMLError, lines: list[str]) -> Node | None:
    """What is left when the line at fault is passed over: better than nothing, for whatever else is to be found."""
    mark = getattr(problem, "problem_mark", None)
    if mark is None or mark.line >= len(lines):
        return None
    return parsed("\n".join([*lines[: mark.line], "", *lines[mark.line + 1 :]]))[0]


def _finding(
    fix: Mended | None, problem: yaml.YAMLError, path: str, offset: int, area: str, lines: list[str]
) -> Diagnostic:
    if fix:
        span = Span(path, fix.line + 1 + offset, fix.column + 1)
        return error(f"{area}/{fix.code}", fix.message, span, found=fix.found, fix=fix.text.strip() or "take it out")
    mark = getattr(problem, "problem_mark", None)
    said = str(getattr(problem, "problem", None) or getattr(problem, "reason", "") or "")
    if said.startswith("but "):
        said = f"{getattr(problem, 'context', '')} {said}"
    span = Span(path, 1 + offset)
    if mark:  # what is missing at the end is missing behind the last line, not on one that is not there
        last = len(lines) - 1
        line, column = (mark.line, mark.column) if mark.line <= last else (last, len(lines[last]))
        span = Span(path, line + 1 + offset, column + 1)
    message = "this is not YAML" + (f": {said}" if said else "")
    return error(f"{area}/syntax", message, span, fix="check the quotes and the indentation here")


def _refused(area: str, code: str, message: str, path: str, offset: int, found: str, fix: str) -> Outcome[Node | None]:
    return Outcome(None, (error(f"{area}/{code}", message, Span(path, 1 + offset), found=found, fix=fix),))


def locate(text: str, path: str, *keys: str) -> Span:
    """Where the value of a key in a key stands in a file, or an item of a list; its nearest parent where it is not
    given."""
    return within(parsed(text)[0], Span(path), *keys)


def within(node: Node | None, span: Span, *keys: str) -> Span:
    """The same below one node, whose own place is `span`."""
    for name in keys:
        if isinstance(node, SequenceNode):
            at = next((one for one in node.value if one.value == name), node)
            return Span(span.path, at.start_mark.line + 1, at.start_mark.column + 1)
        if not isinstance(node, MappingNode):
            break
        for key_node, value in node.value:
            if isinstance(key_node, ScalarNode) and key_node.value == name:
                at = value if isinstance(value, ScalarNode) and value.value else key_node
                span = Span(span.path, at.start_mark.line + 1, at.start_mark.column + 1)
                node = value
                break
        else:
            break
    return span
