"""Templates are compiled once, until something that the compiler looks at is another."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import jinja2
import pytest

from blogkit.stages import render
from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
-- templates/post.html --
<!doctype html><html lang=en><title>{{ post.title }}</title><main>{{ post.content }}</main></html>
-- content/posts/one.md --
---
title: One
date: 2026-03-01
---
Text.
"""
PAGE = "posts/one/index.html"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the templates that Jinja compiled, from now on. Every build begins as in a new process."""
    names: list[str] = []
    compile_it = jinja2.Environment.compile

    def compile(self, source, name=None, filename=None, raw=False, defer_init=False):
        names.append(name)
        return compile_it(self, source, name, filename, raw, defer_init)

    monkeypatch.setattr(jinja2.Environment, "compile", compile)
    return names


def build(site: Site) -> bytes:
    render._ready.clear()
    site.build()
    return site.tree()[PAGE]


def test_an_edited_text_compiles_nothing(tmp_path: Path, compiled: list[str]) -> None:
    site = Site.of(tmp_path, SITE)
    build(site)
    assert "post.html" in compiled
    compiled.clear()
    site.write({"content/posts/one.md": "---\ntitle: One\ndate: 2026-03-01\n---\nOther words.\n"})
    assert b"Other words." in build(site)
    assert compiled == []


def test_an_edited_template_is_compiled_and_no_other(tmp_path: Path, compiled: list[str]) -> None:
    site = Site.of(tmp_path, SITE)
    build(site)
    compiled.clear()
    site.write({"templates/post.html": "<main>New: {{ post.content }}</main>\n"})
    assert b"New: " in build(site)
    assert compiled == ["post.html"]


def test_a_template_goes_back_to_what_it_was(tmp_path: Path, compiled: list[str]) -> None:
    site = Site.of(tmp_path, SITE)
    first = build(site)
    site.write({"templates/post.html": "<main>New</main>\n"})
    assert build(site) != first
    compiled.clear()
    site.write({"templates/post.html": (SITE.split("post.html --\n")[1]).split("-- content")[0]})
    assert build(site) == first
    assert compiled == []


def test_compiled_code_that_was_tampered_with_is_not_run(tmp_path: Path, compiled: list[str]) -> None:
    site = Site.of(tmp_path, SITE)
    first = build(site)
    (path,) = (path for path in (site.root / ".blogkit").rglob("*") if path.read_bytes()[:6] == b"SQLite")
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT key, value FROM trace WHERE key LIKE 'template:%'").fetchall()
        assert rows
        for key, value in rows:
            middle = len(value) // 2
            db.execute("UPDATE trace SET value = ? WHERE key = ?", (value[:middle] + b"!" + value[middle + 1 :], key))
    db.close()
    compiled.clear()
    (site.root / "public" / PAGE).unlink()
    assert build(site) == first
    assert "post.html" in compiled
