"""A step kind looks at a post and says what would be kind to do next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from ..core.digest import digest_of
from ..core.view import EntryView, PersonView, SiteView

_NOISE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


class Step(msgspec.Struct, frozen=True):
    """One line of the engagement checklist.

    `id` is stable: made from post id, kind, person and target, never from a title. `because` is the evidence.
    """

    id: str
    kind: str
    post: str
    """The post's id."""
    title: str
    """What to do, in the imperative: `Tell Ana that you cite "Retry is a promise"`."""
    because: str
    person: str = ""
    """Key in people.yaml, a plain name, or a domain."""
    target: str = ""
    action: str = ""
    """A URL or a command that does it."""
    minutes: int = 3


@dataclass(frozen=True, slots=True)
class StepKind:
    """`find` is pure: a post and the site in, steps out. `rank` orders kinds, lowest first: people before promotion."""

    name: str
    rank: int
    find: Callable[[EntryView, SiteView], Iterable[Step]]


def step_id(post: EntryView, kind: str, who: str) -> str:
    """Ten hexadecimal digits that stay when a title, a text or an address changes."""
    return digest_of(post.id, kind, who)[:10]


def one_line(text: str) -> str:
    """As one line without characters that steer a terminal or turn the writing round."""
    return " ".join(_NOISE.sub(" ", text).split())


def reach(person: PersonView) -> str:
    """Where to say something to them: their first profile, or else their site, or a handle in words."""
    for url in (*person.profiles, person.url):
        if url.startswith(("https://", "http://", "mailto:")):
            return one_line(url)
    return next((f"on {one_line(network)}: {one_line(handle)}" for network, handle in person.handles), "")
