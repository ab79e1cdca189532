"""Widgets for themes that have no place for them."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"<(/?)article\b[^>]*>", re.IGNORECASE)
_MAIN = re.compile(r"</main\s*>", re.IGNORECASE)
_BODY = re.compile(r"</body\s*>", re.IGNORECASE)


def put(html: str, slot: str, fragment: str, content: str) -> str:
    """The page with a fragment where its slot would be. `content` is the entry's own text, as it stands in the page:
    what that shows of other pages' code is not looked at. What has neither article nor main nor body is no page, and
    stays as it is."""
    start = html.rfind(content) + len(content) if content and content in html else 0
    place = _end_of_body(html, start) if slot == "body.end" else _end_of_entry(html, start)
    return html if place < 0 else f"{html[:place]}{fragment}\n{html[place:]}"


def _end_of_entry(html: str, start: int) -> int:
    """Before the end of the article that the text stands in; other articles may follow within it."""
    inside = 0
    for tag in _ARTICLE.finditer(html, start):
        if tag[1] and not inside:
            return tag.start()
        inside += -1 if tag[1] else 1
        if start == 0 and not inside:  # nobody knows where the text is: then the first article is the entry
            return tag.start()
    end = _MAIN.search(html, start)
    return end.start() if end else _end_of_body(html, start)


def _end_of_body(html: str, start: int) -> int:
    ends = [end.start() for end in _BODY.finditer(html, start)]
    return ends[-1] if ends else -1
