"""Of the last posts, how many pointed at somebody else. Pure: no grade, and every count can be explained."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import msgspec

from ..core.ledger import NOBODYS, Known
from ..core.view import EntryView, SiteView
from ..extend.step import is_nobodys, one_line, own_keys

WINDOW = 20
_NO_XML = re.compile(r"[\ufffe\uffff\ud800-\udfff]")
_TOLD = 3
"""Names that one reason gives."""


class Item(msgspec.Struct, frozen=True):
    source: str
    title: str
    day: str
    why: tuple[str, ...]
    """Each way in which it pointed at somebody else; empty when it did not."""


class Balance(msgspec.Struct, frozen=True):
    items: tuple[Item, ...]
    """Newest first."""

    @property
    def outward(self) -> int:
        return sum(bool(item.why) for item in self.items)


def balance(posts: Sequence[EntryView], site: SiteView, not_people: Sequence[str] = NOBODYS) -> Balance:
    """`posts` newest first."""
    known = Known(not_people=tuple(not_people))
    dated = [post for post in posts if post.date][:WINDOW]
    return Balance(
        tuple(
            Item(post.source, one_line(post.title), f"{post.date:%Y-%m-%d}", tuple(_why(post, site, known)))
            for post in dated
        )
    )


def _why(post: EntryView, site: SiteView, known: Known) -> Iterator[str]:
    own = own_keys(post, site)
    if post.guest:
        own.discard(post.guest.key or post.guest.name)
    if post.in_reply_to:
        yield f"answers {one_line(post.in_reply_to.title) or post.in_reply_to.url}"
    if post.of:
        yield f"is about {one_line(post.of.title) or post.of.url}"
    cited = {
        citation.person.name if citation.person else citation.domain: None
        for citation in post.citations
        if (citation.person and citation.person.key not in own)
        or not (citation.person or is_nobodys(citation.domain, known))
    }
    credited = [credit.person for credit in post.thanks] + [*post.contributors]
    if post.via and post.via.person:
        credited.append(post.via.person)
    for verb, people in (
        ("links to", cited),
        ("names", {m.person.name: None for m in post.mentions if (m.person.key or m.person.name) not in own}),
        ("thanks", {p.name: None for p in credited if (p.key or p.name) not in own}),
        ("gives the word to", {post.guest.name: None} if post.guest else {}),
    ):
        if people:
            yield f"{verb} {_list([one_line(name) for name in people])}"
    if post.question:
        yield "asks its readers something"


def _list(names: Sequence[str]) -> str:
    shown = [*names[:_TOLD]]
    if len(names) > _TOLD:
        shown.append(f"{len(names) - _TOLD} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def sentence(found: Balance, today: dt.date) -> str:
    """What it comes to. Never a grade."""
    number, count = found.outward, len(found.items)
    if not count:
        return "Nothing is published yet. The first post could begin with something that somebody else wrote."
    posts = f"your last {count} posts" if count > 1 else "your only post"
    if not number:
        nobody = f"None of {posts} points" if count > 1 else "Your only post does not point"
        return f"{nobody} at somebody else. Whose work could the next one be about?"
    if number == count:
        return f"{f'Each of {posts} points' if count > 1 else 'Your only post points'} at somebody else."
    last = next(item for item in found.items if item.why)
    points = "points" if number == 1 else "point"
    return f"{number} of {posts} {points} at somebody else, the last of them {ago(last.day, today)}."


def ago(day: str, today: dt.date) -> str:
    days = (today - dt.date.fromisoformat(day)).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    for length, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * length:
            return f"{days // length} {word}s ago"
    return f"{days} days ago"


def picture(found: Balance, said: str) -> str:
    """A square for each post, the oldest first, full where it pointed at somebody else. SVG in the colour of the text
    around it; whoever cannot see it hears the sentence."""
    size, gap = 12, 4
    squares = []
    for number, item in enumerate(reversed(found.items)):
        fill = "currentColor" if item.why else "none"
        about = escape(_NO_XML.sub("", f"{item.day} {item.title}: {'; '.join(item.why) or 'on its own'}"))
        squares.append(
            f'<rect x="{number * (size + gap) + 1}" y="1" width="{size}" height="{size}" rx="2" fill="{fill}" '
            f'stroke="currentColor" stroke-width="1.5"><title>{about}</title></rect>'
        )
    wide = max(len(found.items), 1) * (size + gap) - gap + 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="balance-title balance-desc" '
        f'width="{wide}" height="{size + 2}" viewBox="0 0 {wide} {size + 2}">'
        f'<title id="balance-title">{escape(said)}</title>'
        '<desc id="balance-desc">One square for each post, oldest first; full ones point at somebody else.</desc>'
        f"{''.join(squares)}</svg>"
    )
