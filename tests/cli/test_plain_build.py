"""`blogkit build`, without a word more, goes round the parser of options, and nobody can tell but by the clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
cards: false
-- content/posts/one.md --
---
title: One
date: 2026-03-01
---
![](missing.png) and [Ana](https://ana.example/), who asked.
"""


def blogkit(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from blogkit.__main__ import main; sys.argv[0] = 'blogkit'; main()"
    surroundings = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | env
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *words],
        cwd=root,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in result.stderr.splitlines() if not line.startswith("import time:")]
    return "\n".join([*lines, *result.stdout.replace("0.1 s", "0.0 s").splitlines()])


def parsed(result: subprocess.CompletedProcess[str]) -> bool:
    return any(line.endswith("| click") or line.rstrip().endswith(" click") for line in result.stderr.splitlines())


def test_it_says_what_the_parsed_command_says(tmp_path: Path) -> None:
    """With findings, steps, counts: whatever could fail on the way round would be hidden by taking the other."""
    one, other = Site.of(tmp_path / "one", SITE), Site.of(tmp_path / "other", SITE)
    plain, long = blogkit(one.root, "build"), blogkit(other.root, "build", "--format", "human")
    assert "there is no such image" in said(plain)
    assert "Built 1 post" in said(plain)
    assert said(plain).partition(" in ")[0] == said(long).partition(" in ")[0]
    assert (plain.returncode, long.returncode) == (0, 0)
    assert (parsed(plain), parsed(long)) == (False, True)
    assert one.tree() == other.tree()


def test_an_error_in_the_site_ends_it_with_the_same_code(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE.replace("title: One", "title: [One"))
    result = blogkit(site.root, "build")
    assert (result.returncode, parsed(result)) == (1, False)
    assert "one.md:2" in said(result)
    site.write({"blogkit.yaml": "base: x\n"})
    assert blogkit(site.root, "build").returncode == 2


def test_what_it_cannot_do_the_parsed_command_says(tmp_path: Path) -> None:
    result = blogkit(tmp_path, "build")
    assert (result.returncode, parsed(result)) == (2, True)
    assert "To start a blog:  blogkit new-site my-blog" in said(result)


def test_a_moment_that_is_given_is_kept(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    result = blogkit(site.root, "build", SOURCE_DATE_EPOCH="1740000000")
    assert "Built 0 posts" in said(result)
    assert parsed(result)


SEEING = """
import os, sys
from blogkit import cli
from blogkit.__main__ import main
from blogkit.engine import aside

def leave(code):
    print("parsed", "here" if "markdown" in sys.modules else "aside", flush=True)
    os._exit(code)

cli.leave = leave
if "alone" in sys.argv:
    sys.argv.remove("alone")
    aside.start = lambda *functions: None
main()
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2, reason="no second process"
)
def test_an_edited_text_is_parsed_in_a_second_process(tmp_path: Path) -> None:
    said = {}
    for name, words in (("aside", []), ("here", ["alone"])):
        site = Site.of(tmp_path / name, SITE)
        for number, text in enumerate(("Another text, with a [link](https://ben.example/).\n", "# [Broken](two.md)\n")):
            age(site.root)
            blogkit(site.root, "build")
            if number:
                age(site.root)
            with open(site.root / "content/posts/one.md", "a", encoding="utf-8") as file:
                file.write(text)
            command = [sys.executable, "-c", SEEING, "build", *words]
            done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, encoding="utf-8", check=False)
            assert f"parsed {name}" in done.stdout
            said[name, number] = done.returncode, done.stderr, site.tree()
    for number in (0, 1):
        assert said["aside", number] == said["here", number]
    assert [said["aside", number][0] for number in (0, 1)] == [0, 1]


def age(root: Path) -> None:
    """As if everything had been saved a minute ago: what is younger is looked at again."""
    for path in root.rglob("*"):
        if path.is_file() and ".blogkit" not in path.parts and "public" not in path.parts:
            os.utime(path, (time.time() - 60, time.time() - 60))


@pytest.mark.skipif(os.name == "nt", reason="interrupts are something else there")
@pytest.mark.parametrize(
    ("where", "ends", "said"),
    [("blogkit.engine.fresh.answer", 1, "Aborted!"), ("blogkit.cli.run", -signal.SIGINT, "")],
)
def test_an_interrupt_is_never_answered_with_a_traceback(where: str, ends: int, said: str, tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    code = (
        "import os, signal, time, unittest.mock as mock, blogkit.cli, blogkit.engine.fresh\n"
        "from blogkit.__main__ import main\n"
        "def interrupted(*_, **__): os.kill(os.getpid(), signal.SIGINT); raise SystemExit(9)\n"
        f"with mock.patch({where!r}, interrupted): main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build"], cwd=site.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (ends, said)
