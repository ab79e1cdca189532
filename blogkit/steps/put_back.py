"""Put the address of a discussion back into the post, so that readers can join it."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, short_name, step_id, titled

NAME = "put-back"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """Follows each announcement: the page then says "Answer on …" with the right address."""
    there = {link.label for link in post.syndication}
    for network, label in known.places:
        if label in there or network == "email":
            continue
        yield Step(
            id=step_id(post, NAME, network),
            kind=NAME,
            post=post.id,
            title=f"Put the address of your post on {label} into {titled(post)}",
            because="Then its readers find the discussion",
            target=network,
            action=f"blogkit link {short_name(post)} URL",
            minutes=1,
            after=step_id(post, "announce", network),
        )


STEP = StepKind(NAME, "own", find)
