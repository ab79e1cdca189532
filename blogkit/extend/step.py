"""A step kind looks at a post and says what would be kind to do next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from ..core.digest import digest_of
from ..core.ledger import Known
from ..core.step import Concern, Step
from ..core.view import EntryView, PersonView, SiteView

__all__ = [
    "Concern",
    "Known",
    "Step",
    "StepKind",
    "is_nobodys",
    "one_line",
    "own_keys",
    "reach",
    "short_name",
    "step_id",
    "titled",
]

_NOISE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


class StepKind(msgspec.Struct, frozen=True):
    """`find` is pure: a post, the site and what is known besides in, steps out."""

    name: str
    concern: Concern
    """For whose sake: it orders the checklist."""
    find: Callable[[EntryView, SiteView, Known], Iterable[Step]]
    due: int = 0
    """Days after publication at which its steps are due, unless `checklist.due` says otherwise."""


def step_id(post: EntryView, kind: str, who: str) -> str:
    """Ten hexadecimal digits that stay when a title, a text or an address changes."""
    return digest_of(post.id, kind, who)[:10]


def short_name(post: EntryView) -> str:
    """What one calls the post by on the command line: the last part of its address."""
    return one_line(post.url).rstrip("/").rpartition("/")[2].removesuffix(".html")


def titled(post: EntryView) -> str:
    """The post by its title, in quotes and short; a note has none."""
    title = one_line(post.title)
    return f'"{title if len(title) <= 60 else title[:59].rstrip() + "…"}"' if title else "your post"


def own_keys(post: EntryView, site: SiteView) -> set[str]:
    """Who needs no telling: the authors themselves, by key or name."""
    return {person.key or one_line(person.name) for person in (*post.authors, site.author) if person}


def is_nobodys(domain: str, known: Known) -> bool:
    return any(domain == one or domain.endswith("." + one) for one in known.not_people)


def one_line(text: str) -> str:
    """As one line without characters that steer a terminal or turn the writing round."""
    return " ".join(_NOISE.sub(" ", text).split())


def reach(person: PersonView) -> str:
    """Where to say something to them: their first profile, or else their site, or a handle in words."""
    for url in (*person.profiles, person.url):
        if url.startswith(("https://", "http://", "mailto:")):
            return one_line(url)
    return next((f"on {one_line(network)}: {one_line(handle)}" for network, handle in person.handles), "")
