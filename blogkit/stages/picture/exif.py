"""Exif, of which one thing is wanted: which way is up."""

from __future__ import annotations

ORIENTATION = 0x0112
MOST_FIELDS = 1000


def orientation(tiff: bytes) -> int:
    """1 to 8; 1, which is upright, when it does not say or makes no sense."""
    tiff = tiff.removeprefix(b"Exif\0\0")
    if tiff[:2] not in (b"II", b"MM"):
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if tiff[:2] == b"II" else "big")

    start = number(4, 4)
    for field in range(min(number(start, 2), MOST_FIELDS)):
        at = start + 2 + 12 * field
        if number(at, 2) == ORIENTATION:
            value = number(at + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1


def only(value: int) -> bytes:
    """Exif that says which way is up, and nothing else."""
    field = ORIENTATION.to_bytes(2, "big") + b"\0\x03" + b"\0\0\0\x01" + value.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08" + b"\0\x01" + field + b"\0\0\0\0"
