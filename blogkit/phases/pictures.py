"""The part of drawing up a plan that looks at pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.config import Config
from ..core.diagnostic import Outcome
from ..core.entry import Entry
from ..core.picture import Smaller
from ..core.request import Request
from ..core.source import Sources
from ..engine.run import Run
from ..engine.state import State
from ..stages import picture
from ..stages.picture import Seen
from .read import Read

_SEEN = "pictures"


def pictures(request: Request, sources: Sources, state: State, run: Run) -> dict[str, Seen]:
    """Every picture of the site's own, by source. A file whose bytes were seen before is not opened."""
    engine, known = state.load(_SEEN, tuple[str, dict[str, Seen]], ("", {}))
    if request.clean or engine != picture.ENGINE:
        known = {}
    seen = picture.look(sources, known, run)
    now = {sources.digest(path): one for path, one in seen.items() if one != picture.GONE}
    if now != known:
        state.save(_SEEN, (picture.ENGINE, now))
    return seen


def freed(config: Config, sources: Sources, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Digest of what is published, where that is not the file as it is; empty where nothing is."""
    if config.images.keep_metadata:
        return {}
    return {path: one.freed for path, one in seen.items() if one.freed != sources.digest(path)}


def smaller(
    given: Read, entries: Iterable[Entry], seen: Mapping[str, Seen], state: State, run: Run
) -> Outcome[dict[str, tuple[Smaller, ...]]]:
    """Smaller copies of pictures that posts show, if the site wants them."""
    if not given.config.images.widths:
        return Outcome({})
    from ..stages.picture.smaller import smaller

    return smaller(given.sources, seen, picture.shown(entries), given.config.images, state.store, run)
