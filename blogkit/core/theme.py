"""A theme: a folder with `theme.yaml`, `templates/`, `assets/` and `i18n/`."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class ThemeOption(msgspec.Struct, frozen=True):
    """One setting that a theme declares; a site sets it under `theme: {options: …}` in blogkit.yaml."""

    type: Literal["text", "color", "bool", "number", "choice", "file"] = "text"
    """`file`: a path below static/ (or content/), which has to be there."""
    default: Any = ""
    choices: tuple[str, ...] = ()
    help: str = ""


class ThemeManifest(msgspec.Struct, frozen=True):
    """`theme.yaml`."""

    name: str = ""
    version: str = "1"
    license: str = ""
    description: str = ""
    parent: str = ""
    """Where files come from that this theme does not have itself; every chain ends in `default`."""
    options: dict[str, ThemeOption] = {}


class Asset(msgspec.Struct, frozen=True):
    """A style sheet, script, font or image of a theme."""

    file: str
    digest: str
    text: str | None = None
    """A style sheet or SVG with the theme's options filled in; None for files that are copied as they are."""


class Theme(msgspec.Struct, frozen=True):
    """A theme and its parents, layered: the first folder that has a file wins."""

    name: str
    templates: dict[str, str]
    """Template name (`post.html`, `partials/card.html`) to its source text, layers already resolved."""
    origins: dict[str, str]
    """Template name to the file it came from, for messages."""
    assets: dict[str, Asset]
    """By name: `css/site.css`."""
    strings: dict[str, dict[str, Any]]
    """Language tag to its strings; missing ones fall back to the base language, then to English."""
    options: dict[str, Any]
    """Declared options with the site's values filled in."""
    fonts: tuple[str, ...] = ()
    """Font files for social cards, the theme's own first."""
    fonts_digest: str = ""
