"""`in_reply_to`, `of`, `via`, `mentions`, `question` and the like, as they may be written in front matter."""

from __future__ import annotations

from typing import Any

import pytest

from blogkit.core.diagnostic import Diagnostic
from blogkit.core.entry import Credit, FrontMatter, Mention, Reference
from blogkit.stages.front_matter import Head, read


def head(line: str) -> tuple[Head, list[Diagnostic]]:
    outcome = read(f"---\n{line}\n---\nText\n", "a.md")
    return outcome.value, list(outcome.diagnostics)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("in_reply_to: https://a.example/b", "in_reply_to", Reference("https://a.example/b")),
        ("in_reply_to: other.md", "in_reply_to", Reference("other.md")),
        ("in-reply-to: https://a.example/", "in_reply_to", Reference("https://a.example/")),
        ("of: {url: 'https://a.example/', title: T, who: ana, quote: Q}", "of",
         Reference("https://a.example/", "T", "ana", "Q")),
        ("bookmark-of: https://a.example/", "of", Reference("https://a.example/")),
        ("link: https://a.example/", "of", Reference("https://a.example/")),
        ("via: ana", "via", Reference(who="ana")),
        ("via: Ana Ruiz", "via", Reference(who="Ana Ruiz")),
        ("via: https://a.example/", "via", Reference("https://a.example/")),
        ("via: {url: 'https://a.example/', who: ana}", "via", Reference("https://a.example/", who="ana")),
        ("mentions: ana, jonas", "mentions", (Mention("ana"), Mention("jonas"))),
        ("mentions: [ana, {who: bo, why: the idea}]", "mentions", (Mention("ana"), Mention("bo", "the idea"))),
        ("mentions: {who: ana, quote: Q}", "mentions", (Mention("ana", quote="Q"),)),
        ("thanks: ana", "thanks", (Credit("ana"),)),
        ("question: What now?", "question", "What now?"),
        ("question: false", "question", "false"),
        ("question: no", "question", "false"),
        ("question: true", "question", ""),
        ("comments: false", "comments", False),
        ("comment: true", "comments", True),
        ("comments: {host: social.example, id: 1}", "comments", True),
        ("guest: ana", "guest", "ana"),
        ("kind: note", "kind", "note"),
    ],
)  # fmt: skip
def test_as_written(line: str, key: str, value: Any) -> None:
    read_, found = head(line)
    assert getattr(read_.front, key) == value
    assert found == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("title: A", "article"),
        ("in_reply_to: https://a.example/", "reply"),
        ("of: https://a.example/", "link"),
        ("{kind: note, of: https://a.example/}", "note"),
    ],
)
def test_the_kind_follows_from_what_is_there(line: str, kind: str) -> None:
    assert head(line)[0].front.post_kind == kind


URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "file:///etc/passwd",
    '"https://a.example/\\u202eb"',
    '"https://a.example/\\u200bb"',
    '"https://a.example/\\tb"',
    "'https://a.example/\"onclick='",
    "https://a.example/<b>",
    "https://[",
    "https://a.example:99999/",
    "https:///b",
    "//a.example/b",
    "a.example/b",
    "https://a.example/" + "x" * 10_000,
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    "pattern",
    [
        "in_reply_to: {}",
        "of: {}",
        "via: {}",
        "of: {{url: {}, title: T, quote: Q}}",
        "mentions: [{{who: a, source: {}}}]",
    ],
)
def test_an_address_that_no_page_may_have(pattern: str, url: str) -> None:
    if "{{" in pattern and url[0] not in "\"'":
        url = f"'{url}'"
    read_, found = head(pattern.format(url))
    assert [(d.code, d.severity) for d in found if "control" not in d.code] == [("front-matter/address", "error")]
    assert str(found[-1].span).startswith("a.md:2:")
    assert found[-1].fix
    front = read_.front
    assert (front.in_reply_to, front.of, front.via) == (Reference(), Reference(), Reference())
    assert front.mentions in ((), (Mention("a"),))


def test_a_host_without_its_scheme_is_mended() -> None:
    assert [d.fix for d in head("in_reply_to: a.example/b")[1]] == ["in_reply_to: https://a.example/b"]
    assert [d.fix for d in head("of: //a.example/b")[1]] == ["of: https://a.example/b"]


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        (f"question: {'x' * 2_000}", "front-matter/too-long", "warning"),
        (f"guest: {'x' * 2_000}", "front-matter/too-long", "warning"),
        (f"mentions: [{{who: a, why: {'x' * 10_000}}}]", "front-matter/too-long", "warning"),
        (f"mentions: [{'x' * 10_000}]", "front-matter/too-long", "warning"),
        (f"of: {{url: https://a.example/, quote: {'x' * 10_000}}}", "front-matter/too-long", "warning"),
        ("of: {title: T}", "front-matter/address", "error"),
        ("in_reply_to: {who: ana}", "front-matter/address", "error"),
        ("mentions: [{why: x}]", "front-matter/missing-key", "error"),
        ("mentions: [[a]]", "front-matter/wrong-type", "error"),
        ("kind: bookmark", "front-matter/wrong-choice", "error"),
        ("of: [a]", "front-matter/wrong-type", "error"),
    ],
)
def test_what_cannot_be_shown_is_left_out(line: str, code: str, severity: str) -> None:
    read_, found = head(line)
    assert [(d.code, d.severity) for d in found] == [(code, severity)]
    assert str(found[0].span).startswith("a.md:2:")
    assert found[0].fix
    assert read_.front == FrontMatter()


def test_names_do_not_turn_the_text_round() -> None:
    for key, who in (("guest", "guest"), ("via", "via")):
        read_, found = head(f'{key}: "\u202eana\u2066"')
        assert [d.code for d in found] == ["front-matter/control-character"]
        value = getattr(read_.front, who)
        assert (value if key == "guest" else value.who) == "ana"


def test_every_person_of_a_list_has_a_place() -> None:
    spans = head("mentions:\n  - ana\n  - {why: x, who: bo}\ncontributors: [cy]\nthanks:\n  - who: di")[0].spans
    places = {key: str(span) for key, span in spans.items() if " " in key}
    assert places == {"mentions ana": "a.md:3:5", "mentions bo": "a.md:4:19", "contributors cy": "a.md:5:16",
                      "thanks di": "a.md:7:10"}  # fmt: skip
