"""Whatever the text: an answer, with places inside the file and marks that match."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blogkit.core.entry import MARK
from blogkit.stages.markdown import MarkdownOptions, to_body

PIECES = [
    "- ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "# ",
    "## ",
    "`",
    "```py\n",
    "```\n",
    "~~~",
    "**",
    "_",
    "[",
    "](",
    "]",
    ")",
    "![",
    "(",
    "<",
    "</",
    '<a href="',
    "<p>",
    "<div>",
    "</div>",
    "<b>",
    "<!--",
    "-->",
    "<!-- more -->",
    "&amp;",
    "&",
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "[^1]",
    "[^1]: ",
    "*[ab]: ",
    "ab ",
    "\n|a|b|\n|-|-|\n",
    "~~",
    "---",
    "http://a.b/c ",
    "www.x.y",
    "!!! note\n",
    "> [!TIP]\n",
    ":   ",
    "{: #x .y}",
    "[x]: u.md\n",
    '"q"',
    "'",
    "...",
    "x.md",
    "b c",
    "你好",
    "<img src=x>",
    "<h1>",
    "<pre>",
    "</pre>",
    "<script>",
    "[ ] ",
    '<div markdown="1">',
    "\x02",
    "\x03",
    "\x1b0\x1b",
    MARK,
    "\u2028",
    "\xa0",
    "<img srcset='a 1x, b 2x'>",
    " id=x ",
    "@ana",
    " @{ana b}",
    "? ",
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
options = st.builds(MarkdownOptions, smart_quotes=st.booleans(), math=st.booleans())
PLACE = re.compile(f"{MARK}([0-9]+)[xl]?{MARK}")
NAME = re.compile(f"{MARK}(@[^{MARK}]+){MARK}")
THEME_WORD = re.compile(f"{MARK}[a-z_]+{MARK}")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, options)
@example('@A{0} and @ana{.x title="a>b"}', MarkdownOptions())
def test_total(text: str, chosen: MarkdownOptions) -> None:
    out = to_body(text, chosen, "post.md", 7)
    body = out.value

    assert not [d for d in out.diagnostics if d.code in {"markdown/failed", "markdown/too-slow"}]
    assert to_body(text, chosen, "post.md", 7) == out

    numbers = {int(n) for n in PLACE.findall(body.html)}
    places = [ref for ref in body.refs if ref.kind != "person"]
    assert numbers == set(range(len(places)))
    assert [ref.url for ref in body.refs[len(places) :]] == list(dict.fromkeys(NAME.findall(body.html)))
    assert {int(n) for n in PLACE.findall(body.excerpt)} <= numbers
    for html in (body.html, body.excerpt):
        assert not re.search("[\x00-\x08\x0b-\x1f]", THEME_WORD.sub("", NAME.sub("", PLACE.sub("", html))))

    plain = [body.lead, body.question, *body.ids, *(r.url for r in body.refs)]
    plain += [word for h in body.headings for word in (h.id, h.text)]
    plain += [word for link in body.links for word in (link.url, link.text, link.sentence)]
    # A sentence may be cut within a name.
    assert not [word for word in plain if re.search("[\x00-\x08\x0b-\x19\x1b-\x1f]", word)]
    assert len(body.question) <= 300
    assert MARK not in NAME.sub("", body.lead + body.question)
    assert all(len(link.sentence) <= 300 for link in body.links)
    assert {h.id for h in body.headings} <= set(body.ids)

    lines = text.split("\n")
    spans = [r.span for r in body.refs] + [link.span for link in body.links]
    for span in spans + [d.span for d in out.diagnostics if d.span]:
        assert span.path == "post.md"
        if span.line:
            assert 7 <= span.line < 7 + len(lines)
            assert 0 <= span.column <= len(lines[span.line - 7]) + 1
