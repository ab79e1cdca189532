"""Widgets on themes with and without a place for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.extend.slot import SLOTS
from blogkit.stages.render.slots import put
from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
theme: {name: mine}
author: ana
-- people.yaml --
ana: {name: Ana, handles: {email: ana@blog.example}}
bo: {name: Bo}
-- content/posts/hello.md --
---
title: Hello
question: And you?
thanks: [{who: bo, for: tea}]
---
Look: </article> is how an article ends.
-- content/pages/about.md --
---
title: About
---
A page.
-- themes/mine/theme.yaml --
name: mine
"""
BARE = """\
<!doctype html><html lang="en"><head>{{ head() }}</head><body>
<main><article><h1>{{ post.title }}</h1><div>{{ post.content|safe }}</div><article>another</article></article></main>
</body></html>
"""


def page(folder: Path, files: dict[str, str | None], name: str = "posts/hello/index.html") -> str:
    site = Site.of(folder, SITE)
    site.write(files)
    built = site.build()
    assert built.report.written, built.report.diagnostics
    return site.tree()[name].decode()


def test_a_theme_without_slots_has_the_widgets_all_the_same(tmp_path: Path) -> None:
    html = page(tmp_path, {"themes/mine/templates/post.html": BARE})
    assert html.count('id="bk-question"') == html.count('id="bk-thanks"') == html.count('id="bk-share"') == 1
    text, question, thanks = html.index("article ends"), html.index('id="bk-question"'), html.index('id="bk-thanks"')
    assert text < html.index("another") < question < thanks < html.rindex("</article>")
    assert html.index('id="bk-share"') < html.rindex("</article>")


def test_a_theme_with_slots_decides_itself(tmp_path: Path) -> None:
    own = BARE.replace("<article>another", "<aside>{{ slot('entry.after') }}</aside><article>another")
    html = page(tmp_path, {"themes/mine/templates/post.html": own})
    assert html.count('id="bk-question"') == 1
    assert html.index('id="bk-share"') < html.index("</aside>")


def test_one_widget_off_for_one_post(tmp_path: Path) -> None:
    text = "---\ntitle: Hello\nquestion: And you?\nwidgets: {share: false}\n---\nHello.\n"
    html = page(tmp_path, {"content/posts/hello.md": text, "themes/mine/templates/post.html": BARE})
    assert 'id="bk-question"' in html
    assert "bk-share" not in html


def test_one_widget_off_for_the_site(tmp_path: Path) -> None:
    config = "base_url: https://blog.example/\nwidgets: {share: false}\n"
    html = page(tmp_path, {"blogkit.yaml": config})
    assert 'id="bk-question"' in html
    assert "bk-share" not in html


@pytest.mark.parametrize("place", ["templates/widgets/thanks.html", "themes/mine/templates/widgets/thanks.html"])
def test_a_widget_is_overridden_by_a_partial(tmp_path: Path, place: str) -> None:
    html = page(tmp_path, {place: "<p>Cheers, {{ widget[0].name }}!</p>\n"})
    assert "<p>Cheers, Bo!</p>" in html
    assert "bk-thanks" not in html
    assert 'id="bk-question"' in html


def test_the_sites_own_partial_hides_the_themes(tmp_path: Path) -> None:
    site, theme = "templates/widgets/thanks.html", "themes/mine/templates/widgets/thanks.html"
    assert "<p>Ours</p>" in page(tmp_path, {site: "<p>Ours</p>", theme: "<p>Theirs</p>"})


def test_pages_have_only_what_pages_want(tmp_path: Path) -> None:
    html = page(tmp_path, {}, "about/index.html")
    assert "bk-share" not in html
    assert "bk-say" not in html


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ("<body><article>TEXT|</article></body>", "entry.after"),
        ("<body><article>TEXT<ARTICLE class=x>b</ARTICLE >|</article ></body>", "entry.after"),
        ("<body><article>a</article><article>TEXT|</article></body>", "entry.after"),
        ("<body><main>TEXT|</main></body>", "entry.after"),
        ("<body><p>TEXT</p>|</body>", "entry.footer"),
        ("<body><main>TEXT</main>|</body>", "body.end"),
        ("<body><article>cut|</article><article>b</article></body>", "entry.after"),
        ("<body><article>a<article>b</article>|</article></body>", "entry.after"),
    ],
)
def test_where_it_is_put(html: str, where: str) -> None:
    assert put(html.replace("|", ""), where, "HERE", "TEXT") == html.replace("|", "HERE\n")


def test_what_is_no_page_stays_as_it_is() -> None:
    for where in SLOTS:
        assert put("title: TEXT\n", where, "HERE", "TEXT") == "title: TEXT\n"


def test_code_that_a_post_shows_is_not_the_page() -> None:
    text = "<pre></article></main></body></pre>"
    for where in ("entry.after", "body.end"):
        assert put(f"<body>{text}</body>", where, "HERE", text) == f"<body>{text}HERE\n</body>"
