"""Copied templates: which original each comes from, and what has become of that since.

The first line of a copy says so, with the digest of the original. The original itself is kept beside it, in the folder
`.originals/`, so that after an upgrade one can see what changed in it.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence

import msgspec

from .. import __version__
from ..core.digest import digest
from .files import text_of
from .themes import Layer

KEPT = ".originals"
_MARK = re.compile(r"\{#- copied from (?P<theme>[^/\s]+)/(?P<name>\S+), blogkit \S+, (?P<digest>[0-9a-f]{12}) -#\}\n?")


class Copy(msgspec.Struct, frozen=True):
    """One template that was copied to be changed."""

    folder: str
    """The site, or the theme, that has the copy in its `templates/`."""
    theme: str
    name: str
    digest: str
    """Of the original, as it was."""

    @property
    def path(self) -> str:
        return os.path.join(self.folder, "templates", *self.name.split("/"))

    @property
    def kept(self) -> str:
        return os.path.join(self.folder, "templates", KEPT, *self.name.split("/"))


def copies(folder: str, layers: Sequence[Layer]) -> Iterator[tuple[Copy, str]]:
    """Copies in the `templates/` of one folder, each with its original as it is now: empty if that is no more."""
    top = os.path.join(folder, "templates")
    for place, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name != KEPT)
        for name in sorted(names):
            path = os.path.join(place, name)
            match = _MARK.match(text_of(path, folder, []) or "")
            if match:
                short = os.path.relpath(path, top).replace(os.sep, "/")
                one = Copy(folder, match["theme"], short, match["digest"])
                yield one, original(layers, one.theme, match["name"])


def original(layers: Sequence[Layer], theme: str, name: str) -> str:
    folder = next((layer.folder for layer in layers if layer.name == theme), "")
    path = os.path.join(folder, "templates", *name.split("/"))
    return (text_of(path, folder, []) or "") if folder and os.path.isfile(path) else ""


def take(folder: str, layers: Sequence[Layer], name: str) -> Copy | None:
    """Copy a template into `templates/`; None where no theme has it."""
    for layer in layers:
        if text := original([layer], layer.name, name):
            made = Copy(folder, layer.name, name, short(text))
            _write(made.path, _mark(made) + text)
            _write(made.kept, text)
            return made
    return None


def note_seen(one: Copy, text: str) -> None:
    """The original is known as it is now."""
    mine = text_of(one.path, one.folder, []) or ""
    _write(one.path, _MARK.sub(_mark(msgspec.structs.replace(one, digest=short(text))), mine, count=1))
    _write(one.kept, text)


def changed(one: Copy, text: str) -> list[str]:
    """What became different in the original; where that is not kept, how the copy differs from it."""
    if os.path.isfile(one.kept):
        then, labels = text_of(one.kept, one.folder, []) or "", ("then", "now")
    else:
        then, labels = _MARK.sub("", text_of(one.path, one.folder, []) or "", count=1), ("yours", "now")
    names = [f"{'templates' if label == 'yours' else one.theme}/{one.name} ({label})" for label in labels]
    return list(difflib.unified_diff(then.splitlines(), text.splitlines(), names[0], names[1], lineterm=""))


def short(text: str) -> str:
    return digest(text.encode())[:12]


def _mark(one: Copy) -> str:
    return f"{{#- copied from {one.theme}/{one.name}, blogkit {__version__}, {one.digest} -#}}\n"


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
