"""Each theme with what breaks themes: long words, no title, right to left, forty tags, pictures of every shape.

What holds for the default theme (test_demo.py) holds for each; scripts and templates that they share are tried there.
Several things are asked of each page that is loaded, for there are many pages and three themes.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from browser.browser import axe, csp_violations, foreign_requests, script_errors
from themes.shipped import SHIPPED
from themes.ugly import BASE, ESSAY, NOTE, PHOTO

PAGES = {
    "home": "",
    "everything": ESSAY,
    "reply": "posts/yes/",
    "photo": PHOTO,
    "long title, guest, forty tags": "posts/a-long-title/",
    "right to left": "posts/arabic/",
    "page": "about/",
    "tags": "tags/",
    "archive": "archive/",
    "people": "people/",
    "search": "search/",
    "404": "nowhere/at/all/",
}
SIMILAR = [
    "page/2/",
    NOTE,
    "posts/a-list-of-herons/",
    "posts/tall/",
    "posts/wide/",
    "series/the-river/",
    "archive/2025/",
    "authors/mira/",
]
"""Made of the same parts as those above, in other sizes."""
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 90))"""
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(params=SHIPPED)
def theme(request):
    return request.param


@pytest.fixture
def served(ugly, theme):
    return ugly(theme)


@pytest.fixture
def visit(served, theme, shown):
    """A page of the theme, in the browser page that its tests share."""

    def visit(path, **size):
        page = shown(theme, **size)
        page.goto(served.at(path))
        return page

    return visit


@pytest.fixture
def alone(served, new_page):
    def alone(path, **options):
        page = new_page(**{"reduced_motion": "reduce", **options})
        page.goto(served.at(path))
        return page

    return alone


@contextmanager
def heard(page, event, listener):
    page.on(event, listener)
    yield
    page.remove_listener(event, listener)


def _fits(page):
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)


def _clean(page):
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


def _tones(page, expression=GROUND):
    return [int(n) for n in re.findall(r"\d+", page.evaluate(expression))[:3]]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_accessible_and_fits_in_light_and_in_dark_and_asks_no_one_else(served, theme, shown, path):
    answers = {}
    page = shown(theme, **PHONE)
    with heard(page, "response", lambda answer: answers.setdefault(answer.url, answer.status)):
        page.goto(served.at(path))
        _fits(page)
        assert axe(page) == [], "light, 320 px wide"
        assert min(_tones(page)) > 230
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(DESK)
        _fits(page)
        assert axe(page) == [], "dark, 1280 px wide"
        assert max(_tones(page)) < 40
        _clean(page)
    broken = [url for url, status in answers.items() if status >= 400]
    assert broken == ([served.at(path)] if path == PAGES["404"] else [])


def test_pages_of_the_same_parts_fit_too(served, visit):
    page = visit("")
    for path in SIMILAR:
        page.set_viewport_size(PHONE)
        assert page.goto(served.at(path)).ok, path
        _fits(page)
        page.set_viewport_size(DESK)
        _fits(page)
    _clean(page)


PUT = """accent => {
    const root = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).find(rule => rule.selectorText === ":root");
    window.said ??= root.style.getPropertyValue("--accent");
    const put = window.said.replace(/#[0-9a-f]{6}/g, accent);
    root.style.setProperty("--accent", put);
    return put;
}"""


@pytest.mark.parametrize("path", ["", ESSAY])
def test_any_accent_can_be_read(visit, path):
    """Put where the style sheet has the one of the settings."""
    page = visit(path)
    for accent in ("#ffe500", "#000000", "#ffffff", "#00ff88"):
        assert page.evaluate(PUT, accent).count(accent) == 2
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page, only=["color-contrast"]) == [], (accent, scheme)


# ---- without scripts


