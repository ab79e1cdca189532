"""Ask whoever wants to be asked before they are named elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import EntryView, PersonView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, reach, step_id, titled

NAME = "ask-first"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """One step for each person whom this post names or cites and who set `mention: ask`; drafts wait for it."""
    named: dict[str, PersonView] = {}
    for person in (
        *(mention.person for mention in post.mentions),
        *(credit.person for credit in post.thanks),
        *(citation.person for citation in post.citations if citation.person),
    ):
        if person.key in known.ask_first:
            named.setdefault(person.key, person)
    for key, person in named.items():
        yield Step(
            id=step_id(post, NAME, key),
            kind=NAME,
            post=post.id,
            title=f"Ask {one_line(person.name) or key} whether you may name them elsewhere",
            because=f"They like to be asked first, and {titled(post)} names them",
            person=key,
            action=reach(person),
            private=True,  # the wish may be known from the private file alone
        )


STEP = StepKind(NAME, "cited", find)
