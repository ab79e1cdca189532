"""The whole program on disk: killed, short of room, in other surroundings, without its caches."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import blogkit
from blogkit.testing.site import Site
from engine.age import trusted

CLOCK = "2026-03-10T12:00"
HEAD = """
-- blogkit.yaml --
title: A blog
base_url: https://blog.example/
paginate: 5
author: ana
-- people.yaml --
ana: {name: Ana Ruiz, url: "https://ana.example/", handles: {mastodon: "@ana@social.example"}}
-- static/.well-known/thing --
1
-- content/pages/about.md --
---
title: Über uns
card: false
---
About, with [a post](../posts/post-01.md#part).
"""


def post(number: int, more: str = "") -> str:
    return f"""\
---
title: Post {number}
date: 2026-02-{number % 27 + 1:02}
tags: [t{number % 4}, "{"ñ" if number % 2 else "n"}"]
card: {str(number < 4).lower()}
---
Text {number}. {more}

## Part

```python
print({number})
```

[Ana](https://ana.example/{number}) and [about](../pages/about.md).
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Large enough for two processes to share the parsing and the cards."""
    site = Site.of(tmp_path / "site", HEAD)
    site.write({f"content/posts/post-{number:02}.md": post(number) for number in range(36)})
    return site


def run(where: Path, *args: str, env: Mapping[str, str] | None = None, code: str = "", **more: Any) -> tuple[int, str]:
    """(exit code, all that it said) of `blogkit build` in a process of its own."""
    start = ["-c", code] if code else ["-m", "blogkit"]
    known = {**os.environ, "PYTHONPATH": str(Path(blogkit.__file__).parent.parent)} | dict(env or {})
    here = [sys.executable, *start, "build", "--clock", CLOCK, *args]
    done = subprocess.run(here, cwd=where, env=known, capture_output=True, encoding="utf-8", timeout=60, **more)
    return done.returncode, done.stdout + done.stderr


def test_the_same_bytes_in_any_surroundings(site: Site, tmp_path: Path) -> None:
    """From any folder, time zone, locale and hash seed, in one process or in two."""
    surroundings: list[tuple[str, str, dict[str, str]]] = [
        ("1", "", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}),
        ("2", "content/posts", {"TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        ("2", "static/.well-known", {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"}),
    ]
    trees = []
    for jobs, folder, env in surroundings:
        elsewhere = site.fresh(tmp_path / f"in a folder — {len(trees)}")
        code, said = run(elsewhere.root / folder, "--jobs", jobs, env=env)
        assert code == 0, said
        trees.append(elsewhere.tree())
    assert any(path.startswith("cards/") for path in trees[0])
    assert len(trees[0]) > 80
    for tree in trees[1:]:
        assert tree.keys() == trees[0].keys()
        assert [path for path, data in tree.items() if data != trees[0][path]] == []


DYING = """
import os, signal, sys
moment, me = int(sys.argv.pop(1)), os.getpid()
seen = 0
def watch(event, args):
    global seen
    changes = event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.fork", "sqlite3.connect") or (
        event == "open" and isinstance(args[1], str) and set(args[1]) & set("wa+"))
    if changes and os.getpid() == me:
        seen += 1
        if seen == moment:
            os.kill(me, signal.SIGKILL)
sys.addaudithook(watch)
sys.path.insert(0, os.environ["PYTHONPATH"])
from blogkit.__main__ import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("moment", [3, 9, 20, 45, 80, 131])
def test_killed_at_any_moment_the_next_build_equals_a_fresh_one(site: Site, tmp_path: Path, moment: int) -> None:
    code, said = run(site.root, "--jobs", "2")
    assert code == 0, said
    (site.root / "public" / "mine.txt").write_text("mine")
    before = site.tree()
    site.write({f"content/posts/post-{number:02}.md": post(number, "More.") for number in range(36)})
    site.write({"content/posts/post-05.md": None, "people.yaml": "ana: {name: Ana R.}\n"})
    clean = site.fresh(tmp_path / "clean")
    code, said = run(clean.root, "--jobs", "2")
    assert code == 0, said
    wanted = clean.tree() | {"mine.txt": b"mine"}

    code, said = run(site.root, "--jobs", "2", code=DYING.replace("sys.argv.pop(1)", f'"{moment}"'))
    assert code == -signal.SIGKILL, said
    for path, data in site.tree().items():
        if not path.startswith(".blogkit-"):
            assert data in (before.get(path), wanted.get(path)), f"{path} is torn"
    code, said = run(site.root, "--jobs", "1")
    assert code == 0, said
    assert site.tree() == wanted


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
def test_without_room_it_says_so_and_goes_on_when_there_is(site: Site, tmp_path: Path) -> None:
    """A file may not grow over 100 kB: neither the static one nor the cache can be written."""
    import resource

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    site.write({"static/large.bin": b"x" * 120_000})
    code, said = run(site.root, "--jobs", "1", "--no-cards", preexec_fn=little)
    assert code == 1, said
    assert "public cannot be written: File too large" in said
    assert "Traceback" not in said
    written = site.tree()
    code, said = run(site.root, "--jobs", "1", "--no-cards")
    assert code == 0, said
    clean = site.fresh(tmp_path / "clean")
    code, _ = run(clean.root, "--jobs", "1", "--no-cards")
    assert site.tree() == clean.tree()
    assert {path for path, data in written.items() if clean.tree().get(path) != data} <= {".blogkit-manifest"}


def test_without_caches_old_files_still_go(site: Site, tmp_path: Path) -> None:
    """What was written is told by the manifest in the output, not by a cache."""
    site.build()
    (site.root / "public" / "posts" / "mine.txt").write_text("mine")
    site.write({"content/posts/post-05.md": None})
    site.rename("content/posts/post-07.md", "content/posts/seven.md")
    shutil.rmtree(site.root / ".blogkit")
    report = site.build().report
    assert {"posts/post-05/index.html", "posts/post-07/index.html"} <= set(report.removed)
    clean = site.fresh(tmp_path / "clean")
    clean.build()
    assert site.tree() == clean.tree() | {"posts/mine.txt": b"mine"}


def test_clean_believes_nothing_and_the_next_build_has_nothing_to_do(site: Site) -> None:
    with trusted():
        first = site.build().report
        before = site.tree()
        again = site.build(clean=True).report
        assert set(again.log) >= {line for line in first.log if line.startswith(("parse", "render"))}
        assert (again.created, again.updated, again.removed) == ((), (), ())
        after = site.build().report
        assert (after.log, after.why) == ((), {})
        assert site.tree() == before


def test_two_output_folders_do_not_know_each_other(site: Site) -> None:
    with trusted():
        site.build()
        other = Site(site.root, "other")
        assert len(other.build(base_url="https://elsewhere.example/").report.created) > 50
        assert site.build().report.log == ()
        assert other.build(base_url="https://elsewhere.example/").report.log == ()
        assert b"https://elsewhere.example/" in other.tree()["atom.xml"]
        assert b"https://elsewhere.example/" not in site.tree()["atom.xml"]


def test_taking_an_edit_back_parses_nothing(site: Site) -> None:
    with trusted():
        site.build()
        before = site.tree()
        site.write({"content/posts/post-03.md": post(3, "Changed.")})
        assert [line for line in site.build().report.log if line.startswith("parse")] == [
            "parse content/posts/post-03.md"
        ]
        site.write({"content/posts/post-03.md": post(3)})
        assert [line for line in site.build().report.log if line.startswith("parse")] == []
        assert site.tree() == before
