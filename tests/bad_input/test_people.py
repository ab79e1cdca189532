"""A people.yaml that somebody got wrong, or meant ill with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_input.sites import CONFIG, build, make, outputs, post

POST = post("title: A\ndate: 2026-03-02\nauthor: ana\nthanks: [bo]")


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("- ana\n", "people/wrong-type", "people.yaml:1:1"),
        ("just words\n", "people/wrong-type", "people.yaml:1:1"),
        ("ana: {nmae: A}\n", "people/unknown-key", "people.yaml:1:7"),
        ("ana: {mention: nevr}\n", "people/wrong-choice", "people.yaml:1:16"),
        ("ana: {handles: x}\n", "people/wrong-type", "people.yaml:1:16"),
        ("ana: {handles: {mastodon: [a]}}\n", "people/wrong-type", "people.yaml:1:27"),
        ("ana: {name: A}\nana: {name: B}\n", "people/duplicate-key", "people.yaml:2:1"),
        ("ana:\n  name: A: B\n", "people/unquoted-colon", "people.yaml:2:10"),
        ("ana:\n\tname: A\n", "people/tab", "people.yaml:2:1"),
        ("ana: !!python/object/apply:os.system [id]\n", "people/tag", "people.yaml:1:6"),
        ("ana: &x {handles: *x}\n", "people/", "people.yaml:1"),
        (b"ana: {name: \xe4}\n", "people/encoding", "people.yaml"),
        ("ana: {name: A}\n".encode("utf-16"), "people/encoding", "people.yaml"),
    ],
)
def test_a_mistake_is_found_at_its_place(tmp_path: Path, text: str | bytes, code: str, where: str) -> None:
    status, found, _ = build(make(tmp_path, {"content/posts/a.md": POST, "people.yaml": text}))
    errors = [f for f in found if f.severity == "error"]
    assert status == 1
    assert errors
    assert errors[0].code.startswith(code)
    assert errors[0].where.startswith(where)
    assert all(f.fix and not f.message.startswith(".") for f in errors)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('ana: {name: A, url: "javascript:alert(1)"}\n', "people/url", "people.yaml:1:21"),
        ("ana: {name: A, url: example.org}\n", "people/url", "people.yaml:1:21"),
        ('ana: {name: A, url: "https://["}\n', "people/url", "people.yaml:1:21"),
        ('ana: {name: A, photo: "https://evil.example/x.png"}\n', "people/photo", "people.yaml:1:23"),
        ("ana: {name: A}\na b: {name: B}\na-b: {name: C}\n", "people/key", "people.yaml:3:6"),
        ('ana: {name: A}\n"!": {name: B}\n', "people/key", "people.yaml:2:6"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(tmp_path: Path, text: str, code: str, where: str) -> None:
    status, found, _ = build(make(tmp_path, {"content/posts/a.md": POST, "people.yaml": text}))
    assert status == 0
    assert (code, where.rpartition(":")[0]) in [(f.code, f.where.rpartition(":")[0]) for f in found]
    html = outputs(tmp_path)["posts/a/index.html"]
    assert b"javascript:" not in html
    assert b"evil.example" not in html


def test_odd_people_are_people(tmp_path: Path) -> None:
    text = (
        "ana:\nbo: {name: ''}\n5: {name: 7}\n'../x': {name: X}\n"
        'cy: {name: C, domains: ["http://[", "", "a b"], '
        'handles: {mastodon: "@@@", bluesky: "", email: "x y", nope: q}}\n'
    )
    status, found, _ = build(
        make(tmp_path, {"content/posts/a.md": POST, "people.yaml": text}, CONFIG + "author: ana\n")
    )
    assert status == 0
    assert sorted(one.code for one in found) == [
        "people/domain",
        "people/domain",
        "people/handle",
        "people/handle",
        "people/handle",
        "people/network",
    ]


def test_thousands_of_people_are_no_burden(tmp_path: Path) -> None:
    text = "".join(f"p{n}: {{name: P{n}, url: 'https://p{n}.example/'}}\n" for n in range(3000))
    assert build(
        make(tmp_path, {"content/posts/a.md": POST.replace("ana", "p7").replace("bo", "p8"), "people.yaml": text})
    )[:2] == (0, [])


@pytest.mark.parametrize(
    ("author", "text", "fix"),
    [
        ("ana", "Ana: {name: A}\n", 'did you mean "Ana"?'),
        ("Ana Ruiz", "ana-ruiz: {name: A}\n", 'did you mean "ana-ruiz"?'),
        ("zoe", "ana: {name: A}\n", "add to people.yaml:  zoe: {name: …}"),
        ("zoe", "", "add to people.yaml:  zoe: {name: …}"),
    ],
)
def test_an_author_of_the_settings_is_asked_for_once_at_its_line(
    tmp_path: Path, author: str, text: str, fix: str
) -> None:
    files = {f"content/posts/{name}.md": post(f"title: {name}\ndate: 2026-03-02") for name in "abc"}
    status, found, _ = build(make(tmp_path, {**files, "people.yaml": text}, CONFIG + f"author: {author}\n"))
    assert status == 0
    assert [(f.code, f.where, f.found, f.fix) for f in found] == [
        ("people/unknown", "blogkit.yaml:2:9", f"author: {author}", fix)
    ]


def test_an_author_in_words_needs_no_key(tmp_path: Path) -> None:
    files = {"content/posts/a.md": post("title: A\ndate: 2026-03-02"), "people.yaml": "ana: {name: A}\n"}
    assert build(make(tmp_path, files, CONFIG + "author: Ana Ruiz\n"))[:2] == (0, [])
