"""What laws are made of."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

Law = Callable[[Any], None]


class LawBroken(AssertionError):
    """An extension does what none may do."""


def must(holds: object, message: str) -> None:
    if not holds:
        raise LawBroken(message)


def described(name: str, function: Callable[..., Any]) -> None:
    must(re.fullmatch(r"[a-z][a-z0-9_-]*", name), f"{name!r}: a name is small letters, digits, - and _")
    module = inspect.getmodule(function)
    must(module and (module.__doc__ or "").strip(), f"{name}: its file must begin by saying what it is for")
