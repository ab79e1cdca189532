"""This repository's own blog in a browser, below a sub-path and under a policy that allows nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from browser.browser import axe, csp_violations, foreign_requests, script_errors
from browser.serving import serving
from demo import BASE

POLICY = {"Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'"}
LONG = "posts/planning-not-tracking/"  # with code, a table, footnotes and pictures
PAGES = {
    "home": "",
    "second page": "page/2/",
    "post with everything": LONG,
    "post with Arabic and Chinese": "posts/any-script/",
    "post in Spanish": "posts/preguntar-es-escuchar/",
    "manual": "docs/writing/",
    "archive": "archive/",
    "tags": "tags/",
    "tag": "tags/conversation/",
    "author": "authors/blogkit/",
    "people": "people/",
    "search": "search/",
    "404": "nowhere/at/all/",
    "alias": "migrating/",
    "feed in RSS": "rss.xml",
    "feed in Atom": "atom.xml",
}
PHONE = {"width": 320, "height": 640}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="session")
def served(demo):
    with serving(demo, at="/blog/", headers=POLICY) as site:
        yield site


@pytest.fixture
def visit(served, new_page):
    def visit(path: str, **options):
        page = new_page(**{"reduced_motion": "reduce", **options})
        if path == PAGES["alias"]:  # stay on the page that says where it went: its target has nothing to show
            page.route("**/posts/coming-from-elsewhere/", lambda route: route.fulfill(status=204))
        page.goto(served.at(path))
        return page

    return visit


def _shown(page):
    """The text that can be seen, as one line."""
    return re.sub(r"\s+", " ", page.locator("body").inner_text())


def _clean(page):
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_accessible_in_light_in_dark_and_on_a_phone_and_asks_no_one_else(served, new_page, path):
    # Chromium puts a banner of its own above a feed with a style sheet: it is to stop reading XSLT one day.
    theirs = ["region"] if path.endswith(".xml") else []
    answers = {}
    page = new_page(reduced_motion="reduce")
    page.on("response", lambda answer: answers.setdefault(answer.url, answer.status))
    if path == PAGES["alias"]:
        page.route("**/posts/coming-from-elsewhere/", lambda route: route.fulfill(status=204))
    page.goto(served.at(path))
    assert axe(page, without=theirs) == [], "light"
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)
    assert axe(page, without=theirs) == [], "dark, 320 px wide"
    if theirs:  # the banner's own style offends the policy of the page it is put into
        assert foreign_requests(page) == []
    else:
        _clean(page)
    broken = [url for url, status in answers.items() if status >= 400]
    assert broken == ([served.at(path)] if path == PAGES["404"] else [])


def test_an_old_address_leads_to_the_new_one(served, page):
    page.goto(served.at("migrating/"))
    page.wait_for_url("**/blog/posts/coming-from-elsewhere/")
    assert page.locator("h1").inner_text() == "Coming from Jekyll, Hugo or Pelican"


def test_dark_is_dark_and_light_is_light(visit):
    def ground(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light, dark = ground(visit(LONG, color_scheme="light")), ground(visit(LONG, color_scheme="dark"))
    assert min(map(int, re.findall(r"\d+", light))) > 240
    assert max(map(int, re.findall(r"\d+", dark))) < 40


# ---- without scripts


@pytest.mark.parametrize("width", [320, 1280])
def test_a_post_needs_no_script(visit, width):
    page = visit(LONG, java_script_enabled=False, viewport={"width": width, "height": 800})
    text = _shown(page)
    assert "Watching works, until something was read that nobody was watching." in text
    assert "What do you think?" in text
    assert "What does your build do again each time" in text
    assert page.get_by_role("link", name="Answer by e-mail").is_visible()
    for way in ("Share on Mastodon", "Share on Bluesky", "Send by e-mail"):
        assert page.get_by_role("link", name=way).get_attribute("href")
    assert page.get_by_label("Link to this post").input_value() == BASE + LONG
    assert page.locator("button:visible").count() == 0, "a button that does nothing"
    page.get_by_text("Contents", exact=True).click()
    assert page.locator(".toc li a").first.is_visible()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Archive").click()
    assert page.locator("h1").inner_text() == "Archive"
    page.get_by_role("link", name="Ask one question").click()
    assert page.locator("h1").inner_text() == "Ask one question"
    assert csp_violations(page) == []


def test_search_without_scripts_says_what_it_needs_and_where_to_go_instead(visit):
    page = visit("search/", java_script_enabled=False)
    assert "Search needs JavaScript. The archive lists every post without it." in _shown(page)
    page.locator("noscript").get_by_role("link", name="Archive").click()
    assert page.locator("h1").inner_text() == "Archive"


def test_an_old_address_leads_on_without_scripts(served, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(served.at("migrating/"))
    page.wait_for_url("**/blog/posts/coming-from-elsewhere/")


# ---- by keyboard


def test_the_skip_link_comes_first_and_leads_past_the_menu(visit):
    page = visit("", viewport=PHONE)
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
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    if (at === document.body) return null;
    return { what: at.outerHTML.slice(0, 90), scheme: at.matches(".scheme"),
             ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
             seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                   && style.visibility === "visible" && Number(style.opacity) > 0 };
}"""


@pytest.mark.parametrize("path", ["", LONG, "search/", "tags/conversation/"])
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


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_other_scheme_is_chosen_by_keyboard_and_remembered(served, visit, system):
    other = "dark" if system == "light" else "light"
    page = visit("", color_scheme=system)
    used = "getComputedStyle(document.documentElement).colorScheme"
    page.get_by_role("button", name="Dark colours", pressed=system == "dark").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark colours", pressed=other == "dark").wait_for()
    assert page.evaluate(used) == other
    assert axe(page) == []
    page.reload()
    assert page.evaluate(used) == other
    page.goto(served.at(LONG))
    page.get_by_role("button", name="Dark colours", pressed=other == "dark").focus()
    assert page.evaluate(used) == other
    page.keyboard.press("Space")
    page.get_by_role("button", name="Dark colours", pressed=system == "dark").wait_for()
    page.reload()
    assert page.evaluate(used) == "light dark", "back with the system, which nobody has to remember"
    _clean(page)


def test_copying_code_and_the_link_by_keyboard_is_said_aloud(visit):
    page = visit(LONG)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = page.locator(".highlight").first
    code.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied
    assert copied == code.locator("pre").inner_text().removesuffix("\n")
    page.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Link copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == BASE + LONG
    assert axe(page) == []
    _clean(page)


# ---- on paper, and at rest


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_is_the_text_and_nothing_to_click(visit, scheme):
    page = visit(LONG, color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator("h1").is_visible()
    assert page.locator(".e-content p").first.is_visible()
    assert (
        page.locator(
            "nav:visible, button:visible, .skip:visible, .bk-share:visible, .toc:visible, .bk-question-places:visible"
        ).count()
        == 0
    )
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('.e-content p')).color")
    assert max(map(int, re.findall(r"\d+", ink))) < 100, "black on white, whatever the screen shows"


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_asked_for_rest(visit, wish, moves):
    page = visit(LONG, reduced_motion=wish)
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].map(one => getComputedStyle(one)).some(style =>
        style.scrollBehavior === "smooth" || style.animationName !== "none"
        || style.transitionDuration.split(",").some(time => parseFloat(time) > 0))""")
    assert moving == moves
