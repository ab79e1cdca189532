"""A save of words alone, in a process that goes on, makes what a whole build would make, and looks at nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from blogkit.pipeline import Built, Request, build
from blogkit.testing.site import CLOCK, Site

OUTPUT = ".blogkit/preview/site"
HEAD = "---\ntitle: {0}\ndate: 2026-03-0{1}\ntags: [t]\n---\n"
SITE = f"""
-- blogkit.yaml --
base_url: https://blog.example/
related: 0
-- people.yaml --
ana: {{name: Ana, url: "https://ana.example/"}}
-- content/posts/one.md --
{HEAD.format("One", 1)}First words of one.
-- content/posts/two.md --
{HEAD.format("Two", 2)}[One](one.md), says @ana.
-- content/posts/broken.md --
{HEAD.format("Broken", 3)}A heron.

![A heron](gone.png)
-- content/pages/about.md --
---
title: About
---
About.
"""
ONE, TWO, BROKEN = "content/posts/one.md", "content/posts/two.md", "content/posts/broken.md"
SAYS = HEAD.format("Two", 2) + "[One](one.md), says @ana."
WORDS = HEAD.format("One", 1) + "First words of one.\n\nAnd **more** of them.\n"


class Going:
    """Builds of a preview, one after the other."""

    def __init__(self, root: Path) -> None:
        self.site = Site.of(root, SITE)
        self.request = Request(os.fspath(root), clock=CLOCK, cards=False, preview=True, output=OUTPUT)
        self.built: Built = build(self.request)
        assert not self.built.report.failed
        assert self.built.last

    def save(self, files: Mapping[str, str | bytes | None], *, tell: bool = True) -> Built:
        self.site.write(files)
        self.built = build(self.request, self.built.last, tuple(files) if tell else ())
        return self.built

    def short(self) -> bool:
        """Whether the last build was of some texts alone: it has seen no inputs."""
        return not self.built.inputs

    def tree(self) -> dict[str, bytes]:
        top = self.site.root / OUTPUT
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in top.rglob("*")
            if path.is_file() and path.name != ".blogkit-manifest"
        }


@pytest.fixture
def going(tmp_path: Path) -> Going:
    return Going(tmp_path / "site")


def same_as_a_whole_build(going: Going, tmp_path: Path) -> None:
    other = tmp_path / "whole"
    for path in ("blogkit.yaml", "people.yaml", "content", "templates"):
        source = going.site.root / path
        for file in [source] if source.is_file() else source.rglob("*"):
            if file.is_file():
                copy = other / file.relative_to(going.site.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
    whole = build(Request(os.fspath(other), clock=CLOCK, cards=False, preview=True, output=OUTPUT))
    top = other / OUTPUT
    for path, data in going.tree().items():
        assert (top / path).read_bytes() == data, path
    assert whole.report.diagnostics == going.built.report.diagnostics
    assert (whole.report.posts, whole.report.files) == (going.built.report.posts, going.built.report.files)


def test_words_alone_are_the_work_of_one_text(going: Going, tmp_path: Path) -> None:
    built = going.save({ONE: WORDS})
    assert going.short()
    assert "posts/one/index.html" in built.report.updated
    assert set(built.report.updated) <= {"posts/one/index.html", "rss.xml", "atom.xml", "feed.json"} | {
        path for path in going.tree() if path.startswith("tags/")
    }
    assert built.report.log[0] == f"parse {ONE}"
    assert built.made_from["posts/one/index.html"] == ONE
    same_as_a_whole_build(going, tmp_path)


def test_many_saves_one_after_the_other(going: Going, tmp_path: Path) -> None:
    for number in range(5):
        going.save({ONE: WORDS + f"\nAnd {number}.\n", TWO: f"{SAYS}\n\nAnd {number}.\n"})
    going.save({"content/pages/about.md": "---\ntitle: About\n---\nAbout.\n\nAbout us.\n"})
    assert going.short()
    same_as_a_whole_build(going, tmp_path)
    going.save({}, tell=False)  # and the next whole build finds all of it, and mends what the caches say
    assert not going.short()
    same_as_a_whole_build(going, tmp_path)


def test_the_same_words_again_change_nothing(going: Going) -> None:
    before = going.tree()
    built = going.save({ONE: (going.site.root / ONE).read_text()})
    assert going.short()
    assert (built.report.updated, going.tree()) == ((), before)


def test_words_can_be_taken_back(going: Going) -> None:
    before, words = going.tree(), (going.site.root / ONE).read_text()
    going.save({ONE: WORDS})
    going.save({ONE: words})
    assert going.short()
    assert going.tree() == before


def test_what_was_found_moves_with_the_words(going: Going, tmp_path: Path) -> None:
    (before,) = going.built.report.diagnostics
    going.save({BROKEN: HEAD.format("Broken", 3) + "A heron.\n\nOf words.\n\n![A heron](gone.png)\n"})
    assert going.short()
    (after,) = going.built.report.diagnostics
    assert before.span
    assert after.span
    assert after.span.line == before.span.line + 2
    same_as_a_whole_build(going, tmp_path)
    (going.site.root / ".blogkit/traces.sqlite").unlink()
    going.save({BROKEN: HEAD.format("Broken", 3) + "A heron.\n\n![A heron](gone.png)\n"})
    assert going.built.report.diagnostics == (before,)


def test_nothing_else_is_looked_at(going: Going) -> None:
    going.site.write({TWO: SAYS + "\n\nNot told.\n"})
    going.save({ONE: WORDS})
    assert b"Not told" not in going.tree()["posts/two/index.html"]
    going.save({ONE: WORDS}, tell=False)
    assert b"Not told" in going.tree()["posts/two/index.html"]


@pytest.mark.parametrize(
    "files",
    [
        {ONE: WORDS.replace("title: One", "title: Uno")},
        {ONE: WORDS.replace("tags: [t]", "tags: [u]")},
        {ONE: WORDS + "\n[Two](two.md)\n"},
        {TWO: None},
        {TWO: None, "content/posts/dos.md": SAYS},
        {"content/posts/new.md": HEAD.format("New", 4) + "New.\n"},
        {ONE: WORDS, "templates/post.html": "<main>{{ post.content }}</main>\n"},
        {"people.yaml": "ana: {name: Anna}\n"},
        {"blogkit.yaml": "base_url: https://blog.example/\nrelated: 0\ntitle: New\n"},
        {ONE: WORDS + "\n![](gone.png)\n"},
    ],
    ids=["title", "tags", "link", "gone", "renamed", "new", "template", "people", "settings", "new finding"],
)
def test_more_than_words_is_a_whole_build(going: Going, tmp_path: Path, files: dict[str, str | None]) -> None:
    going.save(files)
    assert not going.short()
    assert going.built.last
    same_as_a_whole_build(going, tmp_path)


def test_after_an_error_everything_is_looked_at(going: Going, tmp_path: Path) -> None:
    before = going.tree()
    going.save({ONE: WORDS.replace("title: One", "title: [")})
    assert going.built.report.failed
    assert going.built.last is None
    assert going.tree() == before
    going.save({ONE: WORDS})
    assert not going.short()
    same_as_a_whole_build(going, tmp_path)


def test_a_plan_that_another_process_replaced_is_not_believed(going: Going, tmp_path: Path) -> None:
    build(Request(os.fspath(going.site.root), clock=CLOCK, cards=False, base_url="https://elsewhere.example/"))
    going.save({ONE: WORDS})
    assert not going.short()
    same_as_a_whole_build(going, tmp_path)


def test_a_file_that_cannot_be_overwritten_is_left_to_the_whole_build(going: Going) -> None:
    page = going.site.root / OUTPUT / "posts/one/index.html"
    page.unlink()
    page.parent.rmdir()
    going.save({ONE: WORDS})
    assert not going.short()
    assert b"<strong>more</strong>" in page.read_bytes()


def test_a_vanished_file_of_an_editor_is_no_matter(going: Going) -> None:
    going.site.write({ONE: WORDS})
    going.built = build(going.request, going.built.last, (ONE, "content/posts/sedX1"))
    assert going.short()


def test_what_a_short_build_did_not_ask_for_stays_in_the_store(going: Going, tmp_path: Path) -> None:
    """Else each save would throw away what the next whole build would have to make again."""
    going.save({f"content/posts/n{n}.md": HEAD.format(f"N{n}", 4) + f"N{n}.\n" for n in range(400)}, tell=False)
    for number in range(3):
        going.save({ONE: WORDS + f"\n{number}\n"})
        assert going.short()
    with sqlite3.connect(going.site.root / ".blogkit/traces.sqlite") as db:
        (count,) = db.execute("SELECT count(*) FROM trace").fetchone()
    db.close()
    assert count > 1200
