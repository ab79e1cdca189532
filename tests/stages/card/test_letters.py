"""What may be drawn of a text, and what belongs together in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.stages.card.letters import clean, clusters, direction


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\n\twords\u2028here ", "two words here"),
        ("ten\u00a0km", "ten\u00a0km"),
        ("a\x00b\x1bc\u202ed\u2067e\ufefff\ud800g\uffffh\ue000i", "abcdefghi"),
        ("e\u0301", "é"),
        ("e" + "\u0316" * 50 + "!", "e" + "\u0316" * 4 + "!"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_clusters_hold_together_what_is_one_letter_to_a_reader() -> None:
    text = "e\u0323e👩🏽‍💻🇫🇷🇩🇪❤️1️⃣🏴\U000e0067\U000e0062\U000e007f!"
    assert list(clusters(text)) == [
        "e\u0323", "e", "👩🏽‍💻", "🇫🇷", "🇩🇪", "❤️", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f", "!",
    ]  # fmt: skip


@given(st.text())
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(st.text())
def test_clean_text_can_stand_in_xml(text: str) -> None:
    assert all(char >= " " and char not in "\ufffe\uffff" for char in clean(text))
    assert clean(text).encode().decode() == clean(text)


@pytest.mark.parametrize(
    ("text", "way"), [("2026: שלום world", "rtl"), ("Why كتاب", "ltr"), ("?! 12", "rtl"), ("«كتاب»", "rtl")]
)
def test_direction_is_that_of_the_first_letter(text: str, way: str) -> None:
    assert direction(text, "rtl") == way
