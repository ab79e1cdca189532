"""A week later, tell a guest what their post has set going."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, reach, step_id, titled

NAME = "report-to-guest"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    if (guest := post.guest) and (who := guest.key or one_line(guest.name)):
        yield Step(
            id=step_id(post, NAME, who),
            kind=NAME,
            post=post.id,
            title=f"Tell {one_line(guest.name) or who} what readers answered to {titled(post)}",
            because="They cannot see what arrives on your side",
            person=who,
            action=reach(guest),
        )


STEP = StepKind(NAME, "owed", find, due=7)
