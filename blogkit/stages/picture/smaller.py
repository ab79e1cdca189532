"""Copies of pictures for narrow screens, drawn by Pillow once for the bytes of a picture and kept as files.

What moves, what is damaged and what is not larger than asked for is left alone. A copy that is heavier than the
original is thrown away: it would help nobody.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ...core.config import ImagesConfig
from ...core.diagnostic import Diagnostic, Outcome, info
from ...core.digest import digest
from ...core.picture import Smaller
from ...core.source import Sources
from ...core.span import Span
from ...engine.run import Run
from ...engine.store import Store
from . import MOST_PIXELS, Seen

ENGINE = "1"
"""Raise it when a picture would come out as different bytes."""
FOLDER = ".blogkit/images"
OUTPUT = "images/"
MOST_DRAWN = 50_000_000
"""Pixels in memory at once. JPEG is read at a half, a quarter or an eighth of its size if that is enough."""
_QUALITY: dict[str, dict[str, Any]] = {
    "webp": {"quality": 80, "method": 4},
    "avif": {"quality": 60, "speed": 6, "max_threads": 1},  # with more threads the bytes may differ
}
_DRAWABLE = {"jpeg": ("JPEG",), "png": ("PNG",), "webp": ("WEBP",), "avif": ("AVIF",)}

_Made = tuple[tuple[int, str], ...]
"""(width, digest) of each copy."""


class Job(msgspec.Struct, frozen=True):
    """One picture, and the widths that are wanted of it."""

    file: str
    folder: str
    widths: tuple[int, ...]
    format: str
    seen: Seen


def smaller(
    sources: Sources,
    seen: Mapping[str, Seen],
    shown: Mapping[str, Span],
    config: ImagesConfig,
    store: Store,
    run: Run,
) -> Outcome[dict[str, tuple[Smaller, ...]]]:
    """Copies by source, narrowest first, drawn where they are missing. `shown`: names of files that posts show, and
    where."""
    from PIL import __version__ as pillow

    folder = os.path.join(sources.root, *FOLDER.split("/"))
    jobs: dict[str, Job] = {}
    keys: dict[str, str] = {}
    for path, one in seen.items():
        widths = tuple(width for width in sorted({*config.widths}) if width < one.width)
        if widths and path.rpartition("/")[2] in shown and _fit(one):
            keys[path] = f"smaller:{ENGINE}:{pillow}:{sources.digest(path)}:{config.format}:{widths}"
            jobs[path] = Job(os.path.join(sources.root, path), folder, widths, config.format, one)
    made = {key: done for key, data in store.get(set(keys.values())).items() if (done := _whole(data, folder, config))}
    missing = {keys[path]: job for path, job in jobs.items() if keys[path] not in made}
    for key, result in zip(missing, run(draw, list(missing.values()), least=4), strict=True):
        made[key] = result
        store.put({key: msgspec.msgpack.encode(result)})
    copies: dict[str, tuple[Smaller, ...]] = {}
    found: list[Diagnostic] = []
    for path, key in keys.items():
        done = made[key]
        if isinstance(done, str):
            message = f"there are no smaller copies of this image: {done}"
            found.append(info("image/not-resized", message, shown[path.rpartition("/")[2]], found=path))
        elif done:
            copies[path] = tuple(_copy(path, width, name, config.format) for width, name in done)
    if missing:
        _tidy(folder, {os.path.basename(one.file) for some in copies.values() for one in some})
    return Outcome(copies, tuple(found))


def _fit(one: Seen) -> bool:
    whole = one.kind in _DRAWABLE and not one.animated and not one.fault and bool(one.freed)
    return whole and one.width * one.height <= MOST_PIXELS


def _whole(data: bytes, folder: str, config: ImagesConfig) -> _Made | str | None:
    """What was drawn before, if its files are still there."""
    try:
        made = msgspec.msgpack.decode(data, type=_Made | str)
    except msgspec.MsgspecError:
        return None
    if isinstance(made, str):
        return made
    there = all(os.path.isfile(os.path.join(folder, f"{name}.{config.format}")) for _, name in made)
    return made if there else None


def _copy(source: str, width: int, name: str, form: str) -> Smaller:
    stem = source.rpartition("/")[2].rpartition(".")[0][:60]
    return Smaller(f"{OUTPUT}{stem}-{width}-{name[:10]}.{form}", f"{FOLDER}/{name}.{form}", name, width)


def _tidy(folder: str, wanted: set[str]) -> None:
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name not in wanted:
                os.unlink(os.path.join(folder, name))


def draw(job: Job) -> _Made | str:
    """Draws the copies and saves them; in words why there are none. Whatever the file holds, this does not raise."""
    try:
        copies = [(width, data) for width, data in _drawn(job) if len(data) < job.seen.bytes]
    except Exception as problem:  # Pillow raises all sorts of things for what is not as it should be
        return str(problem)[:200] or "it cannot be read"
    try:
        os.makedirs(job.folder, exist_ok=True)
        return tuple((width, _save(job, data)) for width, data in copies)
    except OSError as problem:
        return f"they cannot be saved: {problem.strerror or problem}"


def _save(job: Job, data: bytes) -> str:
    name = digest(data)
    path = os.path.join(job.folder, f"{name}.{job.format}")
    with open(f"{path}.{os.getpid()}", "wb") as file:
        file.write(data)
    os.replace(f"{path}.{os.getpid()}", path)
    return name


def _drawn(job: Job) -> Sequence[tuple[int, bytes]]:
    from PIL import Image, ImageOps

    from .formats import freed

    with open(job.file, "rb") as file:
        data = freed(file.read()).data or b""
    sizes = [(width, max(1, round(job.seen.height * width / job.seen.width))) for width in job.widths]
    largest = sizes[-1]
    with Image.open(io.BytesIO(data), formats=_DRAWABLE[job.seen.kind]) as image:
        image.draft("RGB", (max(largest), max(largest)))  # it may have to be turned first
        if image.width * image.height > MOST_DRAWN:
            raise ValueError(f"it has {image.width:,} × {image.height:,} pixels")
        if image.mode not in ("RGB", "RGBA", "L", "LA", "P", "PA", "1"):
            raise ValueError(f"its colours are stored as {image.mode}")
        profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA", "P") else None
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        upright = image if job.seen.kind == "webp" else ImageOps.exif_transpose(image)
        drawn = upright.convert("RGBA" if clear else "RGB")
    copies = []
    for size in reversed(sizes):
        drawn = drawn.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        stream = io.BytesIO()
        drawn.save(stream, job.format.upper(), icc_profile=profile, **_QUALITY[job.format])
        copies.append((size[0], stream.getvalue()))
    return copies[::-1]
