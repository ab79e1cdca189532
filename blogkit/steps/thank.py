"""Thank those who helped. The page already does it in public; a word to them makes it personal."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import CreditView, EntryView, SiteView
from ..extend.step import Step, StepKind, one_line, reach, step_id

NAME = "thank"


def find(post: EntryView, site: SiteView) -> Iterator[Step]:
    """One step for each person thanked, however many reasons there are, and for each contributor."""
    own = {person.key or one_line(person.name) for person in (*post.authors, site.author) if person}
    credits: dict[str, list[CreditView]] = {}
    for credit in (*post.thanks, *map(CreditView, post.contributors)):
        person = credit.person
        who = person.key or one_line(person.name)
        if who and who not in own:
            credits.setdefault(who, []).append(credit)
    for who, given in credits.items():
        yield _step(post, who, given)


def _step(post: EntryView, who: str, given: list[CreditView]) -> Step:
    person = given[0].person
    name, title = one_line(person.name) or who, one_line(post.title)
    reasons = list(dict.fromkeys(reason for credit in given if (reason := one_line(credit.reason))))
    helped = f'helping with "{title}"' if title else "helping with your post"
    thanked = any(credit in post.thanks for credit in given)
    return Step(
        id=step_id(post, NAME, who),
        kind=NAME,
        post=post.id,
        title=f"Thank {name} for {' and '.join(reasons) or helped}",
        because="The post thanks them" if thanked else "The post names them as a contributor",
        person=who,
        action=reach(person),
    )


STEP = StepKind(NAME, rank=30, find=find)
