"""What a post answers or points at, as a feed reader shows it: a text of two lines says little without."""

from __future__ import annotations

from html import escape
from urllib.parse import urljoin

from ...core.strings import Strings
from ...core.view import EntrySummary, ReferenceView


def context(entry: EntrySummary, strings: Strings) -> str:
    """HTML to stand before the text, or nothing."""
    lines = []
    if entry.in_reply_to:
        lines.append(f"<p>{_in(strings, 'in_reply_to', what=_cited(entry.in_reply_to, entry, strings))}</p>")
        lines += _quoted(entry.in_reply_to)
    if entry.of:
        lines.append(f"<p>{_cited(entry.of, entry, strings)}</p>")
        lines += _quoted(entry.of)
    return "\n".join(lines) + "\n" if lines else ""


def _cited(one: ReferenceView, entry: EntrySummary, strings: Strings) -> str:
    link = f'<a href="{escape(urljoin(entry.permalink, one.url))}"><bdi>{escape(one.title)}</bdi></a>'
    if one.person is None:
        return link
    return _in(strings, "cite_by", title=link, name=f"<bdi>{escape(one.person.name)}</bdi>")


def _quoted(one: ReferenceView) -> list[str]:
    return [f"<blockquote>{escape(one.quote)}</blockquote>"] if one.quote else []


def _in(strings: Strings, key: str, **html: str) -> str:
    text = escape(strings.pattern(key))
    for name, value in html.items():
        text = text.replace("{" + name + "}", value)
    return text
