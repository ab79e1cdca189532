"""The share widget's script: buttons appear only where they work, and copying says so aloud."""

from __future__ import annotations

import pytest

from blogkit.core.view import ShareLink
from blogkit.widgets.share import WIDGET
from browser.browser import axe, csp_violations, foreign_requests, script_errors
from widgets.showing import show

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:"
COPIES = "navigator.clipboard.writeText = async text => { window.copied = text; };"
REFUSES = "navigator.clipboard.writeText = async () => { throw new Error('no'); };"
CANNOT = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
SHARES = "navigator.share = async given => { window.shared = given; };"
NO_SHEET = "navigator.share = undefined;"


@pytest.fixture
def open_share(tmp_path, site, new_page):
    link = ShareLink("mastodon", "Mastodon", "https://share.joinmastodon.org/#text=x")
    html = show(WIDGET, share_links=(link,), title='Retry "kindly"')
    (tmp_path / "share.css").write_text(WIDGET.style, "utf-8")
    (tmp_path / "share.js").write_text(WIDGET.script, "utf-8")
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="share.css"><script src="share.js" defer></script>'
        f"<main><h1>A page</h1>{html}</main>",
        "utf-8",
    )

    def open_share(browser_can: str, **options):
        page = new_page(**options)
        page.add_init_script(browser_can)
        page.goto(site(tmp_path, headers={"Content-Security-Policy": POLICY}).url)
        return page

    return open_share


def _buttons(page):
    return page.locator("button:visible").all_inner_texts()


def test_copying_by_keyboard_is_announced(open_share):
    page = open_share(COPIES + NO_SHEET)
    assert _buttons(page) == ["Copy link"]
    assert not page.get_by_label("Link to this post").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Copied.").wait_for()
    assert page.locator("[role=status]").inner_text() == "Copied."
    assert page.evaluate("window.copied") == "https://ana.dev/retry/"
    assert axe(page) == []
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


def test_a_refused_copy_gives_the_field_back_selected(open_share):
    page = open_share(REFUSES + NO_SHEET)
    page.get_by_role("button", name="Copy link").click()
    page.locator("input:focus").wait_for()
    assert page.evaluate("getSelection().toString()") == "https://ana.dev/retry/"
    assert page.locator("[role=status]").inner_text() == ""
    assert script_errors(page) == []


def test_native_share_where_there_is_a_sheet(open_share):
    page = open_share(COPIES + SHARES)
    page.get_by_role("button", name="Share this post").click()
    assert page.evaluate("window.shared") == {"title": 'Retry "kindly"', "url": "https://ana.dev/retry/"}


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"viewport": {"width": 320, "height": 640}}])
def test_where_nothing_can_be_copied_the_address_stands_in_a_field(open_share, options):
    page = open_share(CANNOT + NO_SHEET, **options)
    assert _buttons(page) == []
    assert page.get_by_label("Link to this post").input_value() == "https://ana.dev/retry/"
    assert page.get_by_role("link", name="Share on Mastodon").is_visible()
    if options.get("java_script_enabled", True):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []
