from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from blogkit.core.compose import compose, locate
from blogkit.core.decode import MAX_DEPTH, MAX_NODES, Reader
from blogkit.core.diagnostic import Diagnostic, did_you_mean


class Inner(msgspec.Struct, frozen=True):
    name: str = ""
    size: int = 0


class Item(msgspec.Struct, frozen=True):
    label: str
    url: str = ""


class Outer(msgspec.Struct, frozen=True):
    title: str = ""
    flag: bool = False
    count: Annotated[int, Meta(ge=1, le=99)] = 5
    ratio: float = 1.0
    choice: Literal["full", "short"] = "full"
    words: tuple[str, ...] = ()
    inner: Inner = Inner()
    items: tuple[Item, ...] = ()
    named: dict[str, Inner] = {}
    extra: dict[str, Any] = {}


def read(text: str) -> tuple[Any, list[Diagnostic]]:
    tree = compose(text, "f.yaml")
    if tree.value is None:
        return None, list(tree.diagnostics)
    reader = Reader("f.yaml", lines=text.split("\n"))
    value = reader.struct(tree.value, Outer)
    return value, [*tree.diagnostics, *reader.found]


def good(text: str) -> Any:
    value, found = read(text)
    assert found == []
    return value


def only(text: str) -> Diagnostic:
    _, found = read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1.10", "1.10"),
        ("yes", "yes"),
        ("No", "No"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("2026-03-02", "2026-03-02"),
        ("12:30", "12:30"),
        ("~", ""),
        ("null", ""),
        ("", ""),
        ('"quoted"', "quoted"),
        ("'it''s'", "it's"),
        ("C# and F#", "C# and F#"),
        ("naïve 中文 😀", "naïve 中文 😀"),
        ("{}", None),
    ],
)
def test_text_is_kept_as_it_was_written(written: str, text: str | None) -> None:
    if text is None:
        assert only(f"title: {written}").code == "config/wrong-type"
    else:
        assert good(f"title: {written}").title == text


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "yes", "on", '"true"'])
def test_yes_has_many_spellings(word: str) -> None:
    assert good(f"flag: {word}").flag is True


@pytest.mark.parametrize("word", ["false", "No", "off", "0"])
def test_so_has_no(word: str) -> None:
    assert good(f"flag: {word}").flag is False


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        ("+7", 7),
        ("1_0", 10),
        ('"12"', 12),
        ("0x10", None),
        ("1_", None),
        ("1__0", None),
        ("٣", None),
        ("1.5", None),
        ("0", None),
        ("-3", None),
        ("100", None),
        ("9" * 400, None),
    ],
)
def test_a_whole_number_within_its_bounds(written: str, number: int | None) -> None:
    if number is None:
        finding = only(f"count: {written}")
        assert (finding.code, finding.span and finding.span.column) == ("config/wrong-type", 8)
    else:
        assert good(f"count: {written}").count == number


@pytest.mark.parametrize("written", ["nan", ".inf", "1e999", "1e99999", "1,5", "five", "[]"])
def test_a_number_is_a_number(written: str) -> None:
    assert only(f"ratio: {written}").code == "config/wrong-type"


def test_a_list_may_be_written_with_commas() -> None:
    assert good("words: a, b c ,, d").words == ("a", "b c", "d")
    assert good("words: [a, 1.10, yes, '']").words == ("a", "1.10", "yes")
    assert good("words:").words == ()
    assert good("items: {label: One}").items == (Item("One"),)
    assert good("items: [One]").items == (Item("One"),)


def test_every_mistake_is_found_at_once_each_at_its_place() -> None:
    text = (
        "titel: x\nflag: maybe\ncount: 0\nchoice: ful\nwords: {a: b}\ninner: {nmae: x, size: big}\nitems: [{url: /}]\n"
    )
    _, found = read(text)
    assert [(d.code, d.span and (d.span.line, d.span.column)) for d in found] == [
        ("config/unknown-key", (1, 1)),
        ("config/wrong-type", (2, 7)),
        ("config/wrong-type", (3, 8)),
        ("config/wrong-choice", (4, 9)),
        ("config/wrong-type", (5, 8)),
        ("config/unknown-key", (6, 9)),
        ("config/wrong-type", (6, 24)),
        ("config/missing-key", (7, 9)),
    ]
    assert all(d.fix for d in found)
    assert [d.fix for d in found if "unknown" in d.code] == ['did you mean "title"?', 'did you mean "name"?']
    assert found[3].fix == 'did you mean "full"?'


def test_a_key_given_twice_names_both_places() -> None:
    finding = only("title: a\nflag: yes\ntitle: b\n")
    assert (finding.code, finding.span and finding.span.line) == ("config/duplicate-key", 3)
    assert "line 1" in finding.found


