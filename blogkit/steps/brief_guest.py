"""Give a guest what they need to share their own post."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, reach, short_name, step_id, titled

NAME = "brief-guest"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    if (guest := post.guest) and (who := guest.key or one_line(guest.name)):
        yield Step(
            id=step_id(post, NAME, who),
            kind=NAME,
            post=post.id,
            title=f"Tell {one_line(guest.name) or who} that {titled(post)} is out, and send them the brief",
            because="They wrote for your readers; the brief holds the address, texts to share, and thanks",
            person=who,
            action=f"blogkit draft {short_name(post)} --to {guest.key}" if guest.key else reach(guest),
        )


STEP = StepKind(NAME, "waiting", find)
