"""The search page with both engines: below a sub-path, by keyboard alone, and under its Content-Security-Policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blogkit.pipeline import Request, build
from blogkit.stages import search
from browser.browser import axe, csp_violations, foreign_requests, script_errors

STRICT = "default-src 'self'; img-src 'self' data:"  # data: is for the theme's own icon, where a site names none
POLICY = {"simple": STRICT, "pagefind": STRICT + "; script-src 'self' 'wasm-unsafe-eval'"}
BODY = "Back off with *jitter*, and write `<b>` as you mean it."
ENGINES = pytest.mark.parametrize("engine", ["simple", "pagefind"])


@pytest.fixture
def open_search(tmp_path, site, new_page):
    def open_search(engine: str, query: str = "", posts: int = 1, policy: str = "", **options):
        if engine == "pagefind":
            pytest.importorskip("pagefind", reason="the extra blogkit[search] is not installed")
        folder = tmp_path / "content" / "posts"
        folder.mkdir(parents=True)
        settings = f"title: Blog\nbase_url: https://blog.example/blog/\nsearch: {engine}\n"
        (tmp_path / "blogkit.yaml").write_text(settings, "utf-8")
        for n in range(posts):
            head = f"---\ntitle: Retry {n}\ndate: 2026-03-{n % 28 + 1:02}\ndescription: On patience.\n---\n"
            (folder / f"retry-{n}.md").write_text(head + BODY, "utf-8")
        report = build(Request(str(tmp_path), clock=1_790_000_000.0, cards=False)).report
        assert not report.failed, report.diagnostics
        public = tmp_path / "public"
        if engine == "pagefind" and not (public / "pagefind").exists():
            pages = {p.relative_to(public).as_posix(): p.read_bytes() for p in public.glob("posts/*/index.html")}
            for path, data in search.index(pages, "en").value.items():
                (public / path).parent.mkdir(parents=True, exist_ok=True)
                (public / path).write_bytes(data)
        page = new_page(**options)
        headers = {"Content-Security-Policy": policy or POLICY[engine]}
        page.goto(site(public, at="/blog/", headers=headers).at("search/" + query))
        return page

    return open_search


def _says(page, text):
    page.locator("[role=status]").get_by_text(text, exact=True).wait_for()


@ENGINES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_keyboard_under_a_sub_path_and_a_strict_policy(open_search, engine, scheme):
    page = open_search(engine, posts=3, color_scheme=scheme, viewport={"width": 320, "height": 640})
    page.get_by_label("Search this site").focus()
    page.keyboard.insert_text("retry")  # at once, for with each letter typed there is another search
    _says(page, "Results: 3")
    page.wait_for_url(re.compile(r"/blog/search/\?q=retry\Z"))  # the address follows what is typed
    assert axe(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(".found a").nth(1)
    assert second.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+A")
    page.keyboard.type("xylophone")
    _says(page, "Nothing found. Try fewer or other words.")
    assert page.locator(".found li").count() == 0
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


@ENGINES
def test_a_result_leads_to_its_post(open_search, engine):
    page = open_search(engine, "?q=retry")
    page.get_by_role("link", name="Retry 0").click()
    page.wait_for_url("**/blog/posts/retry-0/")
    assert page.locator("h1").inner_text() == "Retry 0"


def test_a_word_of_the_body_is_found_and_marked_and_stays_text(open_search):
    page = open_search("pagefind", "?q=jitter")
    _says(page, "Results: 1")
    assert page.locator(".found mark").inner_text().startswith("jitter")
    assert "write <b> as you mean it" in page.locator(".found").inner_text()
    assert page.locator(".found b").count() == 0


def test_the_small_index_does_not_hold_bodies_and_says_so(open_search):
    page = open_search("simple", "?q=jitter")
    _says(page, "Nothing found. Try fewer or other words.")
    page.get_by_label("Search this site").fill("")
    _says(page, "Type a word from a title, a tag or a summary. The arrow keys move through the results.")


@pytest.mark.parametrize(("engine", "posts", "first"), [("simple", 52, 50), ("pagefind", 12, 10)])
def test_more_results_come_when_asked_for_and_take_the_focus(open_search, engine, posts, first):
    page = open_search(engine, "?q=retry", posts=posts)
    _says(page, f"Results: {posts}")
    assert page.locator(".found li").count() == first
    page.locator(".found a").last.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".found a:focus").wait_for()
    expect(page.locator(".found li")).to_have_count(posts)
    assert page.locator(".found a").nth(first).evaluate("link => link === document.activeElement")
    assert not page.get_by_role("button", name="More results").is_visible()
    assert len(set(page.locator(".found a").all_inner_texts())) == posts


def test_where_the_policy_refuses_wasm_it_says_that_search_failed(open_search):
    page = open_search("pagefind", "?q=jitter", policy=STRICT)
    _says(page, "The search index could not be loaded. Try again in a moment.")
    assert page.locator(".found li").count() == 0


def test_no_engine_loads_before_it_is_wanted(open_search):
    page = open_search("pagefind")
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').filter(r => r.name.includes('/pagefind/')).length"
    assert page.evaluate(loaded) == 0
    with page.expect_response("**/pagefind/pagefind.js"):
        page.get_by_label("Search this site").focus()
