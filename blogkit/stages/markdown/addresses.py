"""Whether an address leads into this site, and the candidates of a `srcset`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
HTTP = re.compile(r"https?://", re.IGNORECASE)
CANDIDATE = re.compile(r"([\s,]*)([^\s,]\S*[^\s,]|[^\s,])((?:\s+[^,]*)?)")

Kind = Literal["link", "image", "media"]


def is_ours(address: str) -> bool:
    """No scheme and no `//host`: the address of something in this site."""
    return not address.startswith("//") and SCHEME.match(address) is None


def kind_of(tag: str, attribute: str) -> Kind:
    """What `src`, `srcset` or `poster` of this tag fetches."""
    if tag == "img" or attribute in {"srcset", "poster"}:
        return "image"
    return "media"


def each_candidate(srcset: str, change: Callable[[str], str]) -> str:
    """The same `srcset` with each address changed: `a.jpg 1x, b.jpg 2x`."""
    return CANDIDATE.sub(lambda found: found[1] + change(found[2]) + found[3], srcset)
