"""The pictures among a site's files: their size, what is wrong with them, and how they are published.

What the bytes of a picture say is found once and remembered by their digest. Reading them draws nothing:

    formats    parts of the file, by format → what is published of it
    smaller    (Pillow) copies for narrow screens, for sites that want them
    faults     what to tell the author, and where
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from urllib.parse import unquote

import msgspec

from ...core.digest import digest
from ...core.entry import Entry
from ...core.source import Source, Sources
from ...core.span import Span
from ...engine import scan
from ...engine.run import Run
from .freed import Fault, Kind

ENGINE = "1"
"""Raise it when the same bytes would be seen, or published, in another way."""
ENDINGS: dict[str, Kind] = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
    "png": "png",
    "apng": "png",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
    "heic": "heic",
    "heif": "heic",
    "tif": "tiff",
    "tiff": "tiff",
}
_NAMES = tuple(f".{ending}" for ending in ENDINGS)
MOST_PIXELS = 120_000_000
"""More than any camera makes. What claims to have more would only fill memories, ours and the readers'."""


class Seen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All there is to know of a picture from its bytes."""

    kind: Kind
    width: int
    height: int
    """As a browser shows it, so upright; 0 when nobody can tell."""
    animated: bool
    fault: Fault
    freed: str
    """Digest of what is published of it; empty when nothing is, because nobody can tell what else is in there."""
    bytes: int
    """Of what is published."""


GONE = Seen("", 0, 0, False, "unreadable", "", 0)
"""What was listed and is not there any more, or is another file by now: not to be remembered."""


def look(sources: Sources, known: Mapping[str, Seen], run: Run) -> dict[str, Seen]:
    """Every picture that may be published, by source. `known`: by digest."""
    wanted = [
        source
        for path, source in sources.files.items()
        if path.startswith(("content/", "static/")) and path.lower().endswith(_NAMES)
    ]
    new = {source.digest: source for source in wanted if source.digest not in known}
    fresh = dict(zip(new, run(partial(_seen, root=sources.root), list(new.values()), least=64), strict=True))
    return {source.path: fresh.get(source.digest) or known[source.digest] for source in wanted}


def freed_file(file: str) -> bytes:
    """What is published of a file that `look` has found fit for it."""
    from .formats import freed

    with open(file, "rb") as stream:
        return freed(stream.read()).data or b""


def shown(entries: Iterable[Entry]) -> dict[str, Span]:
    """Names of the files that texts show as images, and where each is shown first."""
    found: dict[str, Span] = {}
    for entry in entries:
        for ref in entry.content.refs:
            if ref.kind == "image":
                found.setdefault(unquote(ref.url.partition("?")[0].partition("#")[0].rpartition("/")[2]), ref.span)
    return found


def _seen(source: Source, root: str) -> Seen:
    from .formats import freed

    try:
        with open(os.path.join(root, source.path), "rb") as file:
            data = file.read()
            same = scan.token(os.fstat(file.fileno())) == source.token
    except OSError:
        return GONE
    if not same and digest(data) != source.digest:
        return GONE
    one = freed(data)
    width, height = one.width, one.height
    if one.orientation >= 5 and one.kind != "webp":  # there browsers do not look
        width, height = height, width
    name = "" if one.data is None else source.digest if one.data is data else digest(one.data)
    return Seen(one.kind, width, height, one.animated, one.fault, name, len(one.data or b""))
