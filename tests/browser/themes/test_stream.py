"""What the stream theme alone does: faces, notes as a whole, the words that are answered before the answer."""

from __future__ import annotations

import pytest

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


@pytest.fixture
def served(ugly):
    return ugly("stream")


@pytest.mark.parametrize("path", ["", "posts/yes/"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_an_answer_follows_the_words_of_the_other_with_both_faces(served, shown, viewport, path):
    page = shown("stream", **viewport)
    page.goto(served.at(path))
    reply = page.locator("article.reply")
    theirs, ours = reply.locator(".cite .face"), reply.locator(".by .face")
    assert theirs.get_attribute("src").endswith("/ana.png")
    assert ours.get_attribute("src").endswith("/mira.png")
    said, answer = reply.get_by_text("Wait before you try again."), reply.get_by_text("waits longest")
    assert said.bounding_box()["y"] < answer.bounding_box()["y"]
    assert theirs.bounding_box()["y"] < ours.bounding_box()["y"]
    assert theirs.bounding_box()["x"] == ours.bounding_box()["x"], "one above the other"


def test_who_has_no_photo_has_a_letter_that_is_not_read_aloud(served, shown):
    page = shown("stream")
    page.goto(served.at(""))
    letter = page.locator("article.link .cite .face")
    assert (letter.inner_text(), letter.get_attribute("aria-hidden")) == ("J", "true")


def test_notes_are_whole_in_the_stream_and_their_time_is_their_address(served, shown):
    page = shown("stream")
    page.goto(served.at(""))
    note = page.locator("article.note")
    assert note.get_by_role("link", name="second cup").get_attribute("href") == "https://ana.example/cups/"
    page.locator("article.reply").get_by_text("She once waited for a whole winter.").wait_for()
    note.get_by_role("link", name="21 Feb 2026, 06:00").click()
    page.wait_for_url("**/posts/six/")
    assert page.locator("h1").inner_text() == "Note of 21 February 2026"


def test_who_writes_stands_beside_the_stream_where_there_is_room(served, shown):
    page = shown("stream", **DESK)
    page.goto(served.at("posts/six/"))
    about, words = page.locator(".about"), page.locator("main")
    assert about.get_by_text("Sits by the weir.").is_visible()
    box = about.bounding_box()
    assert box["x"] + box["width"] <= words.bounding_box()["x"]
    page.set_viewport_size(PHONE)
    assert about.get_by_text("Sits by the weir.").is_hidden()
    page.goto(served.at(""))
    assert about.get_by_text("Sits by the weir.").is_visible()
