"""What is known beyond the pages: what was done about steps, and who has been kind to whom.

The files are JSON lines, only ever appended to, so that two branches merge line by line (`merge=union`). Nothing here
ever goes into a page: views are made before any of this is read.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from .view import PersonView


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something done about a step. The newest event of a step, by `t`, decides its state.

    Public ones lie in `engagement/public/checklist.jsonl`, which is committed; `because` and everything about private
    steps in `engagement/private/checklist.jsonl`, which is not.
    """

    t: str
    """ISO 8601 with seconds, in UTC: `2026-03-02T10:11:12Z`."""
    id: str
    """The step's id."""
    event: Literal["done", "skipped", "snoozed", "reopened"]
    kind: str = ""
    post: str = ""
    who: str = ""
    """Kind, post, and person (or else the target) of the step: a file that is renamed takes its
    finished steps along by these."""
    url: str = ""
    """Where it was done."""
    until: str = ""
    """The day a snoozed step comes back: `2026-03-09`."""
    because: str = ""
    """In the author's words; private."""


class Favour(msgspec.Struct, frozen=True, omit_defaults=True):
    """One kindness, in `engagement/private/ledger.jsonl`. Never rendered, never in the JSON of a build."""

    t: str
    who: str
    """A key of people.yaml, or a plain name."""
    way: Literal["in", "out"]
    """`in`: they were kind to the author; `out`: the author to them."""
    what: str
    """In a few words: `shared the launch`."""
    url: str = ""


NOBODYS = (
    # Works of many hands, where nobody waits to hear from you
    "archive.org",
    "wikimedia.org",
    "wikipedia.org",
    # Houses that many people live in: the domain does not say whose door it is. Someone in people.yaml with such an
    # address is still told.
    "bsky.app",
    "facebook.com",
    "github.com",
    "gitlab.com",
    "google.com",
    "linkedin.com",
    "medium.com",
    "reddit.com",
    "x.com",
    "youtu.be",
    "youtube.com",
    # Standards and reference manuals
    "developer.mozilla.org",
    "docs.python.org",
    "doi.org",
    "ietf.org",
    "rfc-editor.org",
    "w3.org",
    "whatwg.org",
    # Names that stand for no site
    "example.com",
    "example.net",
    "example.org",
)
"""Domains behind which no single person waits to hear that they are cited."""


class Hand(msgspec.Struct, frozen=True):
    """Somebody as a commit names them."""

    name: str
    email: str = ""

    def is_same(self, other: Hand | None) -> bool:
        """By name or address, however they are written."""
        if other is None:
            return False
        by_name = " ".join(self.name.casefold().split()) == " ".join(other.name.casefold().split())
        return by_name or (bool(self.email) and self.email.casefold() == other.email.casefold())


class Hands(msgspec.Struct, frozen=True):
    """Who has worked on what, as git knows it."""

    posts: dict[str, tuple[Hand, ...]] = {}
    """Post source to everybody but who added it."""


class Coauthor(msgspec.Struct, frozen=True):
    """Somebody who had a hand in a post."""

    person: PersonView
    called: str
    """What git calls them."""


class Known(msgspec.Struct, frozen=True):
    """What step kinds may know besides what readers see."""

    places: tuple[tuple[str, str], ...] = ()
    """(network, label) where the author announces posts: those of their handles that one can post to."""
    people: tuple[str, ...] = ()
    """Keys of people.yaml."""
    not_people: tuple[str, ...] = NOBODYS
    """Domains that are nobody's; the author's own are in `engagement/public/domains.yaml`."""
    ask_first: tuple[str, ...] = ()
    """Keys of people who are to be asked before they are named elsewhere."""
    unwelcome: tuple[str, ...] = ()
    """Keys of people whom no step may mention: blocked, or `mention: never`."""
    helpers: dict[str, tuple[Coauthor, ...]] = {}
    """Post source to who else had a hand in it: authors of its commits, and co-authors that these name."""
    newsletter: str = ""
    """Where the author writes to subscribers, if they do."""
