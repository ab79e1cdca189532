"""What the commands that only look share: the site as far as its plan."""

from __future__ import annotations

from ..engine.run import cores, processes
from ..engine.state import State
from ..pipeline import Prepared, Request, prepare
from ..stages.model.dates import Include


def prepared(root: str, include: Include = Include(), clock: float | None = None) -> Prepared:  # noqa: B008  frozen
    with State(root) as state:
        return prepare(Request(root, include, clock=clock), state, processes(cores()))
