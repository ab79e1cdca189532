"""Addresses put into front matter: nothing else in the file may ever change."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from blogkit.stages import front_matter
from blogkit.stages.front_matter.edit import NotEdited, with_copies

NEW = "https://social.example/@mira/1"
OTHER = "https://bsky.app/profile/mira.example/post/3k"


def front(text: str) -> Any:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return front_matter.read(plain, "content/posts/a.md").value


def added(before: str, after: str) -> list[str]:
    """The lines that are new; fails if any other line has changed."""
    steps = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert not [line for line in steps if line.startswith("- ")]
    return [line[2:] for line in steps if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ("---\ntitle: A\n---\nText.\n", ["syndication:\n", f"  - {NEW}\n"]),
        ("---\ntitle: A\nsyndication:\n  - https://a.example/1\n---\n", [f"  - {NEW}\n"]),
        ("---\nsyndication:\n- https://a.example/1   # first\n\ntitle: A\n---\n", [f"- {NEW}\n"]),
        ("---\nsyndication:\n  - 'https://a.example/1'\n# end\n---\n", [f"  - '{NEW}'\n"]),
        ('---\nsyndication:\n    - "https://a.example/1"\ntags: [a]\n---\n', [f'    - "{NEW}"\n']),
        ("---\nsyndication:  # nowhere yet\ntitle: A\n---\n", [f"  - {NEW}\n"]),
        ("---\r\ntitle: A\r\n---\r\nText.\r\n", ["syndication:\r\n", f"  - {NEW}\r\n"]),
        ("\ufeff---\ntitle: A\n---\nText.\n", ["syndication:\n", f"  - {NEW}\n"]),
        ("---\n---\nText.\n", ["syndication:\n", f"  - {NEW}\n"]),
        ("---\n  title: A\n  tags: [b]\n---\nText.\n", ["  syndication:\n", f"    - {NEW}\n"]),
        ("---\nextra:\n  note: |\n    two\n    lines\n---\n---\n", ["syndication:\n", f"  - {NEW}\n"]),
        ("---\ntitle: A\n...\nText.\n", ["syndication:\n", f"  - {NEW}\n"]),
        ("# A heading\n\nText.\n", ["---\n", "syndication:\n", f"  - {NEW}\n", "---\n", "\n"]),
        ("---\n\nA rule, and text below it.\n", ["---\n", "syndication:\n", f"  - {NEW}\n", "---\n", "\n"]),
        ("", ["---\n", "syndication:\n", f"  - {NEW}\n", "---\n"]),
    ],
)
def test_only_lines_are_added(before: str, lines: list[str]) -> None:
    after = with_copies(before, [NEW])
    assert added(before, after) == lines
    assert front(after).front.syndication[-1] == NEW


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("syndication: [https://a.example/1]", f'syndication: [https://a.example/1, "{NEW}"]'),
        ("syndication: ['https://a.example/1', ] # both", f"syndication: ['https://a.example/1', '{NEW}', ] # both"),
        ("syndication: []   # none", f'syndication: ["{NEW}"]   # none'),
        ("syndication: ~ # none", f'syndication: ["{NEW}"] # none'),
        ('syndication: ""', f'syndication: ["{NEW}"]'),
        (
            "syndication: [\n  'https://a.example/1',  # one\n  'https://a.example/2'  # two\n  ]",
            f"syndication: [\n  'https://a.example/1',  # one\n  'https://a.example/2', '{NEW}'  # two\n  ]",
        ),
        ("syndication: https://a.example/1  # there", f"syndication:\n  - https://a.example/1  # there\n  - {NEW}"),
        ("Syndication: [https://a.example/1]", f'Syndication: [https://a.example/1, "{NEW}"]'),
    ],
)
def test_what_stands_on_one_line_stays_in_it(before: str, after: str) -> None:
    head = "---\ntitle: 'It''s'   # kept\n{}\ntags: [a,   b]\n---\nText.\n"
    assert with_copies(head.format(before), [NEW]) == head.format(after)


def test_several_at_once() -> None:
    assert front(with_copies("---\ntitle: A\n---\n", [NEW, OTHER])).front.syndication == (NEW, OTHER)
    assert front(with_copies("---\nsyndication: [a://b]\n---\n", [NEW, OTHER])).front.syndication[-2:] == (NEW, OTHER)


@pytest.mark.parametrize(
    ("before", "reason", "line"),
    [
        ("+++\ntitle = 'A'\n+++\n", "TOML", f'syndication = ["{NEW}"]'),
        ('{\n"title": "A"\n}\n', "JSON", f'"syndication": ["{NEW}"]'),
        ("Title: A\nDate: 2026-03-02\n\nText.\n", "header lines", f"Syndication: {NEW}"),
        ("----\ntitle: A\n----\n", "not opened by", f'syndication: ["{NEW}"]'),
        ("---\n{title: A}\n---\n", "cannot be added to", f'syndication: ["{NEW}"]'),
        ("---\nextra: {a: &x [https://a.example/1]}\nsyndication: *x\n---\n", "cannot be", f'syndication: ["{NEW}"]'),
        ("---\nsyndication: {a: b}\n---\n", "cannot be added to", f'syndication: ["{NEW}"]'),
        ("---\nx: 'a\u2028b\u2028\u2028\u2028c'\nsyndication: [a://b]\n---\n", "cannot be", f'syndication: ["{NEW}"]'),
        ("---\nsyndication: |\n  https://a.example/1\n---\n", "cannot be added to", f'syndication: ["{NEW}"]'),
    ],
)
def test_what_is_not_edited_is_said(before: str, reason: str, line: str) -> None:
    with pytest.raises(NotEdited, match=reason) as caught:
        with_copies(before, [NEW])
    assert caught.value.line == line


KEYS = ("title", "tags", "question", "description", "extra", "thanks", "social")
SCALARS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
VALUES = st.recursive(SCALARS | st.booleans() | st.integers(0, 99), lambda one: st.lists(one, max_size=3)
                      | st.dictionaries(st.sampled_from(["who", "for", "mastodon", "a"]), one, max_size=3), max_leaves=6)  # fmt: skip


@given(
    head=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5),
    copies=st.none() | st.lists(st.sampled_from(["https://a.example/1", OTHER]), max_size=2, unique=True),
    flow=st.sampled_from([None, True, False]),
    comment=st.sampled_from(["", "# mine\n", "\n# mine: [x]\n\n"]),
    at=st.integers(0, 5),
    body=st.text("a-#\n ", max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_front_matter_keeps_all_but_that_key(
    head: dict[str, Any], copies: list[str] | None, flow: bool | None, comment: str, at: int, body: str, end: str
) -> None:
    parts = [yaml.safe_dump({k: v}, allow_unicode=True, default_flow_style=flow) for k, v in head.items()]
    if copies is not None:
        parts.insert(at % (len(parts) + 1), yaml.safe_dump({"syndication": copies}, default_flow_style=flow))
    parts = [part.removeprefix("{").removesuffix("}\n") + "\n" if part.startswith("{") else part for part in parts]
    text = ("---\n" + comment.join(parts) + comment + "---\n" + body).replace("\n", end)
    before = front(text)
    assume("syndication" not in "".join(map(str, head.values())))
    after_text = with_copies(text, [NEW])
    after = front(after_text)
    assert structs.replace(after.front, syndication=()) == structs.replace(before.front, syndication=())
    assert after.front.syndication == (*before.front.syndication, NEW)
    assert after.body == before.body
    assert after_text.count("\r\n") == after_text.count("\n") * (end == "\r\n")
    gone = [line[2:] for line in difflib.ndiff(text.splitlines(), after_text.splitlines()) if line.startswith("- ")]
    assert not [line for line in gone if "syndication" not in line and "https://" not in line]


@given(st.text("-+{}[]:# \nasyndicto'\"&*|>.\r", max_size=40))
def test_any_text_is_edited_truly_or_not_at_all(text: str) -> None:
    try:
        after = with_copies(text, [NEW])
    except NotEdited:
        return
    assert front(after).front == structs.replace(front(text).front, syndication=(*front(text).front.syndication, NEW))
