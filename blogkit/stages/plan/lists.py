"""Lists cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from msgspec.structs import astuple, replace

from ...core import html
from ...core.entry import MARK
from ...core.strings import Strings
from ...core.view import EntrySummary, EntryView, Link, Paginator
from .given import Given

_FIELDS = len(EntrySummary.__struct_fields__)


def summary(entry: EntryView) -> EntrySummary:
    """What lists may know of an entry."""
    return EntrySummary(*astuple(entry)[:_FIELDS])  # an entry's first fields are those of its summary


def worded(given: Given) -> Given:
    """The same with the theme's words in the excerpts: lists show these, and no list sees a text being filled."""

    def whole(entry: EntryView) -> EntryView:
        if MARK not in entry.excerpt:
            return entry
        return replace(entry, excerpt=html.worded(entry.excerpt, Strings(given.theme.strings, entry.lang)))

    site = given.site
    posts, pages = tuple(map(whole, site.posts)), tuple(map(whole, site.pages))
    return replace(given, site=replace(site, posts=posts, pages=pages, home=site.home and whole(site.home)))


def paginated(items: Sequence[EntrySummary], root: str, folder: str, size: int) -> list[tuple[Paginator, str]]:
    """(paginator, path below the root) for each page; one even when there is nothing to list. `size` 0 is no limit."""
    size = size or max(len(items), 1)
    total = max(1, -(-len(items) // size))
    paths = [folder if number == 1 else f"{folder}page/{number}/" for number in range(1, total + 1)]
    result = []
    for number, path in enumerate(paths, 1):
        near = [n for n in range(1, total + 1) if total <= 9 or n in (1, total) or abs(n - number) <= 2]
        paginator = Paginator(
            tuple(items[(number - 1) * size : number * size]),
            number,
            total,
            len(items),
            root + quote(paths[number - 2]) if number > 1 else "",
            root + quote(paths[number]) if number < total else "",
            tuple(Link(str(n), root + quote(paths[n - 1]), n == number) for n in near) if total > 1 else (),
        )
        result.append((paginator, path))
    return result
