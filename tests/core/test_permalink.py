from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.core.permalink import (
    LONGEST_TERM,
    canonical,
    filled,
    from_output_path,
    output_path,
    pattern_problem,
    shortened,
    slugify,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("Über Tests & Mut", "über-tests-mut"),
        ("  spaces\tand\nlines  ", "spaces-and-lines"),
        ("snake_case_name", "snake-case-name"),
        ("中文标题", "中文标题"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("../../etc/passwd", "etcpasswd"),
        ("<script>alert('x')</script>", "scriptalertxscript"),
        ("ﬁne ½", "fine-12"),
        ("😀 🎉", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_slug_is_lower_case_words_of_any_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_of_a_slug_is_itself_and_names_one_folder(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set('/\\.<>"|?*#%{}\0\n ')


@given(st.text(alphabet="ab-字é😀", min_size=20, max_size=400))
def test_a_shortened_slug_fits_every_file_system(text: str) -> None:
    assert 0 < len(shortened(text).encode()) <= LONGEST_TERM


def test_long_slugs_stay_different() -> None:
    assert shortened("a" * 500) != shortened("a" * 500 + "b")
    assert shortened("short") == "short"


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a", "a/index.html"),
        ("/a/b.html", "a/b.html"),
        ("/2026/über uns/", "2026/über uns/index.html"),
        ("/feed.xml", "feed.xml"),
    ],
)
def test_a_permalink_names_its_file(permalink: str, path: str) -> None:
    assert output_path(permalink) == path
    assert output_path(from_output_path(path)) == path


@pytest.mark.parametrize(
    ("permalink", "why"),
    [
        ("a/", "start with /"),
        ("", "start with /"),
        ("/../a/", "leads out"),
        ("/a/../b/", "leads out"),
        ("/./a/", "leads out"),
        ("/a/..", "leads out"),
        ("//host/a/", "side by side"),
        ("/a//b/", "side by side"),
        ("/.git/x/", "a dot"),
        ("/.htaccess", "a dot"),
        ("/.blogkit-manifest", "a dot"),
        ("/a./b/", "a dot"),
        ("/ /", "a space"),
        ("/a /b/", "a space"),
        ("/a\\b/", "character"),
        ("/a?b", "character"),
        ("/a#b", "character"),
        ("/a%2e/", "character"),
        ("/a\0b/", "character"),
        ("/a\nb/", "character"),
        ('/"a"/', "character"),
        ("/<b>/", "character"),
        ("/{slug}/", "character"),
        ("/" + "x" * 241 + "/", "too long"),
        ("/" + "字" * 81 + "/", "too long"),
        ("/" + "x/" * 500, "too long"),
    ],
)
def test_what_no_file_in_the_output_may_be_called_is_refused(permalink: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        output_path(permalink)


@given(st.text(alphabet=st.sampled_from("ab./ é字\\.%{}?#\0~-"), max_size=12))
def test_no_text_leads_out_of_the_output_folder(text: str) -> None:
    try:
        path = output_path("/" + text)
    except ValueError:
        return
    parts = path.split("/")
    assert all(part and not part.startswith(".") for part in parts)
    assert canonical(from_output_path(path)) == from_output_path(path)


def test_a_pattern_is_filled_and_an_empty_place_takes_its_slash_along() -> None:
    parts = {"year": "2026", "slug": "hello", "category": ""}
    assert filled("/{year}/{category}/{slug}/", parts) == "/2026/hello/"
    assert filled("/{slug}.html", parts) == "/hello.html"
    with pytest.raises(KeyError, match="nope"):
        filled("/{nope}/", parts)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("/posts/{slug}/", ""),
        ("/{year}/{month}/{day}/{category}/{slug}.html", ""),
        ("/{title}/", "there is no {title}"),
        ("/{}/", "there is no {}"),
        ("/{0}/", "there is no {0}"),
        ("/{slug!r}/", "there is no {slug!r}"),
        ("posts/{slug}/", "start with /"),
        ("/{slug", "character"),
        ("/../{slug}/", "leads out"),
    ],
)
def test_a_pattern_is_judged_before_any_post_is(pattern: str, why: str) -> None:
    problem = pattern_problem(pattern)
    assert why in problem
    assert bool(problem) == bool(why)
