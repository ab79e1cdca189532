"""What the Markdown stage makes of what people write: HTML by example in `markdown/*.md`, the rest of `Body` here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from blogkit.core.entry import MARK, Body, Heading
from blogkit.stages.markdown import MarkdownOptions, marks, to_body
from blogkit.stages.markdown.draft import Draft
from blogkit.stages.markdown.engine import engine

EXAMPLES = Path(__file__).parent / "markdown"
SMART = {"typography"}


def body(text: str, **options: bool) -> Body:
    return to_body(text, MarkdownOptions(**options), "post.md").value


def codes(text: str) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in to_body(text, MarkdownOptions(), "post.md", 10).diagnostics]


def examples() -> list[tuple[str, str, str, str]]:
    """Every `=== name`, its Markdown, and after `=>` its HTML, where ¤ stands for MARK."""
    found = []
    for file in sorted(EXAMPLES.glob("*.md")):
        for case in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, rest = case.split("\n", 1)
            source, html = rest.split("\n=>\n", 1)
            found.append((file.stem, name, source, html.rstrip("\n")))
    return found


IDS = [f"{group}: {name}" for group, name, _, _ in examples()]


@pytest.mark.parametrize(("group", "name", "source", "html"), examples(), ids=IDS)
def test_example(group: str, name: str, source: str, html: str) -> None:
    assert body(source, smart_quotes=group in SMART).html.replace(MARK, "¤") == html


@pytest.mark.parametrize(("group", "name", "source", "html"), examples(), ids=IDS)
def test_example_is_valid_html(group: str, name: str, source: str, html: str) -> None:
    sized = re.sub(r"¤\d+x¤", ' width="1" height="1"', html)
    sized = re.sub(r"¤\d+l¤", ' loading="lazy"', sized)
    html5lib.HTMLParser(strict=True).parseFragment(re.sub(r"¤\d+¤", "/x", sized))


def test_skipping_patterns_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [to_body(source, MarkdownOptions(smart_quotes=True), "p.md") for _, _, source, _ in examples()]
    for name in ("BLOCK_MARKS", "INLINE_MARKS", "TREE_MARKS"):
        monkeypatch.setattr(marks, name, {})
    monkeypatch.setattr(marks, "BLOCKS_BY_MARK", ())
    monkeypatch.setattr(marks, "NEED_REFERENCES", frozenset())
    monkeypatch.setattr(marks, "TAG", re.compile(""))
    engine.cache_clear()
    asked = []
    monkeypatch.setattr(
        marks.QuickInline,
        "_InlineProcessor__applyPattern",
        lambda self, *a: (asked.append(a), super(marks.QuickInline, self)._InlineProcessor__applyPattern(*a))[1],
        raising=False,
    )
    try:
        assert [to_body(source, MarkdownOptions(smart_quotes=True), "p.md") for _, _, source, _ in examples()] == quick
        assert asked, "python-markdown no longer has the method that QuickInline calls"
    finally:
        engine.cache_clear()


# References


def test_addresses_of_this_site_become_refs_with_places() -> None:
    text = "\n".join(
        [
            "See [one](other.md#part) and",
            "  [two](<other.md> 'T') `[no](other.md)`.",
            "",
            "![pic](a.jpg) <a href='/about/?a=1&amp;b=2'>x</a>",
            "",
            "```",
            "[no](late.md)",
            "```",
            "",
            "[top](#top) [late](late.md) [ref] [again][ref]",
            "",
            "[ref]: ../defined.md",
        ]
    )
    refs = to_body(text, MarkdownOptions(), "post.md", 5).value.refs
    assert [(r.url, str(r.span), r.kind) for r in refs] == [
        ("other.md#part", "post.md:5:11", "link"),
        ("other.md", "post.md:6:10", "link"),
        ("a.jpg", "post.md:8:8", "image"),
        ("/about/?a=1&b=2", "post.md:8:24", "link"),
        ("#top", "post.md:14:7", "link"),
        ("late.md", "post.md:14:20", "link"),
        ("../defined.md", "post.md:16:8", "link"),
        ("../defined.md", "post.md:16:8", "link"),
    ]


def test_the_same_address_twice_has_two_places() -> None:
    spans = [str(r.span) for r in body("[a](x.md) and [b](x.md)\n\n- [c](x.md)").refs]
    assert spans == ["post.md:1:5", "post.md:1:19", "post.md:3:7"]


@pytest.mark.parametrize(
    "address", ["https://a.b/", "//cdn.a/b", "mailto:a@b.c", "tel:123", "HTTP://A.B", "data:image/png;base64,AA=="]
)
def test_absolute_addresses_are_no_refs(address: str) -> None:
    assert body(f'<a href="{address}">a</a> <img src="{address}" alt="">').refs == ()


def test_links_of_footnotes_and_headings_are_no_refs() -> None:
    assert body("## A\n\nText[^1]\n\n[^1]: Note").refs == ()


def test_media_and_each_candidate_of_a_srcset() -> None:
    video = '<video src="v.mp4" poster="p.jpg"></video>'
    image = '<img src="a.jpg" srcset="a.jpg 1x, https://x/b.jpg 2x, c.jpg 3x">'
    made = body(f"{video}\n\n{image}")
    assert [(r.url, r.kind) for r in made.refs] == [
        ("v.mp4", "media"),
        ("p.jpg", "image"),
        ("a.jpg", "image"),
        ("a.jpg", "image"),
        ("c.jpg", "image"),
    ]
    assert f'srcset="{MARK}3{MARK} 1x, https://x/b.jpg 2x, {MARK}4{MARK} 3x"' in made.html


def test_a_size_mark_only_for_our_images_without_a_size() -> None:
    html = body('![a](a.png) ![b](https://x/b.png) <img src="c.png" height="3">').html
    assert re.findall(f"<img{MARK}(.*?)x{MARK}", html) == ["0"]


def test_images_that_say_nothing() -> None:
    text = '![](a.png) ![b](b.png)\n\n![ ](https://x/c.png "Caption")\n<img src="d.png">\n<img src="e.png" alt="">'
    made = body(text)
    assert [str(span) for span in made.without_alt] == ["post.md:1:5", "post.md:3:6", "post.md:4:11"]
    assert made.html.count('alt=""') == 4


# Links to others


def test_external_links_carry_the_sentence_around_them() -> None:
    text = "First one. As **Ann** [wrote *today*](https://ann.example/a?b&c), it rains.[^1] Third.\n\n[^1]: N"
    (link,) = body(text).links
    assert (link.url, link.text) == ("https://ann.example/a?b&c", "wrote today")
    assert link.sentence == "As Ann wrote today, it rains."
    assert str(link.span) == "post.md:1:39"


def test_a_long_sentence_is_cut_at_words_and_keeps_the_link() -> None:
    text = "word " * 200 + "[here](https://a.example) " + "more " * 200
    sentence = body(text).links[0].sentence
    assert "here" in sentence
    assert len(sentence) <= 300
    assert sentence.startswith("…word ")
    assert sentence.endswith(" more…")


def test_a_linked_image_is_named_by_its_alternative_text() -> None:
    assert body("[![A &amp; B](a.png)](https://a.example)").links[0].text == "A & B"


def test_bare_addresses_are_links_too() -> None:
    links = body("See www.a.example/x and https://b.example.").links
    assert [(link.url, str(link.span)) for link in links] == [
        ("https://www.a.example/x", "post.md:1:5"),
        ("https://b.example", "post.md:1:25"),
    ]


# Headings, lead, words, excerpt


def test_headings_are_plain() -> None:
    made = body("# A `b` & *c*[^1]\n\n## [D](d.md) {#d}\n\n[^1]: N")
    assert made.headings == (Heading(2, "a-b--c", "A b & c"), Heading(3, "d", "D"))
    assert made.ids == ("fnref:1", "a-b--c", "d", "fn:1")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("# H\n\n![a](a.png)\n\n> quote\n\nFirst *real*\none &amp; only.[^1]\n\n[^1]: N", "First real one & only."),
        ("> only a quote", "only a quote"),
        ("- item *one*\n- two", "item one"),
        ("```\ncode\n```", ""),
        ("!!! note\n    aside\n\nText", "Text"),
        ("", ""),
    ],
)
def test_lead(text: str, lead: str) -> None:
    assert body(text).lead == lead


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two-three don't — 4", 4),
        ("**un**believable <b>x</b>", 2),
        ("你好世界", 2),
        ("今日 is fine", 3),
        ("한국어 낱말", 2),
        ("a\n\n```\nnot counted\n```\n\n    nor this", 1),
        ("a[^1]\n\n[^1]: note here", 3),
    ],
)
def test_words(text: str, words: int) -> None:
    assert body(text).words == words


@pytest.mark.parametrize("mark", ["<!-- more -->", "<!--more-->", "<!--  More -->"])
def test_excerpt_is_what_comes_before_the_mark(mark: str) -> None:
    made = body(f"## A\n\nOne[^1] [l](l.md).\n\n```\nx\n```\n\n{mark}\n\nTwo\n\n[^1]: N")
    assert made.excerpt == (
        f'<h2>A</h2>\n<p>One <a href="{MARK}0{MARK}">l</a>.</p>\n'
        '<div class="highlight"><pre tabindex="0"><code>x\n</code></pre></div>'
    )
    assert "more" not in made.html.lower()


def test_excerpt_closes_what_the_mark_cuts() -> None:
    made = body("> - a *b\n>   <!-- more --> c*\n>   d")
    assert made.excerpt == "<blockquote>\n<ul>\n<li>a <em>b</em></li></ul></blockquote>"


def test_no_excerpt_from_a_mark_in_code() -> None:
    assert body("a\n\n```\n<!-- more -->\n```\n\n`<!-- more -->`").excerpt == ""


def test_flags() -> None:
    assert body("a").has_code is False
    assert body("```\na\n```").has_code is True
    assert body("a `b`").has_math is False
    assert body("$x$").has_math is True
    assert body("$$\nx\n$$").has_math is True
    assert body("$x$", math=False).html == "<p>$x$</p>"


# Findings


def test_unknown_language_asks_whether_another_was_meant() -> None:
    (finding,) = to_body("a\n\n> ```pyhton\n> x\n> ```", MarkdownOptions(), "post.md", 10).diagnostics
    assert (finding.code, finding.severity, str(finding.span)) == ("markdown/unknown-language", "info", "post.md:12:6")
    assert finding.fix == 'did you mean "python"?'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```\nx", [("markdown/unclosed-fence", "post.md:10:1")]),
        ("- ```\n  x\n\nout", [("markdown/unclosed-fence", "post.md:10:3")]),
        ("[a](javascript:x)", [("link/unsafe-scheme", "post.md:10:5")]),
        ('<p id="a">\n\n<p id="a">', [("markdown/duplicate-id", "post.md:12:8")]),
        ("```mermaid\nx\n```\n\n```text\ny\n```", []),
        ("{{ a }} {% b %}", []),
    ],
)
def test_findings(text: str, found: list[tuple[str, str]]) -> None:
    assert codes(text) == found


# Laws


def test_nothing_leaks_from_one_text_to_the_next() -> None:
    text = "## A\n\n*[HTML]: x\n\nHTML [r] n[^1]\n\n[r]: u.md\n[^1]: N"
    first = body(text)
    assert "abbr" not in body("HTML [r] n[^1]").html
    assert body(text) == first


def test_another_process_gives_the_same() -> None:
    text = "## Ä\n\nText[^1] ~~x~~ [a](b.md)\n\n```py\nx = {1, 2}\n```\n\n[^1]: N"
    program = (
        "from blogkit.stages.markdown import *; import sys;"
        "print(ascii(to_body(sys.argv[1], MarkdownOptions(), 'post.md').value.html))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, text], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.stdout.strip() == ascii(body(text).html)


def test_a_failure_inside_is_a_finding_and_the_next_text_is_unharmed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Draft, html: str) -> str:
        raise KeyError("oops")

    with monkeypatch.context() as patch:
        patch.setattr(Draft, "hole", fail)
        out = to_body("> - ```\n>   x\n>   ```", MarkdownOptions(), "post.md", 3)
    assert [(d.code, d.severity, str(d.span)) for d in out.diagnostics] == [("markdown/failed", "error", "post.md:3")]
    assert "KeyError" in out.diagnostics[0].message
    assert out.value == Body()
    assert body("a").html == "<p>a</p>"
