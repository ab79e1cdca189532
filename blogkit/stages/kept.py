"""A plan on disk: bare of views, with those beside it that an edited text may need again."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from msgspec import structs

from ..core.planned import Planned
from ..core.target import Target
from ..core.view import FeedView, Page
from ..engine.pack import Pack

# JSON and not MessagePack, whose moments have no offset.
_encode = msgspec.json.encode


def bare(planned: Planned) -> Planned:
    targets = {
        path: target if target.kind == "copy" else structs.replace(target, view=None)
        for path, target in planned.targets.items()
    }
    return structs.replace(planned, targets=targets)


def views(planned: Planned) -> dict[str, bytes]:
    """Views of what shows a text: nothing else can become stale while the plan stands."""
    return {path: _encode(target.view) for path, target in planned.targets.items() if target.contents}


def view_of(target: Target, kept: Pack) -> Any:
    """None if it is not there, or not whole."""
    data = kept.get(target.path)
    try:
        return msgspec.json.decode(data, type=_kind_of(data)) if data else None
    except msgspec.MsgspecError:
        return None


def _kind_of(data: bytes) -> Any:
    """One kind of view instead of all: most builds need one, and each costs time to be got ready."""
    tag = data[len(b'{"type":"') :].partition(b'"')[0].decode("utf-8", "replace")
    return next((kind for kind in get_args(Page) if kind.__struct_config__.tag == tag), FeedView)
