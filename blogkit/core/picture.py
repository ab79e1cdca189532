"""A picture of the site that is shown in more than one size."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

import msgspec


class Smaller(msgspec.Struct, frozen=True):
    """One smaller copy of a picture."""

    path: str
    """Where it is published, below the output folder."""
    file: str
    """Where it lies, below the site's folder."""
    digest: str
    width: int


def srcset(copies: Sequence[Smaller], root: str, url: str, width: int, sizes: str) -> str:
    """Attributes for the `<img>` of the picture at `url`, which is `width` wide; empty if there are no copies."""
    if not copies:
        return ""
    listed = [f"{root}{quote(one.path)} {one.width}w" for one in copies]
    return f' srcset="{", ".join([*listed, f"{escape(url)} {width}w"])}" sizes="{escape(sizes)}"'
