"""Two posts or pages under one title: in a list, in search results and in a feed nobody can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.diagnostic import Diagnostic, warning
from ..core.site import Site
from ..core.span import Span
from ..extend.check import Check


def find(site: Site) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for source in sorted(site.contents):
        entry = site.entries[source]
        title = " ".join(entry.front.title.casefold().split())
        if not title:  # a note or a reply may have none
            continue
        if title in first:
            yield warning(
                "check/duplicate-title",
                f"{first[title]} has the same title",
                entry.spans.get("title", Span(source, 1, 1)),
                found=entry.front.title,
                fix="say in one of them what makes it different",
            )
        first.setdefault(title, source)


CHECK = Check("duplicates", find)