def test_a_mapping_where_text_belongs_is_shown_in_quotes() -> None:
    assert only("title: {{ page.title }}").fix == 'put it in quotes: "{{ page.title }}"'
    assert only("words:\n  - Retry: a love story").fix == 'put it in quotes: "Retry: a love story"'


def test_a_word_where_a_mapping_belongs_is_shown_inside_one() -> None:
    assert only("inner: big").fix == "for example  inner: {name: big}"


@pytest.mark.parametrize(
    "written",
    [
        "!!python/object/apply:os.system [id]",
        "!!python/name:os.system",
        "!!binary aGk=",
        "!secret x",
        "!x [a]",
        "!x {a: b}",
    ],
)
def test_tags_are_never_obeyed(written: str) -> None:
    for key in ("title", "extra", "words", "inner"):
        value, found = read(f"{key}: {written}")
        if written.startswith("!!binary"):  # a tag of YAML's own is text
            continue
        assert [d.code for d in found] == ["config/tag"]
        assert value == Outer()


def test_an_alias_bomb_is_named_and_costs_nothing() -> None:
    lines = ["extra:", "  a: &a [x, x, x, x, x, x, x, x, x]"]
    for above, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"  {name}: &{name} [{', '.join([f'*{above}'] * 9)}]")
    _, found = read("\n".join(lines))
    assert [d.code for d in found] == ["config/too-much"]
    assert f"{MAX_NODES:,}" in found[0].message


