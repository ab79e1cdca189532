"""Why an output is made again: the parts of its key that differ, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

NEW = "it is new"
GONE = "its file was deleted or changed"

_WORDS = {
    "view": "what it shows changed",
    "content": "the text changed",
    "template": "its template, or one that it includes, changed",
    "site": "the site's settings or the theme's options, strings or assets changed",
    "code": "blogkit or an extension changed",
    "source": "its file changed",
}


def why(old: Mapping[str, str] | None, new: Mapping[str, str], *, intact: bool = True) -> str:
    """Empty when the output still stands; else the reason to make it again."""
    if old is None:
        return NEW
    if old == new:
        return "" if intact else GONE
    parts = [part for part in {**old, **new} if old.get(part) != new.get(part)]
    return "; ".join(_WORDS.get(part, f"its {part} changed") for part in parts)
