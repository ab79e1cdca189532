"""What a plan is made of."""

from __future__ import annotations

from typing import Any

import msgspec

from ...core.config import Config
from ...core.picture import Smaller
from ...core.site import Site
from ...core.theme import Theme
from ...extend.registry import Registry


class Given(msgspec.Struct, frozen=True):
    site: Site
    theme: Theme
    registry: Registry
    config: Config
    widgets: dict[str, Any]
    """Options of the widgets that are on, by name."""
    cards: bool
    static: tuple[str, ...]
    """Sources below static/."""
    digests: dict[str, str]
    """Digest of every source."""
    root: str
    """The site's folder."""
    code: str
    """Digest of blogkit's own code and of the libraries that make its output."""
    freed: dict[str, str] = {}
    """Source of each picture that is not published as it is, to the digest of what is; empty when nothing is."""
    smaller: dict[str, tuple[Smaller, ...]] = {}
    """Source of each picture that has smaller copies to these."""
