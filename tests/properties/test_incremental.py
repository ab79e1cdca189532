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

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from blogkit.core.include import Include
from blogkit.testing.site import Site
from engine.age import trusted
from properties.strategies import World, edits, worlds

EXAMPLES = int(os.environ.get("BLOGKIT_EXAMPLES", "25"))
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


def live(start: World, story: list[tuple[object, str, int]], *, cards: bool) -> None:
    with TemporaryDirectory() as folder, trusted():
        site = Site(Path(folder, "site"))
        past: list[World] = []
        files: dict[str, bytes] = {}
        for edit, harm, which in [(None, "", 0), *story]:
            world = edit(past) if edit else start  # type: ignore[operator]
            past.append(world)
            wanted = impossible(world.files())
            save(site, files, wanted)
            files = wanted
            if harm:
                damage(site, harm, which)
            same_as_clean(site, world, Path(folder, "clean"), cards=cards)


def impossible(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without what no disk can hold: a file that is also a folder."""
    return {path: data for path, data in files.items() if not any(other.startswith(path + "/") for other in files)}


def same_as_clean(site: Site, world: World, beside: Path, *, cards: bool) -> None:
    asked = {"clock": world.clock, "include": Include(drafts=world.drafts), "cards": cards}
    before = site.tree()
    here = site.build(**asked).report
    clean = site.fresh(beside)
    there = clean.build(**asked).report
    assert here.diagnostics == there.diagnostics
    assert here.written == there.written
    if here.written:
        assert site.tree() == clean.tree()
        what = ("posts", "pages", "files", "cards", "left_out", "steps", "more_steps", "cited", "until", "output")
        assert {name: getattr(here, name) for name in what} == {name: getattr(there, name) for name in what}
        again = site.build(**asked).report
        assert (again.log, again.why) == ((), {})
        assert (again.created, again.updated, again.removed) == ((), (), ())
        assert again.diagnostics == there.diagnostics
        assert site.tree() == clean.tree()
    else:
        assert site.tree() == before


story = st.tuples(edits, st.sampled_from(DAMAGE), st.integers(0, 7))


@stories
@given(worlds, st.lists(story, min_size=1, max_size=10))
def test_after_any_edits_a_build_equals_a_clean_one(start: World, story: list[tuple[object, str, int]]) -> None:
    live(start, story, cards=False)


@settings(stories, max_examples=max(3, EXAMPLES // 8))
@given(worlds, st.lists(story, min_size=1, max_size=4))
def test_with_cards_too(start: World, story: list[tuple[object, str, int]]) -> None:
    live(start, story, cards=True)
