"""One way to turn any value into a short, stable name: equal digests mean equal values."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec

SIZE = 16
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def encode(value: Any) -> bytes:
    """Canonical MessagePack: the same for equal values in every process, on every day."""
    return _encoder.encode(value)


def digest(data: bytes) -> str:
    """32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def digest_of(*values: Any) -> str:
    return digest(_encoder.encode(values))
