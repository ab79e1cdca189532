"""What a theme may rely on: which template is given what, under which names. Its version is blogkit's own.

A name that is here stays for a whole major version. One that has to go first comes into `DEPRECATED`: it still works,
and whoever uses it is told the line and what to write instead.
"""

from __future__ import annotations

import re
from typing import Any, get_args

import msgspec

from . import view

WRITTEN_FOR = {
    "home": ("home.html",),
    "post": ("post.html",),
    "page": ("page.html",),
    "archive": ("archive.html",),
    "taxonomy": ("taxonomy.html",),
    "term": ("term.html",),
    "people": ("people.html",),
    "plain": ("404.html", "search.html", "redirect.html", "feed.xsl"),
}
"""The tag of a page's view to the templates that are given its fields."""
PAGES: dict[str, type[msgspec.Struct]] = {
    name: page for page in get_args(view.Page) for name in WRITTEN_FOR[page.__struct_config__.tag]
}
"""Every template that makes a page, with the view whose fields it is given."""
GIVEN: dict[str, Any] = {
    "site": view.SiteView,
    "theme": dict,
    "lang": str,
    "dir": str,
    "head": None,
    "t": None,
    "url_for": None,
    "asset": None,
    "slot": None,
    "format_date": None,
    "iso": None,
}
"""What each page template has beside its view, with its type; None for a function."""
WIDGET: dict[str, Any] = {
    "widget": Any,
    "post": view.EntryView,
    "site": view.SiteView,
    "t": None,
    "url_for": None,
    "format_date": None,
}
"""What `widgets/NAME.html` is given."""
CARD: dict[str, Any] = {
    "view": view.CardView,
    "options": dict,
    "family": str,
    "rtl": bool,
    "fit": None,
    "picture": None,
    "initials": None,
    "readable": None,
    "soft": None,
    "mix": None,
}
"""What `cards/NAME.svg` is given, with its type; None for a function."""


class Deprecated(msgspec.Struct, frozen=True):
    """A name that still works. `instead` is what to write in its place."""

    instead: str
    since: str = ""


DEPRECATED: dict[str, Deprecated] = {}
"""`EntryView.old_name`, or `old_name` for one that stands alone, to what replaces it."""

_PART = re.compile(r"\s*(>=|<)\s*(\d+(?:\.\d+){0,3})\s*\Z")


def unmet(requires: str, version: str) -> str | None:
    """What of `>=0.2, <1` this version does not meet, or nothing. Raises ValueError for what cannot be read."""
    for part in requires.split(",") if requires.strip() else ():
        match = _PART.match(part)
        if not match:
            raise ValueError(part.strip())
        if (_numbers(version) >= _numbers(match[2])) != (match[1] == ">="):
            return match[1] + match[2]
    return None


def _numbers(version: str) -> tuple[int, ...]:
    found = [int(n) for n in re.match(r"\d+(?:\.\d+)*|", version)[0].split(".") if n]  # type: ignore[index]
    return tuple(found + [0] * (4 - len(found)))
