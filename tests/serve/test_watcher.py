"""The watcher: it hears of every change to what a build reads, and spends nothing on the rest."""

from __future__ import annotations

import errno
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blogkit.serve import places as places_module
from blogkit.serve import watcher as watcher_module
from blogkit.serve.places import places, silent
from blogkit.serve.watcher import Watcher

PATIENCE = 15.0
LINUX = sys.platform.startswith("linux")


class Site:
    """A folder that is being watched."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("content/posts", "content/pages", "static", "themes/mine/assets", ".blogkit"):
            (root / folder).mkdir(parents=True)
        self.write("blogkit.yaml", "title: A\n")
        self.write("content/posts/a.md", "one")
        self.said: list[str] = []
        self.watcher: Watcher

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def hears(self, edit: Callable[[], object]) -> None:
        """`wait` returns after this edit."""
        done = threading.Event()
        thread = threading.Thread(target=lambda: (self.watcher.wait(), done.set()), daemon=True)
        thread.start()
        edit()
        assert done.wait(PATIENCE), "nobody heard of it"
        self.settle()

    def settle(self) -> None:
        """What is still on its way has come."""
        while self.watcher.changed.wait(0.05):
            self.watcher.changed.clear()
        self.watcher._keep_up()

    def deaf_to(self, edit: Callable[[], object]) -> None:
        """No event counts until a last edit, which does and comes after."""
        counted: list[bool] = []
        self.watcher.changed.clear()
        edit()
        # The system tells in the order in which things happened, so what was not told by then never will be.
        was_set = self.watcher.changed.wait(0.1)
        counted.append(was_set)
        self.hears(lambda: self.write("content/posts/z.md", str(time.monotonic_ns())))
        assert counted == [False]


@contextmanager
def watched(site: Site, *, poll: bool = False) -> Iterator[Site]:
    site.watcher = Watcher(str(site.root), site.said.append, poll=poll)
    try:
        yield site
    finally:
        site.watcher.stop()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with watched(Site(tmp_path)) as one:
        yield one


def older(path: Path) -> None:
    os.utime(path, (1_000_000_000, 1_000_000_000))


def vim(path: Path) -> None:
    """backupcopy=no: the old file is moved away, a new one written, the old one deleted."""
    path.rename(path.with_name(path.name + "~"))
    path.write_text("by vim", encoding="utf-8")
    path.with_name(path.name + "~").unlink()


def emacs(path: Path) -> None:
    """A lock that is a link to nothing, a backup, and a new file."""
    lock = path.with_name(".#" + path.name)
    lock.symlink_to("me@here.1")
    path.with_name(path.name + "~").write_bytes(path.read_bytes())
    path.unlink()
    path.write_text("by emacs", encoding="utf-8")
    lock.unlink()


def code(path: Path) -> None:
    """Written beside it, then renamed onto it."""
    path.with_name(path.name + ".tmp").write_text("by code", encoding="utf-8")
    path.with_name(path.name + ".tmp").replace(path)


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("more")


def unlink_and_create(path: Path) -> None:
    path.unlink()
    path.write_text("again", encoding="utf-8")


WAYS: dict[str, Callable[[Path], object]] = {
    "write": lambda path: path.write_text("two", encoding="utf-8"),
    "append": append,
    "older": older,
    "rename": lambda path: path.rename(path.with_name("b.md")),
    "unlink": lambda path: path.unlink(),
    "unlink and create": unlink_and_create,
    "rights": lambda path: path.chmod(0o600),
    **({"vim": vim, "emacs": emacs, "code": code} if sys.platform != "win32" else {}),
}


@pytest.mark.parametrize("how", WAYS)
def test_every_way_of_saving_is_heard(site: Site, how: str) -> None:
    site.hears(lambda: WAYS[how](site.root / "content/posts/a.md"))


@pytest.mark.parametrize(
    "path",
    [
        "blogkit.yaml",
        "people.yaml",
        "people/ana.yaml",
        "content/posts/new/deep/index.md",
        "static/.well-known/x",
        "templates/post.html",
        "i18n/en.yaml",
        "fonts/a.ttf",
        "themes/mine/assets/css/site.css",
        "themes/new/theme.yaml",
        "extensions/mine.py",
    ],
)
def test_every_input_is_heard_of_also_in_folders_that_are_new(site: Site, path: str) -> None:
    site.hears(lambda: site.write(path, "one"))
    site.hears(lambda: site.write(path, "two"))
    site.hears((site.root / path).unlink)


def test_folders_come_and_go_with_all_that_is_in_them(site: Site, tmp_path: Path) -> None:
    def tree() -> None:
        for n in range(5):
            site.write(f"content/posts/more/{n}/index.md", str(n))

    site.hears(tree)
    site.hears(lambda: site.write("content/posts/more/4/index.md", "again"))
    site.hears(lambda: (site.root / "content/posts/more").rename(site.root / "content/posts/moved"))
    site.hears(lambda: site.write("content/posts/moved/3/index.md", "again"))
    site.hears(lambda: (site.root / "content").rename(site.root / "elsewhere"))
    site.hears(lambda: site.write("content/posts/a.md", "a new folder of the old name"))
    site.hears(lambda: site.write("content/posts/a.md", "and again"))
    site.deaf_to(lambda: site.write("elsewhere/posts/a.md", "not an input any more"))


def test_extensions_lie_where_the_site_says(site: Site) -> None:
    site.deaf_to(lambda: site.write("lib/mine.py", "x"))
    site.watcher.also(("lib/mine.py", "an_installed_one"))
    site.settle()
    site.hears(lambda: site.write("lib/mine.py", "y"))
    site.deaf_to(lambda: site.write("lib/other.py", "y"))


NOISE = [
    ".git/index",
    ".venv/lib/x.py",
    "node_modules/x/index.js",
    "public/index.html",
    "dist/index.html",
    ".blogkit/preview/site/index.html",
    "engagement/checklist.md",
    "README.md",
    "content/.obsidian/workspace.json",
    "content/posts/.a.md.swp",
    "content/posts/a.md~",
    "content/posts/4913",
    "themes/mine/node_modules/x.css",
    "themes/mine/.git/HEAD",
    "extensions/__pycache__/mine.pyc",
]


@pytest.mark.parametrize("path", NOISE)
def test_what_no_build_reads_starts_none(site: Site, path: str) -> None:
    site.write(path, "there already")
    site.settle()
    site.deaf_to(lambda: site.write(path, "changed"))


def test_reading_starts_no_build(site: Site) -> None:
    site.deaf_to(lambda: [path.read_bytes() for path in site.root.rglob("*") if path.is_file()])


def test_a_storm_of_saves_is_a_few_builds(site: Site) -> None:
    builds = 0
    over = threading.Event()

    def storm() -> None:
        for n in range(1000):
            site.write(f"content/posts/{n % 50}.md", str(n))
        over.set()

    thread = threading.Thread(target=storm)
    thread.start()
    while not over.is_set() or site.watcher.changed.wait(0.2):
        site.watcher.wait()
        builds += 1
    thread.join()
    assert builds <= 50  # two, but on a busy machine the storm itself takes breath now and then


def test_a_program_that_never_stops_writing_does_not_put_a_build_off_for_ever(site: Site) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(watcher_module.QUIET / 5):
            site.write("static/log.txt", str(time.monotonic_ns()))

    thread = threading.Thread(target=write)
    thread.start()
    started = time.monotonic()
    site.watcher.wait()
    stop.set()
    thread.join()
    assert time.monotonic() - started < 5 * watcher_module.LONGEST


@pytest.mark.skipif(sys.platform == "win32", reason="links")
class TestLinks:
    def test_a_content_folder_that_lies_elsewhere(self, tmp_path: Path) -> None:
        site = Site(tmp_path / "site")
        (site.root / "content").rename(tmp_path / "notes")
        (site.root / "content").symlink_to(tmp_path / "notes")
        with watched(site):
            site.hears(lambda: (tmp_path / "notes/posts/a.md").write_text("two"))
            site.hears((tmp_path / "notes/posts/new").mkdir)
            site.hears(lambda: (tmp_path / "notes/posts/new/index.md").write_text("new"))
            (tmp_path / "others/posts").mkdir(parents=True)

            def turn() -> None:
                (site.root / "content").unlink()
                (site.root / "content").symlink_to(tmp_path / "others")

            site.hears(turn)
            site.hears(lambda: (tmp_path / "others/posts/b.md").write_text("there"))

    def test_links_to_other_places_of_the_site(self, site: Site) -> None:
        site.write("drafts/one/index.md", "one")
        site.write("shared/two.md", "two")
        site.settle()
        site.deaf_to(lambda: site.write("drafts/one/index.md", "not linked yet"))
        site.hears(lambda: (site.root / "content/posts/one").symlink_to(site.root / "drafts/one"))
        site.hears(lambda: site.write("drafts/one/index.md", "two"))
        site.hears(lambda: (site.root / "content/posts/two.md").symlink_to(site.root / "shared/two.md"))
        site.hears(lambda: site.write("shared/two.md", "three"))
        site.deaf_to(lambda: site.write("shared/other.md", "nobody reads it"))

    def test_circles_and_links_to_nothing(self, tmp_path: Path) -> None:
        site = Site(tmp_path)
        (tmp_path / "content/posts/round").symlink_to(tmp_path / "content")
        (tmp_path / "content/posts/none").symlink_to(tmp_path / "no/where")
        (tmp_path / "static/out").symlink_to("/")
        with watched(site):
            site.hears(lambda: site.write("content/posts/a.md", "two"))
            assert not any(place.folder == "/" for place in places(str(tmp_path)).values())


def inodes() -> set[int]:
    """What the kernel watches for this process."""
    found: set[int] = set()
    for one in Path("/proc/self/fd").iterdir():
        try:
            if "inotify" in os.readlink(one):
                text = Path(f"/proc/self/fdinfo/{one.name}").read_text()
                found.update(int(ino, 16) for ino in re.findall(r"^inotify .*? ino:(\w+)", text, re.MULTILINE))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not LINUX, reason="inotify")
def test_no_watch_is_spent_on_what_no_build_reads(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for path in NOISE:
        site.write(path, "x")
    site.write("content/posts/deep/er/index.md", "x")
    with watched(site):
        watched_now = inodes()
        noise = {part for path in NOISE for part in path.split("/")[:-1]}
        noise -= {"content", "posts", "themes", "mine", "extensions"}
        for path in [folder for folder in tmp_path.rglob("*") if folder.is_dir()]:
            parts = path.relative_to(tmp_path).parts
            assert (path.stat().st_ino in watched_now) == (not noise & set(parts)), path
        site.hears(lambda: site.write("content/posts/deep/er/index.md", "y"))
        site.hears(lambda: (tmp_path / "themes/mine/node_modules/x.css").parent.rename(tmp_path / "themes/mine/build"))
        assert (tmp_path / "themes/mine/build").stat().st_ino in inodes()


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EMFILE])
@pytest.mark.parametrize("when", ["at once", "at the first", "in a tree", "later"])
def test_where_the_systems_watches_run_out_the_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, problem: int
) -> None:
    """watchdog says so at the top of a tree alone; below it, folders are silently left out."""
    monkeypatch.setattr(watcher_module, "LOOK", 0.05)
    full = OSError(problem, "inotify watch limit reached")
    site = Site(tmp_path)
    out_of_watches = when != "later"

    class Full(watcher_module.Observer):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            if when == "at once":
                raise full
            super().__init__()

        def schedule(self, handler: object, path: str, **options: object) -> object:
            if out_of_watches and (when == "at the first" or path.endswith(".blogkit")):
                raise full
            return super().schedule(handler, path, **options)

    monkeypatch.setattr(watcher_module, "Observer", Full)
    with watched(site):
        if when == "later":
            assert site.said == []
            out_of_watches = True
            site.hears((tmp_path / "content/posts/new").mkdir)
        assert len(site.said) == 1
        assert "inotify watch limit reached" in site.said[0]
        assert "once a second" in site.said[0]
        site.hears(lambda: site.write("content/posts/a.md", "something longer"))
        site.hears(lambda: site.write("content/posts/new/index.md", "new"))
        site.hears((tmp_path / "content/posts/a.md").unlink)
        site.write("public/index.html", "x")
        assert not site.watcher._looks_different()
        assert len(site.said) == 1
        if LINUX:
            assert (tmp_path / "content").stat().st_ino not in inodes()  # they are given back


def test_disks_that_tell_of_nothing_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "LOOK", 0.05)
    mounts = tmp_path / "mountinfo"
    line = "36 35 98:0 / {} rw,noatime master:1 - {} /dev/x rw\n"
    monkeypatch.setattr(places_module, "_MOUNTS", str(mounts))
    folder = os.path.realpath(tmp_path)
    mounts.write_text(line.format("/", "ext4"))
    assert silent(folder) == ""
    mounts.write_text(line.format("/", "9p") + line.format(folder, "btrfs"))
    assert silent(folder) == ""
    mounts.write_text(line.format("/", "ext4") + line.format(folder + "x", "nfs4"))
    assert silent(folder) == ""
    mounts.write_text(line.format("/", "ext4") + line.format(os.path.dirname(folder), "nfs4"))
    assert silent(folder) == "nfs4"
    mounts.unlink()
    assert silent(folder) == ""
    mounts.write_text(line.format("/", "fuse.sshfs"))
    site = Site(tmp_path / "site")
    with watched(site):
        assert "fuse.sshfs" in site.said[0]
        site.watcher._observer.unschedule_all()  # as on a disk that tells of nothing
        site.hears(lambda: site.write("content/posts/a.md", "something longer"))
    monkeypatch.setattr(places_module, "_MOUNTS", os.devnull)
    asked = Site(tmp_path / "asked")
    with watched(asked, poll=True):
        assert asked.said == []
        asked.watcher._observer.unschedule_all()
        asked.hears(lambda: asked.write("content/posts/a.md", "something longer"))
