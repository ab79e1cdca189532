"""Laws that hold for every value: of digests, spans, permalinks, parsing and feeds."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogkit.builtin import BUILTIN
from blogkit.core.config import MarkdownConfig
from blogkit.core.diagnostic import Diagnostic
from blogkit.core.digest import digest_of
from blogkit.core.permalink import canonical, filled, from_output_path, output_path, slugify
from blogkit.core.report import Changes
from blogkit.core.site import Content
from blogkit.core.span import Span
from blogkit.core.view import EntrySummary, FeedItem, FeedView, PersonView, TermView
from blogkit.stages.parse import Job, parse, read_entry

quick = settings(deadline=None, derandomize=True, database=None)

# -- digests -------------------------------------------------------------------------------------------------------

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=5) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
structs = st.one_of(
    st.builds(Span, st.text(max_size=3), st.integers(0, 2), st.integers(0, 2)),
    st.builds(
        Content, st.sampled_from("ab"), st.sampled_from("ab"), st.lists(st.sampled_from("ab"), max_size=2).map(tuple)
    ),
    st.builds(
        Changes, st.lists(st.sampled_from("ab"), max_size=1).map(tuple), st.lists(st.just("c"), max_size=1).map(tuple)
    ),
    st.builds(TermView, st.sampled_from("ab"), st.sampled_from("ab"), count=st.integers(0, 2)),
)
values = st.one_of(plain, structs, st.lists(structs, max_size=2).map(tuple))


def alike(one: Any, other: Any) -> bool:
    """Equal, and of equal types all the way down: 1 is not True, and nothing is not an empty text."""
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(alike(one[k], other[k]) for k in one)
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and one == other


@quick
@given(values, values)
def test_digests_are_equal_exactly_when_values_are(one: Any, other: Any) -> None:
    if type(one) is type(other) or not isinstance(one, msgspec.Struct) | isinstance(other, msgspec.Struct):
        assert (digest_of(one) == digest_of(other)) == alike(one, other)


@quick
@given(structs)
def test_a_digest_does_not_change_on_the_way_through_a_cache(value: Any) -> None:
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=type(value))
    assert digest_of(again) == digest_of(value)


@quick
@given(st.dictionaries(st.text(max_size=3), st.booleans(), min_size=2, max_size=4))
def test_a_digest_does_not_know_in_which_order_a_mapping_was_filled(value: dict[str, int]) -> None:
    assert digest_of(dict(reversed(value.items()))) == digest_of(value)


# -- permalinks ----------------------------------------------------------------------------------------------------


@quick
@given(st.text(max_size=30), st.sampled_from(("/{slug}/", "/{year}/{slug}.html", "/{category}/{slug}/", "/a/{slug}")))
def test_permalink_and_output_path_name_each_other(title: str, pattern: str) -> None:
    slug = slugify(title)
    if slug:
        permalink = canonical(filled(pattern, {"slug": slug, "year": "2026", "category": ""}))
        assert from_output_path(output_path(permalink)) == permalink
        assert output_path(from_output_path(output_path(permalink))) == output_path(permalink)


segments = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=6)


@quick
@given(st.lists(segments, max_size=3), st.sampled_from(("", "/", ".html", "/index.html")))
def test_whatever_is_an_address_comes_back_from_its_file(parts: list[str], end: str) -> None:
    with contextlib.suppress(ValueError):
        path = output_path("/" + "/".join(parts) + end)
        assert output_path(from_output_path(path)) == path


# -- parsing -------------------------------------------------------------------------------------------------------

PIECES = (
    b"---\n", b"+++\n", b"{\n", b"title: a\n", b"title: 'b\n", b"Title: c\n", b"date: 2026-02-30\n", b"date: !!python/x\n",
    b"tags: [a, b\n", b"tags:\n  - x\n", b"\ttab: 1\n", b"a: &a [*a]\n", b"? x\n", b": y\n", b"slug: ../../x\n",
    b"draft: maybe\n", b"extra: {a: {b: [1]}}\n", b"title = 'toml'\n", b'"title": "json"\n', b"}\n", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\x00", b"\xff", b"\r\n", b"\r", b"\n", b"\n\n", b"# Title\n", b"## Part {#id}\n", b"[a](b.md#c)", b"![x](y.png 'z')",
    b"[^1]", b"[^1]: note\n", b"```python\n", b"```\n", b"~~~~\n", b"> ", b"> [!NOTE]\n", b"!!! note\n    x\n", b"- [ ] a\n",
    b"1. b\n", b"| a | b |\n|---|---|\n", b"<div markdown>\n", b"</div>", b"<a ", b"<!-- more -->", b"<!--", b"$$x$$", b"$y$",
    b"\\(z\\)", b"{{ x }}", b"{% raw %}", b"*", b"_", b"`", b"[", b"](", b"![", b"\x1a0\x1a", b"\x02", b"\x03", b"    ", b"\t",
    "é字🎉\u202e".encode(), b"https://example.org/a_b", b"&amp;", b"&#x27;", b"\\", b"word " * 40, b":   term\n", b"{: .x}\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=14).map(b"".join)
paths = st.sampled_from(("content/posts/a.md", "content/posts/2026-02-03-b/index.md", "content/pages/ü.markdown"))


def lines_of(data: bytes) -> list[str]:
    """As an editor counts them."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    except UnicodeError:
        text = ""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def spans(value: object) -> list[Span]:
    """Every span anywhere inside."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for name in value.__struct_fields__ for span in spans(getattr(value, name))]
    if isinstance(value, dict):
        return [span for one in value.values() for span in spans(one)]
    if isinstance(value, tuple | list):
        return [span for one in value for span in spans(one)]
    return []


@settings(quick, max_examples=300)
@given(texts, paths, st.booleans(), st.booleans())
def test_parsing_is_total_and_every_span_lies_in_its_file(data: bytes, path: str, smart: bool, maths: bool) -> None:
    kind = "page" if "pages" in path else "post"
    job = Job(path, kind, data)  # type: ignore[arg-type]
    outcome, memory = read_entry(job, MarkdownConfig(smart, maths))
    lines = lines_of(data)
    for span in spans((outcome, memory)):
        assert span.path == path
        assert 0 <= span.line <= len(lines), (span, lines)
        assert 0 <= span.column <= len(lines[span.line - 1]) + 1, (span, lines)
    for finding in outcome.diagnostics:
        assert isinstance(finding, Diagnostic)
        assert "\n" not in finding.message


@settings(quick, max_examples=60)
@given(texts, st.sampled_from(PIECES), paths)
def test_what_is_remembered_of_a_parse_never_changes_the_next(data: bytes, more: bytes, path: str) -> None:
    """An edit that leaves the head or the code alone spares their parsing; the outcome is that of a first parse."""
    config = MarkdownConfig()
    _, _, _, memory = parse(Job(path, "post", data), config)
    known = msgspec.msgpack.decode(memory, type=type(Job(path, "post", b"").memory))
    for edited in (data, data + more, more + data, data[: len(data) // 2]):
        first = parse(Job(path, "post", edited), config)
        again = parse(Job(path, "post", edited, known), config)
        assert again[:3] == first[:3]


# -- feeds ---------------------------------------------------------------------------------------------------------

words = st.text(st.characters(exclude_characters="\0"), max_size=20)
bodies = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)  # Markdown leaves no others
moments = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))
people = st.builds(PersonView, name=words, url=st.sampled_from(("", "https://ana.example/")))


@st.composite
def feeds(draw: st.DrawFn) -> FeedView:
    items = []
    for number in range(draw(st.integers(0, 3))):
        url = f"/posts/{number}/"
        entry = EntrySummary(
            id=f"tag:blog.example,2026:{number}",
            kind="article",
            source=f"content/posts/{number}.md",
            title=draw(words),
            url=url,
            permalink="https://blog.example" + url,
            summary=draw(words),
            date=draw(moments),
            updated=draw(st.none() | moments),
            authors=tuple(draw(st.lists(people, max_size=2))),
            tags=tuple(TermView(draw(words), "t") for _ in range(draw(st.integers(0, 2)))),
            lang=draw(st.sampled_from(("", "de", "ar"))),
        )
        items.append(FeedItem(entry, content=draw(bodies)))
    return FeedView(
        title=draw(words),
        description=draw(words),
        id="https://blog.example/",
        home="https://blog.example/",
        permalink="https://blog.example/feed",
        language="en",
        stylesheet="/feed.xsl",
        author=draw(st.none() | people),
        items=tuple(items),
        updated=max((i.entry.updated or i.entry.date for i in items if i.entry.date), default=None),
        version="1",
    )


@pytest.mark.parametrize("form", BUILTIN.feeds, ids=lambda form: form.name)
@settings(quick, max_examples=60)
@given(view=feeds())
def test_every_feed_parses_whatever_stands_in_it(form: Any, view: FeedView) -> None:
    data = form.render(view)
    if form.name == "json":
        found = msgspec.json.decode(data)
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert len(found["items"]) == len(view.items)
        return
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [entry.id for entry in parsed.entries] == [item.entry.id for item in view.items]
    assert [entry.link for entry in parsed.entries] == [item.entry.permalink for item in view.items]
