"""Headings that skip a level: a reader who moves by headings loses the thread."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.diagnostic import Diagnostic, warning
from ..core.site import Site
from ..core.span import Span
from ..extend.check import Check


def find(site: Site) -> Iterator[Diagnostic]:
    for source in site.contents:
        before = 1  # the title
        for heading in site.entries[source].content.headings:
            if heading.level > before + 1:
                yield warning(
                    "check/heading-order",
                    f'the heading "{heading.text}" skips a level',
                    Span(source),
                    found=f"level {heading.level} after level {before}",
                    fix=f"write it with {'#' * (before + 1)}",
                )
            before = heading.level


CHECK = Check("headings", find)
