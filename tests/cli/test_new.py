from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bad_input.sites import CONFIG, build, make, run
from blogkit.cli.new import quoted
from blogkit.stages.front_matter import read

HOSTILE = [
    "Retry: a love story",
    'It\'s "quoted" & <b>bold</b>',
    "#1 of ten",
    "- a list?",
    "[Draft] {x}",
    "*bold* &anchor !tag %d @me `code`",
    "yes",
    "null",
    "2026-03-02",
    "1.10",
    "C:\\temp\\new",
    "trailing colon:",
    "{{ 7*7 }} {% raw %}",
    "Über 中文 שלום",
    "two\nlines\tand tabs",
    "  blanks  around  ",
    "a\u00a0b",
    "ends with a backslash \\",
    "'",
]


def told(path: Path) -> tuple[str, list[str]]:
    """(title, tags) as the front matter reader sees them; the head has to be without fault."""
    outcome = read(path.read_text(encoding="utf-8"), "a.md")
    assert outcome.diagnostics == ()
    return outcome.value.front.title, list(outcome.value.front.tags)


def test_a_post_begins_as_a_draft_of_today_with_an_id(tmp_path: Path) -> None:
    root = make(tmp_path, {}, CONFIG + "timezone: Pacific/Kiritimati\n")
    said = run(root, "new", "post", "Hello, World!", "--tags", "a, b c,,")
    assert (said.code, said.out) == (0, "content/posts/hello-world.md\n")
    path = root / "content" / "posts" / "hello-world.md"
    head = read(path.read_text(encoding="utf-8"), "a.md").value.front
    assert (head.title, head.tags, head.draft) == ("Hello, World!", ("a", "b c"), True)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", head.id)
    assert abs((dt.date.fromisoformat(head.date) - dt.datetime.now(dt.UTC).date()).days) <= 1
    code, found, report = build(root, "--drafts", "--future")
    assert (code, found, report["posts"]) == (0, [], 1)


def test_a_page_may_stand_in_the_menu(tmp_path: Path) -> None:
    root = make(tmp_path, {})
    assert run(root, "new", "page", "About me", "--menu", "2").out == "content/pages/about-me.md\n"
    assert "menu: 2" in (root / "content" / "pages" / "about-me.md").read_text(encoding="utf-8")
    assert run(root, "new", "post", "Live", "--no-draft").code == 0
    code, found, report = build(root, "--future")
    assert (code, found, report["posts"], report["pages"]) == (0, [], 1, 1)


@pytest.mark.parametrize("title", HOSTILE)
def test_any_title_is_written_so_that_it_reads_back(tmp_path: Path, title: str) -> None:
    root = make(tmp_path, {})
    said = run(root, "new", "post", "--", title + " x", "--tags")
    assert said.code == 2  # everything after -- is the title, and there is one
    said = run(root, "new", "post", "--tags", title.replace(",", ""), "--", title + " x")
    assert said.code == 0, said.err
    (path,) = (root / "content" / "posts").glob("*.md")
    assert path.parent == root / "content" / "posts"
    words, tags = told(path)
    assert words == re.sub(r"[ \t\n]+", " ", title + " x").strip() or words.split() == (title + " x").split()
    assert len(tags) == 1
    assert build(root, "--drafts", "--future")[0] == 0


@pytest.mark.parametrize("title", HOSTILE)
def test_quoting_is_undone_by_reading(title: str) -> None:
    head = read(f"---\ntitle: {quoted(title)}\n---\n", "a.md")
    assert head.diagnostics == ()
    assert head.value.front.title.split() == title.split()


@pytest.mark.parametrize(
    "title", ["../../outside", "/etc/passwd", "..", "a/b/c", "x" * 1000, "字" * 300, "CON", ".hidden", "a\x00b"]
)
def test_a_title_never_leads_out_of_its_folder(tmp_path: Path, title: str) -> None:
    root = make(tmp_path / "site", {})
    before = {p for p in tmp_path.rglob("*") if "posts" not in p.parts}
    said = run(root, "new", "post", title)
    assert said.code in (0, 2)
    assert {p for p in tmp_path.rglob("*") if "posts" not in p.parts} == before
    for path in (root / "content" / "posts").iterdir():
        assert path.is_file()
        assert len(path.name.encode()) < 200


@pytest.mark.parametrize("title", ["", "   ", "!!!", "😀", "---", "\udcff"])
def test_a_title_without_a_letter_is_refused(tmp_path: Path, title: str) -> None:
    root = make(tmp_path, {})
    said = run(root, "new", "post", "--", title)
    assert said.code == 2
    assert "a letter or a digit" in said.err
    assert not list((root / "content" / "posts").iterdir())


def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    root = make(tmp_path, {})
    assert run(root, "new", "post", "caf\udce9 \ud800 ok").code == 0
    (path,) = (root / "content" / "posts").glob("*.md")
    assert told(path)[0] == "caf? ? ok"


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/posts/hello.md": "mine"})
    said = run(root, "new", "post", "Hello!")
    assert said.code == 1
    assert "content/posts/hello.md is there already" in said.err
    assert (root / "content/posts/hello.md").read_text(encoding="utf-8") == "mine"


def test_broken_settings_do_not_keep_anyone_from_writing(tmp_path: Path) -> None:
    root = make(tmp_path, {}, "timezone: Nope\ntitle: a: b\n")
    assert run(root, "new", "post", "Still").code == 0


def test_from_a_folder_inside_it_goes_where_posts_belong(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/pages/p.md": ""})
    assert run(root / "content" / "pages", "new", "post", "Here").out == "content/posts/here.md\n"
    assert (root / "content" / "posts" / "here.md").is_file()
