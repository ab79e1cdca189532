"""The build that has nothing to do says so only when that is true, and without loading anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import blogkit
from blogkit.cli.group import cli
from blogkit.engine import fresh, scan
from blogkit.testing.site import Site
from engine.age import trusted

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
cards: false
-- people.yaml --
ana: {name: Ana}
-- content/posts/one.md --
---
title: One
date: 2026-03-01
authors: [ana]
---
![A photo](photo.svg)
-- content/posts/photo.svg --
<svg/>
-- static/.well-known/thing --
1
-- templates/404.html --
Lost
-- i18n/en.yaml --
archive: Attic
-- themes/mine/theme.yaml --
name: mine
-- extensions/mine.py --
from blogkit.extend.registry import Registry
REGISTRY = Registry()
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Built by the command a moment ago, in this folder."""
    site = Site.of(tmp_path / "site", SITE)
    monkeypatch.chdir(site.root)
    with trusted():
        build(site)
        assert fresh.answer(str(site.root)) is not None
        yield site


def build(site: Site, *args: str) -> str:
    """What `blogkit build` says, as a command of its own."""
    before = sys.argv
    sys.argv = ["blogkit", "build", *args]
    try:
        result = CliRunner().invoke(cli, sys.argv[1:])
    finally:
        sys.argv = before
    assert result.exit_code == 0, result.output
    return result.stdout


def stands(site: Site, *args: str) -> bool:
    before = sys.argv
    sys.argv = ["blogkit", "build", *args]
    try:
        return fresh.answer(str(site.root)) is not None
    finally:
        sys.argv = before


@pytest.fixture(autouse=True)
def _as_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["blogkit", "build"])


def test_it_says_what_the_build_said(site: Site) -> None:
    said = fresh.answer(str(site.root))
    assert said is not None
    code, plain, coloured, errors = said
    assert code == 0
    assert plain.startswith("Nothing changed: 1 post")
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert errors == ""


def same_size_same_time(path: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        file = site.root / path
        info = file.stat()
        file.write_bytes(file.read_bytes()[::-1])
        os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
        assert (file.stat().st_size, file.stat().st_mtime_ns) == (info.st_size, info.st_mtime_ns)

    return change


def saved(path: str, text: str | None = "other") -> Callable[[Site], None]:
    return lambda site: site.write({path: text})


def turned(path: str) -> Callable[[Site], None]:
    """The same file saved with the same bytes: not worth a build, but only a build can tell."""
    return lambda site: site.write({path: (site.root / path).read_bytes()})


CHANGES: dict[str, Callable[[Site], None]] = {
    "a post, with its size and date kept": same_size_same_time("content/posts/one.md"),
    "a post, saved unchanged": turned("content/posts/one.md"),
    "a new post": saved("content/posts/two.md"),
    "a post deleted": saved("content/posts/one.md", None),
    "a post renamed": lambda site: site.rename("content/posts/one.md", "content/posts/uno.md"),
    "a photo": same_size_same_time("content/posts/photo.svg"),
    "settings": saved("blogkit.yaml", "base_url: https://blog.example/\ntitle: New\n"),
    "settings deleted": saved("blogkit.yaml", None),
    "people": saved("people.yaml", "ana: {name: Anna}\n"),
    "people deleted": saved("people.yaml", None),
    "a template": saved("templates/404.html"),
    "a new template": saved("templates/post.html"),
    "words": saved("i18n/en.yaml"),
    "a theme": saved("themes/mine/theme.yaml"),
    "an extension": saved("extensions/mine.py"),
    "a dot file in static": saved("static/.well-known/thing"),
    "a new static file": saved("static/.htaccess"),
    "an output deleted": saved("public/posts/one/index.html", None),
    "an output changed": saved("public/posts/one/index.html"),
    "an output changed, with its size and date kept": same_size_same_time("public/posts/one/index.html"),
    "the manifest changed": saved("public/.blogkit-manifest"),
    "the output deleted": lambda site: shutil.rmtree(site.root / "public"),
    "the stamp cut": lambda site: os.truncate(site.root / fresh.STAMP, 100),
    "the stamp emptied": lambda site: os.truncate(site.root / fresh.STAMP, 0),
    "the stamp garbled": lambda site: (site.root / fresh.STAMP).write_bytes(b"\xff" * 500),  # type: ignore[func-returns-value]
    "the stamp deleted": saved(fresh.STAMP, None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(site: Site, change: str) -> None:
    CHANGES[change](site)
    assert not stands(site)


@pytest.mark.parametrize(
    "path", [".gitignore", "notes.txt", "content/posts/.one.md.swp", "public/mine.txt", "drafts/x.md"]
)
def test_what_no_build_reads_changes_nothing(site: Site, path: str) -> None:
    site.write({path: "something"})
    assert stands(site)


def test_a_theme_that_is_switched_to_is_watched(site: Site) -> None:
    site.write({"blogkit.yaml": "base_url: https://blog.example/\ncards: false\ntheme: {name: mine}\n"})
    build(site)
    assert stands(site)
    site.write({"themes/mine/assets/new.css": "a {}"})
    assert not stands(site)


def test_an_extension_anywhere_in_the_site_is_watched(site: Site) -> None:
    code = "from blogkit.extend.registry import Registry\nREGISTRY = Registry()\n"
    site.write({"blogkit.yaml": "base_url: https://blog.example/\nextensions: [tools/x.py]\n", "tools/x.py": code})
    build(site)
    assert stands(site)
    site.write({"tools/x.py": code + "# more\n"})
    assert not stands(site)


@pytest.mark.parametrize("args", [["--drafts"], ["-d", "elsewhere"], ["--json"], ["--strict"], ["--jobs", "1"]])
def test_another_command_is_another_question(site: Site, args: list[str]) -> None:
    assert not stands(site, *args)
    build(site, *args)
    assert stands(site, *args)
    assert not stands(site)


def test_another_moment_in_the_environment_is_another_question(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773144000")
    assert not stands(site)


@pytest.mark.parametrize("front", ["date: {at}", "date: 2026-01-01\nexpires: {at}"])
def test_time_that_passes_a_date_is_noticed(site: Site, front: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + 3600))
    site.write({"content/posts/two.md": f"---\ntitle: Two\n{front.format(at=at)}\n---\nTwo.\n"})
    build(site)
    assert stands(site)
    for later, wanted in ((-60, False), (3000, True), (3700, False)):
        monkeypatch.setattr(fresh, "time", SimpleNamespace(time=lambda later=later: now + later))
        assert stands(site) is wanted, f"{later} s later"


def test_with_a_clock_of_its_own_time_may_pass(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"content/posts/two.md": "---\ntitle: Two\ndate: 2026-03-20\n---\nTwo.\n"})
    build(site, "--clock", "2026-03-10")
    monkeypatch.setattr(fresh, "time", SimpleNamespace(time=lambda: 4e9))
    assert stands(site, "--clock", "2026-03-10")


def test_a_file_saved_during_the_build_makes_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the test's help: these files really are younger than a tenth of a second, or their clock stands still."""
    site = Site.of(tmp_path, SITE)
    monkeypatch.chdir(site.root)
    os.utime(site.root / "people.yaml", (4e9, 4e9))
    build(site)
    assert not (site.root / fresh.STAMP).exists()


def test_an_error_is_said_again(site: Site) -> None:
    site.write({"content/posts/two.md": "---\ntitle: [\n---\n"})
    result = CliRunner().invoke(cli, ["build"])
    assert result.exit_code == 1
    assert not stands(site)


def test_blogkits_own_code_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "blogkit"
    shutil.copytree(Path(blogkit.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "*.otf"))
    monkeypatch.setattr(fresh, "__file__", str(package / "engine" / "fresh.py"))
    with trusted(program=True):
        before = fresh.program()
        assert "program/blogkit/stages/write.py" in before
        same_size_same_time("stages/write.py")(Site(package))
        after = fresh.program()
        assert {path for path in before if before[path] != after[path]} == {"program/blogkit/stages/write.py"}
        (package / "new.py").touch()
        assert "program/blogkit/new.py" in fresh.program()


def test_the_themes_of_a_checkout_and_the_installed_libraries_are_watched() -> None:
    program = fresh.program()
    libraries = [folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))]
    assert {f"libraries/{folder}" for folder in libraries if os.path.isdir(folder)} <= program.keys()
    if (Path(blogkit.__file__).parent.parent / "pyproject.toml").exists():
        assert "program/themes/default/templates/post.html" in program


