"""Lines stay in their box, and nothing of the text is lost without an ellipsis saying so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.stages.card.letters import clean, clusters
from blogkit.stages.card.wrap import fit, pieces

SIZES = (96, 72, 48)


def measure(text: str) -> float:
    """Half an em a letter, none for the marks on it."""
    return 0.5 * len(list(clusters(text)))


def broken(text: str) -> list[str]:
    return [piece.text for piece in pieces(text, measure)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two", ["one ", "two"]),
        ("well-known and/or", ["well-", "known ", "and/", "or"]),
        ("-5 and 24/7, 2026-03-12", ["-5 ", "and ", "24/7, ", "2026-03-12"]),
        ("ten\u00a0km", ["ten\u00a0km"]),
        ("良い質問。の「答え」", ["良", "い", "質", "問。", "の", "「答", "え」"]),
        ("カード", ["カー", "ド"]),
        ("한국어 제목", ["한국어 ", "제목"]),
        ("👩🏽‍💻🇫🇷🇩🇪", ["👩🏽‍💻", "🇫🇷🇩🇪"]),
    ],
)
def test_where_lines_may_end(text: str, parts: list[str]) -> None:
    assert broken(text) == parts


def test_the_largest_size_that_fits_wins() -> None:
    assert fit("short", measure, width=960, sizes=SIZES, lines=2).size == 96
    assert fit("a title of a middling length, so it is", measure, width=960, sizes=SIZES, lines=2).size == 72


def test_height_limits_the_lines() -> None:
    text = "one two three four five six seven eight"
    assert len(fit(text, measure, width=360, sizes=(48,), lines=9).lines) == 3
    low = fit(text, measure, width=360, sizes=(48,), lines=9, height=120, leading=1.15)
    assert len(low.lines) == 2
    assert low.cut


def test_lines_are_balanced() -> None:
    found = fit("aaaa bbbb cccc dddd eeee ffff", measure, width=26 * 24, sizes=(48,), lines=4)
    assert found.lines == ("aaaa bbbb cccc", "dddd eeee ffff")


def test_a_long_word_is_torn_only_at_the_smallest_size() -> None:
    found = fit("x" * 60, measure, width=960, sizes=SIZES, lines=4)
    assert (found.size, found.lines, found.cut) == (48, ("x" * 40, "x" * 20), False)


def test_the_ellipsis_follows_a_whole_word() -> None:
    found = fit("alpha beta, gamma delta", measure, width=48 * 6.5, sizes=(48,), lines=1)
    assert found.lines == ("alpha beta…",)


def test_a_text_of_any_length_ends_soon() -> None:
    found = fit("word " * 200_000, measure, width=960, sizes=SIZES, lines=4)
    assert found.cut
    assert len(found.lines) == 4


@given(
    text=st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("  --//aé良。「🚀\u200d\ufe0f\u0301א"),
        max_size=120,
    ),
    width=st.integers(200, 1000),
    lines=st.integers(1, 5),
)
def test_every_line_fits_and_nothing_is_lost(text: str, width: int, lines: int) -> None:
    text = clean(text)
    found = fit(text, measure, width=width, sizes=SIZES, lines=lines)

    assert found.size in SIZES
    assert len(found.lines) <= lines
    for line in found.lines:
        assert measure(line) * found.size <= width + 1e-6
        assert line == line.strip(" ") != ""
    joined = "".join(found.lines).replace(" ", "")
    if found.cut:
        assert joined.endswith("…")
        assert text.replace(" ", "").startswith(joined.removesuffix("…"))
    else:
        assert joined == text.replace(" ", "")
