"""A planned output: its path, and everything that its bytes may depend on."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .site import Content
from .view import SiteView

FREED = "freed"
"""The `template` of a copy of a picture without what it tells beside itself."""


class Target(msgspec.Struct, frozen=True):
    """One file that will exist. Equal keys mean equal bytes, so a target whose key still stands is not made again."""

    path: str
    """Below the output folder, with forward slashes."""
    kind: Literal["page", "feed", "card", "copy", "text"]
    source: str
    """What it is about, for messages: a source file, or words in brackets."""
    view: Any
    """page: a Page struct; feed: a FeedView; card: a CardJob; copy: a file's path; text: the bytes themselves."""
    template: str = ""
    """The template of a page, the format of a feed, or how a copy differs from its file."""
    contents: tuple[Content, ...] = ()
    """Bodies that go into the view, in the order in which it shows them."""
    key: dict[str, str] = {}
    """Part of the key (`view`, `template`, …) to its digest."""


class Plan(msgspec.Struct, frozen=True):
    """Every output there will be, by path, and what a reader of the report wants to know of them."""

    targets: dict[str, Target]
    site: SiteView
    """As the pages see it: with its feeds."""
    assets: dict[str, str] = {}
    """Name of each asset of the theme to its output path."""
    style: str = ""
    """Output path of the widgets' style sheet, or empty."""
    script: str = ""
