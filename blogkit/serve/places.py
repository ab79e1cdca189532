"""Which folders have to be watched to hear of every change to what a build reads, and of nothing else."""

from __future__ import annotations

import os
from typing import NamedTuple

from ..engine import fresh, scan

_MOUNTS = "/proc/self/mountinfo"
_SILENT = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "v9fs",
    "drvfs",
    "vboxsf",
    "vmhgfs",
    "prl_fs",
    "virtiofs",
    "afs",
    "ceph",
    "fuse.",
)
"""File systems where somebody else may save without this machine being told."""


class Place(NamedTuple):
    """A folder to watch, by its real path."""

    folder: str
    below: bool = False
    """Whether with all that is below it."""
    dots: bool = False
    """Whether names that start with a dot count."""
    names: frozenset[str] = frozenset()
    """The only names in it that count; empty: all do."""

    def counts(self, path: str) -> bool:
        """Whether a change to this path, below the folder, may change the site."""
        parts = path[len(self.folder) :].replace("\\", "/").strip("/").split("/")
        if self.names:
            return parts[0] in self.names
        return not any(part in scan.IGNORED_FOLDERS or scan.ignored(part, dots=self.dots) for part in parts)


def places(root: str, extra: tuple[str, ...] = ()) -> dict[str, Place]:
    """The fewest that cover all inputs: whole trees, except around folders that no build reads (`node_modules`)."""
    return _Search(root).all(extra)


class _Search:
    def __init__(self, root: str) -> None:
        self.root, self.real = root, os.path.realpath(root)
        self.found: dict[str, Place] = {}
        self.met: set[str] = set()
        self.linked: list[tuple[str, bool]] = []
        """Folders that links lead to, and whether dot files in them count."""

    def all(self, extra: tuple[str, ...]) -> dict[str, Place]:
        tops = [(name, dots) for name, dots in fresh.ROOTS if not name.startswith("engagement/")]
        tops += [(name, False) for name in extra if name.endswith(".py")]
        for name, dots in tops:
            path = os.path.join(self.root, name)
            above = os.path.realpath(os.path.dirname(path))
            self._named(self.real, name.partition("/")[0])
            if os.path.isdir(above):
                self._named(above, os.path.basename(path))
            self._linked_to(path, dots)
        while self.linked:
            folder, dots = self.linked.pop()
            if self._whole(folder, dots):
                self.found[folder] = Place(folder, below=True, dots=dots)
        covered = [folder for folder, place in self.found.items() if place.below]
        return {
            folder: place
            for folder, place in self.found.items()
            if place.below or not (place.names and any(folder.startswith(one + os.sep) for one in covered))
        }

    def _named(self, folder: str, name: str) -> None:
        """One file or folder of a folder that is not watched for itself."""
        there = self.found.get(folder)
        if there is None or there.names:
            self.found[folder] = Place(folder, names=frozenset({name}) | (there.names if there else frozenset()))

    def _linked_to(self, path: str, dots: bool) -> None:
        real = os.path.realpath(path)
        if os.path.isdir(real):
            self.linked.append((real, dots))
        elif os.path.islink(path) and os.path.isdir(os.path.dirname(real)) and os.path.dirname(real) not in self.met:
            self._named(os.path.dirname(real), os.path.basename(real))

    def _whole(self, folder: str, dots: bool) -> bool:
        """Whether all below this folder counts, so that one watch of the whole tree will do. If not, places for it and
        for those of its folders that count are found."""
        if folder in self.met:
            return False
        self.met.add(folder)
        whole, inside = True, []
        try:
            entries = list(os.scandir(folder))
        except OSError:
            entries = []
        for entry in entries:
            if entry.is_symlink():
                if os.path.realpath(entry.path).startswith(self.real + os.sep):
                    self._linked_to(entry.path, dots)
            elif entry.is_dir():
                if entry.name in scan.IGNORED_FOLDERS or scan.ignored(entry.name, dots=dots):
                    whole = False
                else:
                    inside.append(entry.path)
        parts = [path for path in inside if self._whole(path, dots)]
        if whole and len(parts) == len(inside):
            return True
        self.found[folder] = Place(folder, dots=dots)
        self.found.update({path: Place(path, below=True, dots=dots) for path in parts})
        return False


def silent(folder: str) -> str:
    """The kind of file system that this lies on, if it is one that does not tell of every change."""
    best, kind = "", ""
    try:
        with open(_MOUNTS, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""  # not Linux
    for line in lines:
        before, _, after = line.partition(" - ")
        mount = before.split(" ")[4].replace("\\040", " ").rstrip("/")
        if (folder + "/").startswith(mount + "/") and len(mount) >= len(best):
            best, kind = mount, after.partition(" ")[0]
    return kind if kind.startswith(_SILENT) else ""
