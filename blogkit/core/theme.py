"""A theme: a folder with `theme.yaml`, `templates/`, `assets/` and `i18n/`."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec


class ThemeOption(msgspec.Struct, frozen=True):
    """One setting that a theme declares; a site sets it under `theme: {options: …}` in blogkit.yaml."""

    type: Literal["text", "color", "bool", "number", "choice", "file"] = "text"
    """`file`: a path below static/ (or content/), which has to be there."""
    default: Any = ""
    choices: tuple[str, ...] = ()
    help: str = ""
    on: str = ""
    """Of a colour on cards: the option whose colour it is read against."""

    def unfit(self, value: Any) -> str:
        """What is wanted instead of this value; empty when it will do."""
        match self.type:
            case "bool":
                return "" if isinstance(value, bool) else "true or false"
            case "number":
                return "" if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
            case "choice":
                return "" if value in self.choices else "one of " + ", ".join(self.choices)
            case "color":
                fits = re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", str(value))
                return "" if fits else 'a colour like "#4051b5"'
        return "" if isinstance(value, str | int | float) else "text"


class ThemeManifest(msgspec.Struct, frozen=True):
    """`theme.yaml`."""

    name: str = ""
    version: str = "1"
    license: str = ""
    description: str = ""
    parent: str = ""
    """Where files come from that this theme does not have itself; every chain ends in `default`."""
    requires: str = ""
    """The versions of blogkit that it was written for: `>=0.2`, or `>=0.2, <1`."""
    options: dict[str, ThemeOption] = {}
    cards: dict[str, ThemeOption] = {}
    """Options of the social cards, which a site and each post may set."""


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
    cards: dict[str, ThemeOption] = {}
    """Declared options of the social cards."""
    card_options: dict[str, Any] = {}
    """The same with the site's values filled in."""
    fonts: tuple[str, ...] = ()
    """Font files for social cards: the theme's own, its parents', the site's, and those of this machine."""
    fonts_digest: str = ""
    sandboxed: bool = False
    """Whether a part of it is not blogkit's own, so that its templates run in a sandbox."""
