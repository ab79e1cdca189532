"""Tell the people who gave you their address so that you would."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, step_id, titled

NAME = "tell-subscribers"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    if known.newsletter and post.kind != "note":
        yield Step(
            id=step_id(post, NAME, ""),
            kind=NAME,
            post=post.id,
            title=f"Tell your subscribers about {titled(post)}",
            because="They asked to hear of it",
            action=one_line(known.newsletter),
            minutes=5,
        )


STEP = StepKind(NAME, "own", find, due=1)
