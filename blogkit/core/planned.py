"""The plan of a whole site with all that its build will say: what `model` and `plan` come to, ready to be kept."""

from __future__ import annotations

import msgspec

from .config import Config
from .diagnostic import Diagnostic
from .site import LeftOut
from .step import Found
from .target import Target
from .theme import Theme
from .view import SiteView


class Planned(msgspec.Struct, frozen=True):
    targets: dict[str, Target]
    """By output path. A plan that was kept has no views in it, except the files that a copy copies."""
    config: Config
    site: SiteView
    """As the pages see it."""
    theme: Theme
    assets: dict[str, str]
    """Name of each asset of the theme to its output path."""
    style: str
    """Output path of the widgets' style sheet, or empty."""
    script: str
    posts: int
    pages: int
    left_out: tuple[LeftOut, ...]
    searchable: tuple[str, ...]
    """Output paths of what full-text search covers."""
    steps: tuple[Found, ...]
    cited: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    """All but those of parsing."""
    since: float
    until: float
    """Seconds since 1970 between which the same input gives this plan."""
