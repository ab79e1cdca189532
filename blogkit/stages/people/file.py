"""One file of people: each with the node that they were read from, so that a finding can point at any line of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from ...core.diagnostic import Diagnostic, error
from ...core.person import Person, PrivatePerson
from ...core.source import Sources
from ...core.span import Span

if TYPE_CHECKING:
    from yaml.nodes import Node

P = TypeVar("P", Person, PrivatePerson)


@dataclass(frozen=True, slots=True)
class Written(Generic[P]):
    """Somebody, and where they stand."""

    key: str
    person: P
    path: str
    key_node: Node
    node: Node

    def at(self, *fields: str) -> Span:
        """Where the value of a field stands; the nearest thing above it where it is not given."""
        from ...core.compose import within

        mark = self.key_node.start_mark
        return within(self.node, Span(self.path, mark.line + 1, mark.column + 1), *fields)

    @staticmethod
    def top(path: str) -> Span:
        return Span(path, 1, 1)


def read(sources: Sources, path: str, kind: type[P]) -> tuple[list[Written[P]], list[Diagnostic]]:
    """Everybody in one file that can be understood, and all that cannot."""
    if not sources.has(path):
        return [], []
    try:
        text = sources.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [error("people/encoding", "this is not UTF-8", Span(path, 1, 1), fix="save the file as UTF-8")]
    except OSError as problem:
        message = f"this cannot be read: {problem.strerror}"
        return [], [error("people/not-read", message, Span(path), fix="check who may read it")]
    return understood(text, path, kind)


def understood(text: str, path: str, kind: type[P]) -> tuple[list[Written[P]], list[Diagnostic]]:
    from yaml.nodes import MappingNode, ScalarNode

    from ...core.compose import compose  # YAML: not needed while the people are remembered
    from ...core.decode import Reader

    tree = compose(text, path, 0, "people")
    found = list(tree.diagnostics)
    if tree.value is None or (isinstance(tree.value, ScalarNode) and not tree.value.value):
        return [], found
    reader = Reader(path, 0, "people", text.replace("\r\n", "\n").split("\n"))
    written: list[Written[P]] = []
    if isinstance(tree.value, MappingNode):
        for key, key_node, node in reader.pairs(tree.value):
            person = reader.value(node, kind, key)
            if person is not msgspec.UNSET:
                written.append(Written(key, person, path, key_node, node))
    else:
        reader.wrong(tree.value, "", "a mapping (ana: {name: Ana})")
    return written, found + reader.found
