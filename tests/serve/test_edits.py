"""A long day at the desk: `serve` lives through any edits, and what it serves in the end is what a first build writes.

`BLOGKIT_EDITS=1000` makes it the long day that the first release was held to, and says how the memory went.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from blogkit.core.include import Include
from blogkit.pipeline import Built
from blogkit.testing.site import Site
from cli.test_serve import Serving, serving
from properties.strategies import BODIES, EACH, RICH, TALL, Edit, World
from properties.test_incremental import possible, save

EDITS = int(os.environ.get("BLOGKIT_EDITS", "50"))
SEED = int(os.environ.get("BLOGKIT_SEED", str(time.time_ns() % 100_000)))
LONG = EDITS >= 500
PATIENCE = 30.0
OUTPUT = ".blogkit/preview/site"
BROKEN: dict[str, tuple[bytes, ...]] = {
    "content/posts/first/index.md": (
        b'---\ntitle: "never ends\n---\n',
        b"---\ntitle: [a\ndate: x: y\n---\n\nText",
        b"---\ntitle: A\ndate: 2026-13-45\n---\n",
        b"\xff\xfe\x00 not a text",
        b"\x00" * 3000,
        b"",
        b"[a](nowhere.md) ![b](none.png)",
    ),
    "content/posts/new.md": (b"+++\ntitle = \n+++\n", b'{"title": \n\ntext', b"---\n- a list\n---\n"),
    "content/pages/first.md": (b"---\nmenu: many\n---\n", b"\xc3\x28"),
    "blogkit.yaml": (
        b"titel: x\n",
        b"title: [\n",
        b"",
        b"- 1\n",
        b"\xff",
        b"theme: {name: none}\n",
        b"timezone: Mars\n",
    ),
    "people.yaml": (b"ana: [\n", b"ana: 7\n", b"- ana\n", b"ana: {handles: {mastodon: x}}\n", b"\t"),
    "templates/post.html": (
        b"{% if %}",
        b"{{ post.titel }}",
        b"{% for x in range(10**9) %}{{ x }}{% endfor %}",
        b'{% include "post.html" %}',
        b'{% extends "none.html" %}',
        b"{{ 1 // 0 }}",
        b"\xff",
    ),
    "templates/base.html": (b"{% block main %}", b"{{ head( }}", b"<p>no head, no block</p>"),
    "themes/mine/theme.yaml": (b"name: [\n", b"parent: mine\n", b"name: mine\nparent: ../../x\n", b""),
    "i18n/en.yaml": (b"archive: [\n", b"- 1\n"),
    "extensions/mine.py": (b"def", b"1/0", b"REGISTRY = 7\n", b"raise SystemExit\n", b"import none_such\n"),
    "static/posts/second/index.html": (b"in the way of a page",),
}


@contextmanager
def told(one: Serving) -> Iterator[Callable[[], dict[str, object]]]:
    """What the pages that listen were told last."""
    connection = http.client.HTTPConnection("127.0.0.1", one.port)
    connection.request("GET", "/.blogkit/events?path=/&version=0", headers={"Host": "localhost"})
    answer = connection.getresponse()
    last: dict[str, object] = {"version": -1}

    def listen() -> None:
        with suppress(OSError, ValueError, AttributeError):
            for line in answer:
                if line.startswith(b"data: "):
                    last.update(json.loads(line[6:]))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield lambda: dict(last)
    finally:
        one.process.kill()
        thread.join(PATIENCE)
        connection.close()


def until(true: Callable[[], bool], patience: float = PATIENCE) -> bool:
    end = time.monotonic() + patience
    while not (said := true()) and time.monotonic() < end:
        time.sleep(0.005)
    return said


class Day:
    """A site, the server that shows it, and somebody who cannot leave it alone."""

    def __init__(self, root: Path, one: Serving, now: Callable[[], dict[str, object]], dice: random.Random) -> None:
        self.site, self.one, self.now, self.dice = Site(root, OUTPUT), one, now, dice
        self.worlds: list[World] = [RICH]
        self.broken: dict[str, bytes] = {}
        self.files = possible(RICH.files())
        self.untried = [(path, data) for path in BROKEN for data in BROKEN[path]] if LONG else []
        """A long day begins with each mistake once: endless recursion alone takes 8 MB of stack, which stay taken. What
        comes after that is growth."""
        dice.shuffle(self.untried)

    def edit(self) -> None:
        """One thing is done, one way or another; mostly, but not always, its build is waited for."""
        dice, before = self.dice, self.now()["version"]
        what, waits = dice.random(), bool(self.untried) or dice.random() < 0.8
        if self.untried:
            self.broken = dict([self.untried.pop()])
        elif what < 0.25:
            path = dice.choice(list(BROKEN))
            self.broken[path] = dice.choice(BROKEN[path])
        elif self.broken and what < 0.5:
            del self.broken[dice.choice(list(self.broken))]
        elif what < 0.6:
            self.flicker()
        else:
            self.worlds.append(self.another()(self.worlds))
        old, changed = self.files, self.save()
        if changed and waits and not until(lambda: self.now()["version"] != before):
            paths = [path for path in {**old, **self.files} if old.get(path) != self.files.get(path)]
            raise AssertionError(f"no build came of {paths}: " + "".join(self.one.said)[-2000:])

    def another(self) -> Edit:
        if self.dice.random() < 0.2:
            return Edit("revert", self.dice.choice((1, 2, 3, len(self.worlds) - 1)))  # the last is all the way back
        if len(self.worlds[-1].posts) < 3:
            return Edit("add", 0, ("posts", self.dice.choice(RICH.posts)))
        some = self.dice.choice([name for name in EACH if name != "time"])
        return self.dice.choice(EACH[some])

    def flicker(self) -> None:
        """Files that are there for a moment, and perhaps gone when they are read."""
        for n in range(5):
            file = self.site.root / f"content/posts/flicker-{n}.md"
            file.write_text("---\ntitle: x\ndate: 2026-01-01\n---\n" + BODIES[2])
            if self.dice.random() < 0.5:
                time.sleep(0.02 * self.dice.random())
            file.unlink()

    def save(self) -> bool:
        wanted = possible({**self.worlds[-1].files(), **self.broken})
        if wanted == self.files:
            return False
        save(self.site, self.files, wanted)
        for path in wanted:
            if wanted[path] != self.files.get(path) and self.dice.random() < 0.2:
                os.utime(self.site.root / path, (1_000_000_000, 1_000_000_000))
        self.files = wanted
        return True

    def look_at_pictures(self) -> None:
        """So that the largest library is loaded from the beginning, and does not pass for something that grows."""
        odd = Edit("other", 0, ("static/wide.png", TALL[:40]))
        for edit in (*EACH["image"], odd):
            before = self.now()["version"]
            self.worlds.append(edit([RICH]))
            self.save()
            assert until(lambda before=before: self.now()["version"] != before)  # type: ignore[misc]
        self.worlds.append(RICH)
        self.save()

    def mend(self) -> None:
        self.broken.clear()
        self.save()

    def served(self) -> dict[str, bytes]:
        """Nothing while a build is just writing there."""
        with suppress(OSError):
            return self.site.tree()
        return {}

    def compare(self, into: Path) -> bool:
        """Soon, what is served is what a first build with the same choices writes; or else both are unhappy. True if
        there was something to compare."""
        clean = self.site.fresh(into)
        built: Built = clean.build(
            include=Include(drafts=True, future=True),
            base_url=f"http://127.0.0.1:{self.one.port}/",
            preview=True,
            clock=None,
        )
        if built.report.failed:
            assert until(lambda: bool(self.now()["problems"])), built.report.diagnostics
            return False
        wanted = clean.tree()
        if not until(lambda: self.served() == wanted and not self.now()["problems"], 20):
            there = self.site.tree()
            assert sorted(there) == sorted(wanted)
            assert there == wanted
            assert self.now()["problems"] == []
        for path in ("index.html", "atom.xml", "posts/second/index.html"):
            status, _, body = self.one.get("/" + path)
            assert (status == 200) == (path in wanted)
            if status == 200:
                assert re.sub(rb'<link rel="stylesheet" href="/.blogkit/.*?(?=</body>)', b"", body) == wanted[path]
        return True


@contextmanager
def day(folder: Path, seed: int) -> Iterator[Day]:
    site = Site(folder / "site", OUTPUT)
    site.write(possible(RICH.files()))
    with serving(site.root) as one:
        one.wait_for("Ctrl-C ends it")
        with told(one) as now:
            yield Day(site.root, one, now, random.Random(seed))


def rss(pid: int) -> int:
    """Kilobytes."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])


