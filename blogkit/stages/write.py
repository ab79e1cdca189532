"""Artifacts → `Changes` on disk: every file whole or not at all, nothing touched that is not ours.

Order matters for a build that is killed half-way: first the manifest names all that is about to be written, then old
files go, then new ones come (each beside its place, then renamed onto it), then the manifest says what there is.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..core.diagnostic import Diagnostic, error
from ..core.digest import digest
from ..core.report import Changes
from ..core.span import Span
from ..engine import scan
from ..engine.rebuild import MANIFEST, read_manifest, write_manifest

PREVIEW = ".blogkit/preview"
"""Where `serve` writes, among the caches: what lies there is never anybody's."""
NEW = ".blogkit-new"
"""A folder in the output for files on their way; left over only by a build that was killed, and then ours."""


class Output:
    """The output folder of one build, and what in it is ours."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._named: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        with contextlib.suppress(OSError), open(self.path(MANIFEST), "rb") as file:
            self._named = read_manifest(file.read())
        self.owned = dict(self._named)

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name if os.sep == "/" else name.replace("/", os.sep))

    def adopt(self, written: Mapping[str, str]) -> None:
        """What the caches know as ours is ours, also when a damaged manifest no longer names it. `written`: path to
        the digest of what was written there; a file that is another now is left to its owner."""
        for name, digest_then in written.items():
            if name not in self.owned and self.digest(name) == digest_then:
                self.owned[name] = digest_then

    def stat(self, name: str) -> str:
        """The token of an output's file, looked up once until it is written; empty when there is none."""
        if name not in self._tokens:
            try:
                self._tokens[name] = scan.token(os.stat(self.path(name)))
            except OSError:
                self._tokens[name] = ""
        return self._tokens[name]

    def digest(self, name: str) -> str:
        try:
            with open(self.path(name), "rb") as file:
                return digest(file.read())
        except OSError:
            return ""

    def read(self, name: str) -> bytes:
        with open(self.path(name), "rb") as file:
            return file.read()

    def strangers(self, names: Mapping[str, str], changed: Iterable[str] = ()) -> list[Diagnostic]:
        """What is in the way of `commit`. `names`: path to the digest planned there, of which `changed` are new."""
        found: list[Diagnostic] = []
        if not os.path.isdir(self.folder):
            return found
        linked = self._linked({*changed, *names.keys() - self.owned.keys(), *self.owned.keys() - names.keys()})
        for folder, target in linked.items():
            message = f"this folder is a link to {target}, and blogkit writes nowhere but in its output"
            fix = "delete the link; blogkit makes the folder anew"
            found.append(error("write/link", message, Span(self._shown(folder)), fix=fix))
        for name, planned in names.items():
            stranger = "" if name in self.owned or _below(name, linked) else self._in_the_way(name)
            if stranger and self.digest(name) != planned:
                found.append(
                    error(
                        "write/not-ours",
                        "there is a file here that blogkit did not write",
                        Span(self._shown(stranger)),
                        fix="move it to static/ if it belongs to the site, else delete it, or set another output",
                    )
                )
        return list(dict.fromkeys(found))

    def _shown(self, name: str) -> str:
        return f"{os.path.basename(self.folder)}/{name}"

    def _linked(self, names: Iterable[str]) -> dict[str, str]:
        """The folders above these names that are links, and where they lead."""
        folders: set[str] = set()
        for name in names:
            while (name := name.rpartition("/")[0]) and name not in folders:
                folders.add(name)
        links = {folder for folder in folders if os.path.islink(self.path(folder))}
        return {one: os.readlink(self.path(one)) for one in sorted(links) if not _below(one, links)}

    def _in_the_way(self, name: str) -> str:
        """The file or folder that is not ours and has to go before `name` can be written, or nothing."""
        try:
            info = os.lstat(self.path(name))
        except NotADirectoryError:
            parts = name.split("/")
            above = ("/".join(parts[:n]) for n in range(1, len(parts)))
            file = next((folder for folder in above if not os.path.isdir(self.path(folder))), "")
            return "" if file in self.owned else file
        except OSError:
            return ""
        if not stat.S_ISDIR(info.st_mode):
            return name
        for where, folders, files in os.walk(self.path(name)):  # ours alone will be gone by then
            below = os.path.relpath(where, self.folder).replace(os.sep, "/")
            strangers = [f"{below}/{file}" for file in files if f"{below}/{file}" not in self.owned]
            if strangers or not (folders or files):
                return min(strangers, default=below)
        return ""

    def commit(
        self,
        data: Mapping[str, bytes],
        copies: Mapping[str, tuple[str, str]],
        planned: Mapping[str, str],
        later: Mapping[str, Callable[[], bytes]] | None = None,
    ) -> Changes:
        """Make the folder hold exactly `planned` (path to digest) besides what is not ours. `data` are new bytes,
        `copies` path to (file, digest), `later` new bytes that are too many to have at hand all at once. Raises OSError
        when the disk does; then the next build mends it."""
        later = later or {}
        gone = sorted(set(self.owned) - set(planned))
        changed = {*data, *copies, *later}
        fresh = self.path(NEW)
        if not changed and self._named == self.owned == dict(planned) and not os.path.lexists(fresh):
            return Changes()
        os.makedirs(self.folder, exist_ok=True)
        if os.path.islink(fresh):
            os.unlink(fresh)
        shutil.rmtree(fresh, ignore_errors=True)
        os.makedirs(fresh)
        try:
            created = [name for name in changed if not os.path.lexists(self.path(name))]
            self._write(MANIFEST, write_manifest({**dict.fromkeys(changed, "0" * 32), **self.owned}), fresh)
            for name in gone:
                self._remove(name)
            for name, content in data.items():
                self._write(name, content, fresh)
            for name, (source, _) in copies.items():
                self._copy(name, source, fresh)
            for name, made in later.items():
                self._write(name, made(), fresh)
            self._write(MANIFEST, write_manifest(planned), fresh)
            self.owned = self._named = dict(planned)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return Changes(tuple(sorted(created)), tuple(sorted(changed - set(created))), tuple(gone))

    def _write(self, name: str, content: bytes, fresh: str) -> None:
        temporary = os.path.join(fresh, "file")
        with open(temporary, "wb") as file:
            file.write(content)
        self._into_place(temporary, name)

    def _copy(self, name: str, source: str, fresh: str) -> None:
        temporary = os.path.join(fresh, "file")
        shutil.copyfile(source, temporary)
        self._into_place(temporary, name)

    def _into_place(self, temporary: str, name: str) -> None:
        self._tokens.pop(name, None)
        path = self.path(name)
        try:
            os.replace(temporary, path)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.replace(temporary, path)

    def _remove(self, name: str) -> None:
        """One file of ours, and the folders that are empty without it."""
        path = self.path(name)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)
        folder = os.path.dirname(path)
        while len(folder) > len(self.folder):
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)


