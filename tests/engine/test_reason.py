from __future__ import annotations

import pytest

from blogkit.engine.reason import GONE, NEW, why

KEY = {"view": "1", "template": "2"}


@pytest.mark.parametrize(
    ("old", "new", "intact", "said"),
    [
        (KEY, dict(KEY), True, ""),
        (None, KEY, True, NEW),
        (KEY, dict(KEY), False, GONE),
        (KEY, {**KEY, "view": "3"}, True, "what it shows changed"),
        (KEY, {**KEY, "view": "3"}, False, "what it shows changed"),
        (
            KEY,
            {"view": "3", "template": "3"},
            True,
            "what it shows changed; its template, or one that it includes, changed",
        ),
        (KEY, {"view": "1"}, True, "its template, or one that it includes, changed"),
        (KEY, {**KEY, "moon": "full"}, True, "its moon changed"),
    ],
)
def test_a_reason_names_every_part_that_differs(
    old: dict[str, str] | None, new: dict[str, str], intact: bool, said: str
) -> None:
    assert why(old, new, intact=intact) == said
