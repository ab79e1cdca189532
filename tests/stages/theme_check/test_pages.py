"""What templates write out, and what each page has in the end."""

from __future__ import annotations

import pytest

from blogkit.core.theme import Theme
from blogkit.stages.theme_check import check

GOOD = """\
<!doctype html>
<html lang="{{ lang }}" dir="{{ dir }}">
<head>{{ head() }}</head>
<body>
<a href="#main">{{ t('skip') }}</a>
<main id="main">{% block main %}{% endblock %}</main>
{{ slot('body.end') }}
</body>
</html>
"""
POST = "{% extends 'base.html' %}{% block main %}{{ slot('entry.after') }}{{ slot('entry.footer') }}{% endblock %}"


def found(texts: dict[str, tuple[str, str]] | None = None, **templates: str) -> list[tuple[str, str, str]]:
    named = {name.replace("__", "/") + ".html": text for name, text in templates.items()}
    made = Theme("x", named, {name: name for name in named}, {}, {"en": {"skip": "Skip"}}, {})
    return [(one.level, one.finding.code, str(one.finding.span)) for one in check(made, texts or {})]


def in_body(text: str, level: str, code: str) -> str:
    """Where it is said of one line in the body of an otherwise good page."""
    ((there, said, where),) = found(base=GOOD.replace("<body>", "<body>\n" + text), post=POST)
    assert (there, said) == (level, code)
    return where.removeprefix("base.html:")


def test_a_good_theme() -> None:
    assert found(base=GOOD, post=POST) == []


@pytest.mark.parametrize(
    ("old", "new", "level", "code"),
    [
        ("{{ head() }}", "", "error", "theme/head"),
        ("{{ head() }}", "{{ head() }}{{ head() }}", "error", "theme/head"),
        (' lang="{{ lang }}"', "", "error", "theme/no-lang"),
        ('lang="{{ lang }}"', 'lang="en"', "error", "theme/no-lang"),
        (' dir="{{ dir }}"', "", "warning", "theme/no-dir"),
        ('href="#main"', 'href="#elsewhere"', "error", "theme/no-skip-link"),
        ("{{ slot('body.end') }}", "", "warning", "theme/no-slot"),
    ],
)
def test_what_every_page_needs(old: str, new: str, level: str, code: str) -> None:
    assert found(base=GOOD.replace(old, new), post=POST) == [(level, code, "base.html:2:1")]


def test_no_main() -> None:
    base = GOOD.replace('<main id="main">', '<div id="main">').replace("</main>", "</div>")
    assert found(base=base, post=POST) == [("error", "theme/no-main", "base.html:2:1")]


def test_slots_of_a_post() -> None:
    post = POST.replace("{{ slot('entry.after') }}", "")
    assert found(base=GOOD, post=post) == [("warning", "theme/no-slot", "post.html:1:1")]


@pytest.mark.parametrize(
    ("line", "level", "code", "where"),
    [
        ('<a href="/about/">{{ x }}</a>'.replace("{{ x }}", ""), "error", "theme/absolute-url", "5:1"),
        ('  <img alt="" src="/x.png">', "error", "theme/absolute-url", "5:3"),
        ("<form action='/search'></form>", "error", "theme/absolute-url", "5:1"),
        ('<img alt="" srcset="/a.png 1x, b.png 2x" src="b.png">', "error", "theme/absolute-url", "5:1"),
        ('{% if lang %}<a href="/{{ lang }}/">1</a>{% endif %}', "error", "theme/absolute-url", "5:14"),
        ('<script src="https://cdn.example/x.js"></script>', "error", "theme/other-host", "5:1"),
        ('<img alt="" src="//cdn.example/x.png">', "error", "theme/other-host", "5:1"),
        ('<link rel="preload stylesheet" href="https://cdn.example/x.css">', "error", "theme/other-host", "5:1"),
        ("<style>b{}</style>", "warning", "theme/inline", "5:1"),
        ("<script>go()</script>", "warning", "theme/inline", "5:1"),
        ('<p style="color:red"></p>', "warning", "theme/inline", "5:1"),
        ('<p onclick="go()"></p>', "warning", "theme/inline", "5:1"),
        ('<img src="x.png">', "error", "theme/no-alt", "5:1"),
        ("<p>Hello there</p>", "recommendation", "theme/untranslated", "5:4"),
        ("{{ lang }}\n  and then <b></b>", "recommendation", "theme/untranslated", "6:3"),
        ("{%- if lang %}\n<p>\n\n Hello</p>{% endif -%}", "recommendation", "theme/untranslated", "8:2"),
        ('<input aria-label="Search here">', "recommendation", "theme/untranslated", "5:1"),
        ('<img alt="" data-src="x.png">', "warning", "theme/script-needed", "5:1"),
        ('<a href="javascript:go()"></a>', "warning", "theme/script-needed", "5:1"),
        ("<article hidden></article>", "warning", "theme/script-needed", "5:1"),
    ],
)
def test_what_should_not_be_written(line: str, level: str, code: str, where: str) -> None:
    assert in_body(line, level, code) == where


@pytest.mark.parametrize(
    "line",
    [
        '<a href="https://elsewhere.example/">{{ lang }}</a>',
        '<a href="{{ url_for(\'x\') }}" title="{{ lang }}">RSS</a>',
        "<code>some code</code> <script src=\"{{ url_for('x') }}\"></script>",
        '<link rel="me" href="https://elsewhere.example/">',
        "{# a comment with words #} {% set x = 'words' %} {% raw %}{{{% endraw %} 42 · …",
        '<script type="application/ld+json">{}</script>',
        '<div class="a{% if lang %} b{% endif %}"{% if dir %} hidden{% endif %}></div>',
    ],
)
def test_what_may_be_written(line: str) -> None:
    assert found(base=GOOD.replace("<body>", "<body>\n" + line), post=POST) == []


def test_templates_that_cannot_be_used() -> None:
    assert found(post="{% if %}") == [("fatal", "theme/syntax", "post.html:1")]
    assert found(base=GOOD, post=POST + "\n{% include '../x.html' %}") == [
        ("fatal", "theme/no-template", "post.html:2")
    ]
    ring = found(post="{% extends 'a.html' %}", a="{% extends 'post.html' %}")
    assert [one for one in ring if one[0] == "fatal"] == [
        ("fatal", "theme/endless", "a.html:1"),
        ("fatal", "theme/endless", "post.html:1"),
    ]


def test_a_template_that_nothing_uses() -> None:
    assert found(base=GOOD, post=POST, partials__old="") == [("recommendation", "theme/unused", "partials/old.html")]
