"""A picture without what it tells beside itself: no place, no name, no camera, no thumbnail of what was cut off.

Nothing is decoded and nothing drawn anew: the file is read part by part, as its format has it, and parts that are not
needed to show it stay out. What is kept: the pixels, the profile of their colours, their density, which way is up, and
the frames of an animation. The same bytes give the same bytes, and whatever the bytes, nothing here raises.
"""

from __future__ import annotations

from .boxes import boxes
from .freed import Freed, Kind
from .gif import gif
from .jpeg import jpeg
from .png import png
from .webp import webp


def freed(data: bytes) -> Freed:
    if data[:2] == b"\xff\xd8":
        return jpeg(data)
    if data[:4] == b"\x89PNG":
        return png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return webp(data)
    if data[:4] == b"GIF8":
        return gif(data)
    if data[4:8] == b"ftyp" and (kind := _of_boxes(data)):
        return boxes(data, kind)
    if data[:4] in (b"II*\0", b"MM\0*"):
        return Freed("tiff")
    return Freed(data=data, fault="unreadable")


def _of_boxes(data: bytes) -> Kind:
    """AVIF and HEIC are made of the same boxes; the first one names who can read the file."""
    names = data[8 : min(len(data), int.from_bytes(data[:4], "big"), 400)]
    brands = {names[at : at + 4] for at in range(0, len(names), 4)}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return "heic" if brands & {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"} else ""
