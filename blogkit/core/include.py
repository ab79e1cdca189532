"""What a command asks to publish besides what is due."""

from __future__ import annotations

import msgspec


class Include(msgspec.Struct, frozen=True):
    drafts: bool = False
    future: bool = False
    expired: bool = False
