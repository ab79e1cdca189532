"""Embedded comments: nobody is asked before the click, and afterwards each system finds what it looks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from blogkit.widgets.comments import WIDGET, CommentsOptions
from browser.browser import axe, csp_violations, foreign_requests, script_errors
from widgets.showing import show

# Stands in for each system's own script: it says what it found, and shows something.
SCRIPT = """(() => {
  const own = document.currentScript;
  const found = Object.fromEntries([...own.attributes].map(({ name, value }) => [name, value]));
  const frame = document.createElement("p");
  frame.textContent = "First!";
  (document.querySelector("#isso-thread, #disqus_thread") || own.parentElement).append(frame);
  const disqus = { page: {} };
  if (window.disqus_config) window.disqus_config.call(disqus);
  window.found = { ...found, page: disqus.page, thread: { ...own.parentElement.dataset } };
})();"""
GITHUB = {"repo": "ana/blog"}
SYSTEMS: dict[str, tuple[dict[str, Any], str]] = {
    "giscus": ({**GITHUB, "repo_id": "R", "category": "Q & A", "category_id": "D"}, "https://giscus.app/client.js"),
    "utterances": (GITHUB, "https://utteranc.es/client.js"),
    "disqus": ({"shortname": "ana-blog"}, "https://ana-blog.disqus.com/embed.js"),
}


@pytest.fixture
def open_comments(tmp_path, site, new_page):
    def open_comments(system: str, given: dict[str, Any], policy: str, **options):
        options_of = msgspec.convert({system: given}, CommentsOptions)
        html = show(WIDGET, options_of, title='Retry "kindly"', lang="en")
        folder = tmp_path / "page"
        folder.mkdir()
        (folder / "comments.css").write_text(WIDGET.style, "utf-8")
        (folder / "comments.js").write_text(WIDGET.script, "utf-8")
        (folder / "index.html").write_text(
            '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="comments.css"><script src="comments.js" defer></script>'
            f"<main><h1>A page</h1>{html}</main>",
            "utf-8",
        )
        page = new_page(**options)
        policy = f"default-src 'none'; style-src 'self'; img-src data:; script-src 'self' {policy}"
        page.goto(site(folder, headers={"Content-Security-Policy": policy}).url)
        return page

    return open_comments


@pytest.fixture
def stand_in(tmp_path, site):
    """An Isso of our own on another port, whose script is there or missing."""

    def stand_in(script: str | None):
        folder: Path = tmp_path / "isso" / "js"
        folder.mkdir(parents=True)
        if script is not None:
            (folder / "embed.min.js").write_text(script, "utf-8")
        return site(folder.parent)

    return stand_in


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}])
def test_comments_come_after_the_click_and_not_before(open_comments, stand_in, options):
    host = stand_in(SCRIPT)
    page = open_comments("isso", {"server": host.url}, host.url, **options)
    assert host.paths == []
    assert axe(page) == []
    assert not page.get_by_text("Comments need JavaScript.").is_visible()
    button = page.get_by_role("button", name="Load comments")
    page.keyboard.press("Tab")
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.get_by_text("First!").wait_for()
    page.locator("[role=status]", has_text="Loaded.").wait_for()
    assert host.paths == ["/js/embed.min.js"]
    assert not button.is_visible()
    assert page.evaluate("document.activeElement.id") == "isso-thread"
    found = page.evaluate("window.found")
    assert (found["data-isso"], found["data-isso-lang"]) == (host.url, "en")
    assert (found["thread"]["issoId"], found["thread"]["title"]) == ("/retry/", 'Retry "kindly"')
    assert axe(page) == []
    assert (csp_violations(page), script_errors(page), foreign_requests(page)) == ([], [], [])


def test_a_server_that_does_not_answer_is_said_and_can_be_asked_again(open_comments, stand_in):
    host = stand_in(None)
    page = open_comments("isso", {"server": host.url}, host.url)
    button = page.get_by_role("button", name="Load comments")
    for count in (1, 2):
        button.press("Enter")
        page.locator("[role=status]", has_text="Failed.").wait_for()
        assert len(host.paths) == count
        assert button.is_enabled()
        assert button.evaluate("one => one === document.activeElement")
    assert page.locator(".bk-comments-thread script").count() == 0


def test_without_script_nothing_is_asked_and_nothing_is_dead(open_comments, stand_in):
    host = stand_in(SCRIPT)
    page = open_comments("isso", {"server": host.url}, host.url, java_script_enabled=False)
    assert page.get_by_text("Kept on").is_visible()
    assert page.get_by_text("Comments need JavaScript.").is_visible()
    assert page.locator("button:visible").count() == 0
    assert host.paths == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_finds_what_it_looks_for(open_comments, system):
    given, address = SYSTEMS[system]
    page = open_comments(system, given, address)
    asked = []

    def answer(route):
        asked.append(route.request.url)
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=SCRIPT, content_type="text/javascript", headers=headers)

    page.route(address, answer)
    assert foreign_requests(page) == []
    page.get_by_role("button", name="Load comments").click()
    page.get_by_text("First!").wait_for()
    assert asked == foreign_requests(page) == [address]
    found = page.evaluate("window.found")
    if system == "disqus":
        told = {"url": "https://ana.dev/retry/", "identifier": "retry", "title": 'Retry "kindly"'}
        assert found["page"] == told
    else:
        wanted = json.loads(page.locator(".bk-comments").get_attribute("data-attributes"))
        assert {name: found[name] for name in wanted} == wanted
        assert "ana/blog" in wanted.values()
    assert (csp_violations(page), script_errors(page)) == ([], [])
