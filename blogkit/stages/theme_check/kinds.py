"""Kinds of values in a template: views, classes of Python's, `tuple[…]`, or Any for what cannot be known."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

Kind = Any


@cache
def hints(struct: type) -> dict[str, Kind]:
    return get_type_hints(struct)


def owner(kind: type, name: str) -> str:
    """The view that declares the field: EntryView's title is EntrySummary's."""
    fields = ((one, getattr(one, "__struct_fields__", ())) for one in kind.__mro__)
    owners = [one for one, known in fields if isinstance(known, tuple) and name in known]
    return owners[-1].__name__ if owners else kind.__name__


def plain(kind: Kind) -> Kind:
    """Without `| None`, and the class of a literal."""
    origin: Any = get_origin(kind)
    if origin in (Union, types.UnionType):
        rest = [one for one in get_args(kind) if one is not types.NoneType]
        return plain(rest[0]) if len(rest) == 1 else Any
    return type(get_args(kind)[0]) if origin is Literal else kind


def item(kind: Kind) -> Kind:
    """What a loop over it gives."""
    kind = plain(kind)
    origin: Any = get_origin(kind)
    if origin is tuple:
        args = get_args(kind)
        return args[0] if len(args) == 2 and args[1] is ... else Any
    return str if kind is str else Any


def parts(kind: Kind, count: int) -> tuple[Kind, ...]:
    """What `a, b = …` gives each."""
    origin: Any = get_origin(kind)
    args = get_args(kind) if origin is tuple else ()
    return args if len(args) == count and ... not in args else (Any,) * count


def one_of(kinds: list[Kind]) -> Kind:
    known = [plain(kind) for kind in kinds if plain(kind) is not types.NoneType]
    return known[0] if known and all(kind == known[0] for kind in known) else Any


def literals(node: nodes.Node) -> list[str]:
    """The names of templates that an include may mean."""
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) else [str(one) for one in node.value]
    return [one for child in node.iter_child_nodes() for one in literals(child)]


def dotted(node: nodes.Node) -> str:
    """`post.author.name`, where it is written so."""
    if isinstance(node, nodes.Getattr):
        before = dotted(node.node)
        return f"{before}.{node.attr}" if before else ""
    return node.name if isinstance(node, nodes.Name) else ""


def guarded(test: nodes.Node) -> Iterator[str]:
    """Names that a test has asked after, with `is defined` or a default: behind it they may be used."""
    for one in (test, *test.find_all((nodes.Filter, nodes.Test))):
        if isinstance(one, nodes.Filter | nodes.Test) and one.name in ("default", "d", "defined"):
            yield from (one.node.name,) if isinstance(one.node, nodes.Name) else ()
