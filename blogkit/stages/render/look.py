"""What all pages share: the site, the theme, where its assets lie, and the widgets that are on."""

from __future__ import annotations

from typing import Any

import msgspec

from ...core.theme import Theme
from ...core.view import SiteView


class Look(msgspec.Struct, frozen=True):
    site: SiteView
    theme: Theme
    assets: dict[str, str]
    """Asset name to its path in the output."""
    widgets: dict[str, Any]
    """Options of the widgets that are on, by name."""
    style: str
    """Output path of the widgets' style sheet, or empty."""
    script: str
