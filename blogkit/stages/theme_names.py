"""The reference of all that templates are given, made from the views themselves."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import types
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from ..core import contract, entry, view


class Name(msgspec.Struct, frozen=True):
    """One name, what it is, and a line about it."""

    name: str
    kind: str
    about: str = ""


class Group(msgspec.Struct, frozen=True):
    """What one template is given, or what one view holds."""

    title: str
    names: tuple[Name, ...]


_FUNCTIONS = {
    "head": "everything that belongs into <head>, once",
    "t": "a string in the language of the page: t('posts', n=3)",
    "url_for": "the address of a path below the site's root",
    "asset": "the address of a file in assets/",
    "slot": "what widgets put there: entry.after, entry.footer or body.end",
    "format_date": "a date as the language writes it: long, short or month",
    "iso": "for <time datetime>",
    "fit": "a text in lines that fit, in the largest size that does: fit(text, width, sizes, lines=2)",
    "picture": "a picture cut to a size, for <image href>: photo, author, guest, owner or quoted",
    "initials": "what to show of a person without a photo",
    "readable": "black or white, whichever can be read on a colour",
    "soft": "the colour for text that matters less, on a background",
    "mix": "a colour with a share of another in it",
}


def reference() -> tuple[Group, ...]:
    given = tuple(Name(name, _kind(kind), _FUNCTIONS.get(name, "")) for name, kind in contract.GIVEN.items())
    groups = [Group("every page template", given)]
    groups += [Group(name, _fields(page)) for name, page in contract.PAGES.items()]
    widget = tuple(Name(name, _kind(kind), _FUNCTIONS.get(name, "")) for name, kind in contract.WIDGET.items())
    groups += [Group("widgets/NAME.html", widget)]
    card = tuple(Name(name, _kind(kind), _FUNCTIONS.get(name, "")) for name, kind in contract.CARD.items())
    groups += [Group("cards/NAME.svg", card)]
    pages = set(contract.PAGES.values())
    structs: list[Any] = [one for one in vars(view).values() if getattr(one, "__module__", "") == view.__name__]
    views = [one for one in (*structs, entry.Heading) if isinstance(one, type) and one not in pages]
    return (*groups, *(Group(one.__name__, _fields(one)) for one in views))


def _fields(struct: type[msgspec.Struct]) -> tuple[Name, ...]:
    types_of, about = get_type_hints(struct), dict(_told(struct))
    return tuple(Name(name, _kind(types_of[name]), about.get(name, "")) for name in struct.__struct_fields__)


def _told(struct: type) -> Iterator[tuple[str, str]]:
    """Field to the text below it, those of the views above included."""
    for one in reversed(struct.__mro__):
        body = _bodies(one.__module__).get(one.__name__, []) if issubclass(one, msgspec.Struct) else []
        for field, below in pairwise(body):
            text = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else None
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, str):
                yield field.target.id, " ".join(text.split())


@cache
def _bodies(module: str) -> dict[str, list[ast.stmt]]:
    known = {"blogkit.core.view": view, "blogkit.core.entry": entry}
    if module not in known:
        return {}
    tree = ast.parse(inspect.getsource(known[module]))
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}


_WORDS: dict[Any, str] = {
    str: "text",
    int: "number",
    bool: "yes or no",
    dict: "mapping",
    dt.datetime: "moment",
    types.NoneType: "nothing",
    None: "function",
    Any: "anything",
}


def _kind(kind: Any) -> str:
    """A type in plain words: `PersonViews`, `Picture or nothing`."""
    origin: Any = get_origin(kind)
    if kind in _WORDS:
        return _WORDS[kind]
    if origin is Literal:
        return " or ".join(get_args(kind))
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(one) for one in get_args(kind))
    if origin is tuple:
        args = get_args(kind)
        one = _kind(args[0])
        return f"list of {one}" if args[1:] == (...,) else " and ".join(_kind(part) for part in args)
    return "mapping" if origin is dict else getattr(kind, "__name__", str(kind))
