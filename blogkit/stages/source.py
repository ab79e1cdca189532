"""A folder → `Sources`: every input file with the digest of its bytes. The only disk access on the way in."""

from __future__ import annotations

import os
from collections.abc import Callable

from ..core.diagnostic import Diagnostic, Outcome, error, warning
from ..core.digest import digest
from ..core.source import Source, Sources
from ..core.span import Span
from ..engine import fresh, scan


def scan_site(root: str, known: Callable[[str, str], str], extra: tuple[str, ...] = ()) -> Outcome[Sources]:
    """Everything a build may read. `known(path, token)` is the digest remembered for a file in that state, or ""."""
    found: list[Diagnostic] = []
    files: dict[str, Source] = {}
    seen = fresh.inputs(root, extra)
    for path in sorted(seen):
        mark = seen[path]
        if path.casefold().startswith("static/.blogkit"):
            message = "a name that starts with .blogkit is one of blogkit's own in the output"
            found.append(error("source/reserved", message, Span(_printable(path)), fix="rename it"))
            continue
        if mark.startswith(scan.ODD):
            why = mark.removeprefix(scan.ODD)
            fix = "put the file itself here, or take the link away" if "link" in why else "put a plain file here"
            fix = "check who may read it" if "cannot be read" in why else fix
            found.append(warning("source/not-read", f"left out: {why}", Span(_printable(path)), fix=fix))
            continue
        if not _utf8(path):
            found.append(
                warning("source/file-name", "left out: its name is not UTF-8", Span(_printable(path)), fix="rename it")
            )
            continue
        name = known(path, mark) if mark else ""
        if not name:
            try:
                name = digest_file(os.path.join(root, path))
            except OSError as problem:
                found.append(
                    warning(
                        "source/not-read",
                        f"left out: {problem.strerror or problem}",
                        Span(path),
                        fix="check who may read it",
                    )
                )
                continue
        files[path] = Source(path, mark, name)
    return Outcome(Sources(root, files, seen), tuple(found))


def digest_file(path: str) -> str:
    size = os.stat(path).st_size
    if size < 1 << 24:
        with open(path, "rb") as file:
            return digest(file.read())
    from hashlib import blake2b

    total = blake2b(digest_size=16)
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def _utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
