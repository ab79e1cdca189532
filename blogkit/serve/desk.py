"""A site's whole checklist and what one can do with it: behind `blogkit checklist` and the dashboard alike."""

from __future__ import annotations

import time
from collections.abc import Iterable

from ..core.config import Config
from ..core.diagnostic import did_you_mean
from ..core.site import Site
from ..core.step import Found, Standing
from ..core.view import EntryView
from ..engine.run import cores, processes
from ..engine.state import State
from ..phases.draw import all_steps
from ..phases.remember import Remembered, remember, take_up, write_list
from ..pipeline import Prepared, Request, prepare
from ..stages import memory
from ..stages.checklist import by_id


class Unknown(LookupError):
    """Nothing is called that; the message says what is."""


class Desk:
    """The checklist as it stands at one moment; `record` moves it on."""

    def __init__(self, root: str, clock: float | None = None) -> None:
        self.root = root
        self.now = time.time() if clock is None else clock
        with State(root) as state:
            self.prepared: Prepared = prepare(Request(root, clock=clock), state, processes(cores()))
        self.config: Config = self.prepared.read.config
        self.site: Site = self.prepared.site
        self.steps: tuple[Found, ...] = all_steps(self.site, self.prepared.read)
        self.remembered: Remembered = remember(root, self.steps, self.config, self.now)
        self.remembered = take_up(root, self.remembered, self.config, self.steps, self.now)

    def about(self, post: str) -> list[Standing]:
        """The steps of one post, or of all when none is named. Raises Unknown."""
        if not post:
            return list(self.remembered.steps)
        source = self.post(post).source
        return [one for one in self.remembered.steps if one.found.source == source]

    def post(self, name: str) -> EntryView:
        """The published post called so: by slug, file, address, title or id. Raises Unknown."""
        named = [entry for entry in self.site.posts if name in names_of(entry)]
        if named:
            return named[0]
        near = did_you_mean(name, [one for entry in self.site.posts for one in names_of(entry)])
        raise Unknown(f'there is no published post "{name}"' + (f"; {near}" if near else ""))

    def named(self, short: str) -> Standing:
        """The one step whose id begins so. Raises Unknown when there is none, or more than one."""
        short = short.strip().lower()
        some = by_id(self.remembered.steps, short) if short else []
        if len(some) == 1:
            return some[0]
        if some:
            listed = "\n".join(f"  {one.found.step.id}  {one.found.step.title}" for one in some)
            raise Unknown(f'"{short}" begins the ids of {len(some)} steps:\n{listed}')
        if short and any(event.id.startswith(short) for event in self.remembered.events):
            raise Unknown(f'"{short}" belongs to a post that is gone or does not say so any more')
        near = did_you_mean(short, [one.found.step.id[: len(short)] for one in self.remembered.steps])
        raise Unknown(f'no step has the id "{short}"; {near or "blogkit checklist --all lists them"}')

    def record(self, chosen: Iterable[Standing], what: str, **more: str) -> None:
        """Writes what happened, and the task list after it."""
        past = self.remembered.events
        memory.record(self.root, [(one.found, memory.event(one.found, what, self.now, past, **more)) for one in chosen])
        self.remembered = remember(self.root, self.steps, self.config, self.now)
        write_list(self.root, self.remembered)


def names_of(entry: EntryView) -> set[str]:
    """All that one may call a post by."""
    file = entry.source.removeprefix("content/posts/")
    stem = file.rpartition(".")[0].removesuffix("/index")
    slug = entry.url.rstrip("/").rpartition("/")[2].removesuffix(".html")
    return {entry.source, file, stem, slug, entry.title, entry.id, entry.url} - {""}
