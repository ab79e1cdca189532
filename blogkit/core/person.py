"""Someone you know: who they are, and who they are on each network."""

from __future__ import annotations

from typing import Literal

import msgspec


class Person(msgspec.Struct, frozen=True):
    """One entry of `people.yaml`, under its key. Only what the person publishes themselves belongs here."""

    name: str = ""
    url: str = ""
    photo: str = ""
    """A file of this site, such as `/people/ana.jpg`; never a remote address, so that no reader is tracked."""
    note: str = ""
    """One line about them, in your words."""
    feed: str = ""
    handles: dict[str, str] = {}
    """Network name to handle or profile address: `mastodon: "@ana@hachyderm.io"`."""
    domains: tuple[str, ...] = ()
    """Sites that are theirs besides `url`; a link to one of these is a citation of this person."""
    mention: Literal["ok", "ask", "never"] = "ok"


People = dict[str, Person]
"""Key to person, in the order of the file."""
