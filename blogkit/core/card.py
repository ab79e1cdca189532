"""What a social card is drawn from."""

from __future__ import annotations

import msgspec

from .view import CardView

ENGINE = "1"
"""Part of every card's key: raise it when the same job would come out as different bytes."""


class CardJob(msgspec.Struct, frozen=True):
    """Everything a card depends on, the bytes behind `fonts` included."""

    view: CardView
    template: str
    """Source text of the SVG template."""
    options: dict[str, str]
    """The theme's options, as the template sees them."""
    fonts: tuple[str, ...]
    """Font files; the family of the first is the card's family, the others are asked for what it lacks, in order."""
