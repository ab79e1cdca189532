"""people.yaml, people/*.yaml and engagement/private/people.yaml → `People`, with every mistake found at once.

All of these are read alike: a mapping of key to person. What is private goes no further than this stage, but for the
boundaries that it sets.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ...core.diagnostic import Diagnostic, Outcome, error, warning
from ...core.person import People, Person, PrivatePeople, PrivatePerson, guarded
from ...core.source import Sources
from ...extend.network import Network
from . import faults
from .file import Written, read
from .guard import PRIVATE, discreet, named, tracked

__all__ = ["FILE", "PRIVATE", "Directory", "directory", "named", "private", "public", "tracked"]

FILE = "people.yaml"
FOLDER = "people/"


class Directory(msgspec.Struct, frozen=True):
    """Everybody there is. `people` are those who may be named, within both their public and private boundaries."""

    people: People
    private: PrivatePeople
    """For commands and for the checklist; nothing that a build makes may see it."""

    @property
    def only_private(self) -> frozenset[str]:
        """Keys that no post can name."""
        return frozenset(self.private.keys() - self.people.keys())


def directory(sources: Sources, networks: Sequence[Network]) -> Outcome[Directory]:
    written, found = public(sources)
    kept, private_found = private(sources)
    known = {one.key: one.person for one in kept}
    mended = faults.mended(written, networks, sources, known)
    people = guarded(mended.value, known)
    return Outcome(Directory(people, known), (*found, *mended.diagnostics, *private_found))


def public(sources: Sources) -> tuple[list[Written[Person]], list[Diagnostic]]:
    """Everybody in people.yaml and people/*.yaml, each key once, and where they stand."""
    written: dict[str, Written[Person]] = {}
    found: list[Diagnostic] = []
    for path in _files(sources, found):
        some, wrong = read(sources, path, Person)
        found += wrong
        for one in some:
            first = written.setdefault(one.key, one)
            if first is not one:
                message = f'"{one.key}" stands in {first.path} too'
                at = f"the first is at {first.at()}"
                fix = f"keep one of them: {first.at()} or {one.at()}"
                found.append(error("people/duplicate-key", message, one.at(), found=at, fix=fix))
    return list(written.values()), found


def _files(sources: Sources, found: list[Diagnostic]) -> list[str]:
    paths = [FILE] if sources.has(FILE) else []
    for source in sources.below(FOLDER.rstrip("/")):
        name = source.path.removeprefix(FOLDER)
        if name.endswith(".yaml") and "/" not in name:
            paths.append(source.path)
        elif name.endswith((".yaml", ".yml")):
            better = FOLDER + name.rpartition("/")[2].removesuffix(".yml").removesuffix(".yaml") + ".yaml"
            message = "nobody reads this: people stand in people.yaml and in people/NAME.yaml"
            span = Written.top(source.path)
            found.append(warning("people/file-name", message, span, found=source.path, fix=f"rename it to {better}"))
    return paths


def private(sources: Sources) -> tuple[list[Written[PrivatePerson]], list[Diagnostic]]:
    """Nobody, where the file is not there: on another machine, and wherever the site is built for its readers."""
    written, found = read(sources, PRIVATE, PrivatePerson)
    return written, [discreet(finding) for finding in found]
