"""`social:` in front matter: texts for networks that there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...core.diagnostic import Diagnostic, did_you_mean, warning
from ...core.entry import Entry
from ...core.span import Span
from ...extend.network import Network


def strangers(entries: Iterable[Entry], networks: Sequence[Network]) -> list[Diagnostic]:
    """A finding for each text that no draft will ever take up."""
    names = [network.name for network in networks]
    found = []
    for entry in entries:
        for name in entry.front.social:
            if name in names:
                continue
            labels = {network.label.casefold(): network.name for network in networks}
            meant = labels.get(name.casefold(), "")
            near = f"did you mean {meant}?" if meant else did_you_mean(name, names)
            span = entry.spans.get(f"social {name}") or entry.spans.get("social") or Span(entry.path, 1, 1)
            fix = near or "known are: " + ", ".join(names)
            found.append(warning("front-matter/unknown-network", "social: no such network", span, found=name, fix=fix))
    return found
