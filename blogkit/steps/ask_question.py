"""Ask your readers something: a post without a question is a broadcast."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, step_id, titled

NAME = "ask-question"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    if post.question or not post.comments or post.kind not in ("article", "photo"):
        return
    yield Step(
        id=step_id(post, NAME, ""),
        kind=NAME,
        post=post.id,
        title=f"Ask the readers of {titled(post)} something",
        because="The post asks nothing, so nobody knows that you would like an answer",
        action=f'write  question: "…"  at the head of {one_line(post.source)}',
        minutes=2,
    )


STEP = StepKind(NAME, "own", find)
