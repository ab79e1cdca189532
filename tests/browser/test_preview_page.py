"""How a link looks, as a page of the preview server in a real browser: for a post, a draft, and one by another path."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bad_input.sites import make, post, run
from blogkit.serve.dashboard import HOME, Dashboard
from blogkit.serve.server import listen
from browser.browser import axe, csp_violations, foreign_requests, script_errors
from browser.serving import serving as folder_served
from cli.test_preview import photo
from cli.test_serve import serving

EVIL = "</title><script>alert(1)</script> " + "w" * 60
SITE: dict[str, str | bytes] = {
    "blogkit.yaml": "title: Notes\nbase_url: https://kind-retries.net/blog/\nauthor: Ana Lima\n",
    "content/posts/evil.md": post(f"title: '{EVIL}'\ndate: 2026-03-01\nquestion: Who is there?", "Words of it.\n"),
    "content/posts/square.md": post("title: Square\ndate: 2026-03-01\nimage: /me.webp\nimage_alt: Me"),
    "content/posts/bare.md": post("title: Bare\ndate: 2026-03-01\ncard: false"),
    "content/posts/rtl.md": post("title: مرحبا بالعالم\nlang: ar\ndraft: true"),
    "static/me.webp": photo(),
}
PREVIEW = "/.blogkit/preview/blog/posts/"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    root = make(tmp_path, SITE)
    server = listen(str(root), "/blog/", "127.0.0.1", 8600, Dashboard(str(root), "/blog/"))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield root, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_from_the_desk_to_seven_networks(site: tuple[Path, str], new_page: Any) -> None:
    root, address = site
    page = new_page(java_script_enabled=False)
    page.goto(address + HOME)
    page.get_by_role("link", name="Link to Square, as networks show it").click()
    page.wait_for_url(f"**{PREVIEW}square/")
    names = page.locator(".network h2").all_inner_texts()
    assert names == ["X", "Mastodon", "Bluesky", "LinkedIn", "Slack", "WhatsApp", "Discord"]
    assert page.locator(".mock.x img").get_attribute("alt") == "Me"
    assert page.locator(".mock.linkedin img").count() == 0
    expect(page.locator(".network", has_text="LinkedIn").locator(".findings")).to_contain_text("preview/image-format")
    assert page.locator(".mock.slack .title").inner_text() == "Square"
    assert not (root / "public").exists()
    assert not (root / ".blogkit/preview/links").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["evil", "square", "bare", "rtl"])
def test_it_is_accessible_and_runs_nothing_strange(
    site: tuple[Path, str], new_page: Any, slug: str, scheme: str
) -> None:
    _, address = site
    page = new_page(color_scheme=scheme, viewport={"width": 320, "height": 700})
    page.goto(f"{address}{PREVIEW}{slug}/")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth)")
    assert page.locator("img").count() == {"bare": 0, "square": 6}.get(slug, 7)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
    assert (foreign_requests(page), csp_violations(page), script_errors(page)) == ([], [], [])


def test_a_hostile_title_is_shown_as_it_is(site: tuple[Path, str], new_page: Any) -> None:
    _, address = site
    page = new_page()
    page.goto(f"{address}{PREVIEW}evil/")
    assert page.locator(".mock.mastodon .title").inner_text() == EVIL
    assert page.locator(".mock.x .title").inner_text() == EVIL[:69] + "…"
    assert "preview/title-long" in page.locator(".network", has_text="Discord").locator(".findings").inner_text()


def test_the_page_that_is_written_needs_no_preview_server(
    site: tuple[Path, str], new_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _ = site
    monkeypatch.setattr("click.launch", lambda url: 0)
    assert run(root, "preview", "evil", "--open").code == 0
    page = new_page()
    with folder_served(root / ".blogkit/preview/links") as alone:
        page.goto(alone.at("evil.html"))
        page.wait_for_function("document.images.length === 7 && [...document.images].every(one => one.naturalWidth)")
        assert axe(page) == []
        assert (foreign_requests(page), script_errors(page)) == ([], [])
        assert set(alone.paths) <= {"/evil.html", "/evil.png", "/favicon.ico"}


def test_what_is_not_there_is_said_on_the_desk(site: tuple[Path, str]) -> None:
    _, address = site
    for path, said in (
        (f"{PREVIEW}squaer/", "did you mean &#34;square&#34;?"),
        ("/.blogkit/preview/%3Cscript%3E", "there is no post or page"),
        ("/.blogkit/picture/0123", "There is no such page."),
    ):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        assert answer.status == 404
        assert said in body
        assert "<script>" not in body


def test_the_bar_on_a_page_leads_there(tmp_path: Path, new_page: Any) -> None:
    root = make(tmp_path, SITE)
    with serving(root) as one:
        one.wait_for("Ctrl-C ends it")
        page = new_page()
        page.goto(f"http://localhost:{one.port}/blog/posts/rtl/")
        page.locator("blogkit-live .bar").get_by_role("link", name="Link").click()
        page.wait_for_url(f"**{PREVIEW}rtl/")
        expect(page.locator("header .mark")).to_have_text("not published")
        assert page.locator(".address a").inner_text() == "https://kind-retries.net/blog/posts/rtl/"
        html = (root / ".blogkit/preview/site/posts/rtl/index.html").read_text("utf-8")
        assert ".blogkit/preview" not in html