def test_a_post_needs_no_script(alone):
    page = alone(ESSAY, java_script_enabled=False, viewport=PHONE)
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        text = re.sub(r"\s+", " ", page.locator("body").inner_text())
        assert "There is a heron at the weir." in text
        assert "Which animal do you watch without wanting anything from it?" in text
        assert page.get_by_role("link", name="Answer by e-mail").is_visible()
        for way in ("Share on Mastodon", "Share on Bluesky", "Send by e-mail"):
            assert page.get_by_role("link", name=way).get_attribute("href")
        assert page.get_by_label("Link to this post").input_value() == BASE + ESSAY
        assert page.locator("button:visible").count() == 0, "a button that does nothing"
    page.get_by_text("Contents", exact=True).click()
    assert page.locator(".toc li a").first.is_visible()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Archive").click()
    assert page.locator("h1").inner_text() == "Archive"
    page.get_by_role("link", name="First ice").click()
    assert page.locator("h1").inner_text() == "First ice"
    assert csp_violations(page) == []


# ---- by keyboard


def test_the_skip_link_comes_first_and_leads_past_the_menu(visit):
    page = visit("", **PHONE)
    skip = page.get_by_role("link", name="Skip to the text")
    assert skip.bounding_box()["y"] < 0, "it is out of sight until it is wanted"
    page.keyboard.press("Tab")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 320
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


STOP = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    if (at === document.body) return null;
    const rings = one => one && one.matches("html *") && parseFloat(getComputedStyle(one).outlineWidth) >= 2
        && getComputedStyle(one).outlineStyle !== "none";
    const style = getComputedStyle(at);
    return { what: at.outerHTML.slice(0, 90), scheme: at.matches(".scheme"), ring: rings(at),
             seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                   && style.visibility === "visible" && Number(style.opacity) > 0 };
}"""


@pytest.mark.parametrize("path", ["", ESSAY])
def test_whatever_takes_the_focus_shows_it(visit, path):
    page = visit(path)
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("the focus never left the page")
    assert len(stops) > 8
    assert sum(stop["scheme"] for stop in stops) == 1
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if not stop["seen"]] == []


def test_the_other_scheme_is_chosen_by_keyboard_and_remembered(alone):
    page = alone(ESSAY, color_scheme="light")
    page.get_by_role("button", name="Dark colours", pressed=False).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark colours", pressed=True).wait_for()
    assert max(_tones(page)) < 40
    page.reload()
    assert max(_tones(page)) < 40
    _clean(page)


def test_copying_code_by_keyboard_is_said_aloud(alone):
    page = alone(ESSAY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = page.locator(".highlight").first
    code.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code.locator("pre").inner_text().removesuffix("\n")
    assert axe(page, only=["color-contrast"]) == []
    _clean(page)


# ---- from right to left, on paper, and at rest


def test_from_right_to_left_a_quotation_stands_in_from_the_right_and_code_runs_as_ever(visit):
    page = visit("posts/arabic/")
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    text, quote = (page.locator(one).first.bounding_box() for one in (".e-content", "blockquote p"))
    assert text["x"] + text["width"] - quote["x"] - quote["width"] > 10
    bidi = "one => [getComputedStyle(one).direction, getComputedStyle(one).unicodeBidi]"
    assert page.locator("p code").first.evaluate(bidi) == ["ltr", "isolate"], "else --clean would be shown as clean--"
    assert page.locator("p code").first.evaluate("one => getComputedStyle(one).fontVariantCaps") == "normal"


def test_on_paper_there_is_the_text_and_nothing_to_click(visit):
    page = visit(ESSAY)
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        assert page.locator("h1").is_visible()
        assert page.locator(".e-content p").first.is_visible()
        clicked = "nav, button, .skip, .bk-share, .toc, .bk-question-places".replace(",", ":visible,") + ":visible"
        assert page.locator(clicked).count() == 0
        assert _tones(page) == [255, 255, 255]
        ink = _tones(page, "getComputedStyle(document.querySelector('.e-content p')).color")
        assert max(ink) < 100, "black on white, whatever the screen shows"


def test_nothing_moves_for_those_who_asked_for_rest(visit):
    moving = """() => [...document.querySelectorAll("*")].map(one => getComputedStyle(one)).some(style =>
        style.scrollBehavior === "smooth" || style.animationName !== "none"
        || style.transitionDuration.split(",").some(time => parseFloat(time) > 0))"""
    page = visit(ESSAY)
    assert not page.evaluate(moving)
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving)
