"""The save that changes nothing but words, in a process that goes on: the work of one text, however large the site.

What the last build left in memory stands, but for these texts and the outputs that show them. As soon as anything else
may have changed, there is no such short cut, and everything is looked at. What lies on disk is left behind by it: the
next whole build finds these outputs changed, and makes them once more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection

import msgspec
from msgspec import structs

from ..core.diagnostic import Diagnostic, has_errors
from ..core.digest import digest
from ..core.planned import Planned
from ..core.report import Changes
from ..core.request import Request
from ..core.source import Source
from ..core.target import Target
from ..engine import fresh, scan
from ..engine.rebuild import Made, Record
from ..engine.run import Run
from ..engine.state import State
from ..stages import kept, parse, source, write
from .draw import LAST_PLAN, Forgotten, moved, with_bodies, with_views
from .make import rendered
from .read import Read


class Last(msgspec.Struct, frozen=True):
    """What a build leaves to the next one in the same process."""

    request: Request
    given: Read
    planned: Planned
    """Without views: those that are needed again lie on disk."""
    record: Record
    shown: dict[str, tuple[str, ...]]
    """Source to the outputs that show its text."""
    plan: str
    """Token of the plan on disk, which another process may replace."""
    history: dict[str, str]


class Again(msgspec.Struct, frozen=True):
    """A build of some texts alone, written."""

    last: Last
    changes: Changes
    reasons: dict[str, str]
    """Output path to why it was made."""


def leave(request: Request, given: Read, planned: Planned, record: Record, state: State) -> Last:
    shown: dict[str, tuple[str, ...]] = {}
    for path, target in planned.targets.items():
        for content in target.contents:
            shown[content.source] = (*shown.get(content.source, ()), path)
    history = fresh.history(request.root)
    return Last(request, given, kept.bare(planned), record, shown, _token(state.path(LAST_PLAN)), history)


def again(last: Last, saved: Collection[str], state: State, run: Run) -> Again | None:
    """The outputs that show these texts, made and written. None if more than words may have changed."""
    root = last.request.root
    now = time.time() if last.request.clock is None else last.request.clock
    known = last.given.sources.files
    paths = [path for path in saved if path in known or os.path.lexists(os.path.join(root, path))]
    if (
        not paths
        or any(path not in last.given.index for path in paths)
        or last.planned.config.search == "pagefind"
        or not last.planned.since <= now < last.planned.until
        or _token(state.path(LAST_PLAN)) != last.plan
        or fresh.history(root) != last.history
    ):
        return None
    state.store.keep_all()
    given = _read(last.given, paths, state, run, now)
    return _made(last, given, paths, state, run) if given else None


def _read(given: Read, paths: Collection[str], state: State, run: Run, now: float) -> Read | None:
    """With these files as they are now, if all that other pages may see of them is as it was."""
    before = [finding for path in paths for finding in given.index[path].findings]
    others = [finding for finding in given.findings if not _at(finding, paths)]
    if len(others) + len(before) != len(given.findings):
        return None
    tokens: dict[str, str] = {}
    for path in paths:
        tokens |= scan.walk(given.sources.root, path)
    if len(tokens) != len(paths) or any(token.startswith(scan.ODD) for token in tokens.values()):
        return None
    try:
        files = {
            path: Source(path, token, source.digest_file(os.path.join(given.sources.root, path)))
            for path, token in tokens.items()
        }
    except OSError:
        return None
    log: list[str] = []
    some = structs.replace(given.sources, files=files)
    old = {path: given.index[path] for path in paths}
    outcome = parse.refresh(some, given.config.markdown, old, state.store, run, given.code, log)
    index, found = outcome.value, outcome.diagnostics
    if has_errors(found) or any(path not in index or index[path].outline != old[path].outline for path in paths):
        return None
    return structs.replace(
        given,
        sources=structs.replace(given.sources, files={**given.sources.files, **files}),
        index={**given.index, **index},
        findings=(*others, *found),
        log=tuple(log),
        now=now,
    )


def _made(last: Last, given: Read, paths: Collection[str], state: State, run: Run) -> Again | None:
    targets: dict[str, Target] = {}
    for name in dict.fromkeys(name for path in paths for name in last.shown.get(path, ())):
        target = last.planned.targets[name]
        bodies = {content.source: given.index[content.source].body for content in target.contents}
        targets[name] = with_bodies(target, bodies, set(paths))
    edited = {path: last.given.index[path].key for path in paths if given.index[path].key != last.given.index[path].key}
    stale = [target for name, target in targets.items() if target.key != last.record[name].key]
    try:
        findings = moved(last.planned.findings, edited, given.index, state.store)
        planned = structs.replace(last.planned, targets={**last.planned.targets, **targets}, findings=findings)
        done = rendered(with_views(stale, state), planned, given, state, run)
    except Forgotten:
        return None
    made: Record = {}
    for target in stale:
        outcome = done[target.path]
        if has_errors(outcome.diagnostics, strict=last.request.strict):
            return None
        why = "the text changed"
        made[target.path] = Made(target.key, digest(outcome.value), why=why, findings=outcome.diagnostics)
    new = {name: done[name].value for name, one in made.items() if one.digest != last.record[name].digest}
    try:
        write.replace(os.path.join(last.request.root, last.request.output or planned.config.output), new)
    except OSError:
        return None
    after = structs.replace(last, given=given, planned=planned, record={**last.record, **made})
    return Again(after, Changes(updated=tuple(sorted(new))), {name: one.why for name, one in made.items()})


def _at(finding: Diagnostic, paths: Collection[str]) -> bool:
    return finding.span is not None and finding.span.path in paths


def _token(path: str) -> str:
    try:
        return scan.token(os.stat(path))
    except OSError:
        return ""
