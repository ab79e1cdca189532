"""Contrast as WCAG has it, and colours made from others that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.core.colour import LEAST, contrast, faint, mix, readable, soft
from blogkit.core.theme import ThemeOption

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#ffffff", 21), ("#ffffff", "#fff", 1), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_mix() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#123456", "#abcdef", 0) == "#123456"


@given(colours)
def test_something_can_be_read_on_every_colour(colour: str) -> None:
    assert contrast(readable(colour), colour) >= 4.1


@given(colours, colours)
def test_quiet_text_is_as_readable_as_loud_text_or_readable_enough(text: str, background: str) -> None:
    quiet = contrast(soft(text, background), background)
    assert quiet >= min(LEAST, contrast(text, background))


def test_only_declared_pairs_are_compared() -> None:
    declared = {"text": ThemeOption("color", on="paper"), "paper": ThemeOption("color"), "mark": ThemeOption("color")}
    values = {"text": "#999", "paper": "#fff", "mark": "#fefefe"}
    assert [(name, behind) for name, behind, _ in faint(declared, values)] == [("text", "paper")]
    assert list(faint(declared, {**values, "text": ""})) == []
