"""Whatever stands in a field is text: in pages, in JSON-LD, in feeds, in the site map, and never markup or code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from bad_input.sites import CONFIG, build, make, outputs, post

HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--><svg onload=alert(1)>",
    "]]><x/>",
    "{{ 7*7 }}{% raw %}{# x #}{{ config.__class__ }}",
    "&lt;b&gt; &amp;amp; &#x27;",
    "javascript:alert(1)",
    "\u202etxt.exe \u2066x\u2069",
    "a\\u003c/script\\u003e",
    "${7*7} #{7*7} <%= 7*7 %> `id`",
    "x" * 5000,
]


def site(tmp_path: Path, text: str) -> Path:
    quoted = json.dumps(text, ensure_ascii=False)
    head = "\n".join(
        [
            f"title: {quoted}",
            "date: 2026-03-02",
            f"description: {quoted}",
            f"question: {quoted}",
            f"series: {quoted}",
            f"tags: [{quoted}, plain]",
            f"categories: [{quoted}]",
            f"authors: [ana, {quoted}]",
            f"image_alt: {quoted}",
            "image: p.png",
            f"id: {quoted}",
            f"thanks: [{{who: {quoted}, for: {quoted}}}, ana]",
            f"contributors: [{quoted}]",
            f'syndication: [{quoted}, "https://social.example/@a/1"]',
            f"extra: {{note: {quoted}}}",
        ]
    )
    body = f"Words.\n\n![{_words(text)}](p.png)\n\n```python\n{text}\n```\n\n    {text}\n"
    handles = f"{{mastodon: {quoted}, email: {quoted}, nope: {quoted}}}"
    person = f"ana:\n  name: {quoted}\n  note: {quoted}\n  url: {quoted}\n  handles: {handles}\n"
    config = CONFIG + f"title: {quoted}\ndescription: {quoted}\nauthor: ana\nextra: {{x: {quoted}}}\n"
    files = {
        "content/posts/b/index.md": post(head, body),
        "content/posts/other.md": post("title: Other\ndate: 2026-03-01\ntags: [plain]", "[back](b/index.md)\n"),
        "content/pages/p.md": post(f"title: {quoted}\nmenu: 1\ndescription: {quoted}"),
        "people.yaml": person,
    }
    return make(tmp_path, files, config)


def elements(html: str) -> list[Any]:
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def _words(text: str) -> str:
    return re.sub(r"[\\[\]`<>]", " ", text)


def shape(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Every kind of element there is: its name, and the names of its attributes."""
    pages = [data.decode() for name, data in files.items() if name.endswith(".html")]
    return {
        (str(e.tag), " ".join(sorted(e.keys()))) for page in pages for e in elements(page) if isinstance(e.tag, str)
    }


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    root = site(tmp_path_factory.mktemp("usual"), "words and more words")
    assert build(root)[0] == 0
    return shape(outputs(root))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_field_is_never_markup(tmp_path: Path, text: str, usual: set[tuple[str, str]]) -> None:
    root = site(tmp_path, text)
    code, found, _ = build(root)
    assert code == 0, found
    files = outputs(root)
    assert shape(files) - usual == set()
    for name, data in files.items():
        for element in elements(data.decode()) if name.endswith(".html") else ():
            for key in ("href", "src", "action", "srcset", "poster"):
                value = (element.get(key) or "").strip().lower()
                assert not value.startswith(("javascript:", "data:", "vbscript:")), (name, value)
            if element.tag == "script":
                assert element.get("type") == "application/ld+json" or element.get("src", "").startswith("/assets/"), (
                    name
                )
            assert element.tag != "style", name


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_ld_says_exactly_what_was_written(tmp_path: Path, text: str) -> None:
    root = site(tmp_path, text)
    assert build(root)[0] == 0
    html = outputs(root)["posts/b/index.html"].decode()
    blocks = [e.text for e in elements(html) if e.tag == "script" and e.get("type") == "application/ld+json"]
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    article = next((one for one in data.get("@graph", [data]) if one.get("@type") == "BlogPosting"), data)
    assert article["headline"].startswith(text[:80].strip())
    title = next(e for e in elements(html) if e.tag == "title")
    assert text[:80].strip() in (title.text or "")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_feeds_and_maps_stay_what_they_are(tmp_path: Path, text: str) -> None:
    root = site(tmp_path, text)
    assert build(root)[0] == 0
    files = outputs(root)
    feeds = [name for name in files if name.endswith((".xml", ".xsl"))]
    assert {"rss.xml", "atom.xml", "sitemap.xml", "tags/plain/rss.xml"} <= set(feeds)
    for name in feeds:
        tree = ElementTree.fromstring(files[name])
        assert not [e for e in tree.iter() if str(e.tag).rpartition("}")[2] == "script"], name
    atom = ElementTree.fromstring(files["atom.xml"])
    titles = [e.text for e in atom.iter("{http://www.w3.org/2005/Atom}title")]
    assert text.strip() in titles
    feed = json.loads(files["feed.json"])
    assert text.strip() in [item["title"] for item in feed["items"]]
    json.loads(files["search.json"])


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\u0000", "\\u0008", "\\u000b", "\\ufffe", "\\u001b[31m"])
@pytest.mark.parametrize("form", ["json", "yaml", "toml"])
def test_characters_that_xml_forbids_never_reach_a_feed(tmp_path: Path, escape: str, form: str) -> None:
    quoted = f'"bad {escape} title"'
    heads = {
        "json": f'{{"title": {quoted}, "date": "2026-03-02", "tags": [{quoted}]}}\n\nText.\n',
        "yaml": post(f"title: {quoted}\ndate: 2026-03-02\ntags: [{quoted}]"),
        "toml": f"+++\ntitle = {quoted}\ndate = 2026-03-02\ntags = [{quoted}]\n+++\n\nText.\n",
    }
    root = make(tmp_path, {"content/posts/a.md": heads[form]}, CONFIG + f"title: {quoted}\n")
    code, found, _ = build(root)
    assert found  # it is named
    if code == 0:
        for name, data in outputs(root).items():
            if name.endswith((".xml", ".xsl")):
                ElementTree.fromstring(data)
            if name.endswith((".html", ".xml", ".json")):
                assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", data.decode()), name
    else:
        assert not (root / "public").exists()


def test_template_syntax_in_a_post_is_shown_and_never_run(tmp_path: Path) -> None:
    code = (
        "{{ 7*7 }} {% for x in site.posts %} {{ config.__class__.__mro__ }} {# gone #} {{ undefined.thing }} <% 7*7 %>"
    )
    files = {"content/posts/a.md": post(f"title: '{code}'\ndate: 2026-03-02\ndescription: '{code}'", code + "\n")}
    root = make(tmp_path, files)
    status, found, _ = build(root)
    assert (status, [f for f in found if f.severity == "error"]) == (0, [])
    html = outputs(root)["posts/a/index.html"].decode()
    assert "49" not in html
    text = "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())
    for part in ("{{ 7*7 }}", "{% for x in site.posts %}", "{{ config.__class__.__mro__ }}", "{# gone #}"):
        assert text.count(part) >= 2  # the title and the body
