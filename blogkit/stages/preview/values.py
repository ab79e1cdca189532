"""What goes into a preview of a link, and what comes out."""

from __future__ import annotations

from typing import Literal

import msgspec

from ...core.diagnostic import Diagnostic
from ...core.span import Span
from .picture import Picture
from .rules import Rule

Layout = Literal["large", "small", "no picture", "nothing"]


class Built(msgspec.Struct, frozen=True):
    """A page as it was built, and what is known of it besides."""

    html: bytes
    source: str
    address: str
    """The permalink, where somebody would find it."""
    base_url: str
    canonical: str = ""
    """The canonical address that is meant; empty: the same."""
    hidden: bool = False
    """A draft, or not out at this time: nobody can link to it yet, and robots are meant to stay away."""
    robots: str = ""
    """The text of robots.txt."""
    spans: dict[str, Span] = {}
    """Where the front matter has `title`, `description`, `image`, `canonical`."""

    def place(self, key: str) -> Span:
        return self.spans.get(key, Span(self.source))


class Shown(msgspec.Struct, frozen=True):
    """A link on one network. Texts are cut as far as the network is known to cut them."""

    rule: Rule
    layout: Layout
    site: str
    title: str
    description: str
    picture: Picture | None = None
    """Only when it is shown."""
    alt: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    accent: str = ""
    findings: tuple[Diagnostic, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    address: str
    source: str
    hidden: bool
    lang: str
    dir: str
    pictures: tuple[Picture, ...]
    """Each that the page names, that of the first network first; nearly always one."""
    alt: str
    shown: tuple[Shown, ...]
    findings: tuple[Diagnostic, ...]
    """What is so for all networks; those of one are with it."""

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        return (*self.findings, *(finding for one in self.shown for finding in one.findings))
