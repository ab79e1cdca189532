"""Which commit is checked out, read from git's own files: starting git would take longer than a build that has
nothing to do."""

from __future__ import annotations

import os


def head(root: str) -> str:
    """The id of the commit; empty where there is none, and where the history is not whole (`git clone --depth`)."""
    folder = _git_folder(os.path.realpath(root))
    if not folder:
        return ""
    common = os.path.join(folder, _read(folder, "commondir"))  # of a worktree; else the folder itself
    if os.path.exists(os.path.join(common, "shallow")):
        return ""
    said = _read(folder, "HEAD")
    if not said.startswith("ref: "):
        return said
    ref = said.removeprefix("ref: ").strip()
    return _read(folder, ref) or _read(common, ref) or _packed(common, ref)


def _git_folder(top: str) -> str:
    while not os.path.exists(path := os.path.join(top, ".git")):
        top, below = os.path.dirname(top), top
        if top == below:
            return ""
    if os.path.isdir(path):
        return path
    return os.path.join(top, _read(top, ".git").removeprefix("gitdir:").strip())  # a worktree or a submodule


def _packed(common: str, ref: str) -> str:
    for line in _read(common, "packed-refs").splitlines():
        name, _, of = line.partition(" ")
        if of == ref:
            return name
    return ""


def _read(folder: str, name: str) -> str:
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""
