"""Images without an alternative text: nothing is there for whoever cannot see them."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.diagnostic import Diagnostic, warning
from ..core.site import Site
from ..extend.check import Check


def find(site: Site) -> Iterator[Diagnostic]:
    for source in site.contents:
        for span in site.entries[source].content.without_alt:
            yield warning(
                "check/no-alt",
                "this image has no alternative text",
                span,
                fix='say what it shows: ![a cat asleep on a keyboard](cat.jpg); for decoration write <img alt="" …>',
            )


CHECK = Check("images", find)
