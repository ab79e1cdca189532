"""The dashboard in a real browser: a step is ticked, everything by keyboard, and nobody else can press its buttons."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from bad_input.sites import make, post
from blogkit.serve.dashboard import HOME, Dashboard
from blogkit.serve.server import Server, listen
from browser.browser import axe, csp_violations, foreign_requests, script_errors

Desk = tuple[Path, str, Dashboard]

TODAY = datetime.now(UTC).date().isoformat()
EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    root = make(
        tmp_path,
        {
            "blogkit.yaml": "base_url: https://b.example/\nauthor: me\n",
            "people.yaml": "me: {name: Me, handles: {mastodon: '@me@social.example'}}\nana: {name: Ana, url: 'https://ana.example/'}\n",
            "content/posts/retry.md": post(
                f"title: '{EVIL}'\nid: retry\ndate: {TODAY}\nthanks: [{{who: Bo, for: '{EVIL}'}}]",
                "She [counts](https://ana.example/c).\n",
            ),
        },
    )
    board = Dashboard(str(root), "/")
    server: Server = listen(str(root), "/", "127.0.0.1", 8500, board)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield root, f"http://127.0.0.1:{server.server_address[1]}", board
    server.shutdown()
    server.server_close()


def test_a_step_is_ticked_with_the_keyboard_and_without_a_script(desk: Desk, new_page: Any) -> None:
    root, address, _ = desk
    page = new_page(java_script_enabled=False)
    page.goto(address + HOME)
    assert page.locator("#now").inner_text().startswith("Now, about")
    step = page.locator(".step", has_text="Tell Ana that you cite")
    step.locator("input[name=url]").fill("https://social.example/@me/1")
    step.get_by_role("button", name="Done").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk#said")
    assert '"event":"done"' in (root / "engagement/public/checklist.jsonl").read_text()
    page.locator("summary", has_text="Done, skipped").focus()
    page.keyboard.press("Enter")
    page.locator(".step", has_text="Tell Ana").get_by_role("button", name="Open again").click()
    page.wait_for_url("**/desk#said")
    assert "reopened" in (root / "engagement/public/checklist.jsonl").read_text()


def test_other_addresses_lead_to_the_desk(desk: Desk, new_page: Any) -> None:
    _, address, _ = desk
    page = new_page()
    page.goto(f"{address}/.blogkit/")
    assert page.url == address + HOME
    answer = page.goto(f"{address}/.blogkit/nothing")
    assert answer.status == 404
    assert page.get_by_text("There is no such page.").is_visible()
    assert page.get_by_role("heading", level=1).count() == 1


def test_drafts_are_written_counted_saved_and_opened(desk: Desk, new_page: Any) -> None:
    root, address, _ = desk
    page = new_page(viewport={"width": 320, "height": 700})
    page.goto(address + HOME)
    page.get_by_role("button", name="Drafts").first.click()
    page.wait_for_url("**/drafts/**")
    draft = root / "engagement/drafts/retry/mastodon.md"
    assert draft.exists()
    box = page.get_by_label("What you would post").first
    box.fill("Hello \U0001f44b, a text of my own: https://b.example/posts/retry/")
    expect(page.locator(".count").first).to_have_text("50 of 500")  # an address counts 23 there
    expect(page.locator(".said").first).to_contain_text("a text of my own")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/drafts/**")
    assert "a text of my own" in draft.read_text()
    link = page.get_by_role("link", name="Open Mastodon").get_attribute("href")
    assert "a%20text%20of%20my%20own" in link
    assert (foreign_requests(page), csp_violations(page), script_errors(page)) == ([], [], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_runs_nothing_strange(desk: Desk, new_page: Any, scheme: str) -> None:
    _, address, _ = desk
    page = new_page(color_scheme=scheme, viewport={"width": 320, "height": 700})
    page.goto(address + HOME)
    assert page.locator("img").count() == 0
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
    assert (foreign_requests(page), csp_violations(page), script_errors(page)) == ([], [], [])


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Host": "evil.example"}, True),
        ({}, False),
    ],
)
def test_no_other_page_can_press_a_button(desk: Desk, headers: dict[str, str], token: bool) -> None:
    root, address, board = desk
    form = {"do": "done", "id": "a", "token": board.token if token else "guess"}
    assert send(address, form, headers) == 403
    assert not (root / "engagement").exists()


@pytest.mark.parametrize(
    "form",
    [{"do": "explode", "id": "a"}, {"do": "done", "id": "zzzz"}, {"do": "done", "id": "", "url": "javascript:1"}, {}],
)
def test_a_strange_form_is_answered_in_words(desk: Desk, form: dict[str, str]) -> None:
    root, address, board = desk
    assert send(address, {**form, "token": board.token}, {}) == 400
    assert not (root / "engagement").exists()


def test_a_huge_form_is_refused_unread(desk: Desk) -> None:
    _, address, board = desk
    assert send(address, {"token": board.token, "because": "x" * 300_000}, {}) == 413


def send(address: str, form: dict[str, str], headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    body = urlencode(form)
    all_headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    try:
        connection.request("POST", HOME, body, all_headers)
        return connection.getresponse().status
    finally:
        connection.close()
