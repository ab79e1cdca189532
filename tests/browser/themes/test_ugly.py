"""Each theme with what breaks themes: long words, no title, right to left, forty tags, pictures of every shape."""

from __future__ import annotations

import pytest

from browser.browser import axe, csp_violations, foreign_requests, script_errors
from browser.serving import serving
from themes.shipped import SHIPPED
from themes.ugly import ESSAY, NOTE, PHOTO, build_ugly

POLICY = {"Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'"}
PAGES = {
    "home": "",
    "second page": "page/2/",
    "everything": ESSAY,
    "note": NOTE,
    "reply": "posts/yes/",
    "link": "posts/a-list-of-herons/",
    "photo": PHOTO,
    "tall photo without a title": "posts/tall/",
    "long title, guest, forty tags": "posts/a-long-title/",
    "right to left": "posts/arabic/",
    "series": "series/the-river/",
    "tags": "tags/",
    "archive": "archive/",
    "year": "archive/2025/",
    "people": "people/",
}
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module", params=SHIPPED)
def served(request, tmp_path_factory):
    site = build_ugly(tmp_path_factory.mktemp(request.param), request.param)
    with serving(site.root / "public", at="/b/", headers=POLICY) as at:
        yield at


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_is_too_ugly(served, new_page, path):
    page = new_page(reduced_motion="reduce", viewport=PHONE)
    page.goto(served.at(path))
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)
    assert axe(page) == [], "light, 320 px wide"
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    assert page.evaluate(OVERFLOW) == 0, page.evaluate(TOO_WIDE)
    assert axe(page) == [], "dark, 1280 px wide"
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


@pytest.mark.parametrize("accent", ["#ffe500", "#000000", "#ffffff", "#00ff88"])
@pytest.mark.parametrize("theme", SHIPPED)
def test_any_accent_can_be_read(tmp_path, site, new_page, theme, accent):
    built = build_ugly(tmp_path, theme, f'accent: "{accent}"')
    at = site(built.root / "public", at="/b/", headers=POLICY)
    page = new_page(reduced_motion="reduce")
    for path in ("", ESSAY):
        page.goto(at.at(path))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], (path, scheme)
