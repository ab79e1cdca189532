"""What the commands that only look share: the site as far as its plan."""

from __future__ import annotations

import click
from msgspec import structs

from ..core import lookup
from ..core.include import Include
from ..core.site import Site
from ..core.view import EntryView
from ..engine.run import cores, processes
from ..engine.state import State
from ..pipeline import Prepared, Request, prepare
from ..stages import parse
from .lines import visible


def with_headings(site: Prepared, root: str) -> Site:
    """The site with the headings of its texts, which a plan does not need but a check does."""
    made = site.read
    with State(root) as state:
        bodies = {parsed.body for parsed in made.index.values()}
        texts = parse.texts(bodies, made.index, made.sources, made.config.markdown, state.store)
    entries = {
        path: structs.replace(entry, content=structs.replace(entry.content, headings=texts[entry.body].headings))
        for path, entry in site.site.entries.items()
    }
    return structs.replace(site.site, entries=entries)


def prepared(root: str, include: Include = Include(), clock: float | None = None) -> Prepared:  # noqa: B008  frozen
    with State(root) as state:
        return prepare(Request(root, include, clock=clock), state, processes(cores()))


def called(site: Site, name: str) -> EntryView:
    """The post or page of that name. Ends the command where there is none."""
    try:
        return lookup.entry(site, name)
    except LookupError as problem:
        raise click.ClickException(visible(str(problem))) from None
