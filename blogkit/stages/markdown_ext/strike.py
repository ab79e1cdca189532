"""`~~struck~~` as `<del>`."""

from __future__ import annotations

from markdown.inlinepatterns import SimpleTagInlineProcessor

PATTERN = r"(~~)(?=[^\s~])(.{1,2000}?)(?<=[^\s~])~~(?!~)"


def strike_pattern() -> SimpleTagInlineProcessor:
    return SimpleTagInlineProcessor(PATTERN, "del")
