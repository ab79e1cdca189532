"""A feed format turns a feed view into bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..core.view import FeedView


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """`render` is pure and builds its output with a real XML or JSON writer, never a string template."""

    name: str
    file_name: str
    media_type: str
    render: Callable[[FeedView], bytes]
