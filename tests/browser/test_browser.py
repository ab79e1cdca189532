"""The instruments themselves: each must find what was planted, or a clean result means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.browser import Violation, axe, csp_violations, foreign_requests, script_errors
from browser.nu import html_errors

POLICY = "default-src 'self'; img-src * data:; require-trusted-types-for 'script'"
PAGE = """<!doctype html>
<html lang="en">
<title>A page</title>
{head}
<main><h1>A page</h1>
{body}
</main>
"""
CLEAN = PAGE.format(
    head='<link rel="icon" href="data:,">', body='<p>Nothing wrong here.</p><img src="dot.svg" alt="A dot">'
)


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "index.html", CLEAN)
    write(tmp_path, "dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>')
    return tmp_path


def test_a_clean_page_is_found_clean_under_a_strict_policy(site, page, folder):
    served = site(folder, at="/blog", headers={"Content-Security-Policy": POLICY})
    page.goto(served.url)
    assert page.evaluate("document.querySelector('img').naturalWidth") == 9
    assert axe(page) == []
    assert csp_violations(page) == []
    assert foreign_requests(page) == []
    assert script_errors(page) == []
    assert served.paths == ["/blog/", "/blog/dot.svg"]
    assert set(served.hosts) == {page.evaluate("location.host")}


def test_axe_finds_a_missing_alt(site, page, folder):
    write(folder, "index.html", CLEAN.replace(' alt="A dot"', ""))
    page.goto(site(folder, headers={"Content-Security-Policy": POLICY}).url)
    assert axe(page) == [Violation("image-alt", "critical", "Images must have alternative text", ("img",))]
    assert axe(page, without=["image-alt"]) == []


def test_a_refused_inline_script_is_recorded_and_survives_leaving_the_page(site, page, folder):
    write(folder, "bad.html", PAGE.format(head="<script>document.title = 'it ran'</script>", body=""))
    served = site(folder, headers={"Content-Security-Policy": POLICY})
    page.goto(served.at("bad.html"))
    assert page.title() == "A page"
    page.goto(served.url)
    found = csp_violations(page)
    assert any(line.startswith("script-src-elem: inline, at ") and "bad.html" in line for line in found), found


def test_a_refused_inline_script_is_recorded_without_scripts_too(site, new_page, folder):
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    write(folder, "bad.html", PAGE.format(head=meta + "<style>p { color: red }</style>", body=""))
    page = new_page(java_script_enabled=False)
    page.goto(site(folder).at("bad.html"))
    assert csp_violations(page)


def test_a_foreign_image_and_a_foreign_hint_are_recorded_and_refused(site, page, folder):
    hint = '<link rel="preconnect" href="https://fonts.example">'
    image = '<img src="https://cdn.example/pixel.png" alt="">'
    write(folder, "index.html", PAGE.format(head=hint, body=image))
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(site(folder).url)
    assert foreign_requests(page) == ["https://cdn.example/pixel.png", "https://fonts.example/"]
    assert failed == ["https://cdn.example/pixel.png"]


def test_an_uncaught_exception_is_recorded(site, page, folder):
    write(folder, "index.html", PAGE.format(head="<script>throw new Error('planted')</script>", body=""))
    page.goto(site(folder).url)
    assert script_errors(page) == ["planted"]


def test_a_missing_page_gets_the_sites_own_404(site, page, folder):
    write(folder, "404.html", PAGE.format(head="", body="<p>Lost?</p>"))
    served = site(folder, at="/blog/")
    beside = [served.url.replace("/blog/", other) for other in ("/", "/blog-two/")]
    for missing in (served.at("nowhere/"), *beside):
        answer = page.goto(missing)
        assert answer is not None
        assert (answer.status, page.inner_text("p")) == (404, "Lost?"), missing


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("feed.xml", "application/xml; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("post/index.html", "text/html; charset=utf-8"),
    ],
)
def test_content_types_are_those_of_a_static_host(site, page, folder, name, content_type):
    write(folder, name, "<a/>")
    served = site(folder)
    page.goto(served.url)
    assert page.request.get(served.at(name.removesuffix("index.html"))).headers["content-type"] == content_type


def test_a_folder_without_an_index_lists_nothing(site, page, folder):
    write(folder, "drafts/secret.html", "secret")
    answer = page.goto(site(folder).at("drafts/"))
    assert answer is not None
    assert answer.status == 404
    assert "secret" not in page.content()


def test_the_nu_checker_finds_a_stray_end_tag_and_passes_a_clean_page(folder):
    assert html_errors(folder) == []
    write(folder, "post/bad page.html", CLEAN.replace("</p>", "</p></div>"))
    assert html_errors(folder) == ["post/bad page.html:6:27: Stray end tag “div”."]
