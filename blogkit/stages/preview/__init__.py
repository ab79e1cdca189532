"""A built page → how networks would show a link to it, and what is wrong with that.

The page is read as their crawlers read it: bytes, an HTML parser, the meta tags. What a rule says is in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from ...core.diagnostic import canonical
from .faults import of_network, of_page
from .picture import Picture, measured, output_of
from .rules import RULES, Rule, rule
from .show import show, value
from .tags import Tags, tags
from .values import Built, Preview, Shown

__all__ = ["RULES", "Built", "Picture", "Preview", "Rule", "Shown", "preview", "rule", "wanted"]


def wanted(built: Built) -> dict[str, str]:
    """The pictures that crawlers would fetch: the address in the page to the output path, empty where that is
    elsewhere."""
    return {url: output_of(url, built.address, built.base_url) for url in _named(tags(built.html), RULES)}


def preview(built: Built, files: Mapping[str, bytes | None], rules: Sequence[Rule] = RULES) -> Preview:
    """`files`: the bytes behind each output path of `wanted`; None where there is no such file."""
    found = tags(built.html)
    pictures = {
        url: measured(url, path, files.get(path)) if path else Picture(url)
        for url, path in wanted(built).items()
        if url in _named(found, rules)
    }
    shown = []
    for one in rules:
        seen = show(one, found, built, pictures)
        picture = pictures.get(value(one, found, one.image))
        shown.append(structs.replace(seen, findings=canonical(of_network(seen, built, found, picture))))
    general = canonical(of_page(built, found, tuple(pictures.values())))
    alt = found.ranked(("og:image:alt", "twitter:image:alt"))
    return Preview(
        built.address, built.source, built.hidden, found.lang, found.dir, tuple(pictures.values()), alt, tuple(shown),
        general,
    )  # fmt: skip


def _named(found: Tags, rules: Sequence[Rule]) -> dict[str, None]:
    return {url: None for one in rules if (url := value(one, found, one.image))}
