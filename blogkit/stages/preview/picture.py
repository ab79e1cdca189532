"""The picture of a link: where it lies, how large it is, and what a crop would take of it."""

from __future__ import annotations

import io
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

MARGIN = 0.1
"""How far from each edge text is safe: blogkit's own cards keep it within the inner 80 %, as guides advise for all."""


class Picture(msgspec.Struct, frozen=True):
    """`url` is as the page has it."""

    url: str
    path: str = ""
    """Its output path; empty when it lies elsewhere on the web, and was not looked at."""
    there: bool = False
    bytes: int = 0
    width: int = 0
    height: int = 0
    format: str = ""
    """PNG, JPEG, WEBP, GIF, AVIF, SVG, …; empty for what is no image."""

    @property
    def known(self) -> bool:
        return self.width > 0 and self.height > 0


def output_of(url: str, address: str, base_url: str) -> str:
    """The output path behind an address in the page at `address`; empty for one that is not of this site."""
    try:
        whole = urljoin(address, url)
        path = unquote(urlsplit(whole).path)
    except ValueError:
        return ""
    base = urlsplit(base_url)
    if not base_url or urlsplit(whole)[:2] != base[:2] or not path.startswith(base.path):
        return ""
    return path[len(base.path) :]


def measured(url: str, path: str, data: bytes | None) -> Picture:
    """`data` None: no such file is built."""
    if data is None:
        return Picture(url, path)
    width, height, form = _head(data)
    return Picture(url, path, True, len(data), width, height, form)


def _head(data: bytes) -> tuple[int, int, str]:
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # only the head of the file is read, however huge it says it is
            with Image.open(io.BytesIO(data)) as image:
                form = "JPEG" if image.format == "MPO" else image.format or ""
                return image.width, image.height, form
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0, "SVG" if b"<svg" in data[:2000].lower() else ""


def taken(width: int, height: int, ratio: float) -> tuple[float, str]:
    """How much a crop to width : height = `ratio` takes of each of two edges, and which: (0.05, "top and bottom")."""
    there = width / height
    if there > ratio:
        return (1 - ratio / there) / 2, "left and right"
    return (1 - there / ratio) / 2, "top and bottom"