@pytest.mark.parametrize("text", ["extra: &x {y: *x}", "extra: {z: &x [*x]}", f"extra: {{a: {'[' * 60}{']' * 60}}}"])
def test_what_holds_itself_or_never_ends_is_named(text: str) -> None:
    assert only(text).code == "config/too-deep"


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[[{x: "])
@pytest.mark.parametrize("count", [MAX_DEPTH * 5, 100_000])
def test_depth_that_would_break_the_parser_is_refused_before(opener: str, count: int) -> None:
    found = compose("extra:\n  " + opener * count, "f.yaml").diagnostics
    assert found[-1].code in ("config/too-deep", "config/syntax")


def test_the_deepest_that_is_allowed_is_read() -> None:
    depth = MAX_DEPTH - 3
    assert good(f"extra: {{a: {'[' * depth}{']' * depth}}}").extra["a"]


def test_characters_that_nothing_can_show_are_taken_out_and_named() -> None:
    value, found = read('title: "a\\x07b\\e[31m"\nextra: {k: "\\0"}\n')
    assert value.title == "ab[31m"
    assert value.extra == {"k": ""}
    assert [d.code for d in found] == ["config/control-character"] * 2
    assert "\x1b" not in found[0].found


def test_free_data_keeps_its_types_and_nothing_more() -> None:
    assert good("extra: {a: 1, b: 1.5, c: yes, d: ~, e: text, f: [1, {g: h}], i: 2026-03-02}").extra == {
        "a": 1,
        "b": 1.5,
        "c": True,
        "d": None,
        "e": "text",
        "f": [1, {"g": "h"}],
        "i": "2026-03-02",
    }
    odd = good("extra: {a: 1_, b: 1__0, c: 1e999, d: .nan, e: .inf, f: 99999999999999999999, g: 0x1f, h: 1:30}").extra
    assert odd == {
        "a": "1_",
        "b": "1__0",
        "c": "1e999",
        "d": ".nan",
        "e": ".inf",
        "f": "99999999999999999999",
        "g": "0x1f",
        "h": "1:30",
    }


@pytest.mark.parametrize(
    ("lines", "code", "place", "fix"),
    [
        (["title: Retry: a love story"], "unquoted-colon", (1, 13), 'title: "Retry: a love story"'),
        (["title: Why: because:"], "unquoted-colon", (1, 11), 'title: "Why: because:"'),
        (['title: He said: "no"'], "unquoted-colon", (1, 15), "title: 'He said: \"no\"'"),
        (['title: It\'s: "x"'], "unquoted-colon", (1, 12), 'title: "It\'s: \\"x\\""'),
        (['title: "A', "flag: yes"], "quotes", (1, 8), 'title: "A"'),
        (["title: 'It's fine'"], "quotes", (1, 8), 'title: "It\'s fine"'),
        (['title: "A" and B'], "quotes", (1, 8), "title: '\"A\" and B'"),
        (["title: *bold* move"], "quotes", (1, 8), 'title: "*bold* move"'),
        (["title: @ana says hello"], "quotes", (1, 8), 'title: "@ana says hello"'),
        (["title: `code`"], "quotes", (1, 8), 'title: "`code`"'),
        (["title: %d things"], "quotes", (1, 8), 'title: "%d things"'),
        (["title: [Draft] Hello"], "quotes", (1, 8), 'title: "[Draft] Hello"'),
        (["title: > hello"], "quotes", (1, 8), 'title: "> hello"'),
        (["title: - hello"], "quotes", (1, 8), 'title: "- hello"'),
        (["words: [a, b", "flag: yes"], "brackets", (1, 8), "words: [a, b]"),
        (["flag: yes", "title A"], "no-colon", (2, 6), "title: A"),
        (["flag: yes", "title:A"], "no-space", (2, 6), "title: A"),
        (["inner:", "\tname: x"], "tab", (2, 1), "name: x"),
        (["title: A", "  flag: yes"], "indent", (2, 1), "flag: yes"),
        (['title: "\\ud83d\\ude00"'], "control-character", (1, 9), 'title: "😀"'),
        (['title: "\\ud800"'], "control-character", (1, 9), 'title: "\ufffd"'),
    ],
)
def test_a_line_that_yaml_stumbles_over_is_mended_shown_and_read(
    lines: list[str], code: str, place: tuple[int, int], fix: str
) -> None:
    value, found = read("\n".join(lines) + "\n")
    assert [(d.code, d.fix) for d in found] == [(f"config/{code}", fix)]
    assert found[0].span
    assert (found[0].span.line, found[0].span.column) == place
    assert isinstance(value, Outer)
    assert value != Outer()  # and what was meant is used for all that follows


def test_several_lines_are_mended_in_one_run() -> None:
    value, found = read("title: a: b\nwords:\n\t- x\nchoice: @full\nflag: maybe\n")
    assert [d.code.removeprefix("config/") for d in found] == [
        "unquoted-colon",
        "tab",
        "quotes",
        "wrong-choice",
        "wrong-type",
    ]
    assert value.title == "a: b"
    assert value.words == ("x",)


def test_what_cannot_be_mended_is_said_with_its_place_and_the_rest_is_read() -> None:
    value, found = read("title: A\n}{\nflag: maybe\n")
    assert [d.code for d in found] == ["config/syntax", "config/wrong-type"]
    assert found[0].span
    assert found[0].span.line == 2
    assert value.title == "A"


@given(st.text(alphabet="ab:\"'[]{}-#&*!|>%@`,? \t\n0\\", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    value, found = read(text)
    assert value is None or isinstance(value, Outer) or value is msgspec.UNSET
    for finding in found:
        assert finding.fix
        assert finding.span


@given(st.text(max_size=60))
def test_no_character_is_too_odd(text: str) -> None:
    read("title: " + text)
    read('title: "' + text + '"')


def test_more_text_than_any_settings_have_is_refused() -> None:
    assert compose("a: " + "x" * 3_000_000, "f.yaml").diagnostics[0].code == "config/too-much"


def test_a_setting_is_located_or_its_nearest_parent() -> None:
    text = "title: x\ninner:\n  name: y\n  size:\n"
    places = {
        keys: str(locate(text, "f.yaml", *keys))
        for keys in [("inner", "name"), ("inner", "size"), ("inner", "x"), ("x",)]
    }
    assert places == {
        ("inner", "name"): "f.yaml:3:9",
        ("inner", "size"): "f.yaml:4:3",
        ("inner", "x"): "f.yaml:2:1",
        ("x",): "f.yaml",
    }


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ["title", "date"], 'did you mean "title"?'),
        ("TITEL", ["title"], 'did you mean "title"?'),
        ("ana", ["Ana", "Bo"], 'did you mean "Ana"?'),
        ("tittle", ["title"], 'did you mean "title"?'),
        ("tilte", ["title", "date"], 'did you mean "title"?'),
        ("auther", ["author", "other"], 'did you mean "author"?'),
        ("mastdon", ["mastodon", "email"], 'did you mean "mastodon"?'),
        ("categry", ["category"], 'did you mean "category"?'),
        ("ctegorry", ["category"], 'did you mean "category"?'),
        ("base-url", ["base_url"], 'did you mean "base_url"?'),
        ("lnag", ["lang", "long"], 'did you mean "lang"?'),
        ("tag", ["tags", "lang"], 'did you mean "tags"?'),
        ("dat", ["data", "date"], 'did you mean "date"?'),
        ("tga", ["tag"], 'did you mean "tag"?'),
        ("ot", ["to"], 'did you mean "to"?'),
        ("ID", ["id"], 'did you mean "id"?'),
        ("ann", ["ana"], ""),
        ("bo", ["bob", "be"], ""),
        ("pig", ["pin"], ""),
        ("time", ["theme"], ""),
        ("layout", ["language", "date"], ""),
        ("weight", ["website"], ""),
        ("fancy.html", ["taxonomy.html"], ""),
        ("a-part", ["another-part"], ""),
        ("../nothing/", ["/posts/target/"], ""),
        ("description", ["subscription"], ""),
        ("xyz", ["title"], ""),
        ("d", ["id"], ""),
        ("", ["title"], ""),
        ("x" * 100_000, ["x" * 100_000], ""),
    ],
)
def test_the_nearest_word_is_a_question(word: str, known: list[str], near: str) -> None:
    assert did_you_mean(word, known) == near
