"""build(): the whole program in one picture. Start here.

    source ─▶ parse ─▶ model ─▶ plan ─▶ render ─▶ write ─▶ report

Each stage turns one immutable value into the next, and hands on what it found. State lives in two places, both on
disk: the caches (`engine/state.py`) and the manifest in the output folder (`stages/write.py`). `model` and `plan` are
spared when nothing has changed that more than one page may see: then the last plan still stands (`phases/draw.py`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence

import msgspec
from msgspec import structs

from .core.diagnostic import Diagnostic, canonical, has_errors
from .core.planned import Planned
from .core.report import Changes, Report
from .core.request import Request
from .core.site import Site
from .engine import fresh
from .engine.rebuild import MANIFEST
from .engine.run import Run, cores, processes
from .engine.state import State, lock
from .phases.again import Again, Last, again, leave
from .phases.draw import Forgotten, draw_up, keep, recall
from .phases.make import make
from .phases.read import Read, read
from .phases.remember import Remembered, remember, take_up, write_list
from .stages import report, tasklist, write
from .stages.write import Output

__all__ = ["Built", "Last", "Prepared", "Request", "build", "prepare"]


class Prepared(msgspec.Struct, frozen=True):
    """A site as far as its plan, for the commands that only look."""

    read: Read
    site: Site
    planned: Planned
    diagnostics: tuple[Diagnostic, ...]


class Built(msgspec.Struct, frozen=True):
    """The report, and the tokens from which the next build can tell that it has nothing to do."""

    report: Report
    inputs: dict[str, str]
    outputs: dict[str, str]
    output: str
    extensions: tuple[str, ...]
    made_from: dict[str, str] = {}
    """Output path to source, for what was made again."""
    open_steps: int = 0
    last: Last | None = None
    """What the next build of a preview in this process may go on from."""


def build(request: Request, last: Last | None = None, saved: Collection[str] = ()) -> Built:
    """Read the site, make what changed, write it. Raises `engine.state.Busy` while another build runs.

    `last` is what the build before left in this process, and `saved` all that was saved since: where these are texts,
    nothing else is looked at."""
    started = time.monotonic()
    with lock(request.root), State(request.root, blind=request.clean) as state:
        run = processes(request.jobs or cores())
        if last and last.request == request and (done := again(last, saved, state, run)):
            return _told_again(done, started)
        program, history = fresh.program(), fresh.history(request.root)
        given = read(request, state, run, program)
        try:
            built = finish(request, given, recall(request, given, state), state, run)
        except Forgotten:
            planned = keep(request, given, draw_up(request, given, state, run)[1], state)
            built = finish(request, given, planned, state, run)
    said = structs.replace(built.report, seconds=time.monotonic() - started)
    return structs.replace(built, report=said, inputs={**built.inputs, **program, **history})


def prepare(request: Request, state: State, run: Run) -> Prepared:
    """source ─▶ parse ─▶ model ─▶ plan, for the commands that only look. Writes nothing but caches."""
    given = read(request, state, run, fresh.program())
    site, planned = draw_up(request, given, state, run, look=True)
    return Prepared(given, site, planned, canonical((*given.findings, *planned.findings)))


def finish(request: Request, given: Read, planned: Planned, state: State, run: Run) -> Built:
    """render ─▶ write ─▶ report. Writes all of the site, or, when there is an error, nothing of it."""
    folder = request.output or planned.config.output
    output = Output(os.path.join(request.root, folder))
    record = state.record(folder)
    output.adopt({path: one.digest for path, one in record.items()})
    record = {} if request.clean else record
    found = [*given.findings, *planned.findings, *write.unfit(request.root, folder)]
    files = make(planned, given, record, output, state, run, whole=not has_errors(found, strict=request.strict))
    digests = {path: one.digest for path, one in files.record.items()}
    found += [finding for one in files.record.values() for finding in one.findings]
    found += [*files.findings, *output.strangers(digests, (*files.data, *files.copies, *files.later))]
    reasons = {path: one.why for path, one in files.record.items() if one is not record.get(path)}
    changes, tokens = Changes(), {}
    if not has_errors(found, strict=request.strict):
        try:
            changes = output.commit(files.data, files.copies, digests, files.later)
        except OSError as problem:
            found.append(write.failure(problem, folder, request.root))
        else:
            tokens = {path: output.stat(path) for path in (*digests, MANIFEST)}
            state.save_built_at(folder, given.now)
            state.save_record(
                folder,
                {
                    path: one if one.stat == tokens[path] else structs.replace(one, stat=tokens[path])
                    for path, one in files.record.items()
                },
            )
    memory = remember(request.root, planned.steps, planned.config, given.now)
    seen = given.sources.seen
    if tokens and not request.preview:
        memory = take_up(request.root, memory, planned.config, planned.steps, given.now)
        if token := write_list(request.root, memory):
            seen = {**seen, tasklist.PATH: token}
    built = _told(request, given, planned, folder, changes, found, reasons, memory)
    built = structs.replace(built, inputs=seen, outputs=tokens)
    if tokens and request.preview and not request.posts:
        return structs.replace(built, last=leave(request, given, planned, files.record, state))
    return built


def _told(
    request: Request,
    given: Read,
    planned: Planned,
    folder: str,
    changes: Changes,
    found: Sequence[Diagnostic],
    reasons: dict[str, str],
    memory: Remembered,
) -> Built:
    """report."""
    steps, more = memory.first(planned.config)
    found = (*found, *memory.findings)
    said = report.report(planned, folder, changes, found, reasons, given.log, steps, more, strict=request.strict)
    said = structs.replace(said, until=min(said.until, memory.until))
    made_from = {path: planned.targets[path].source for path in reasons if path in planned.targets}
    still_open = sum(one.state == "open" for one in memory.steps)
    return Built(said, {}, {}, folder, planned.config.extensions, made_from, still_open)


def _told_again(done: Again, started: float) -> Built:
    last = done.last
    found = [*last.given.findings, *last.planned.findings]
    found += [finding for one in last.record.values() for finding in one.findings]
    memory = remember(last.request.root, last.planned.steps, last.planned.config, last.given.now)
    folder = last.request.output or last.planned.config.output
    built = _told(last.request, last.given, last.planned, folder, done.changes, found, done.reasons, memory)
    return structs.replace(built, last=last, report=structs.replace(built.report, seconds=time.monotonic() - started))
