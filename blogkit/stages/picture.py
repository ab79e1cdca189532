"""Width and height of the images that bodies show, read from their first bytes; remembered by digest."""

from __future__ import annotations

import io
from collections.abc import Iterable
from urllib.parse import unquote

import msgspec

from ..core.diagnostic import Diagnostic, Outcome, warning
from ..core.entry import Entry
from ..core.person import People
from ..core.source import Sources
from ..core.span import Span
from ..engine.store import Store

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(tuple[int, int]).decode


def sizes(
    sources: Sources, entries: Iterable[Entry], people: People, store: Store
) -> Outcome[dict[str, tuple[int, int]]]:
    """Source path to (width, height) in pixels; (0, 0) with a finding for what is no image."""
    shown = {_name(ref.url) for entry in entries for ref in entry.content.refs if ref.kind == "image"}
    shown |= {_name(entry.front.image) for entry in entries} | {_name(person.photo) for person in people.values()}
    wanted = [
        s
        for path, s in sources.files.items()
        if path.lower().endswith(_ENDINGS) and path.startswith(("content/", "static/")) and _name(path) in shown
    ]
    known = store.get(f"size:{source.digest}" for source in wanted)
    result: dict[str, tuple[int, int]] = {}
    found: list[Diagnostic] = []
    for source in wanted:
        data = known.get(f"size:{source.digest}")
        size = _decode(data) if data else _measure(sources.read(source.path))
        if not data:
            store.put({f"size:{source.digest}": _encode(size)})
        if size == (0, 0):
            found.append(
                warning(
                    "image/unreadable",
                    "this is not an image that browsers can show",
                    Span(source.path),
                    fix="save it again as PNG, JPEG or WebP",
                )
            )
        result[source.path] = size
    return Outcome(result, tuple(found))


def _name(url: str) -> str:
    return unquote(url.partition("?")[0].partition("#")[0].rpartition("/")[2])


def _measure(data: bytes) -> tuple[int, int]:
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a huge image is no danger here: only its head is read
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
                turned = image.getexif().get(0x0112, 1) if image.format in ("JPEG", "MPO") else 1
                return (height, width) if turned in (5, 6, 7, 8) else (width, height)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return (0, 0)
