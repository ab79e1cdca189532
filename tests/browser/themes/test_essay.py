"""What the essay theme alone does: notes in the margin, years on the home page, three ways to begin."""

from __future__ import annotations

import itertools

import pytest

from themes.ugly import ESSAY

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
BOXES = "all => all.map(one => { const box = one.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] })"


@pytest.fixture
def served(ugly):
    return ugly("essay")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_note_stands_beside_its_sign_and_below_the_one_before(served, new_page, scripts):
    page = new_page(viewport=DESK, java_script_enabled=scripts)
    page.goto(served.at(ESSAY))
    text = page.locator(".e-content").bounding_box()
    notes, signs = page.locator(".footnote li").evaluate_all(BOXES), page.locator(".sign").evaluate_all(BOXES)
    assert len(notes) == len(signs) == 3
    for (left, top, right, _), (_, sign, _, _) in zip(notes, signs, strict=True):
        assert left > text["x"] + text["width"]
        assert right <= DESK["width"]
        assert -20 < top - sign < 60
    assert all(below[1] > above[3] for above, below in itertools.pairwise(notes)), "they never overlap"


def test_on_a_phone_notes_stand_at_the_end(served, shown):
    page = shown("essay", **PHONE)
    page.goto(served.at(ESSAY))
    notes = page.locator(".footnote li").evaluate_all(BOXES)
    last = page.locator(".e-content > p").last.bounding_box()
    assert all(top > last["y"] + last["height"] for _, top, _, _ in notes)


def test_home_is_a_list_by_year(served, shown):
    page = shown("essay", **DESK)
    page.goto(served.at(""))
    years = page.locator(".of-year h2").all_inner_texts()
    assert years == ["2026", "2025"]
    assert page.locator(".pinned .line").count() == 1
    assert page.get_by_role("link", name="Six in the morning, and it is already there.").is_visible()


@pytest.mark.parametrize(("opening", "style"), [("capitals", "small-caps"), ("initial", "normal"), ("plain", "normal")])
def test_how_it_begins_is_a_choice(ugly, shown, opening, style):
    page = shown("essay", **DESK)
    page.goto(ugly("essay", "" if opening == "capitals" else f"opening: {opening}").at(ESSAY))
    first = "(part, key) => getComputedStyle(document.querySelector('.e-content > p'), part)[key]"
    assert page.evaluate(f"({first})('::first-line', 'fontVariantCaps')") == style
    size = float(page.evaluate(f"({first})('::first-letter', 'fontSize')").removesuffix("px"))
    assert (size > 40) == (opening == "initial")
