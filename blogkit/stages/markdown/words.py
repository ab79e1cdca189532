"""Words that the theme says inside a text. In which language is known only when a page is made, so
places stand for them.

`!!! note` without a title of its own is called what the theme calls it, and so is the way back from a footnote.
"""

from __future__ import annotations

import re

from markdown.extensions.admonition import AdmonitionProcessor

from blogkit.core.entry import MARK

ADMONITIONS = frozenset({"note", "tip", "important", "warning", "caution", "danger"})
"""Those for which themes have a word. Any other is called by its name."""


def place_of(word: str) -> str:
    return f"{MARK}{word}{MARK}"


class Admonitions(AdmonitionProcessor):
    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        name, title = super().get_class_and_title(match)
        first = name.partition(" ")[0]
        return name, place_of(first) if match[2] is None and first in ADMONITIONS else title
