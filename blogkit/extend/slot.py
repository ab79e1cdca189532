"""The named places of a theme that widgets may fill."""

from __future__ import annotations

from typing import Literal

Slot = Literal["entry.after", "entry.footer", "body.end"]
"""`entry.after`: directly below a post's text. `entry.footer`: below what blogkit itself says about the post.
`body.end`: at the end of every page."""
