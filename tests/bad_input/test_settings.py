"""A blogkit.yaml that somebody got wrong, or meant ill with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.sites import CONFIG, Found, build, good, make, outputs

POST = {"content/posts/a.md": good()}


def found_in(tmp_path: Path, config: str | bytes, **files: str | bytes) -> tuple[int, list[Found]]:
    code, found, _ = build(make(tmp_path, {**POST, **files}, config))
    assert (tmp_path / "public").exists() == (code == 0)
    return code, found


@pytest.mark.parametrize(
    "url",
    [
        "blog.example",
        "/blog/",
        "ftp://x.example/",
        "https://",
        "https:///x",
        "http://[",
        "http://x:99999/",
        "https://u:p@x.example/",
        "https://x.example/?q",
        "https://x.example/#x",
        "https://x.example/a b/",
        'https://x.example/"><script>',
        "https://x .example/",
        "https://x.example/../y/",
        "https://x.example//y",
        "https://x.example/%zz/",
        "javascript:alert(1)",
        "https://-x/",
        "https://x..y/",
        "https://x.example/a'b/",
        "https://" + "x" * 300 + "ü.example/",
    ],
)
def test_base_url_is_where_a_site_can_live(tmp_path: Path, url: str) -> None:
    code, found = found_in(tmp_path, f"base_url: {json.dumps(url)}\n")
    assert (code, [(f.code, f.where) for f in found]) == (2, [("config/base-url", "blogkit.yaml:1:11")])
    assert found[0].fix == "base_url: https://example.org/"


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://x.example", "https://x.example/"),
        ("https://x.example:8000/blog", "https://x.example:8000/blog/"),
        ("https://ünï.example/über uns", ""),
        ("https://ünï.example/über/", f"https://{'ünï'.encode('idna').decode()}.example/%C3%BCber/"),
        ("https://x.example/~me/", "https://x.example/~me/"),
    ],
)
def test_base_url_becomes_what_browsers_send(tmp_path: Path, url: str, sent: str) -> None:
    code, found = found_in(tmp_path, f"base_url: {url}\n")
    if not sent:
        assert code == 2
        return
    assert (code, found) == (0, [])
    html = outputs(tmp_path)["posts/a/index.html"].decode()
    assert f'<link rel="canonical" href="{sent}posts/a/">' in html
    assert 'href="/' in html or sent.count("/") > 3


@pytest.mark.parametrize(
    ("line", "code", "column", "fix"),
    [
        ("timezone: Mars/Olympus", "config/timezone", 11, "timezone: Europe/Madrid"),
        ("timezone: europe/madird", "config/timezone", 11, 'did you mean "Europe/Madrid"?'),
        ("timezone: ../../etc/passwd", "config/timezone", 11, ""),
        ("timezone: /etc/passwd", "config/timezone", 11, ""),
        ('timezone: ""', "config/timezone", 1, ""),
        ("language: ../../etc", "config/language", 11, ""),
        ("permalink: posts", "config/permalink", 12, ""),
        ("permalink: /{year}/", "config/permalink", 12, "permalink: /{year}/{slug}/"),
        ("permalink: /{foo}/{slug}/", "config/permalink", 12, ""),
        ("permalink: /../{slug}/", "config/permalink", 12, ""),
        ("output: ..", "config/output", 9, ""),
        ("output: ../elsewhere", "config/output", 9, "output: public, or build with --output ../elsewhere"),
        ("output: ~/public", "config/output", 9, "output: public"),
        ('output: "a\\nb"', "config/output", 9, "output: public"),
        ("output: " + "x" * 300, "config/output", 9, "output: public"),
        ("paginate: 0", "config/wrong-type", 11, "give it 1 or more"),
        ("paginate: ten", "config/wrong-type", 11, "for example  paginate: 3"),
        ("paginate: 99999999999999999999", "config/wrong-type", 11, ""),
        ("related: -1", "config/wrong-type", 10, "give it 0 or more"),
        ("checklist: {days: 999999999}", "config/checklist", 19, "checklist: {days: 30}"),
        ("checklist: {days: 99999999999999999}", "config/wrong-type", 19, ""),
        ("feeds: {content: ful}", "config/wrong-choice", 18, 'did you mean "full"?'),
        ("feeds: true", "config/wrong-type", 8, ""),
        ("cards: []", "config/wrong-type", 8, "for example  cards: {layout: …}"),
        ("cards: {layout: qestion}", "card/no-layout", 17, 'did you mean "question"?'),
        ("cards: {options: {txt: x}}", "theme/unknown-option", 24, 'did you mean "text"?'),
        ("cards: {options: {text: red}}", "theme/wrong-option", 25, ""),
        ("cards: {max_bytes: 0}", "config/wrong-type", 20, ""),
        ("theme: paper", "config/wrong-type", 8, "for example  theme: {name: paper}"),
        ("theme: {name: nope}", "theme/missing", 15, "put it in themes/nope/"),
        ("theme: {name: defualt}", "theme/missing", 15, 'did you mean "default"?'),
        ("theme: {name: ../default}", "theme/missing", 15, ""),
        ("theme: {name: /etc}", "theme/missing", 15, "write the name of a folder in themes/"),
        ("theme: {options: {acent: x}}", "theme/unknown-option", 26, 'did you mean "accent"?'),
        ("theme: {options: {accent: red}}", "theme/wrong-option", 27, ""),
        ('theme: {options: {accent: "red;}body{display:none"}}', "theme/wrong-option", 27, ""),
        ("theme: {options: {accent: [1]}}", "theme/wrong-option", 19, ""),
        ("theme: {options: {toggle: maybe}}", "theme/wrong-option", 27, "for example  toggle: true"),
        ("theme: {options: {typeface: comic}}", "theme/wrong-option", 29, ""),
        ("menu: x", "config/wrong-type", 7, ""),
        ("menu: [{label: x}]", "config/missing-key", 8, ""),
        ('menu: [{label: x, url: "javascript:alert(1)"}]', "config/menu", 1, ""),
        ("widgets: {shar: no}", "config/unknown-widget", 17, 'did you mean "share"?'),
        ("extensions: [nope.py]", "extension/failed", 1, ""),
        ("extensions: [../x.py]", "extension/failed", 1, ""),
        ("extensions: [/etc/x.py]", "extension/failed", 1, ""),
        ("extensions: [os]", "extension/failed", 1, ""),
        ("titel: x", "config/unknown-key", 1, 'did you mean "title"?'),
        ("base-url: x", "config/unknown-key", 1, 'did you mean "base_url"?'),
        ("taxonomies: {tag: {}}", "config/unknown-key", 14, 'did you mean "tags"?'),
        ("title: [a]", "config/wrong-type", 8, 'put it in quotes: "[a]"'),
        ("title: a: b", "config/unquoted-colon", 9, 'title: "a: b"'),
        ("title: !!python/object/apply:os.system [id]", "config/tag", 8, ""),
        ("extra: " + "[" * 100_000, "config/too-deep", 0, "flatten it"),
        ("extra: &x {y: *x}", "config/too-deep", 8, ""),
        ("theme: {options: {icon: nope.svg}}", "theme/no-file", 25, "put it there"),
        ("theme: {options: {icon: 5}}", "theme/no-file", 25, "put it there"),
        ("widgets: {share: {networks: [email, mastdon]}}", "config/unknown-network", 37, 'did you mean "mastodon"?'),
        ("widgets: {share: {networks: myspace}}", "config/wrong-type", 29, ""),
    ],
)
def test_a_wrong_setting_is_found_at_its_place_with_its_cure(
    tmp_path: Path, line: str, code: str, column: int, fix: str
) -> None:
    status, found = found_in(tmp_path, CONFIG + line + "\n")
    assert status == 2
    assert [f.code for f in found if f.severity == "error"] == [code]
    where = f"blogkit.yaml:2:{column}" if column else "blogkit.yaml:1"
    assert [f.where for f in found if f.severity == "error"] == [where]
    assert found[-1].fix == fix or (not fix and found[-1].fix)


def test_an_icon_has_to_be_a_file(tmp_path: Path) -> None:
    files = {"static/img/favicon.svg": "<svg/>", "content/posts/a.md": good()}
    config = CONFIG + "theme:\n  options:\n    icon: {}\n"
    _, found, _ = build(make(tmp_path, files, config.format("img/favicom.svg")))
    assert [(f.code, f.where, f.fix) for f in found] == [
        ("theme/no-file", "blogkit.yaml:4:11", 'did you mean "img/favicon.svg"?')
    ]
    assert build(make(tmp_path, files, config.format("/img/favicon.svg")))[:2] == (0, [])


@pytest.mark.parametrize(
    "lines",
    [
        "title: 2026",
        "title: true",
        'title: ""',
        "language: no",
        'theme: {options: {icon: ""}}',
        "extra: {a: {b: [1, {c: ~}]}}",
        'paginate: "10"',
        "related: 100000",
        "summary_length: 1000000",
        "feeds: {limit: 1000000}",
        "output: ./public/",
    ],
)
def test_odd_is_not_wrong(tmp_path: Path, lines: str) -> None:
    code, found = found_in(tmp_path, CONFIG + lines + "\n")
    assert (code, [f for f in found if f.code != "theme/no-words"]) == (0, [])  # Norwegian has none, and is no slip


def test_all_mistakes_of_all_files_are_found_in_one_run(tmp_path: Path) -> None:
    config = (
        "base_url: x\ntitel: a\ntimezone: Nope\nlanguage: '<'\npaginate: 0\noutput: ..\n"
        "theme: {name: x, options: {q: 1}}\nwidgets: {shar: no}\nextensions: [y.py]\ntitle: a: b\n"
    )
    files = {
        "people.yaml": "ana: {nmae: A}\nana: {mention: nevr}\n",
        "content/posts/b.md": "---\ntitle: B: b\ndate: 2026-02-30\ndraft: maybe\n---\nText\n",
        "content/posts/c.md": b"\xff\xfe\xfd",
        "content/posts/d.md": good().replace("---\n\n", "slug: ../x\n---\n\n"),
        "i18n/en.yaml": "months: 3\n",
    }
    code, found = found_in(tmp_path, config, **files)
    assert code == 2
    codes = {f.code for f in found}
    assert codes >= {
        "config/base-url",
        "config/unknown-key",
        "config/timezone",
        "config/language",
        "config/wrong-type",
        "config/output",
        "theme/missing",
        "theme/unknown-option",
        "config/unknown-widget",
        "extension/failed",
        "config/unquoted-colon",
        "people/unknown-key",
        "people/duplicate-key",
        "front-matter/unquoted-colon",
        "front-matter/impossible-date",
        "front-matter/wrong-type",
        "source/encoding",
        "permalink/unsafe",
        "theme/words",
    }


@pytest.mark.parametrize(
    ("config", "code"),
    [
        (b"", 0),
        (b"\xef\xbb\xbf" + CONFIG.encode(), 0),
        (CONFIG.replace("\n", "\r\n").encode(), 0),
        (CONFIG.encode() + b"title: a\x00b\n", 0),
        (CONFIG.encode("utf-16"), 2),
        (CONFIG.encode() + b"title: \xe4\n", 2),
        (b"- a\n- b\n", 2),
        (b"just words\n", 2),
        (b'title: "x\ndescription: y\n', 2),
        (CONFIG.encode() + b"---\ntitle: x\n", 2),
        (b'extra: {a: "' + b"x" * 3_000_000 + b'"}\n', 2),
        (b"\x00" * 1000, 0),
        (bytes(range(256)), 2),
    ],
    ids=range(13),
)
def test_a_file_of_any_bytes(tmp_path: Path, config: bytes, code: int) -> None:
    status, found = found_in(tmp_path, config)
    assert status == code
    assert all(f.fix and f.where.startswith("blogkit.yaml") for f in found)


def test_nothing_to_mend_means_nothing_said(tmp_path: Path) -> None:
    assert found_in(tmp_path, CONFIG) == (0, [])


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (
            {"themes/a/theme.yaml": "name: a\nparent: b\n", "themes/b/theme.yaml": "name: b\nparent: a\n"},
            {"theme/circle"},
        ),
        ({"themes/a/theme.yaml": "parent: bb\n"}, {"theme/missing"}),
        ({"themes/a/theme.yaml": "name: a: b\n"}, {"theme/unquoted-colon"}),
        ({"themes/a/theme.yaml": "- a\n"}, {"theme/wrong-type"}),
        (
            {
                "themes/a/theme.yaml": b"\xff",
                "themes/a/assets/x.css": b"\xff",
                "themes/a/templates/post.html": b"\xff",
                "themes/a/i18n/en.yaml": b"\xff",
            },
            {"theme/encoding"},
        ),
        ({"themes/a/theme.yaml": "", "themes/a/assets/x.css": "a{color:{{ theme.acent }}}"}, {"theme/unknown-option"}),
        ({"themes/a/theme.yaml": "", "themes/a/templates/post.html": "{% if %}"}, {"theme/syntax"}),
        ({"themes/a/theme.yaml": "", "themes/a/templates/post.html": "{{ nope.x }}"}, {"theme/undefined"}),
        (
            {"themes/a/theme.yaml": "", "themes/a/i18n/en.yaml": "months: 3\ndate_long: [x]\nposts: {other: {a: b}}\n"},
            {"theme/words"},
        ),
        ({"themes/a/theme.yaml": "", "themes/a/i18n/en.yaml": "- a\n"}, {"theme/wrong-type"}),
    ],
    ids=range(10),
)
def test_a_broken_theme_is_named_by_file(tmp_path: Path, files: dict[str, str | bytes], codes: set[str]) -> None:
    status, found = found_in(tmp_path, CONFIG + "theme: {name: a}\n", **files)
    assert status in (1, 2)
    assert {f.code for f in found if f.severity == "error"} == codes
    assert all(f.where.startswith("themes/") and f.fix for f in found if f.severity == "error")


def test_an_extension_that_fails_is_named_with_its_line(tmp_path: Path) -> None:
    files = {"extensions/x.py": "import os\n\nraise ValueError('\\x1b[31mred')\n", "extensions/y.py": "x = (\n"}
    status, found = found_in(tmp_path, CONFIG + "extensions: [extensions/x.py, extensions/y.py]\n", **files)
    assert status == 1
    assert [(f.code, f.where) for f in found] == [
        ("extension/failed", "extensions/x.py:3"),
        ("extension/failed", "extensions/y.py:1"),
    ]


@pytest.mark.parametrize(
    ("template", "where", "message", "found", "fix"),
    [
        ("<p>\n{{ post.titel }}", "2:4", 'there is no "titel" in post', "post.titel", 'did you mean "title"?'),
        ("{% if post.titel %}{% endif %}", "1:7", 'there is no "titel" in post', "post.titel", 'did you mean "title"?'),
        ("{{ site.author.nmae }}", "1:4", 'there is no "nmae" in site.author', "site.author.nmae", ""),
        ("{{ theme.acent }}", "1:4", 'there is no "acent" in theme', "theme.acent", 'did you mean "accent"?'),
        ("{{ psot.title }}", "1:4", 'there is no "psot"', "psot", 'did you mean "post"?'),
        ("{{ url_fro('x') }}", "1:4", 'there is no "url_fro"', "url_fro", 'did you mean "url_for"?'),
        ("{{ post.title.titel }}", "1:4", 'there is no "titel" in post.title', "post.title.titel", "see the list"),
        ("{{ post['titel'] }}", "1:4", 'there is no "titel"', "post['titel']", 'did you mean "title"?'),
        (
            "{% macro one(entry) %}{{ entry.pubdate }}{% endmacro %}\n{{ one(post) }}",
            "1:26",
            'there is no "pubdate" in entry',
            "entry.pubdate",
            "entry has: id, kind, source, title, url",
        ),
    ],
)
def test_a_name_that_a_template_is_not_given(
    tmp_path: Path, template: str, where: str, message: str, found: str, fix: str
) -> None:
    files = {"templates/post.html": template, "people.yaml": "ana: {name: Ana}\n"}
    status, problems = found_in(tmp_path, CONFIG + "author: ana\n", **files)
    assert status == 1
    assert [(f.code, f.where) for f in problems] == [("theme/undefined", f"templates/post.html:{where}")]
    assert problems[0].message == f"{message} (while rendering content/posts/a.md)"
    assert problems[0].found == found
    assert problems[0].fix.startswith(fix)
