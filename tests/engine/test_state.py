"""The caches of a site in their folder, and the lock that keeps two builds apart."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import blogkit
from blogkit.engine.state import Busy, State, lock
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
One.
"""


def test_what_was_saved_is_there_next_time(tmp_path: Path) -> None:
    with State(str(tmp_path)) as state:
        state.save("inputs", {"a": ("token", "digest")})
        state.save("numbers", [1, 2])
    with State(str(tmp_path)) as state:
        assert state.known("a", "token") == "digest"
        assert state.known("a", "other token") == state.known("b", "token") == ""
        assert state.load("numbers", list[int], []) == [1, 2]
        assert state.load("numbers", dict[str, str], {}) == {}
        assert state.load("nothing", list[int], [3]) == [3]


def test_a_blind_one_believes_nothing_and_keeps_what_is_new(tmp_path: Path) -> None:
    with State(str(tmp_path)) as state:
        state.save("inputs", {"a": ("token", "digest")})
        state.store.put({"old": b"1"})
    with State(str(tmp_path), blind=True) as state:
        assert state.known("a", "token") == ""
        assert state.store.get(["old"]) == {}
        state.store.put({"new": b"2"})
        assert state.store.get(["new"]) == {"new": b"2"}
    with State(str(tmp_path)) as state:
        assert state.store.get(["old", "new"]) == {"old": b"1", "new": b"2"}


def test_the_folder_tells_git_and_backups_to_pass_it_over(tmp_path: Path) -> None:
    with State(str(tmp_path)):
        assert (tmp_path / ".blogkit" / ".gitignore").read_text() == "*\n"
        assert (
            (tmp_path / ".blogkit" / "CACHEDIR.TAG")
            .read_text()
            .startswith("Signature: 8a477f597d28d172789f06886806bc55")
        )


def test_one_build_at_a_time_and_the_other_is_told_which(tmp_path: Path) -> None:
    with lock(str(tmp_path)):
        with pytest.raises(Busy, match=f"^{os.getpid()}$"), lock(str(tmp_path)):
            pass
        with lock(str(tmp_path / "another")):
            pass
    with lock(str(tmp_path)):
        pass


def test_a_build_that_fails_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(str(tmp_path)):
        raise ZeroDivisionError
    with lock(str(tmp_path)):
        pass


def test_one_may_wait_for_the_other(tmp_path: Path) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with lock(str(tmp_path)):
            held.set()
            done.wait()

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    threading.Timer(0.06, done.set).start()
    with lock(str(tmp_path), wait=30):
        assert done.is_set()
    other.join()


def powerless() -> None:
    """Take root's right to write everywhere from the process that is about to start."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def build(site: Site, *args: str) -> tuple[int, str]:
    where = {**os.environ, "PYTHONPATH": str(Path(blogkit.__file__).parent.parent)}
    here = [sys.executable, "-m", "blogkit", "build", *args]
    done = subprocess.run(here, cwd=site.root, env=where, capture_output=True, text=True, preexec_fn=powerless)
    return done.returncode, done.stdout + done.stderr


linux = pytest.mark.skipif(sys.platform != "linux", reason="takes rights from root as Linux has them")


@linux
def test_a_site_on_a_read_only_disk_is_built_elsewhere(tmp_path: Path) -> None:
    site = Site.of(tmp_path / "site", SITE)
    site.root.chmod(0o555)
    try:
        code, said = build(site, "--output", str(tmp_path / "out"))
        assert (code, said.splitlines()[0][:12]) == (0, "Built 1 post")
        assert (tmp_path / "out" / "posts" / "one" / "index.html").is_file()
        assert not (site.root / ".blogkit").exists()
        code, said = build(site)
        assert code == 1
        assert "public cannot be written: Permission denied" in said
    finally:
        site.root.chmod(0o755)


@linux
def test_caches_that_cannot_be_written_cost_time_only(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    assert build(site)[0] == 0
    before = site.tree()
    caches = site.root / ".blogkit"
    caches.chmod(0o555)
    try:
        site.write({"content/posts/one.md": "---\ntitle: New\ndate: 2026-03-01\n---\nNew.\n"})
        assert build(site)[0] == 0
        after = site.tree()
        assert before != after
        assert build(site)[0] == 0
        assert site.tree() == after
    finally:
        caches.chmod(0o755)


@linux
def test_an_output_that_cannot_be_written_is_said_and_stays_as_it_was(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    assert build(site)[0] == 0
    before = site.tree()
    (site.root / "public").chmod(0o555)
    try:
        site.write({"content/posts/one.md": "---\ntitle: New\ndate: 2026-03-01\n---\nNew.\n"})
        code, said = build(site)
        assert code == 1
        assert "public cannot be written: Permission denied" in said
        assert site.tree() == before
    finally:
        (site.root / "public").chmod(0o755)
    assert build(site)[0] == 0
    assert b"New." in site.tree()["posts/one/index.html"]
