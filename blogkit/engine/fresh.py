"""The build that has nothing to do. Decides, by stat alone, whether the last build's outputs still stand.

Imports next to nothing on purpose: this runs before any library is loaded. The stamp lists every input and output of
the last build with its token; if the same command is given again and all of them still match, what that build said
is said again, and that is all.
"""

from __future__ import annotations

import os
import sys
import time
from zlib import crc32

from . import scan
from .head import head

STAMP = os.path.join(".blogkit", "fresh")
ROOTS = (
    ("blogkit.yaml", False),
    ("people.yaml", False),
    ("people", False),
    ("engagement/public", False),
    ("engagement/private", False),
    ("engagement/checklist.md", False),
    ("content", False),
    ("static", True),
    ("templates", False),
    ("fonts", False),
    ("i18n", False),
    ("themes", False),
    ("extensions", False),
)
"""(name, whether dot files count): everything in a site's folder that a build reads."""
_SEP = "\0"


def command() -> str:
    """What was asked for: the same words, in the same surroundings, mean the same build."""
    return _SEP.join((*sys.argv[1:], os.environ.get("SOURCE_DATE_EPOCH", ""))).replace(_SEP, "\x01")


_just_seen: dict[str, dict[str, str]] = {}
"""What `answer` found changed, for the build that follows in this process; each is taken out once."""


def changed() -> bool:
    """Whether `answer` found a last build, which something has changed since."""
    return bool(_just_seen)


def inputs(root: str, extra: tuple[str, ...] = ()) -> dict[str, str]:
    """Path to token of every input of the site's own."""
    if just_seen := _just_seen.pop(_SEP.join((root, *extra)), None):
        for path in [path for path, mark in just_seen.items() if not mark]:  # too young a moment ago
            just_seen.update(scan.walk(root, path))
        return just_seen
    found: dict[str, str] = {}
    for name, dots in ROOTS:
        found.update(scan.walk(root, name, dots=dots))
    for name in extra:
        found.update(scan.walk(root, name))
    return found


def program() -> dict[str, str]:
    """Path to token of blogkit's own files, and of the folders that libraries are installed into."""
    if just_seen := _just_seen.pop("program", None):
        return just_seen
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = {f"program/{k}": v for k, v in scan.walk(os.path.dirname(package), os.path.basename(package)).items()}
    beside = os.path.join(os.path.dirname(package), "themes")
    if os.path.isfile(os.path.join(os.path.dirname(package), "pyproject.toml")):  # a checkout
        found.update({f"program/{k}": v for k, v in scan.walk(os.path.dirname(beside), "themes").items()})
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")):
            try:
                found[f"libraries/{folder}"] = str(os.stat(folder).st_mtime_ns)
            except OSError:
                continue
    return found


def history(root: str) -> dict[str, str]:
    """The commit that is checked out: git says who else worked on a post."""
    commit = head(root)
    return {"git": commit} if commit else {}


def write(
    root: str,
    output: str,
    until: float,
    code: int,
    said: tuple[str, str, str],
    seen: dict[str, str],
    outputs: dict[str, str],
    extra: tuple[str, ...],
    built_at: float,
) -> None:
    """Keep what the build saw and said: (plain text, coloured text, text for standard error)."""
    if not all(seen.values()):
        return  # something was saved this very moment: look again next time
    fields = [command(), repr(built_at), repr(until), str(code), *said, output, "\x01".join(extra), str(len(seen))]
    for path, mark in {**seen, **outputs}.items():
        fields += (path, mark)
    body = _SEP.join(fields).encode("utf-8", "surrogateescape")
    path = os.path.join(root, STAMP)
    with open(path + ".new", "wb") as file:
        file.write(b"%08x" % crc32(body) + body)
    os.replace(path + ".new", path)


def answer(root: str, *, or_build: bool = False) -> tuple[int, str, str, str] | None:
    """(exit code, plain, coloured, errors) of the last build if it still stands, else None. `or_build`: then a build
    follows at once, and need not look at everything again."""
    try:
        with open(os.path.join(root, STAMP), "rb") as file:
            data = file.read()
        if b"%08x" % crc32(data[8:]) != data[:8]:
            return None
        fields = data[8:].decode("utf-8", "surrogateescape").split(_SEP)
        asked, built_at, until, code, plain, coloured, errors, output, extra, count = fields[:10]
        if asked != command() or not float(built_at) <= time.time() < float(until):
            return None
        paths, marks, cut = fields[10::2], fields[11::2], int(count)
        seen = dict(zip(paths[:cut], marks[:cut], strict=True))
        asked_for = tuple(name for name in extra.split("\x01") if name)
        site, own = inputs(root, asked_for), program()
        if {**site, **own, **history(root)} != seen:
            if or_build:
                _just_seen.update({_SEP.join((root, *asked_for)): site, "program": own})
            return None
        folder = os.path.join(root, output)
        for path, mark in zip(paths[cut:], marks[cut:], strict=True):
            if scan.token(os.stat(os.path.join(folder, path))) != mark:
                return None
        return int(code), plain, coloured, errors
    except (OSError, ValueError):
        return None
