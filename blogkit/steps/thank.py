"""Thank those who helped. The page already does it in public; a word to them makes it personal."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.view import CreditView, EntryView, SiteView
from ..extend.step import Known, Step, StepKind, one_line, own_keys, reach, step_id, titled

NAME = "thank"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """One step for each person who is thanked, contributed, wrote part of the commits, or led the author here."""
    own = own_keys(post, site)
    why: dict[str, str] = {}
    credits: dict[str, list[CreditView]] = {}

    def note(credit: CreditView, because: str) -> None:
        who = credit.person.key or one_line(credit.person.name)
        if who and who not in own:
            credits.setdefault(who, []).append(credit)
            why.setdefault(who, because)

    for credit in post.thanks:
        note(credit, "The post thanks them")
    for person in post.contributors:
        note(CreditView(person), "The post names them as a contributor")
    if post.via and post.via.person:
        note(CreditView(post.via.person, "leading you there"), "You found it through them")
    helpers = known.helpers.get(post.source, ())
    for helper in helpers:
        note(CreditView(helper.person), "They worked on it, git says")
    for who, given in credits.items():
        called = {one_line(one.called) for one in helpers if who in (one.person.key, one_line(one.person.name))}
        yield _step(post, who, given, why[who], called)


def _step(post: EntryView, who: str, given: list[CreditView], because: str, called: set[str]) -> Step:
    person = given[0].person
    name = one_line(person.name) or who
    reasons = list(dict.fromkeys(reason for credit in given if (reason := one_line(credit.reason))))
    return Step(
        id=step_id(post, NAME, who),
        kind=NAME,
        post=post.id,
        title=f"Thank {name} for {' and '.join(reasons) or f'helping with {titled(post)}'}",
        because=because,
        person=who,
        action=reach(person),
        minutes=2,
        former=tuple(step_id(post, NAME, one) for one in sorted({name, *called} - {who})),
    )


STEP = StepKind(NAME, "owed", find, due=1)
