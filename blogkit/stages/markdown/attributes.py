"""The attributes of one HTML tag, with their places."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


class Attribute(NamedTuple):
    name: str
    value: str
    """Entities decoded, without quotes."""
    start: int
    end: int
    """Where the value stands in the tag, quotes included."""


def attributes(text: str) -> list[Attribute]:
    found = []
    for match in ATTRIBUTE.finditer(text):
        value = match[2]
        if value is None:
            found.append(Attribute(match[1].lower(), "", match.end(), match.end()))
            continue
        if value[0] in "\"'":
            value = value[1:-1]
        if "&" in value:
            value = unescape(value)
        found.append(Attribute(match[1].lower(), value, match.start(2), match.end(2)))
    return found
