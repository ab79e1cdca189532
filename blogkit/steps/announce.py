"""Tell your readers on each network that you use, in words made for that network."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, short_name, step_id, titled

NAME = "announce"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """One step for each place of the author where no copy of the post is known yet."""
    asking = next((m.person.key for m in post.mentions if m.person.key in known.ask_first), "")
    for network, label in open_places(post, known):
        yield Step(
            id=step_id(post, NAME, network),
            kind=NAME,
            post=post.id,
            title=f"Tell your readers on {label} about {titled(post)}",
            because=f"You are on {label}, and no copy of the post is known there",
            target=network,
            action=f"blogkit draft {short_name(post)} --network {network} --open",
            minutes=4,
            after=step_id(post, "ask-first", asking) if asking else "",
        )


def open_places(post: EntryView, known: Known) -> list[tuple[str, str]]:
    """(network, label) of the author's places that `syndication:` does not name."""
    there = {link.label for link in post.syndication}
    return [(network, label) for network, label in known.places if label not in there]


STEP = StepKind(NAME, "own", find)
