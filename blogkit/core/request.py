"""One command, as data."""

from __future__ import annotations

import msgspec

from .include import Include


class Request(msgspec.Struct, frozen=True):
    """What a command asks for. `clock` is seconds since 1970; None means now. `jobs` 0 means one for each core."""

    root: str
    include: Include = Include()
    base_url: str | None = None
    output: str | None = None
    clean: bool = False
    strict: bool = False
    jobs: int = 0
    clock: float | None = None
    cards: bool = True
    posts: tuple[str, ...] = ()
    """Sources of the only posts to look at; all of them when empty."""
    preview: bool = False
    """For the author's eyes only: nothing but the output is written."""
