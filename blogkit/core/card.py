"""What a social card is drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from .view import CardView

ENGINE = "3"
"""Part of every card's key: raise it when the same job would come out as different bytes."""

_FOLDER, _ENDING = "cards/", ".svg"


def template_of(layout: str) -> str:
    return f"{_FOLDER}{layout}{_ENDING}"


def layouts(templates: Iterable[str]) -> tuple[str, ...]:
    """Names of the layouts among a theme's templates. One whose name starts with `_` is only for others to use."""
    names = (name[len(_FOLDER) : -len(_ENDING)] for name in templates if name.startswith(_FOLDER) and
             name.endswith(_ENDING))  # fmt: skip
    return tuple(sorted(name for name in names if not name.startswith("_") and "/" not in name))


class CardJob(msgspec.Struct, frozen=True):
    """Everything a card depends on, the bytes behind `fonts` and `pictures` included."""

    view: CardView
    template: str
    """Name of the layout's template: `cards/plain.svg`."""
    templates: dict[str, str]
    """Name to source text of it and of all that it extends or includes."""
    options: dict[str, Any]
    """The theme's options and those of its cards, as the template sees them."""
    fonts: tuple[str, ...]
    """Font files; the family of the first is the card's family, the others are asked for what it lacks, in order."""
    pictures: dict[str, str] = {}
    """What each picture that the layout shows is of (`photo`, `guest`, …), to its file."""
    max_bytes: int = 300_000
    grid: bool = False
    """Show the margins, for whoever designs a layout."""

    @property
    def media_type(self) -> str:
        """A photo makes a PNG several times as heavy as networks like; all of them take JPEG."""
        return "image/jpeg" if "photo" in self.pictures else "image/png"
