"""render: a plan → the bytes of what has to be made again, and a record of what stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec

from ..core.diagnostic import Diagnostic, Outcome
from ..core.digest import digest, digest_of
from ..core.planned import Planned
from ..core.target import FREED, Target
from ..engine.reason import why
from ..engine.rebuild import Made, Record
from ..engine.run import Run
from ..engine.state import State
from ..stages import parse, render
from ..stages.render.look import Look
from ..stages.write import Output
from .draw import Forgotten, with_views
from .read import Read

OWN = ".blogkit/"
"""Where a copy comes from that was made, and can be made again."""


class Files(msgspec.Struct):
    """All there will be in the output folder, and what of it is new."""

    record: Record
    data: dict[str, bytes]
    """New bytes by output path."""
    copies: dict[str, tuple[str, str]]
    """Files to copy by output path: (file, digest)."""
    later: dict[str, Callable[[], bytes]] = {}
    """What makes new bytes of an output path, where they are too many to have them all at once."""
    findings: tuple[Diagnostic, ...] = ()
    """Those of making; findings about single outputs are in the record."""

    def add(
        self,
        path: str,
        one: Made,
        data: bytes | None,
        file: str,
        output: Output,
        change: Callable[[str], bytes] | None = None,
    ) -> None:
        """One output that was made anew: `data`, or else a copy of `file`, or what `change` makes of that. The same
        bytes are not written again."""
        self.record[path] = one
        if output.owned.get(path) == one.digest and output.digest(path) == one.digest:
            return
        if data is not None:
            self.data[path] = data
        elif change is not None:
            self.later[path] = partial(change, file)
        else:
            self.copies[path] = (file, one.digest)


def make(planned: Planned, read: Read, old: Record, output: Output, state: State, run: Run, *, whole: bool) -> Files:
    """Renders what has no standing key in `old`. `whole`: nothing is wrong so far, so the search index is worth it."""
    targets = planned.targets
    reasons = {path: reason for path, target in targets.items() if (reason := _why(target, old.get(path), output))}
    files = Files({path: one for path, one in old.items() if path in targets and path not in reasons}, {}, {})
    stale = with_views([targets[path] for path in reasons], state)
    done = rendered(stale, planned, read, state, run)
    for target in stale:
        outcome = done.get(target.path)
        name = digest(outcome.value) if outcome else target.key["source"]
        one = Made(target.key, name, why=reasons[target.path], findings=outcome.diagnostics if outcome else ())
        file = os.path.join(read.sources.root, target.view) if target.kind == "copy" else ""
        if target.kind == "copy" and target.view.startswith(OWN) and not os.path.isfile(file):
            raise Forgotten
        change = _freeing() if target.template == FREED else None
        files.add(target.path, one, outcome.value if outcome else None, file, output, change)
    if whole and planned.config.search == "pagefind":
        _index_for_search(planned, old, files, output)
    return files


def _freeing() -> Callable[[str], bytes]:
    from ..stages.picture import freed_file

    return freed_file


def some(paths: Iterable[str], planned: Planned, read: Read, state: State, run: Run) -> dict[str, Outcome[bytes]]:
    """These outputs alone, for whoever only looks; nothing is written. What is not planned is not in the answer."""
    targets = [planned.targets[path] for path in paths if path in planned.targets]
    copies = {target.path: Outcome(_copied(target, read)) for target in targets if target.kind == "copy"}
    return copies | rendered(with_views(targets, state), planned, read, state, run)


def _copied(target: Target, read: Read) -> bytes:
    if target.template == FREED:
        return _freeing()(os.path.join(read.sources.root, target.view))
    return read.sources.read(target.view)


def rendered(
    targets: Sequence[Target], planned: Planned, read: Read, state: State, run: Run
) -> dict[str, Outcome[bytes]]:
    look = Look(planned.site, planned.theme, planned.assets, _widgets(read), planned.style, planned.script)
    texts = partial(parse.texts, index=read.index, sources=read.sources, config=read.config.markdown, store=state.store)
    return render.render(targets, look, read.registry, state.store, run, texts)


def _index_for_search(planned: Planned, old: Record, files: Files, output: Output) -> None:
    """The full-text index, made anew only when a page that it covers changed."""
    from ..stages import search

    pages = [path for path in planned.searchable if path in files.record]
    key = {"view": digest_of(planned.config.language, [(path, files.record[path].digest) for path in pages])}
    last = {path: one for path, one in old.items() if path.startswith(search.FOLDER)}
    if last and all(one.key == key and output.digest(path) == one.digest for path, one in last.items()):
        files.record.update(last)
        return
    content = {path: files.data[path] if path in files.data else output.read(path) for path in pages}
    outcome = search.index(content, planned.config.language)
    for path, data in outcome.value.items():
        files.add(path, Made(key, digest(data), why="a page that it covers changed"), data, "", output)
    files.findings = outcome.diagnostics


def _widgets(read: Read) -> dict[str, Any]:
    if not read.config.widgets:
        return {widget.name: widget.options() for widget in read.registry.widgets if widget.usual}
    from ..discover.extensions import widget_options

    return widget_options(read.registry, read.config, read.sources).value


def _why(target: Target, made: Made | None, output: Output) -> str:
    """Why this output has to be made again; empty when its key still stands and its file is as it was written."""
    if made is None or output.owned.get(target.path) != made.digest:
        return why(None, target.key)
    intact = output.stat(target.path) == made.stat or output.digest(target.path) == made.digest
    return why(made.key, target.key, intact=intact)
