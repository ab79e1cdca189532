"""The named places of a theme that widgets may fill.

A template that has no place for one gets it all the same: what belongs to an entry at the end of its `<article>`, or
else of `<main>`, or of `<body>`; `body.end` before `</body>`.
"""

from __future__ import annotations

from typing import Literal, get_args

Slot = Literal["entry.after", "entry.footer", "body.end"]
"""`entry.after`: directly below a post's text. `entry.footer`: below what blogkit itself says about the post.
`body.end`: at the end of every page."""

SLOTS: tuple[Slot, ...] = get_args(Slot)
