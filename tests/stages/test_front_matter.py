"""Every format that people arrive with, and every habit of other generators."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.core.diagnostic import Diagnostic
from blogkit.core.entry import Credit, FrontMatter
from blogkit.stages.front_matter import Head, read


def head(text: str) -> tuple[Head, list[Diagnostic]]:
    outcome = read(text, "a.md")
    return outcome.value, list(outcome.diagnostics)


def front(text: str) -> FrontMatter:
    """What a head without fault says."""
    value, found = head(text)
    assert found == []
    return value.front


def yaml(*lines: str) -> str:
    return "---\n" + "\n".join(lines) + "\n---\nText\n"


def one(key: str, written: str) -> Any:
    return getattr(front(yaml(f"{key}: {written}")), key)


def codes(found: list[Diagnostic]) -> list[str]:
    return [f"{d.severity} {d.code.removeprefix('front-matter/')}" for d in found]


# -- formats


SAME = FrontMatter(
    title="Hello", date="2026-03-02", tags=("a", "b c"), draft=True, description="One line.", extra={"mood": "calm"}
)


FORMATS = {
    "yaml": """---
title: Hello
date: 2026-03-02
tags: [a, b c]
draft: true
description: One line.
extra: {mood: calm}
---
Text
""",
    "yaml in blocks": """---
title: Hello
date: 2026-03-02
tags:
- a
- b c
draft: yes
description: >
  One
  line.
extra:
  mood: calm
...
Text
""",
    "yaml, loosely": """

---\x20\x20
title: "Hello"
date: "2026-03-02"
tags: a, b c
draft: on
description:    One line.
extra: {mood: calm}
---\t
Text
""",
    "toml": """+++
title = "Hello"
date = 2026-03-02
tags = ["a", "b c"]
draft = true
description = "One line."
[extra]
mood = "calm"
+++
Text
""",
    "toml of Zola and Hugo": """+++
title = 'Hello'
date = "2026-03-02"
draft = true
description = "One line."
[taxonomies]
tags = ["a", "b c"]
[params]
mood = "calm"
+++
Text
""",
    "json": """{"title": "Hello", "date": "2026-03-02", "tags": ["a", "b c"], "draft": true,
\t"description": "One line.", "extra": {"mood": "calm"}}
Text
""",
    "headers": """Title: Hello
Date: 2026-03-02
Tags: a, b c
Status: draft
Summary: One
   line.

