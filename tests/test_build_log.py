"""What a build does, not only what it gives: minimality is asserted from the build's own log."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
title: Log
base_url: https://blog.example/
paginate: 2
taxonomies: {tags: {feed: false}}
feeds: {limit: 2}
-- content/posts/one.md --
---
title: One
date: 2026-01-01
tags: [a]
description: The first.
---
Text of one, which links to [two](two.md).
-- content/posts/two.md --
---
title: Two
date: 2026-01-02
tags: [a, b]
description: The second.
---
## Part

Text of two.
-- content/posts/three.md --
---
title: Three
date: 2026-01-03
tags: [b]
description: The third.
---
Text of three.
-- content/posts/four.md --
---
title: Four
date: 2026-01-04
description: The fourth.
---
Text of four.
-- content/pages/about.md --
---
title: About
---
About this.
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site.of(tmp_path, SITE)
    assert made.build().report.written
    return made


def edited(site: Site, path: str, old: str, new: str) -> tuple[str, ...]:
    """The log of the build after one replacement in one file."""
    file = site.root / path
    text = file.read_text("utf-8")
    assert old in text
    site.write({path: text.replace(old, new)})
    return site.build().report.log


def test_the_first_build_parses_and_renders_everything(tmp_path: Path) -> None:
    log = Site.of(tmp_path, SITE).build().report.log
    assert [line for line in log if line.startswith("parse")] == [
        f"parse content/{path}.md" for path in ("posts/four", "posts/one", "posts/three", "posts/two", "pages/about")
    ]
    assert "render index.html" in log
    assert "render about/index.html" in log


def test_a_second_build_does_nothing(site: Site) -> None:
    report = site.build().report
    assert report.log == ()
    assert report.why == {}


def test_a_body_touches_its_own_page_only(site: Site) -> None:
    assert edited(site, "content/posts/one.md", "Text of one", "Another text of one") == (
        "parse content/posts/one.md",
        "render posts/one/index.html",
    )


def test_a_body_among_the_newest_touches_the_feeds_that_hold_it(site: Site) -> None:
    assert edited(site, "content/posts/four.md", "Text of four", "Another text of four") == (
        "parse content/posts/four.md",
        "render atom.xml",
        "render feed.json",
        "render posts/four/index.html",
        "render rss.xml",
    )


def test_a_page_is_on_no_list(site: Site) -> None:
    assert edited(site, "content/pages/about.md", "About this.", "About that.") == (
        "parse content/pages/about.md",
        "render about/index.html",
    )


def test_a_title_touches_those_who_show_it_and_no_others(site: Site) -> None:
    rendered = set(edited(site, "content/posts/two.md", "title: Two", "title: Second"))
    shown = {
        "parse content/posts/two.md",
        "render archive/2026/index.html",
        "render archive/index.html",
        "render page/2/index.html",
        "render posts/one/index.html",
        "render posts/three/index.html",
        "render posts/two/index.html",
        "render tags/a/index.html",
        "render tags/b/index.html",
    }
    assert rendered == shown


def test_taking_an_edit_back_parses_nothing(site: Site) -> None:
    edited(site, "content/posts/one.md", "Text of one", "Another text of one")
    assert edited(site, "content/posts/one.md", "Another text of one", "Text of one") == (
        "render posts/one/index.html",
    )


def test_a_heading_that_others_link_to_is_seen_by_them(site: Site) -> None:
    edited(site, "content/posts/one.md", "(two.md)", "(two.md#part)")
    assert site.build().report.diagnostics == ()
    edited(site, "content/posts/two.md", "## Part", "## Chapter")
    assert [finding.code for finding in site.build().report.diagnostics] == ["link/no-anchor"]


def test_a_finding_keeps_its_line_when_lines_are_added_above_it(site: Site) -> None:
    edited(site, "content/posts/one.md", "(two.md)", "(/nowhere/)")
    (before,) = site.build().report.diagnostics
    edited(site, "content/posts/one.md", "Text of one", "More.\n\nText of one")
    (after,) = site.build().report.diagnostics
    assert before.span
    assert after.span
    assert after.span.line == before.span.line + 2


def test_a_template_touches_the_pages_made_from_it(site: Site) -> None:
    site.write({"templates/404.html": '{% extends "base.html" %}{% block main %}Gone.{% endblock %}'})
    assert site.build().report.log == ("render 404.html",)


def test_people_touch_the_posts_that_name_them(site: Site) -> None:
    edited(site, "content/posts/one.md", "tags: [a]", "tags: [a]\nthanks: [{who: ana, for: reading}]")
    site.write({"people.yaml": "ana: {name: Ana Ruiz}\n"})
    assert site.build().report.log == ("render posts/one/index.html",)


def test_the_title_of_the_site_touches_every_page_and_parses_nothing(site: Site) -> None:
    log = edited(site, "blogkit.yaml", "title: Log", "title: Book")
    assert not [line for line in log if line.startswith("parse")]
    pages = {path for path in site.tree() if path.endswith(".html")}
    assert pages <= {line.removeprefix("render ") for line in log}


def test_a_warning_is_said_again_when_its_page_is_not_made_again(site: Site) -> None:
    edited(site, "content/posts/one.md", "(two.md)", "(/nowhere/)")
    report = site.build().report
    assert report.log == ()
    assert [finding.code for finding in report.diagnostics] == ["link/broken"]


def test_two_sites_in_one_process_keep_their_templates_apart(tmp_path: Path) -> None:
    for number in range(6):  # what is thrown away between them may come to lie in the same place
        site = Site.of(tmp_path / str(number), SITE)
        site.write({"templates/404.html": f"Site {number}"})
        assert site.build().report.written
        assert site.tree()["404.html"] == f"Site {number}".encode()
