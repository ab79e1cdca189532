"""A name in a template that does not exist: what stood there, and the name that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import jinja2
import msgspec
from jinja2.utils import missing


class UnknownName(jinja2.UndefinedError):
    """`known` are the names of whatever was asked; None where the name stands alone."""

    def __init__(self, message: str, name: str, known: tuple[str, ...] | None) -> None:
        super().__init__(message)
        self.name, self.known = name, known


class Unknown(jinja2.StrictUndefined):
    """Keeps the name and its neighbours for the message, where Jinja's own would show a class of blogkit."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        if hint is None and isinstance(name, str):
            known = None if obj is missing else _names(obj)
            exc = partial(UnknownName, name=name, known=known)  # type: ignore[assignment]
        super().__init__(hint, obj, name, exc)


def _names(thing: Any) -> tuple[str, ...]:
    if isinstance(thing, msgspec.Struct):
        return thing.__struct_fields__
    return tuple(name for name in thing if isinstance(name, str)) if isinstance(thing, Mapping) else ()


def written(problem: UnknownName, line: str) -> str:
    """The name as it stands in this line of the template, with what it was asked of."""
    before = r"[\w.\]\['\"]*?" if problem.known is not None else ""
    match = re.search(rf"{before}(?<!\w){re.escape(problem.name)}(?!\w)['\"\]]*", line)
    return match[0] if match else problem.name


def around(problem: UnknownName, given: Iterable[str]) -> list[str]:
    """The names it may have meant; `given` are those of the template."""
    names = given if problem.known is None else problem.known
    return [name for name in names if name != problem.name and not name.startswith("_")]