HEAVY = {
    "jinja2",
    "markdown",
    "yaml",
    "click",
    "msgspec",
    "feedgen",
    "PIL",
    "pygments",
    "watchdog",
    "json",
    "pathlib",
    "sqlite3",
    "hashlib",
    "logging",
    "blogkit.cli",
    "blogkit.pipeline",
}
COMMAND = """
import sys, time
really = time.time_ns
time.time_ns = lambda: really() + 10_000_000_000  # the site is old
sys.argv = ["blogkit", "build"]
from blogkit.__main__ import main
main()
"""


def test_a_build_with_nothing_to_do_loads_no_library(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)

    def run(code: str) -> tuple[str, set[str]]:
        """(what it printed, what it imported)"""
        here = [sys.executable, "-X", "importtime", "-c", code]
        where = {**os.environ, "PYTHONPATH": str(Path(blogkit.__file__).parent.parent), "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(here, cwd=site.root, env=where, capture_output=True, encoding="utf-8", check=True)
        return done.stdout, {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    _, python = run("")
    said, loaded = run(COMMAND)
    assert said.startswith("Built 1 post")
    assert loaded > HEAVY - {"PIL", "click", "watchdog", "logging", "pygments"}
    said, loaded = run(COMMAND)
    assert said.startswith("Nothing changed: 1 post")
    assert (loaded - python) & HEAVY == set()
    assert "blogkit.engine.fresh" in loaded


def test_the_build_that_follows_takes_over_what_was_seen_and_only_that_one(site: Site) -> None:
    root = str(site.root)
    site.write({"content/posts/two.md": "Two.\n"})
    assert fresh.answer(root, or_build=True) is None
    site.write({"content/posts/three.md": "Three.\n"})
    once, again = fresh.inputs(root), fresh.inputs(root)
    assert "content/posts/two.md" in once
    assert set(again) - set(once) == {"content/posts/three.md"}
    assert fresh.program() == fresh.program()


def test_what_was_too_young_to_trust_a_moment_ago_is_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, path = str(site.root), "content/posts/two.md"
    site.write({path: "Two.\n"})
    token = scan.token
    monkeypatch.setattr(scan, "token", lambda info, now_ns=0: "")
    assert fresh.answer(root, or_build=True) is None
    monkeypatch.setattr(scan, "token", token)
    with trusted():
        assert fresh.inputs(root)[path]
