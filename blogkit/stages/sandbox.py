"""Templates that somebody else wrote: Jinja's sandbox, and an end to everything that has none.

A third-party theme is code that a stranger wrote and a machine of one's own runs. It reaches the values that it is
given and no further: no attribute of Python's, no file (a loader knows templates by name alone), nothing to change.
What it may do is counted rather than timed, so that a page fails on every machine or on none; the clock is only there
for what counting cannot see.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import wraps
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 1_000_000
"""What one page may do: a round of a loop, a call, a filter, an include, or 64 letters made. An archive of 10,000 posts
takes a tenth of it."""
SECONDS = 30.0
LONGEST_RANGE = 100_000
_LETTERS_A_STEP, _ITEMS_A_STEP = 64, 8
_MOST_LETTERS = 100_000_000
_MOST_BITS = 10_000
_WIDEST = 10_000
_WIDTHS = {"center", "indent", "batch", "slice", "wordwrap", "round", "ljust", "rjust", "zfill", "expandtabs"}
"""Filters and methods of text that a large number alone can make endless."""
_WIDE, _NESTED = re.compile(r"\d{5}|%[^%a-zA-Z]*\*"), re.compile(r"\{[^{}]*\{")


class TooMuch(jinja2.TemplateRuntimeError):
    """A template that would not end, or that makes more than any page needs."""


class _Budget:
    __slots__ = ("left", "until")

    def __init__(self) -> None:
        self.left, self.until = STEPS, time.monotonic() + SECONDS

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0 or (self.left & 63 < steps and time.monotonic() > self.until):
            raise TooMuch("this has no end, or makes far more than a page needs")


_budget: ContextVar[_Budget] = ContextVar("_budget")


def begin() -> None:
    """A new page: it may do as much as any other."""
    _budget.set(_Budget())


def _spend(steps: int) -> None:
    try:
        _budget.get().spend(steps)
    except LookupError:
        begin()


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs a theme that is not blogkit's own. Call `begin()` before each page."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters = {name: _filter(name, made) for name, made in self.filters.items()}
        self.filters |= {"_counted": _counted, "_bounded": _weighed}
        self.globals["range"] = short_range
        del self.globals["lipsum"]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Counting().visit(tree)
        tree.set_environment(self)
        return tree

    def concat(self, parts: Iterable[str]) -> str:
        return "".join(_weighed(part) for part in parts)

    def call(__self, __context: Context, __obj: Any, *args: Any, **options: Any) -> Any:  # named so by Jinja
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            _fit(getattr(__obj, "__name__", ""), owner, (*args, *options.values()))
        else:
            _spend(1)
        return _weighed(super().call(__context, __obj, *args, **options))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        made, text = super().wrap_str_format(value), getattr(value, "__self__", "")
        if made is None:
            return None

        def limited(*args: Any, **options: Any) -> str:
            _fit("format", text, (*args, *options.values()))
            return made(*args, **options)

        return limited

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and not (numbers and right >= 0 and left.bit_length() * right <= _MOST_BITS):
            left, right = float(left), float(right)  # which ends in an error where the number is too large
        elif operator == "*" and numbers and left.bit_length() + right.bit_length() > _MOST_BITS:
            raise TooMuch("this number is too large")
        elif operator == "*" and not numbers:
            _room(max(_copies(left, right), _copies(right, left)))
        elif operator == "%" and isinstance(left, str):
            _fit("format", left, right if isinstance(right, tuple) else (right,))
        return _weighed(super().call_binop(context, operator, left, right))

    def _load_template(self, name: str, globals: Any) -> jinja2.Template:
        _spend(1)
        return super()._load_template(name, globals)


class _Counting(NodeTransformer):
    """Every loop counts its rounds; what is put together with `~` is weighed."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, "_counted", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(node, "_bounded", [], [], None, None, lineno=node.lineno)


def _counted(items: Any) -> Iterator[Any]:
    for item in items:
        _spend(1)
        yield item


def _weighed(value: Any) -> Any:
    """The value, once it is paid for."""
    if cost := _cost(value):
        _spend(cost)
    return value


def _cost(value: Any) -> int:
    return _size(value) // (_LETTERS_A_STEP if isinstance(value, str) else _ITEMS_A_STEP)


def _filter(name: str, made: Callable[..., Any]) -> Callable[..., Any]:
    first = 1 if hasattr(made, "jinja_pass_arg") else 0  # after Jinja's own context

    @wraps(made)
    def limited(*args: Any, **options: Any) -> Any:
        if first < len(args):
            _fit(name, args[first], (*args[first + 1 :], *options.values()))
        return _weighed(made(*args, **options))

    return limited


def _fit(name: str, value: Any, others: tuple[Any, ...]) -> None:
    """Refuses what would take more memory, or more time, than there is."""
    _spend(1 + _cost(value))
    if name in _WIDTHS and any(isinstance(one, int | float) and abs(one) > _WIDEST for one in others):
        raise TooMuch(f"{name} was given too large a number")
    if name == "format" and isinstance(value, str) and (_WIDE.search(value) or _NESTED.search(value)):
        raise TooMuch("this makes text that is too wide")
    if name in ("replace", "join"):
        _room(_size(value) * max(map(_size, others), default=0))


def _room(letters: int) -> None:
    if letters > _MOST_LETTERS:
        raise TooMuch("this makes far more than a page needs")


def _copies(value: Any, number: Any) -> int:
    return _size(value) * number if isinstance(number, int) else 0


_SIZED = (str, list, tuple, dict, range, bytes)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, _SIZED) else 0


def short_range(*numbers: int) -> range:
    made = range(*numbers)
    if len(made) > LONGEST_RANGE:
        raise TooMuch(f"a range has at most {LONGEST_RANGE:,} numbers here")
    return made
