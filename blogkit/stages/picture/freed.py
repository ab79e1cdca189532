"""What is found in a picture by reading it part by part, and what is left of it."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["", "jpeg", "png", "gif", "webp", "avif", "heic", "tiff"]
Fault = Literal["", "unreadable", "cut off", "damaged"]


class Freed(msgspec.Struct, frozen=True):
    kind: Kind = ""
    """What the file is, whatever its name says; empty for none of these."""
    data: bytes | None = None
    """None when nobody can tell what else is in the file, so that it had better not be published."""
    width: int = 0
    height: int = 0
    """As stored, before it is turned upright; 0 when unknown."""
    orientation: int = 1
    """As Exif counts: with 5 to 8 width and height change places."""
    animated: bool = False
    fault: Fault = ""
