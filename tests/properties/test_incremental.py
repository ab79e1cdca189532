"""Incremental ≡ clean: after any edits, a build in the old folder gives what a first build in a new one gives.

`BLOGKIT_EXAMPLES=1000` makes a long hunt of it, and `BLOGKIT_SHRINK=1` lets hypothesis take its minutes to find the
shortest story that fails.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from blogkit.core.include import Include
from blogkit.core.report import Report
from blogkit.testing.site import Site
from engine.age import trusted
from properties.strategies import EACH, RICH, Edit, World, edits, worlds

EXAMPLES = int(os.environ.get("BLOGKIT_EXAMPLES", "8"))
PHASES = (Phase.generate, *((Phase.shrink, Phase.explain) if "BLOGKIT_SHRINK" in os.environ else ()))
stories = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAMAGE = ("", "", "", "", "caches", "record", "traces", "plan", "parsed", "inputs", "a file", "other bytes")


def save(site: Site, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Make the files of `old` those of `new`."""
    site.write(dict.fromkeys(old.keys() - new.keys()))
    for folder in {folder for path in old.keys() - new.keys() for folder in Path(path).parents}:
        with suppress(OSError):  # it is not empty, or gone
            os.removedirs(site.root / folder)
    site.write({path: data for path, data in new.items() if old.get(path) != data})


def damage(site: Site, what: str, which: int) -> None:
    """What people and their tools do to caches and to the output."""
    caches = site.root / ".blogkit"
    if what == "caches":
        shutil.rmtree(caches, ignore_errors=True)
    elif what in ("record", "traces", "plan", "parsed", "inputs"):
        for file in caches.glob(f"{what}*"):
            data = file.read_bytes()
            cut = len(data) * which // 8
            file.write_bytes(data[:cut] + (b"" if which % 2 else b"garbage") + data[cut + 7 :] * (which % 3))
    else:
        ours = [path for path in site.tree() if not path.endswith(("/", ".blogkit-manifest"))]
        if ours:
            file = site.root / "public" / ours[which * 7 % len(ours)]
            if what == "a file":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes() + b"?")


def live(start: World, story: list[tuple[Edit | None, str, int]], *, cards: bool, sound: bool = False) -> None:
    """Build `start`, then go through `story` (an edit, some damage, and where) and compare after every step. `sound`:
    nothing is wrong with `start`, so that there is something to compare."""
    with TemporaryDirectory() as folder, trusted():
        site = Site(Path(folder, "site"))
        past: list[World] = []
        files: dict[str, bytes] = {}
        known: dict[Any, tuple[Report, dict[str, bytes]]] = {}
        for edit, harm, which in [(None, "", 0), *story]:
            world = edit(past) if edit else start
            past.append(world)
            wanted = possible(world.files())
            save(site, files, wanted)
            files = wanted
            if harm:
                damage(site, harm, which)
            asked = {"clock": world.clock, "include": Include(drafts=world.drafts), "cards": cards}
            key = (tuple(sorted(files.items())), world.clock, world.drafts)
            if key not in known:
                clean = site.fresh(Path(folder, "clean"))
                known[key] = clean.build(**asked).report, clean.tree()
            compare(site, asked, *known[key])
            assert edit or not sound or known[key][0].written


def possible(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without what no disk can hold: a file that is also a folder."""
    return {path: data for path, data in files.items() if not any(other.startswith(path + "/") for other in files)}


def compare(site: Site, asked: dict[str, Any], clean: Report, tree: dict[str, bytes]) -> None:
    """This build against a clean one, then once more: there is nothing left to do."""
    before = site.tree()
    report = site.build(**asked).report
    assert report.diagnostics == clean.diagnostics
    assert report.written == clean.written
    if not report.written:
        assert site.tree() == before
        return
    assert site.tree() == tree
    what = ("posts", "pages", "files", "cards", "left_out", "steps", "more_steps", "cited", "until", "output")
    assert {name: getattr(report, name) for name in what} == {name: getattr(clean, name) for name in what}
    again = site.build(**asked).report
    assert (again.log, again.why) == ((), {})
    assert (again.created, again.updated, again.removed) == ((), (), ())
    assert again.diagnostics == clean.diagnostics
    assert site.tree() == tree


story = st.tuples(edits, st.sampled_from(DAMAGE), st.integers(0, 7))


@stories
@given(worlds, st.lists(story, min_size=5, max_size=12))
def test_after_any_edits_a_build_equals_a_clean_one(start: World, story: list[tuple[Edit | None, str, int]]) -> None:
    live(start, story, cards=False)


@settings(stories, max_examples=max(3, EXAMPLES // 8))
@given(worlds, st.lists(story, min_size=2, max_size=4))
def test_with_cards_too(start: World, story: list[tuple[Edit | None, str, int]]) -> None:
    live(start, story, cards=True)


BACK = Edit("revert", 1)


@pytest.mark.parametrize("what", EACH)
def test_each_thing_that_can_be_done_and_taken_back(what: str) -> None:
    """On a site that has everything; so no kind of edit is left to chance."""
    done: list[tuple[Edit | None, str, int]] = []
    for edit in EACH[what]:
        done += [(edit, "", 0), (BACK, "", 0)]
    live(RICH, done, cards=False, sound=True)


def test_such_a_site_with_cards() -> None:
    edits = [EACH["title"][2], EACH["settings"][0], EACH["authors"][1], EACH["date"][2]]
    live(RICH, [(edit, "", 0) for edit in edits], cards=True)
