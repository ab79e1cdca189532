from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.stages.rhythm import Rhythm, picture, rhythm, sentence, strip

TODAY = dt.date(2026, 3, 10)


def days(*ago: int) -> list[dt.date]:
    return [TODAY - dt.timedelta(days=one) for one in ago]


def test_the_usual_interval_is_the_middle_one_of_the_last_twelve_posts() -> None:
    found = rhythm(days(3, 10, 17, 100, 24))
    assert (found.interval, found.next, len(found.days)) == (7, "2026-03-14", 5)
    assert rhythm([*days(*range(0, 24, 2)), *days(*range(100, 300))]).interval == 2
    assert rhythm(days(0, 0, 0, 5, 10)).interval == 5  # two on one day are one
    assert rhythm(days(0, 0, 0, 5)) == Rhythm(("2026-03-05", "2026-03-10"))
    assert rhythm([dt.date.max - dt.timedelta(days=n) for n in (0, 4, 8)]).next == ""


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ((), "Nothing is published yet. Three make one, however far apart."),
        ((1,), "One post is no rhythm yet. Three make one, however far apart."),
        ((1, 2), "Two posts are no rhythm yet. Three make one, however far apart."),
        ((1, 2, 3), "You usually publish every day; by that rhythm, the next one comes today."),
        ((0, 1, 2), "You usually publish every day; by that rhythm, the next one comes tomorrow."),
        ((0, 7, 14), "You usually publish every 7 days; by that rhythm, the next one comes on Tue 17 Mar 2026."),
        ((60, 67, 74), "You usually publish every 7 days; by that rhythm, any day is a good day for the next one."),
    ],
)
def test_in_words_without_blame(ago: tuple[int, ...], said: str) -> None:
    assert sentence(rhythm(days(*ago)), TODAY) == said


def test_what_is_scheduled_needs_no_guess() -> None:
    said = sentence(rhythm(days(0, 7, 14)), TODAY, "Fri 13 Mar 2026")
    assert said == "You usually publish every 7 days; the next one waits for its date, Fri 13 Mar 2026."


def test_a_strip_of_posts() -> None:
    assert strip(rhythm(days(1, 8, 15)), TODAY, 22) == "●──────●──────●──────○"
    assert strip(rhythm(days(60, 67, 74)), TODAY, 22) == "●●─●─────────────────○"
    assert strip(rhythm([]), TODAY, 22) == ""
    assert strip(rhythm(days(1)), TODAY, 22) == "●"


@given(st.sets(st.dates()), st.integers(2, 120))
def test_any_days_fit_the_line_and_make_a_picture(found: set[dt.date], room: int) -> None:
    one = rhythm(found)
    line = strip(one, TODAY, room)
    assert len(line) <= room
    assert set(line) <= set("●○─")
    tree = ElementTree.fromstring(picture(one, TODAY, sentence(one, TODAY)))
    circles = tree.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == len(one.days) + bool(one.next)
    assert all(5 <= float(c.get("cx", 0)) <= 315 for c in circles)
    assert [c.get("fill") for c in circles].count("none") == bool(one.next)
