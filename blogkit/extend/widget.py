"""A widget fills a slot of the theme with HTML made from a view. See CONTRIBUTING.md for a complete one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ..core.view import EntryView, PersonView, SiteView
from .slot import Slot


class NoOptions(msgspec.Struct, frozen=True):
    """For a widget that has nothing to set."""


class Widget(msgspec.Struct, frozen=True):
    """Data and one pure function; Jinja does the escaping.

    `prepare` gets the entry, the site and decoded options, and returns what the template may show, or None when
    there is nothing to show. The template sees that value as `widget`, beside `post`, `site`, `t`, `url_for` and
    `format_date`;
    a theme overrides it with a file `widgets/NAME.html`. `style` and `script` are written once as files with hashed
    names, because a strict content security policy allows nothing inline; a widget must work without its script.
    """

    name: str
    slot: Slot
    template: str
    prepare: Callable[[EntryView, SiteView, Any], Any]
    options: type[msgspec.Struct] = NoOptions
    style: str = ""
    script: str = ""
    pages: bool = False
    """Whether it also shows on pages; posts always have it."""
    usual: bool = True
    """Whether a site has it that says nothing about it in `widgets:`."""


def on_web(url: str) -> bool:
    """Whether a link may lead there: nothing that runs code, nothing relative."""
    return url[:8].lower().startswith(("https://", "http://"))


def home_of(person: PersonView) -> str:
    """Their own site before a page about them here, before a profile in somebody else's house; or nothing."""
    for url in (person.url, person.page, *person.profiles):
        if on_web(url) or (url == person.page and url.startswith("/")):
            return url
    return ""
