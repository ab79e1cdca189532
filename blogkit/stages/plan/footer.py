"""The line that ends a post in a feed: its question, where to answer, and thanks. So feed readers can join in, too."""

from __future__ import annotations

from html import escape

from ...core import letter
from ...core.strings import Strings
from ...core.view import EntryView, PersonView, SiteView
from ...extend.widget import home_of, on_web
from . import meta


def footer(post: EntryView, site: SiteView, strings: Strings, mailbox: str) -> str:
    """One paragraph of HTML whose every address is absolute; empty when a post asks, offers and owes nothing.
    `mailbox`: where answers go that are not for the author's own letterbox."""
    parts = [f"<strong>{escape(post.question.strip())}</strong>"] if post.question.strip() else []
    if post.comments and (ways := _ways(post, site, strings, mailbox)):
        parts.append(" · ".join(ways))
    if thanked := list(
        dict.fromkeys(_name(credit.person, site) for credit in post.thanks if credit.person.name.strip())
    ):
        parts.append(f"{escape(strings.text('thanks_title'))} {escape(strings.text('comma')).join(thanked)}")
    return f"<p>{'<br>'.join(parts)}</p>" if parts else ""


def _ways(post: EntryView, site: SiteView, strings: Strings, mailbox: str) -> list[str]:
    people = (*post.authors, site.author) if site.author else post.authors
    ways = {}
    if mailto := letter.reply(mailbox or letter.mailbox(people), post.title):
        ways[strings.text("question_by_email")] = mailto
    for place in post.syndication:
        if on_web(place.url):
            ways.setdefault(strings.text("question_answer_on", network=place.label), place.url)
    return [_link(words, url) for words, url in ways.items()]


def _name(person: PersonView, site: SiteView) -> str:
    url = meta.absolute(site, home_of(person))
    return _link(person.name, url) if url else escape(person.name)


def _link(words: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>'
