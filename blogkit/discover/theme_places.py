"""Where a theme lies: a folder or a zip in the site's `themes/`, a theme of blogkit's own, or an installed package.

An installed theme is a package called `blogkit_theme_NAME` with `theme.yaml` in it. Its code is never run: Python is
only asked where it is.
"""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import shutil
import tempfile
import zipfile
import zlib

from ..core.diagnostic import Diagnostic, error, warning
from ..core.source import Sources
from ..core.span import Span
from ..engine import scan
from ..stages import source
from .files import shown, themes_folder

PACKAGE = "blogkit_theme_"
_MOST_FILES, _MOST_BYTES = 2_000, 100_000_000


def folder_of(sources: Sources, name: str, found: list[Diagnostic]) -> str:
    """The theme's folder, or nothing if there is none of that name."""
    if not proper(name):
        return ""
    own = os.path.join(sources.root, "themes", name)
    if os.path.isdir(own):
        return own
    packed = f"themes/{name}.zip"
    if sources.has(packed):
        return _unpacked(sources, name, packed, found)
    ours = os.path.join(themes_folder(), name)
    return ours if os.path.isdir(ours) else _installed(name)


def proper(name: str) -> bool:
    """Whether a theme can be called so: a name, never a path."""
    odd = not name or name.startswith(".") or name != name.strip() or len(name) > 100
    return not odd and not any(c in '/\\:*?"<>|' or not c.isprintable() for c in name)


def sources_of(root: str) -> Sources:
    """Enough of a site to find a theme in: what is not in `themes/` is not read."""
    return source.scan_site(root, lambda path, _: "" if path.startswith("themes/") else "unread").value


def names(root: str) -> list[str]:
    """Every theme that a site could name."""
    found = {one.name.removeprefix(PACKAGE) for one in pkgutil.iter_modules() if one.name.startswith(PACKAGE)}
    for place in (os.path.join(root, "themes"), themes_folder()):
        if os.path.isdir(place):
            found.update(one.name for one in os.scandir(place) if one.is_dir())
            found.update(one.name[:-4] for one in os.scandir(place) if one.name.endswith(".zip") and one.is_file())
    return sorted(name for name in found if proper(name))


def ours(folder: str) -> bool:
    """Whether it came with blogkit: then it runs without a sandbox."""
    return os.path.dirname(os.path.realpath(folder)) == os.path.realpath(themes_folder())


def files(folder: str, name: str, root: str, found: list[Diagnostic]) -> list[str]:
    """Files below one folder of a theme (or of the site), none of which lies elsewhere in truth."""
    top = os.path.join(folder, name)
    if os.path.islink(top) and os.path.commonpath((os.path.realpath(top), os.path.realpath(folder))) != (
        os.path.realpath(folder)
    ):
        found.append(_left_out(top, "a link that leads out of the theme", root))
        return []
    there = scan.walk(folder, name)
    for path, token in there.items():
        if token.startswith(scan.ODD):
            why = token.removeprefix(scan.ODD).replace("the site", "the theme")
            found.append(_left_out(os.path.join(folder, path), why, root))
    return sorted(path for path, token in there.items() if not token.startswith(scan.ODD))


def _left_out(path: str, why: str, root: str) -> Diagnostic:
    return warning("theme/not-read", f"left out: {why}", Span(shown(path, root)), fix="put the file itself here")


def _installed(name: str) -> str:
    module = PACKAGE + name.replace("-", "_")
    spec = importlib.util.find_spec(module) if module.isidentifier() else None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if os.path.isfile(os.path.join(folder, "theme.yaml")):
            return folder
    return ""


def _unpacked(sources: Sources, name: str, packed: str, found: list[Diagnostic]) -> str:
    """The zip as a folder in `.blogkit/`, unpacked once for each state of the file."""
    kept = os.path.join(sources.root, ".blogkit", "themes")
    folder = os.path.join(kept, sources.files[packed].digest[:12], name)
    if os.path.isdir(folder):
        return folder
    os.makedirs(kept, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept, ignore_cleanup_errors=True) as new:
        try:
            with zipfile.ZipFile(os.path.join(sources.root, packed)) as archive:
                problem = _unfit(archive)
                inside = "" if problem else _unpack(archive, new)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as fault:
            problem = f"cannot be unpacked: {fault}"
        if problem:
            found.append(error("theme/zip", f"this zip {problem}", Span(packed), fix="pack the theme's folder anew"))
            return ""
        for old in os.listdir(kept):
            if os.path.isdir(os.path.join(kept, old, name)):
                shutil.rmtree(os.path.join(kept, old), ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        os.replace(os.path.join(new, inside) if inside else new, folder)
        if not inside:
            os.makedirs(new, exist_ok=True)  # for the clean-up to find
    return folder


def _unfit(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _MOST_BYTES:
        return "holds more than any theme has"
    for one in entries:
        parts = one.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in one.filename or "\0" in one.orig_filename:
            return f"holds a path that leads out of it: {one.filename[:80]}"
    return "" if _tops(archive) else "has no theme.yaml"


def _tops(archive: zipfile.ZipFile) -> list[str]:
    """Where theme.yaml is: at the top, or in one folder, as when the folder itself was packed."""
    found = [name for name in archive.namelist() if name == "theme.yaml" or name.split("/")[1:] == ["theme.yaml"]]
    return [name.rpartition("/")[0] for name in sorted(found, key=len)]


def _unpack(archive: zipfile.ZipFile, folder: str) -> str:
    """Files are made by their bytes alone: what the zip calls a link becomes a small file. Gives the top folder."""
    room = _MOST_BYTES
    for one in archive.infolist():
        if one.is_dir():
            continue
        path = os.path.join(folder, *one.filename.replace("\\", "/").split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(one) as source, open(path, "wb") as target:
            while block := source.read(1 << 20):
                room -= len(block)
                if room < 0:  # it said it was smaller
                    raise zipfile.BadZipFile("it holds more than any theme has")
                target.write(block)
    return _tops(archive)[0]
