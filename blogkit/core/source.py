"""The input files of a site as values."""

from __future__ import annotations

import os

import msgspec


class Source(msgspec.Struct, frozen=True, gc=False):
    """One file. `token` is its state by stat, empty while it is too young to be trusted."""

    path: str
    token: str
    digest: str


class Sources(msgspec.Struct, frozen=True):
    root: str
    files: dict[str, Source]
    """By path relative to the site root, sorted, forward slashes."""
    seen: dict[str, str] = {}
    """Path to token of everything that was looked at, also of what was left out."""

    def below(self, folder: str) -> list[Source]:
        return [s for path, s in self.files.items() if path.startswith(folder + "/")]

    def read(self, path: str) -> bytes:
        """The bytes of one input. Raises OSError if it has gone since it was listed."""
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def digest(self, path: str) -> str:
        return self.files[path].digest if path in self.files else ""

    def has(self, path: str) -> bool:
        return path in self.files