def test_after_a_day_of_edits_it_serves_what_a_first_build_writes(tmp_path: Path) -> None:
    sys.stdout.write(f"BLOGKIT_SEED={SEED} BLOGKIT_EDITS={EDITS}\n")  # shown when it fails
    memory: dict[int, int] = {}
    compared = 0
    with day(tmp_path, SEED) as one:
        one.look_at_pictures()
        for n in range(1, EDITS + 1):
            one.edit()
            assert one.one.process.poll() is None, "".join(one.one.said)
            if n % 10 == 0:
                one.mend()
                compared += one.compare(tmp_path / "clean")
                one.worlds.append(RICH)  # what cannot be built at all must not go on for ever
            if n % max(10, EDITS // 20) == 0 and sys.platform.startswith("linux"):
                memory[n] = rss(one.one.process.pid)
        one.mend()
        one.worlds.append(RICH)
        one.save()
        assert one.compare(tmp_path / "clean")
        said = "".join(one.one.said)
        assert "Traceback" not in said
        assert "blogkit itself failed" not in said
        built, not_written = len(re.findall("^Built", said, re.MULTILINE)), said.count("Not written")
        sys.stdout.write(
            f"{compared} states compared; {built} builds written, {not_written} refused; kB after edits: {memory}\n"
        )
        if LONG and memory:
            assert memory[EDITS] <= 1.1 * memory[min(n for n in memory if n >= 100)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_memory_does_not_grow_with_edits(tmp_path: Path) -> None:
    """Builds go without the garbage collector, and left 300 kB behind each time."""
    with day(tmp_path, 1) as one:
        memory = []
        for n in range(40):
            before = one.now()["version"]
            one.site.write({"content/posts/third.md": f"---\ntitle: Third\ndate: 2026-03-20\n---\n\nEdit {n}\n"})
            assert until(lambda before=before: one.now()["version"] != before)  # type: ignore[misc]
            memory.append(rss(one.one.process.pid))
        assert memory[-1] - memory[9] < 3000
