"""Nothing that stands in engagement/private/people.yaml reaches anything that a build makes, says or keeps."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bad_input.sites import CLOCK, run
from blogkit.builtin import BUILTIN
from blogkit.core.person import PrivatePerson
from blogkit.engine.run import processes
from blogkit.engine.state import State
from blogkit.pipeline import Request, prepare
from blogkit.stages.people import PRIVATE
from blogkit.stages.render.environment import Page, environment
from blogkit.stages.render.look import Look
from blogkit.testing.site import CLOCK as MOMENT
from blogkit.testing.site import Site

CANARY = "canary"
FIELDS = {
    "name": "Canaryname Person",
    "handles": "{mastodon: '@canaryhandle@canaryhost.example', x: '@canaryx'}",
    "domains": "[canarydomain.example]",
    "email": "canarymail@canaryhost.example",
    "met": "canarymet",
    "notes": "|\n    canarynotes\n    and more canarynotes",
    "extra": "{canarykey: canaryvalue, deep: [canarydeep]}",
}
BOUNDARIES = "  mention: ask\n  quote: ask\n"
SITE = f"""
-- blogkit.yaml --
base_url: https://blog.example/
title: Notes
author: ana
search: simple
-- people.yaml --
ana: {{name: Ana, url: "https://ana.example/", feed: "https://ana.example/feed", listed: true, handles: {{x: "@ana"}}}}
bo: {{name: Bo, listed: true}}
-- {PRIVATE} --
ana:
{"".join(f"  {name}: {value}" + chr(10) for name, value in FIELDS.items())}{BOUNDARIES}canaryonly:
{"".join(f"  {name}: {value}" + chr(10) for name, value in FIELDS.items())}
-- content/pages/about.md --
---
title: About
menu: 1
---
Hello.
-- content/posts/a.md --
---
title: A
date: 2026-03-02
tags: [x]
question: What?
thanks: [{{who: ana, for: tea}}]
contributors: [bo]
---
[hers](https://ana.example/x), [theirs](https://other.example/)
"""


def test_every_private_field_has_its_canary() -> None:
    boundaries = {"mention", "quote", "blocked"}
    assert set(FIELDS) | boundaries == {field.name for field in msgspec.structs.fields(PrivatePerson)}
    assert all(CANARY in value.lower() for value in FIELDS.values())


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
            if path.read_bytes()[:15] == b"SQLite format 3":
                with sqlite3.connect(path) as db:
                    for key, value in db.execute("SELECT key, value FROM trace"):
                        yield f"{path.name}: {key}", value


def canaries(root: Path) -> list[str]:
    """Files of the site, but for the private one, in which something private stands."""
    word = re.compile(CANARY.encode(), re.IGNORECASE)
    return [path for path, data in everything(root) if path != PRIVATE and word.search(data)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.of(tmp_path_factory.mktemp("private"), SITE)
    assert not site.build(cards=True).report.failed
    return site


def test_no_output_and_no_cache_has_a_canary(built: Site) -> None:
    assert "people/index.html" in built.tree()
    assert len(list(everything(built.root / ".blogkit"))) > 5
    assert canaries(built.root) == []


def test_the_search_for_canaries_finds_one(built: Site, tmp_path: Path) -> None:
    copy = built.fresh(tmp_path / "copy")
    copy.write({"content/posts/a.md": "---\ntitle: A\ndate: 2026-03-02\n---\nA canary.\n"})
    copy.build()
    found = canaries(copy.root)
    assert "public/posts/a/index.html" in found
    assert any(path.startswith("store") or ".sqlite: " in path or ": " in path for path in found), found


@pytest.mark.parametrize(
    "words",
    [
        ["build", "--clock", CLOCK, "--no-cards", "--verbose"],
        ["build", "--clock", CLOCK, "--no-cards", "--json"],
        ["build", "--clock", CLOCK, "--no-cards", "--format", "github"],
        ["check", "--json"],
        ["check"],
        ["list", "--json"],
        ["explain", "/posts/a/"],
        ["config", "show"],
        ["people", "list", "--json"],
        ["people", "check", "--json"],
    ],
    ids=" ".join,
)
def test_no_command_tells(built: Site, words: list[str]) -> None:
    said = run(built.root, *words)
    assert said.code == 0
    assert said.all
    assert CANARY not in said.all.lower()
    assert canaries(built.root) == []


def test_nothing_is_told_of_a_broken_file_either(built: Site, tmp_path: Path) -> None:
    copy = built.fresh(tmp_path / "copy")
    copy.write({PRIVATE: "ana:\n  canarykey: canary: canary\n  mention: canary\n\tnotes: 'canary\n"})
    for words in (["build", "--verbose"], ["build", "--json"], ["check", "--format", "github"], ["people", "check"]):
        said = run(copy.root, *words)
        assert said.code == 1
        assert PRIVATE in said.all
        assert CANARY not in said.all.lower()
    assert canaries(copy.root) == []


def walk(value: Any, seen: set[int]) -> Iterator[str]:
    """Every text that a template can come to from here, by attributes, items and keys."""
    if isinstance(value, str | bytes):
        yield str(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(key, seen)
            yield from walk(item, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from walk(item, seen)
    elif isinstance(value, msgspec.Struct) and id(value) not in seen:
        seen.add(id(value))
        for field in value.__struct_fields__:
            yield from walk(getattr(value, field), seen)


def test_no_template_variable_leads_to_a_canary(built: Site) -> None:
    root = os.fspath(built.root)
    with State(root) as state:
        prepared = prepare(Request(root, clock=MOMENT, cards=False), state, processes(1))
    planned = prepared.planned
    widgets = BUILTIN.widgets
    options = {widget.name: widget.options() for widget in widgets}
    look = Look(planned.site, planned.theme, planned.assets, options, planned.style, planned.script)
    env = environment(planned.theme, widgets)
    templates = set()
    said: list[str] = []
    for target in planned.targets.values():
        if target.kind == "page":
            page = Page(look, env, widgets, target.view)
            said += walk({k: v for k, v in page.context().items() if not callable(v)}, set())
            said += [str(page.head()), *(str(page.slot(name)) for name in ("entry.after", "entry.footer", "body.end"))]
            templates.add(target.template)
        else:
            said += walk(target.view, set())
    assert {"post.html", "page.html", "home.html", "people.html", "term.html", "archive.html"} <= templates
    assert any("@ana" in text for text in said)
    assert not [text for text in said if CANARY in text.lower()]
    # nor does anything that steps, checks and the report see
    assert not [text for text in walk((prepared.site, planned), set()) if CANARY in text.lower()]


@pytest.mark.parametrize(
    "head",
    [
        "authors: [zed]",
        "contributors: ['@zed']",
        "thanks: [{who: zed, for: x}]",
        "thanks: [zed]",
        "mentions: [{who: zed, why: x}]",
        "guest: zed",
        "in_reply_to: {url: 'https://a.example/', who: zed}",
        "of: {url: 'https://a.example/', who: zed}",
        "via: {url: 'https://a.example/', who: zed}",
    ],
)
def test_who_is_known_only_privately_cannot_be_named(tmp_path: Path, head: str) -> None:
    text = f"""
-- blogkit.yaml --
title: T
-- {PRIVATE} --
zed: {{name: Canary}}
-- content/posts/a.md --
---
title: A
date: 2026-03-02
{head}
---
Text.
"""
    report = Site.of(tmp_path, text).build().report
    assert report.failed
    (one,) = [d for d in report.diagnostics if d.code == "people/private"]
    assert one.span is not None
    assert (one.severity, one.span.path, one.span.line) == ("error", "content/posts/a.md", 4)
    assert CANARY not in str(report).lower()
    assert canaries(tmp_path) == []


def test_a_name_in_the_text_counts_and_a_draft_does_not(tmp_path: Path) -> None:
    text = f"""
-- blogkit.yaml --
title: T
-- people.yaml --
ana: {{name: Ana}}
-- {PRIVATE} --
zed: {{name: Canary}}
-- content/posts/a.md --
---
title: A
date: 2026-03-02
---
Said @zed and @ana.
"""
    site = Site.of(tmp_path, text)
    found = {(d.code, str(d.span)) for d in site.build().report.diagnostics if d.severity == "error"}
    assert ("people/private", "content/posts/a.md:5:6") in found
    site.write({"content/posts/a.md": "---\ntitle: A\ndraft: true\nthanks: [zed]\n---\n"})
    assert not site.build().report.failed


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.sampled_from(["name", "met", "notes", "email"]), st.text(min_size=1)), st.booleans())
def test_whatever_is_private_makes_no_difference_to_the_output(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str], known: bool
) -> None:
    """With and without the private file the same bytes are built, whatever it says but for boundaries."""
    root = tmp_path_factory.mktemp("any")
    text = "-- blogkit.yaml --\ntitle: T\nbase_url: https://b.example/\n-- people.yaml --\nana: {listed: true}\n"
    site = Site.of(root, text)
    site.build()
    before = site.tree()
    site.write({PRIVATE: yaml.safe_dump({"ana" if known else "zed": fields})})
    assert not site.build().report.failed
    assert site.tree() == before
