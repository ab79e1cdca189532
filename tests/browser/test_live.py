"""`blogkit serve` in a real browser: the open page follows what is saved, and says what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bad_input.sites import make, post
from blogkit.serve.dashboard import Dashboard
from blogkit.serve.live import Live
from blogkit.serve.server import listen
from browser.browser import axe, csp_violations, foreign_requests, script_errors
from cli.test_serve import Serving, free_port, serving

LONG = "\n\n".join(f"Paragraph {n}." for n in range(80))
FOLD = "<details><summary>More</summary>\n\nInside.\n\n</details>\n\n"
SITE = {
    "content/posts/a.md": post("title: First\ndate: 2026-03-02", FOLD + LONG + "\n\n[a link](/)\n\nThe end.\n"),
    "content/posts/b.md": post("title: Second\ndate: 2026-03-01", "Second text.\n"),
    "static/own.css": "",
}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, Serving]]:
    root = make(tmp_path, SITE)
    with serving(root) as one:
        one.wait_for("Ctrl-C ends it")
        yield root, one


def opened(new_page: Any, one: Serving, path: str, **options: Any) -> Page:
    page: Page = new_page(**options)
    page.goto(f"http://localhost:{one.port}{path}")
    expect(page.locator("blogkit-live .bar")).to_be_visible()
    return page


def save(root: Path, path: str, before: str, after: str) -> None:
    file = root / path
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_a_save_changes_the_page_in_place(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/a/")
    page.locator("details summary", has_text="More").click()
    page.get_by_role("link", name="a link").focus()
    page.evaluate("window.stays = true; scrollTo(0, 900)")
    save(root, "content/posts/a.md", "The end.", "A better end.")
    expect(page.get_by_text("A better end.")).to_be_attached()
    assert page.evaluate("window.stays") is True  # it was not loaded anew
    assert page.evaluate("scrollY") == 900
    assert page.evaluate("document.activeElement.textContent") == "a link"
    assert page.locator("details[open]").count() == 1
    assert (foreign_requests(page), csp_violations(page), script_errors(page)) == ([], [], [])


def test_pages_that_it_does_not_concern_stay_as_they_are(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/b/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    other = opened(new_page, one, "/posts/a/")
    save(root, "content/posts/a.md", "The end.", "Another end.")
    expect(other.get_by_text("Another end.")).to_be_attached()
    assert asked == []


def test_styles_are_swapped_without_loading_the_page(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    copy = root / "themes/default"
    page = opened(new_page, one, "/posts/b/")
    page.evaluate("window.stays = true")
    css = page.evaluate("fetch(document.querySelector('link[rel=stylesheet]').href).then(answer => answer.text())")
    file = root / "themes/mine/assets/css/site.css"
    file.parent.mkdir(parents=True)
    file.write_text(css + "\nbody { outline: 7px solid red; }\n")
    (root / "themes/mine/theme.yaml").write_text("name: mine\nparent: default\n")
    (root / "blogkit.yaml").write_text((root / "blogkit.yaml").read_text() + "theme: {name: mine}\n")
    expect(page.locator("body")).to_have_css("outline-width", "7px")
    file.write_text(file.read_text().replace("7px", "3px"))
    expect(page.locator("body")).to_have_css("outline-width", "3px")
    assert page.evaluate("window.stays") is True
    assert not copy.exists()


def test_after_an_update_the_bar_the_overlay_and_the_themes_button_are_as_before(
    served: tuple[Path, Serving], new_page: Any
) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/b/")
    page.locator(".scheme").click()
    pressed = page.locator(".scheme").get_attribute("aria-pressed")
    save(root, "content/posts/b.md", "Second text.", "Second text, and a third.")
    expect(page.get_by_text("Second text, and a third.")).to_be_visible()
    expect(page.locator(".scheme")).to_be_visible()
    assert page.locator(".scheme").get_attribute("aria-pressed") == pressed
    expect(page.locator("blogkit-live .bar")).to_have_css("position", "fixed")
    save(root, "content/posts/a.md", "title: First", 'title: "<b>First')
    expect(page.locator("blogkit-live .overlay")).to_have_css("position", "fixed")


def test_an_error_lies_over_the_last_good_page_and_goes(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/b/", viewport={"width": 320, "height": 700})
    save(root, "content/posts/a.md", "title: First", 'title: "<b>First')
    overlay = page.locator("blogkit-live .overlay")
    expect(overlay).to_contain_text("content/posts/a.md:2:")
    expect(overlay).to_contain_text("fix")
    assert overlay.locator("b").count() == 0
    assert page.get_by_text("Second text.").count() == 1
    assert [v for v in axe(page) if "blogkit-live" in str(v)] == []
    save(root, "content/posts/a.md", 'title: "<b>First', "title: Mended")
    expect(overlay).to_have_count(0)
    (root / "templates").mkdir()
    (root / "templates/post.html").write_text("{{ post.titel }}")
    expect(overlay).to_contain_text("templates/post.html:1")
    (root / "templates/post.html").unlink()
    expect(overlay).to_have_count(0)
    (root / "blogkit.yaml").write_text("titel: x\n")
    expect(overlay).to_contain_text("blogkit.yaml:1")
    (root / "blogkit.yaml").write_text("title: Better\n")
    expect(overlay).to_have_count(0)
    expect(page.get_by_role("link", name="Better").first).to_be_visible()


def test_follow_turns_to_what_was_saved(tmp_path: Path, new_page: Any) -> None:
    root = make(tmp_path, SITE)
    with serving(root, "--follow") as one:
        one.wait_for("Ctrl-C ends it")
        page = opened(new_page, one, "/posts/b/")
        save(root, "content/posts/a.md", "The end.", "Look here.")
        page.wait_for_url("**/posts/a/")
        expect(page.get_by_text("Look here.")).to_be_attached()


def test_none_of_it_reaches_a_build(served: tuple[Path, Serving]) -> None:
    root, _ = served
    files = [path for path in (root / ".blogkit/preview/site").rglob("*") if path.is_file()]
    assert files
    assert not any(b"/.blogkit/" in path.read_bytes() for path in files if path.name != ".blogkit-manifest")


def test_what_is_being_typed_stays(tmp_path: Path, new_page: Any) -> None:
    form = '<form><input name="one"><textarea name="two"></textarea><input type="checkbox" name="three"></form>\n\n'
    root = make(tmp_path, SITE | {"content/posts/b.md": post("title: Second\ndate: 2026-03-01", form + "Text.\n")})
    with serving(root) as one:
        one.wait_for("Ctrl-C ends it")
        page = opened(new_page, one, "/posts/b/")
        page.locator("[name=three]").check()
        page.locator("[name=two]").fill("longer words")
        page.locator("[name=one]").fill("words")
        save(root, "content/posts/b.md", "Text.", "Other text.")
        expect(page.get_by_text("Other text.")).to_be_visible()
        assert page.locator("[name=one]").input_value() == "words"
        assert page.locator("[name=two]").input_value() == "longer words"
        assert page.locator("[name=three]").is_checked()
        assert page.evaluate("document.activeElement.name") == "one"


def test_what_has_the_focus_in_the_bar_or_the_overlay_keeps_it(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/a/")
    page.locator("blogkit-live .bar a[href$=desk]").focus()
    save(root, "content/posts/a.md", "The end.", "Another end.")
    expect(page.get_by_text("Another end.")).to_be_attached()
    assert page.evaluate("document.activeElement.href").endswith("/.blogkit/desk")
    save(root, "content/posts/b.md", "title: Second", 'title: "Second')
    page.locator("blogkit-live .overlay button").focus()
    before = "".join(one.said).count("Not written")
    save(root, "content/posts/a.md", "Another end.", "A third end.")
    while "".join(one.said).count("Not written") == before:
        page.wait_for_timeout(20)
    assert page.evaluate("document.activeElement.textContent") == "Hide"


def test_saves_in_quick_succession_end_with_the_last(served: tuple[Path, Serving], new_page: Any) -> None:
    root, one = served
    page = opened(new_page, one, "/posts/b/")
    for n in range(15):
        (root / "content/posts/b.md").write_text(post("title: Second\ndate: 2026-03-01", f"Text number {n}.\n"))
        page.wait_for_timeout(30)
    expect(page.get_by_text("Text number 14.")).to_be_visible()
    assert script_errors(page) == []


def test_a_page_out_of_sight_lets_go_and_comes_up_to_date_when_seen(
    served: tuple[Path, Serving], new_page: Any
) -> None:
    """A browser opens six connections to a host: a seventh tab would wait for ever."""
    root, one = served
    page = opened(new_page, one, "/posts/b/")
    turn = "Object.defineProperty(document, 'hidden', {get: () => %s, configurable: true}); "
    turn += "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(turn % "true")
    save(root, "content/posts/b.md", "Second text.", "Other text.")
    one.wait_until("/posts/b/", b"Other text.")
    assert page.get_by_text("Second text.").count() == 1
    page.evaluate(turn % "false")
    expect(page.get_by_text("Other text.")).to_be_visible()
    save(root, "content/posts/b.md", "Other text.", "Third text.")
    expect(page.get_by_text("Third text.")).to_be_visible()


def test_a_server_that_was_started_anew_is_noticed(tmp_path: Path, new_page: Any) -> None:
    root = make(tmp_path, SITE)
    port = free_port()
    with serving(root, port=port) as one:
        page = opened(new_page, one, "/posts/b/")
        page.evaluate("window.stays = true")
    save(root, "content/posts/b.md", "Second text.", "Text of the night.")
    with serving(root, port=port):
        expect(page.get_by_text("Text of the night.")).to_be_visible(timeout=15_000)
        assert page.evaluate("window.stays") is None


def test_a_page_that_is_still_to_be_built_comes_by_itself(tmp_path: Path, new_page: Any) -> None:
    live = Live("/")
    server = listen(str(tmp_path), "/", "127.0.0.1", free_port(), Dashboard(str(tmp_path), "/"), live)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        address = f"http://localhost:{server.server_address[1]}"
        before, some, none = new_page(), new_page(), new_page()
        before.goto(address + "/")
        expect(before.get_by_role("heading", name="Building")).to_be_visible()
        (tmp_path / "index.html").write_text("<html><body>home</body></html>")
        live.publish(["index.html"], [], {})
        expect(before.get_by_text("home")).to_be_visible()
        for page, path in ((some, "/posts/old/"), (none, "/posts/none/")):
            page.goto(address + path)
            expect(page.get_by_role("heading", name="Building")).to_be_visible()
        (tmp_path / "posts/old").mkdir(parents=True)
        (tmp_path / "posts/old/index.html").write_text("<html><body>old post</body></html>")
        (tmp_path / "404.html").write_text("<html><body>lost</body></html>")
        live.publish(["posts/old/index.html"], [], {}, whole=True)
        expect(some.get_by_text("old post")).to_be_visible()
        expect(none.get_by_text("lost")).to_be_visible()
        (tmp_path / "posts/none").mkdir(parents=True)
        (tmp_path / "posts/none/index.html").write_text("<html><body>written now</body></html>")
        live.publish(["posts/none/index.html"], [], {}, whole=True)
        expect(none.get_by_text("written now")).to_be_visible()
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def test_a_first_build_that_fails_says_so_in_the_page_and_is_mended_there(tmp_path: Path, new_page: Any) -> None:
    root = make(tmp_path, {"content/posts/a.md": post('title: "First')})
    with serving(root) as one:
        page = opened(new_page, one, "/")
        expect(page.locator("blogkit-live .overlay")).to_contain_text("content/posts/a.md:2:")
        (root / "content/posts/a.md").write_text(post("title: Mended\ndate: 2026-03-02"))
        expect(page.get_by_role("link", name="Mended").first).to_be_visible()
        expect(page.locator("blogkit-live .overlay")).to_have_count(0)
