"""What the log theme alone does: pictures first in lists, whole on their page, and the way to the others by their pictures."""

from __future__ import annotations

import pytest

from themes.ugly import PHOTO

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture
def served(ugly):
    return ugly("log")


def _boxes(page, selector):
    return [one.bounding_box() for one in page.locator(selector).all()]


@pytest.mark.parametrize(("viewport", "columns"), [(PHONE, 2), (DESK, 4)], ids=["phone", "desk"])
def test_lists_are_a_grid_of_pictures_of_one_shape(served, shown, viewport, columns):
    page = shown("log", **viewport)
    page.goto(served.at(""))
    assert len({round(box["x"]) for box in _boxes(page, ".tile")}) == columns
    shapes = [box["width"] / box["height"] for box in _boxes(page, ".tile:not(:first-of-type) > img")]
    assert len(shapes) >= 5
    assert all(abs(shape - 4 / 3) < 0.02 for shape in shapes)
    first = page.locator(".tile").first.bounding_box()
    assert first["width"] > 1.9 * page.locator(".tile").nth(1).bounding_box()["width"], "the first is large"


def test_a_click_on_the_picture_opens_it_and_there_it_is_whole(served, shown):
    page = shown("log", **DESK)
    page.goto(served.at(""))
    tile = page.locator(".tile").filter(has_text="taller than it is wide")
    tile.scroll_into_view_if_needed()
    box = tile.locator("img").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/posts/tall/")
    box = page.locator(".stage img").bounding_box()
    assert abs(box["width"] / box["height"] - 500 / 1100) < 0.02
    assert box["height"] <= DESK["height"]


def test_a_link_inside_the_words_of_a_tile_is_its_own(served, shown):
    page = shown("log", **DESK)
    page.goto(served.at(""))
    link = page.get_by_role("link", name="second cup")
    link.scroll_into_view_if_needed()
    at = link.bounding_box()
    hit = page.evaluate("at => document.elementFromPoint(at.x + at.width / 2, at.y + 8).closest('a').href", at)
    assert hit == "https://ana.example/cups/"


def test_the_archive_is_a_contact_sheet(served, shown):
    page = shown("log", **DESK)
    page.goto(served.at("archive/"))
    sheets = page.locator(".contact")
    assert sheets.count() == 3
    tiles = _boxes(page, ".contact :is(img, a:not(:has(img)))")
    assert len(tiles) == 15
    assert {round(box["width"]) for box in tiles} == {round(tiles[0]["width"])}
    assert sheets.nth(1).get_by_role("link", name="Low water").locator("img").is_visible()
    assert page.locator(".contact time").first.inner_text() == "24 Feb 2026"


def test_neighbours_and_the_series_are_found_by_their_pictures(served, shown):
    page = shown("log", **DESK)
    page.goto(served.at(PHOTO))
    strip = page.locator(".strip")
    assert strip.locator("img").count() == 3
    assert strip.locator("[aria-current]").inner_text() == "First ice"
    older = page.locator(".pager a[rel=prev]")
    assert older.locator("img").get_attribute("src").endswith("/tall/tall.png")
    older.click()
    page.wait_for_url("**/posts/tall/")


@pytest.mark.parametrize(("shape", "ratio"), [("square", 1), ("portrait", 3 / 4)])
def test_the_shape_is_a_choice(ugly, shown, shape, ratio):
    page = shown("log", **DESK)
    page.goto(ugly("log", f"shape: {shape}").at("series/the-river/"))
    box = page.locator(".tile > img").last.bounding_box()
    assert abs(box["width"] / box["height"] - ratio) < 0.02
