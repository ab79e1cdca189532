from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from blogkit.core.strings import Strings, fill, language_tag, plural

TABLES: dict[str, dict[str, Any]] = {
    "en": {
        "posts": {"one": "{n} post", "other": "{n} posts"},
        "by": "By {names}",
        "months": [str(n) for n in range(1, 13)],
        "months_short": [f"m{n}" for n in range(1, 13)],
        "date_long": "{day} {month} {year}",
        "date_short": "{month_number}/{year} {month_short}",
        "only_english": "still here",
    },
    "pt": {"posts": {"one": "{n} artigo", "other": "{n} artigos"}},
    "pt-BR": {"by": "Por {names}"},
    "ar": {"posts": {"zero": "٠", "one": "١", "two": "٢", "few": "few", "many": "many", "other": "other"}},
}


def test_a_region_falls_back_to_its_language_and_that_to_english() -> None:
    words = Strings(TABLES, "pt-BR")
    assert words.text("by", names="Ana") == "Por Ana"
    assert words.text("posts", n=2) == "2 artigos"
    assert words.text("only_english") == "still here"


def test_a_language_nobody_has_translated_speaks_english() -> None:
    assert Strings(TABLES, "tlh").text("posts", n=1) == "1 post"
    assert Strings(TABLES, "../../etc").text("posts", n=3) == "3 posts"


def test_a_missing_string_shows_its_key() -> None:
    assert Strings(TABLES, "en").text("nobody_wrote_this", n=3) == "nobody_wrote_this"


def test_places_are_filled_once_and_never_evaluated() -> None:
    assert fill("{a} {b} {c}", {"a": "{b}", "b": "2"}) == "{b} 2 {c}"
    assert Strings(TABLES, "en").text("by", names="{0.__globals__}") == "By {0.__globals__}"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: "other", 1: "one", 2: "other"}),
        ("de-AT", {0: "other", 1: "one"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("ja", {1: "other"}),
        ("zh-Hans", {1: "other"}),
        ("ru", {1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 112: "many"}),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 22: "few", 21: "many"}),
        ("cs", {1: "one", 3: "few", 5: "other"}),
        ("he", {1: "one", 2: "two", 3: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 103: "few"}),
    ],
)
def test_plurals_follow_the_language(language: str, forms: dict[int, str]) -> None:
    assert {n: plural(language, n) for n in forms} == forms


def test_dates_follow_the_pattern_of_the_language() -> None:
    words, day = Strings(TABLES, "en"), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    assert words.format_date(day) == "2 3 2026"
    assert words.format_date(day, "short") == "3/2026 m3"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("pt_BR", "pt-BR"),
        (" zh-Hans ", "zh-Hans"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("no", "no"),
        ("", ""),
        ("e", ""),
        ("../../etc", ""),
        ('en"><script>', ""),
        ("en\n", "en"),
        ("日本語", ""),
        ("a b", ""),
        ("x" * 99, ""),
        ("{{lang}}", ""),
    ],
)
def test_what_is_no_language_tag_is_none(text: str, tag: str) -> None:
    assert language_tag(text) == tag
