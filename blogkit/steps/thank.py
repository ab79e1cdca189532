"""Thank those who helped. The page already does it in public; a word to them makes it personal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.digest import digest_of
from ..core.view import CreditView, EntryView, PersonView, SiteView
from ..extend.step import Step, StepKind

NAME = "thank"
_NOISE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def find(post: EntryView, site: SiteView) -> Iterator[Step]:
    """One step for each person thanked, however many reasons there are, and for each contributor."""
    own = {person.key or _line(person.name) for person in (*post.authors, site.author) if person}
    credits: dict[str, list[CreditView]] = {}
    for credit in (*post.thanks, *map(CreditView, post.contributors)):
        person = credit.person
        who = person.key or _line(person.name)
        if who and who not in own:
            credits.setdefault(who, []).append(credit)
    for who, given in credits.items():
        yield _step(post, who, given)


def _step(post: EntryView, who: str, given: list[CreditView]) -> Step:
    person = given[0].person
    name, title = _line(person.name) or who, _line(post.title)
    reasons = list(dict.fromkeys(reason for credit in given if (reason := _line(credit.reason))))
    helped = f'helping with "{title}"' if title else "helping with your post"
    thanked = any(credit in post.thanks for credit in given)
    return Step(
        id=digest_of(post.id, NAME, who)[:10],
        kind=NAME,
        post=post.id,
        title=f"Thank {name} for {' and '.join(reasons) or helped}",
        because="The post thanks them" if thanked else "The post names them as a contributor",
        person=who,
        action=_reach(person),
    )


def _reach(person: PersonView) -> str:
    """Where to say it: their first handle, or else their site."""
    for url in (*person.profiles, person.url):
        if url.startswith(("https://", "http://", "mailto:")):
            return _line(url)
    return next((f"on {_line(network)}: {_line(handle)}" for network, handle in person.handles), "")


def _line(text: str) -> str:
    """As one line without characters that steer a terminal or turn the writing round."""
    return " ".join(_NOISE.sub(" ", text).split())


STEP = StepKind(NAME, rank=30, find=find)