Text
""",
}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_says_the_same(form: str) -> None:
    value, found = head(FORMATS[form])
    assert found == []
    wanted = msgspec.structs.replace(SAME, extra={}) if form == "headers" else SAME
    assert value.front == wanted
    assert value.body.strip() == "Text"


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("---\na: b\n---\nText", 4),
        ("\n\n---\ntitle: x\n---\n\n\nText", 8),
        ("+++\ntitle = 'x'\n+++\nText", 4),
        ('{"title": "x",\n "draft": false}\nText', 3),
        ("Title: x\nDate: 2026-03-02\n\nText", 4),
        ("Text", 1),
    ],
)
def test_lines_of_the_body_keep_their_number(text: str, first_line: int) -> None:
    value, _ = head(text)
    number = value.first_line + value.body.split("Text")[0].count("\n")
    assert number == first_line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text only.\n",
        "# A heading\n\nText\n",
        "---\n\nA rule at the top of plain Markdown.\n",
        "Note: this is a sentence, and no header.\n",
        "https://example.org/: a link\n",
        "{% include x %}\n\nText\n",
        "{not json}\n",
        "- a\n- list\n",
        "+1\n",
    ],
)
def test_plain_text_has_no_head(text: str) -> None:
    value, found = head(text)
    assert (value.front, value.body, value.first_line, found) == (FrontMatter(), text, 1, [])


def test_an_empty_head_is_a_head() -> None:
    value, found = head("---\n---\nText")
    assert (value.front, value.body, found) == (FrontMatter(), "Text", [])


# -- dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("2026.03.02", "2026-03-02"),
        ("2006-09-01 04:47", "2006-09-01T04:47:00"),
        ("2011-02-12 00:15:00", "2011-02-12T00:15:00"),
        ("2018-05-22T9:48:00", "2018-05-22T09:48:00"),
        ("2019-12-01-19:48", "2019-12-01T19:48:00"),
        ("2016-04-04T16:28:00.000Z", "2016-04-04T16:28:00+00:00"),
        ("2015-07-28T21:35:58+00:00", "2015-07-28T21:35:58+00:00"),
        ("2015-07-28 21:35:58 +0900", "2015-07-28T21:35:58+09:00"),
        ("2015-07-28 21:35:58 -09:30", "2015-07-28T21:35:58-09:30"),
        ("2015-07-28 21:35 UTC", "2015-07-28T21:35:00+00:00"),
        ("'2008-03-09'  ", "2008-03-09"),
        ("2024-02-29", "2024-02-29"),
        ("0001-01-01T00:00:00Z", ""),
        ("", ""),
        ("~", ""),
    ],
)
def test_a_date_is_read_as_it_is_written_elsewhere(written: str, iso: str) -> None:
    assert one("date", written) == iso
    assert one("updated", written) == iso
    assert one("expires", written) == iso


def test_toml_and_json_dates_too() -> None:
    assert front("+++\ndate = 2015-07-28T21:35:58+09:00\n+++\n").date == "2015-07-28T21:35:58+09:00"
    assert front("+++\ndate = 2015-07-28 21:35:58\n+++\n").date == "2015-07-28T21:35:58"
    assert front('{"date": "2015-07-28T21:35:58Z"}\n').date == "2015-07-28T21:35:58+00:00"


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-00-00",
        "0099-05-05",
        "9999-12-31",
        "2026-03-02 25:00",
        "2026-03-02 10:61",
        "2026-03-02 10:00 +99:00",
        "2026-03-02T10:00:00+14:99",
    ],
)
def test_an_impossible_date_is_an_error_at_its_place(written: str) -> None:
    value, found = head(yaml("title: x", f"date: {written}"))
    assert codes(found) == ["error impossible-date"]
    assert str(found[0].span) == "a.md:3:7"
    assert found[0].found == written
    assert value.front.date == ""
    assert "date" in value.spans  # it was given: nobody has to be told that it is missing


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("next tuesday", "for example  date: 2026-03-02 09:00"),
        ("02/03/2026", "for example  date: 2026-03-02 09:00"),
        ("March 2, 2026", "date: 2026-03-02"),
        ("2 March 2026", "date: 2026-03-02"),
        ("Mon, 02 Mar 2026 09:30:00 +0100", "date: 2026-03-02 09:30+01:00"),
        ("٢٠٢٦-٠٣-٠٢", "for example  date: 2026-03-02 09:00"),
        ("20260302", "for example  date: 2026-03-02 09:00"),
    ],
)
def test_what_is_no_date_is_advised_one(written: str, fix: str) -> None:
    _, found = head(yaml(f"date: {written}"))
    assert codes(found) == ["error date"]
    assert found[0].fix == fix


@pytest.mark.parametrize("written", ["[2026-03-02]", "{a: b}"])
def test_a_date_is_no_list(written: str) -> None:
    _, found = head(yaml(f"date: {written}"))
    assert codes(found) == ["error wrong-type"]
    assert found[0].fix == "for example  date: 2026-03-02"


# -- words of other generators


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("lastmod: 2026-03-02", "updated", "2026-03-02"),
        ("modified: 2026-03-02", "updated", "2026-03-02"),
        ("Update: 2026-03-02", "updated", "2026-03-02"),
        ("publishDate: 2026-03-02", "date", "2026-03-02"),
        ("expiryDate: 2026-03-02", "expires", "2026-03-02"),
        ("published: false", "draft", True),
        ("published: 2026-03-02", "date", "2026-03-02"),
        ("status: draft", "draft", True),
        ("url: /2016/x.html", "permalink", "/2016/x.html"),
        ("URL: 2016/x", "permalink", "2016/x"),
        ("redirect_from: [/a/, /b/]", "aliases", ("/a/", "/b/")),
        ("redirect_from: /a/", "aliases", ("/a/",)),
        ("summary: Short.", "description", "Short."),
        ("meta-description: Short.", "description", "Short."),
        ("category: news", "categories", ("news",)),
        ("Categories: [a, b]", "categories", ("a", "b")),
        ("categories: null", "categories", ()),
        ("tag: x", "tags", ("x",)),
        ("Tags: a, b", "tags", ("a", "b")),
        ("author: Ana Ruiz", "authors", ("Ana Ruiz",)),
        ("authors: [{name: Ana}, bo]", "authors", ("Ana", "bo")),
        ("author: {name: Ana, url: x}", "authors", ("x",)),
        ("cover: {image: a.jpg, alt: x}", "image", "a.jpg"),
        ("images: [a.jpg, b.jpg]", "image", "a.jpg"),
        ("featureImage: /a.jpg", "image", "/a.jpg"),
        ("featureImageAlt: A dog", "image_alt", "A dog"),
        ("language: pt_BR", "lang", "pt-BR"),
        ("guid: urn:x", "id", "urn:x"),
        ("canonicalURL: https://x.example/", "canonical", "https://x.example/"),
        ("featured: true", "pin", True),
        ("menu: main", "menu", 0),
        ("menu: 3", "menu", 3),
        ("series: [One]", "series", "One"),
        ("thanks: [ana, {who: Bo, for: reading}]", "thanks", (Credit("ana"), Credit("Bo", "reading"))),
        ("widgets: {share: no}", "widgets", {"share": False}),
    ],
)
def test_other_words_for_the_same_thing(line: str, key: str, value: object) -> None:
    assert getattr(front(yaml(line)), key) == value


@pytest.mark.parametrize(
    "key",
    [
        "layout",
        "comments",
        "weight",
        "toc",
        "mathjax",
        "published",
        "keywords",
        "year",
        "publicize_twitter_user",
        "_edit_last",
    ],
)
def test_keys_without_meaning_here_are_passed_over(key: str) -> None:
    assert front(yaml(f"{key}: true")) == FrontMatter()


def test_ours_beats_the_foreign_word_whichever_comes_first() -> None:
    assert front(yaml("lastmod: 2020-01-01", "updated: 2026-03-02")).updated == "2026-03-02"
    assert front(yaml("updated: 2026-03-02", "lastmod: 2020-01-01")).updated == "2026-03-02"


def test_an_unknown_key_is_a_slip_or_somebody_elses() -> None:
    _, found = head(yaml("tittle: x", "moon_phase: y"))
    assert codes(found) == ["warning unknown-key", "info unknown-key"]
    assert [d.fix for d in found] == ['did you mean "title"?', "put keys of your own under extra:"]
    assert [str(d.span) for d in found] == ["a.md:2:1", "a.md:3:1"]


@pytest.mark.parametrize("key", ["tags", "categories"])
def test_words_without_commas_are_one_term_and_a_note_shows_the_list(key: str) -> None:
    value, found = head(yaml(f"{key}: machine learning"))
    assert getattr(value.front, key) == ("machine learning",)
    assert [(d.severity, d.code, str(d.span)) for d in found] == [
        ("info", "front-matter/one-term", f"a.md:2:{len(key) + 3}")
    ]
    assert found[0].fix == f"{key}: [machine, learning] if they are 2, {key}: [machine learning] if it is one"
    for quiet in ('"machine learning"', "[machine learning]", "machine learning, birds", "birds", ""):
        assert head(yaml(f"{key}: {quiet}"))[1] == []
    assert head("Title: A\nTags: machine learning\n\nText")[1] == []  # Pelican wants commas too


# -- shapes and texts


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1.10", "1.10"),
        ("2026", "2026"),
        ("yes", "yes"),
        ("No", "No"),
        ("null", ""),
        ("007", "007"),
        ("2026-03-02", "2026-03-02"),
        ("|\n  two\n  lines\n", "two lines"),
        (">-\n  two\n  lines", "two lines"),
        ('"  blanks  "', "blanks"),
        ("C# is fine", "C# is fine"),
        ("It's 5 o'clock", "It's 5 o'clock"),
        ("a\u00a0b", "a\u00a0b"),
        ("</script><script>alert(1)</script>", "</script><script>alert(1)</script>"),
        ("😀 中文 שלום", "😀 中文 שלום"),
    ],
)
def test_a_title_is_text_as_it_was_written(written: str, title: str) -> None:
    assert one("title", written) == title


@pytest.mark.parametrize(
    ("lines", "code", "place", "fix", "title"),
    [
        (["title: #1 of ten"], "warning comment", "2:8", 'title: "#1 of ten"', ""),
        (["title: We are #1"], "warning comment", "2:15", 'title: "We are #1"', "We are"),
        (
            ["title: {{ page.title }}"],
            "error wrong-type",
            "2:8",
            'put it in quotes: "{{ page.title }}"',
            "{{ page.title }}",
        ),
        (["title: [a, b]"], "error wrong-type", "2:8", 'put it in quotes: "[a, b]"', "[a, b]"),
        (["title: !important"], "error tag", "2:8", 'title: "!important"', ""),
        (["title:Hello", "date:2026-03-02"], "error no-space", "2:6", "title: Hello", "Hello"),
        (["lang: ../../etc"], "error lang", "2:7", "lang: en, de, zh-Hans or pt-BR", ""),
        (["image: https://["], "error address", "2:8", "for example  https://example.org/page/", ""),
        (["draft: maybe"], "error wrong-type", "2:8", "for example  draft: true", ""),
        (["draft: 2"], "error wrong-type", "2:8", "for example  draft: true", ""),
        (["card: []"], "error wrong-type", "2:7", "for example  card: {layout: …}", ""),
        (["extra: [a]"], "error wrong-type", "2:8", "for example  extra: {key: value}", ""),
        (["tags: [[a]]"], "error wrong-type", "2:8", 'put it in quotes: "[a]"', ""),
        (["title: a", "title: b"], "error duplicate-key", "3:1", "keep one of them", "a"),
    ],
)
def test_a_slip_is_found_at_its_place_with_its_cure(
    lines: list[str], code: str, place: str, fix: str, title: str
) -> None:
    value, found = head(yaml(*lines))
    assert codes(found) == [code]
    assert (str(found[0].span), found[0].fix) == (f"a.md:{place}", fix)
    assert value.front.title == title


def test_a_comment_after_a_blank_is_a_comment() -> None:
    assert front(yaml("title: Hello # a note to myself", "# and another")).title == "Hello"


# -- heads that are broken


def test_a_head_that_is_never_closed_still_says_what_it_can() -> None:
    value, found = head("---\ntitle: Hello\ndate: 2026-03-02\n\nText: begins here.\n\nMore.\n")
    assert codes(found) == ["error unclosed"]
    assert (value.front.title, value.front.date) == ("Hello", "2026-03-02")


def test_a_rule_in_the_text_does_not_close_the_head() -> None:
    value, found = head("---\ntitle: Hello\n\nOnce upon a time, the text began.\n\n---\n\nMore.\n")
    assert codes(found) == ["error unclosed"]
    assert found[0].fix == "put a line --- after line 2"
    assert value.front.title == "Hello"
    assert "Once upon" in value.body
    assert "More." in value.body


@pytest.mark.parametrize("fence", ["----", " ---", "———", "--", "-- -"])
def test_a_fence_that_is_almost_one(fence: str) -> None:
    value, found = head(f"{fence}\ntitle: Hello\n{fence}\nText\n")
    if fence == "-- -":
        assert value.front.title == ""
        return
    assert codes(found) == ["error fence"]
    assert (found[0].fix, value.front.title, value.body) == ("---", "Hello", "Text\n")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("---\n- a\n- b\n---\n", "error not-a-mapping", "2:1"),
        ("---\njust words\n---\n", "error not-a-mapping", "2:1"),
        ("---\n? [a, b]\n: c\n---\n", "error key", "2:3"),
        ("---\ntitle: x\n}{\n---\n", "error syntax", "3:1"),
        ("+++\ntitle = Hello\n+++\n", "error syntax", "2:9"),
        ('+++\ntitle = "a"\ntitle = "b"\n+++\n', "error syntax", "3:12"),
        ("+++\ntitle = 'x'\n\nText\n", "error unclosed", "1:1"),
        ('{"title": "x",\n "date": }\n', "error syntax", "2:10"),
        ('{"title": "x", "title": "y"}\n', "error duplicate-key", "1:16"),
        ('{"title": "x"\n\nText', "error syntax", "3:1"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, code: str, place: str) -> None:
    _, found = head(text)
    assert codes(found) == [code]
    assert str(found[0].span) == f"a.md:{place}"
    assert found[0].fix


@pytest.mark.parametrize(
    "text",
    [
        yaml("extra: " + "[" * 100_000),
        yaml("extra:", "  " + "- " * 50_000 + "x"),
        '{"extra": ' + "[" * 20_000 + "]" * 20_000 + "}\n",
        "+++\nextra = " + "[" * 20_000 + "]" * 20_000 + "\n+++\n",
        "---\ntitle: " + "x" * 400_000 + "\n---\n",
        yaml("extra: &x {y: *x}"),
    ],
    ids=["flow", "block", "json", "toml", "long", "circle"],
)
def test_depth_length_and_circles_are_refused(text: str) -> None:
    _, found = head(text)
    assert [d.code.partition("/")[2] for d in found] in (["too-deep"], ["too-much"])


def test_json_may_write_a_character_in_two_halves() -> None:
    assert front('{"title": "a \\ud83d\\ude00 b \\\\ud83d"}\n').title == "a 😀 b \\ud83d"
    value, found = head('{\n"title": "a \\ud800 b"}\n')
    assert codes(found) == ["warning control-character"]
    assert str(found[0].span) == "a.md:2:1"
    assert value.front.title == "a \ufffd b"


@pytest.mark.parametrize(
    "text", [yaml('title: "a\\e[2Jb"'), '{"title": "a\\u001b[2Jb"}\n', '+++\ntitle = "a\\u001b[2Jb"\n+++\n']
)
def test_control_characters_are_taken_out_whatever_the_format(text: str) -> None:
    value, found = head(text)
    assert codes(found) == ["warning control-character"]
    assert value.front.title == "a[2Jb"
    assert "\x1b" not in found[0].found


@given(
    st.text(alphabet="-+{}\"':=[]ab \n\t#,.0\\", max_size=60), st.sampled_from(["", "---\n", "+++\n", "{", "Title: "])
)
def test_no_text_makes_it_stumble(text: str, start: str) -> None:
    value, found = head(start + text)
    assert isinstance(value, Head)
    assert all(d.span and d.span.line for d in found)
