from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from blogkit.testing import laws
from blogkit.testing.fragment import Fragment
from blogkit.testing.site import Site
from blogkit.widgets.comments import WIDGET, CommentsOptions, Disqus, Giscus, Isso, Utterances
from house.manual import page, rows, section, spans
from widgets.showing import show

GISCUS = {"repo": "ana/blog", "repo_id": "R_1", "category": "Q & A", "category_id": "DIC_1"}
SYSTEMS: dict[str, dict[str, Any]] = {
    "isso": {"server": "https://talk.ana.dev/isso/"},
    "giscus": GISCUS,
    "utterances": {"repo": "ana/blog", "label": "comment"},
    "disqus": {"shortname": "ana-blog"},
}


def options(system: str, **more: Any) -> CommentsOptions:
    return msgspec.convert({system: {**SYSTEMS[system], **more}}, CommentsOptions)


def box(system: str, fields: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """What the script finds on the widget."""
    elements = Fragment(show(WIDGET, options(system, **more), **{"lang": "de-AT", **(fields or {})})).elements
    found: dict[str, Any] = dict(elements[0].attributes)
    (thread,) = (e.attributes for e in elements if "bk-comments-thread" in e.attributes.get("class", ""))
    links = [e.attributes["href"] for e in elements if e.tag == "a"]
    return {**found, "given": json.loads(found["data-attributes"]), "thread": thread, "links": links}


def test_off_until_it_is_set_up() -> None:
    assert not WIDGET.usual
    assert show(WIDGET) == ""


def test_closed_posts_and_those_without_an_address_have_none() -> None:
    assert show(WIDGET, options("disqus"), comments=False) == "" == show(WIDGET, options("disqus"), permalink="")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_keeps_the_laws(system: str) -> None:
    given = options(system)
    laws(replace(WIDGET, options=lambda: given))  # type: ignore[arg-type]


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_asked_for_before_the_click(system: str) -> None:
    fragment = Fragment(show(WIDGET, options(system)))
    assert not [e for e in fragment.elements if e.tag in ("script", "iframe", "link") or "src" in e.attributes]
    (button,) = (e for e in fragment.elements if e.tag == "button")
    assert button.hidden


def test_isso() -> None:
    found = box("isso")
    assert found["data-script"] == "https://talk.ana.dev/isso/js/embed.min.js"
    assert found["given"] == {"data-isso": "https://talk.ana.dev/isso/", "data-isso-lang": "de"}
    assert (found["thread"]["id"], found["thread"]["data-isso-id"]) == ("isso-thread", "/retry/")
    assert box("isso", by="id")["thread"]["data-isso-id"] == "retry"


def test_giscus() -> None:
    found = box("giscus")
    assert found["data-script"] == "https://giscus.app/client.js"
    assert (
        found["given"] | {"data-repo": "ana/blog", "data-category": "Q & A", "data-mapping": "pathname"}
        == found["given"]
    )
    assert "data-term" not in found["given"]
    assert found["links"] == ["https://github.com/ana/blog/discussions?discussions_q=in%3Atitle%20%22retry%22"]
    by_id = box("giscus", by="id")["given"]
    assert (by_id["data-mapping"], by_id["data-term"]) == ("specific", "retry")


@pytest.mark.parametrize(("lang", "asked"), [("", "en"), ("zh-Hant", "zh-TW"), ("zh", "zh-CN"), ("ar", "ar")])
def test_giscus_is_asked_for_in_the_language_of_the_post(lang: str, asked: str) -> None:
    assert box("giscus", {"lang": lang})["given"]["data-lang"] == asked


def test_utterances() -> None:
    found = box("utterances")
    assert found["given"]["issue-term"] == "pathname"
    assert found["given"]["label"] == "comment"
    assert box("utterances", by="id")["given"]["issue-term"] == "retry"
    assert box("utterances", {"title": 'A "B"'}, by="title")["links"] == [
        "https://github.com/ana/blog/issues?q=in%3Atitle%20%22A%20B%22"
    ]


def test_disqus() -> None:
    found = box("disqus", {"title": "A & B"})
    assert found["data-script"] == "https://ana-blog.disqus.com/embed.js"
    thread = found["thread"]
    told = (thread["id"], thread["data-url"], thread["data-isso-id"], thread["data-title"])
    assert told == ("disqus_thread", "https://ana.dev/retry/", "retry", "A & B")
    assert found["links"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"isso": {"server": "javascript:alert(1)"}},
        {"isso": {"server": "https://ana.dev/?x=1"}},
        {"isso": {}},
        {"giscus": {**GISCUS, "repo": "https://github.com/ana/blog"}},
        {"giscus": {**GISCUS, "by": "weather"}},
        {"utterances": {"repo": "ana"}},
        {"utterances": {"repo": "ana/blog", "colour": "red"}},
        {"disqus": {"shortname": "ana.evil.example/"}},
        {"disqus": {"shortname": "ana"}, "isso": {"server": "https://talk.ana.dev/"}},
    ],
)
def test_options_that_make_no_sense_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(given, CommentsOptions)


def test_every_option_stands_in_the_manual() -> None:
    table = section(page("widgets/index.md"), "comments")
    told = {(row[0].strip("`"), name) for row in rows(table) if len(row) == 4 for name in spans(row[1])}
    types = {"isso": Isso, "giscus": Giscus, "utterances": Utterances, "disqus": Disqus}
    assert told == {(system, name) for system, one in types.items() for name in one.__struct_fields__}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("{isso: {server: ftp://x}}", "widget comments: isso server looks like https://comments.example.org/"),
        ("{giscus: {repo: a/b}}", "widget comments: giscus needs repo_id"),
        ("{utterances: {repo: a/b, colour: red}}", 'widget comments: utterances has no option "colour"'),
        ("{utterances: {repo: a/b, label: [x]}}", "widget comments: utterances.label wants text"),
        ("{disqus: 3}", "widget comments: disqus wants a mapping"),
        ("{disqus: {shortname: a}, utterances: {repo: a/b}}", "widget comments: one comment system is enough"),
    ],
)
def test_a_slip_in_the_settings_is_said_where_it_is(tmp_path: Path, given: str, says: str) -> None:
    site = Site(tmp_path)
    site.write({"blogkit.yaml": f"widgets:\n  comments: {given}\n", "content/posts/a.md": "Hello.\n"})
    found = [one for one in site.build().report.diagnostics if one.severity == "error"]
    assert [one.message for one in found] == [says]
    assert found[0].span is not None
    assert (found[0].span.path, found[0].span.line) == ("blogkit.yaml", 2)
