"""What a template's author is told: the line, the block, the post, and the names there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blogkit.testing.site import Site

BASE = "blogkit.yaml", "base_url: https://blog.example/\ntheme: {name: mine}\n"
MINE = "themes/mine/templates/"
WHILE = " (while rendering content/posts/hello.md)"


def fault(folder: Path, files: dict[str, str]) -> Any:
    site = Site(folder)
    posts = {"content/posts/hello.md": "---\ntitle: Hello\n---\nHello!\n"}
    site.write(dict([BASE]) | posts | {"themes/mine/theme.yaml": ""} | files)
    report = site.build().report
    assert not report.written
    (found,) = {d for d in report.diagnostics if d.severity == "error"}
    return found


def test_the_block_and_the_post(tmp_path: Path) -> None:
    text = '{% extends "base.html" %}\n{% block main %}\n<p>{{ post.titel }}</p>\n{% endblock %}\n'
    found = fault(tmp_path, {MINE + "post.html": text})
    assert (found.code, str(found.span)) == ("theme/undefined", f"{MINE}post.html:3:7")
    assert found.message == 'there is no "titel" in post in block "main"' + WHILE


def test_the_names_that_there_are(tmp_path: Path) -> None:
    found = fault(tmp_path, {MINE + "post.html": "{{ post.series_posts[0] }}{{ post.zebra }}".replace("[0]", "")})
    assert found.fix.startswith("post has: id, kind, source, title, url, permalink")


@pytest.mark.parametrize(
    ("files", "place", "ring"),
    [
        ({"post.html": '<p>\n{% include "post.html" %}'}, "post.html:2", "post.html → post.html"),
        (
            {
                "post.html": '{% include "a.html" %}',
                "a.html": '{% include "b.html" %}',
                "b.html": '\n{% include "a.html" %}',
            },
            None,
            "b.html → a.html",
        ),
        ({"post.html": '{% extends "post.html" %}'}, "post.html:1", "post.html → post.html"),
        ({"post.html": "{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}"}, "post.html:2", "post.html → post.html"),
    ],
)
def test_templates_that_call_each_other(tmp_path: Path, files: dict[str, str], place: str | None, ring: str) -> None:
    found = fault(tmp_path, {MINE + name: text for name, text in files.items()})
    assert found.code == "theme/endless"
    assert place is None or str(found.span) == MINE + place
    assert ring.split(" → ")[0] in found.found
    assert " → " in found.found


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "theme/endless", "no end"),
        ("{{ range(10 ** 9) }}", "theme/endless", "at most 100,000"),
        ("{{ head.__func__ }}", "theme/unsafe", "may not do this"),
        ("{{ site.extra.update(a=1) }}", "theme/unsafe", "may not do this"),
        ('{% include "../../../etc/passwd" %}', "theme/no-template", "../../../etc/passwd"),
        ('{% include "partials/tag.html" %}', "theme/no-template", "partials/tag.html"),
        ("{{ post.title|uper }}", "theme/syntax", "uper"),
        ("{% if %}", "theme/syntax", "Expected an expression"),
        ("{{ asset('css/site.cs') }}", "theme/failed", 'did you mean "css/site.css"?'),
        ("{{ 1 / 0 }}", "theme/failed", "ZeroDivisionError"),
        ("{% for a in 'ab' %}" * 30 + "{% endfor %}" * 30, "theme/syntax", "nested too deeply"),
    ],
)
def test_bad_templates(tmp_path: Path, text: str, code: str, said: str) -> None:
    found = fault(tmp_path, {MINE + "post.html": text})
    assert (found.code, found.span.path) == (code, MINE + "post.html")
    assert said in found.message
    assert found.fix


def test_a_slip_in_a_filter_or_a_template(tmp_path: Path) -> None:
    assert fault(tmp_path / "a", {MINE + "post.html": "{{ 1|uper }}"}).fix == 'did you mean "upper"?'
    found = fault(tmp_path / "b", {MINE + "post.html": '{% include "partials/tag.html" %}'})
    assert found.fix == 'did you mean "partials/tags.html"?'


def test_an_endless_range_in_a_template_of_ones_own_ends_as_well(tmp_path: Path) -> None:
    text = "{% for n in range(10 ** 9) %}{% endfor %}"
    found = fault(tmp_path, {"blogkit.yaml": "base_url: https://blog.example/\n", "templates/post.html": text})
    assert (found.code, found.span.path) == ("theme/endless", "templates/post.html")
