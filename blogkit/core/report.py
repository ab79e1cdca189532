"""What a build has to say, as data: the terminal, JSON and CI annotations are three ways to print it."""

from __future__ import annotations

import msgspec

from .diagnostic import Diagnostic
from .site import LeftOut
from .step import Standing


class Changes(msgspec.Struct, frozen=True):
    """What a build did in the output folder; output paths, sorted."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    posts: int
    pages: int
    files: int
    """Outputs there are now."""
    cards: int
    drawn: int
    """Cards drawn in this build; the others came from the cache."""
    created: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    diagnostics: tuple[Diagnostic, ...]
    steps: tuple[Standing, ...]
    """The first that fit into the budget of minutes."""
    more_steps: int
    """Open steps that are not in `steps`."""
    cited: tuple[str, ...]
    """People and domains that recent posts cite, for one line of the summary."""
    output: str
    written: bool
    """False when errors kept the output as it was."""
    log: tuple[str, ...]
    """What was parsed, rendered and removed: `parse content/a.md`, `render posts/a/index.html`."""
    why: dict[str, str]
    """Output path to the reason it was made again."""
    seconds: float = 0.0
    until: float = float("inf")
    failed: bool = False