def replace(folder: str, files: Mapping[str, bytes]) -> None:
    """New bytes for outputs that are there already, each whole or not at all. The manifest still tells of the old
    ones: this is for a folder where nothing is anybody's. Raises OSError."""
    fresh = os.path.join(folder, NEW)
    os.makedirs(fresh, exist_ok=True)
    temporary = os.path.join(fresh, "file")
    try:
        for name, content in files.items():
            with open(temporary, "wb") as file:
                file.write(content)
            os.replace(temporary, os.path.join(folder, *name.split("/")))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _below(name: str, folders: Iterable[str]) -> bool:
    return any(name.startswith(folder + "/") for folder in folders)


def unsafe_output(root: str, output: str) -> str:
    """Why this folder may not be written, or nothing. Content, caches, the home folder and all above are refused."""
    real_root, real = Path(os.path.realpath(root)), Path(os.path.realpath(os.path.join(root, output)))
    if not output.strip():
        return "it is empty"
    if real == real_root or real in real_root.parents:
        return "that is the site itself, or a folder that holds it"
    home = Path(os.path.realpath(os.path.expanduser("~")))
    if real == home or real in home.parents or real == Path(real.anchor):
        return "that is nobody's output folder"
    if len(real.parts) == 2 and real.is_dir() and any(real.iterdir()) and not (real / MANIFEST).exists():
        return "that is a folder of the system"  # /etc; but /out, as containers mount it, will do
    if Path(os.path.realpath(os.path.join(root, PREVIEW))) in (real, *real.parents):
        return ""
    ours = ("content", "static", "templates", "themes", "i18n", "extensions", "people", "engagement")
    for name in (*ours, ".blogkit", ".git"):
        taken = Path(os.path.realpath(os.path.join(root, name)))
        if real == taken or taken in real.parents or real in taken.parents:
            return f"that is where the site keeps its {name}"
    if real.exists() and not real.is_dir():
        return "there is a file of that name"
    return ""


def unfit(root: str, output: str) -> list[Diagnostic]:
    problem = unsafe_output(root, output)
    if not problem:
        return []
    message = f"the site cannot be written to {output}: {problem}"
    return [error("config/output", message, Span("blogkit.yaml"), found=output, fix="output: public")]


def failure(problem: OSError, output: str, root: str) -> Diagnostic:
    """What the disk said. Files that were written already are whole, and the next build goes on from there."""
    place = str(problem.filename or os.path.join(root, output))
    with contextlib.suppress(ValueError):  # on another drive, as Windows has them
        place = os.path.relpath(place, root)
    message = f"{output} cannot be written: {problem.strerror or problem}"
    return error(
        "write/failed", message, Span(place), fix="make room or get the right to write there, then build again"
    )
