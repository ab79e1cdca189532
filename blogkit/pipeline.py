"""build(): the whole program in one picture. Start here.

    source ─▶ parse ─▶ model ─▶ plan ─▶ render ─▶ write ─▶ report

Each stage turns one immutable value into the next, and hands on what it found. State lives in two places, both on
disk: the caches (`engine/state.py`) and the manifest in the output folder (`stages/write.py`).
"""

from __future__ import annotations

import datetime as dt
import os
import time
from functools import partial
from typing import Any

import msgspec
from msgspec import structs

from . import __version__, discover
from .builtin import BUILTIN
from .core.config import Config
from .core.diagnostic import Diagnostic, canonical, has_errors
from .core.digest import digest, digest_of
from .core.report import Changes, Report
from .core.site import Site
from .core.source import Sources
from .core.target import Plan, Target
from .core.theme import Theme
from .engine import fresh
from .engine.code import code
from .engine.reason import why
from .engine.rebuild import MANIFEST, Made, Record
from .engine.run import Run, cores, processes
from .engine.state import State, lock
from .extend.registry import Registry
from .stages import model, parse, picture, plan, render, search, settings, source, write
from .stages import report as reporting
from .stages.model.dates import Clock, Include
from .stages.render.look import Look
from .stages.write import Output


class Request(msgspec.Struct, frozen=True):
    """One command, as data. `clock` is seconds since 1970; None means now. `jobs` 0 means one for each core."""

    root: str
    include: Include = Include()
    base_url: str | None = None
    output: str | None = None
    clean: bool = False
    strict: bool = False
    jobs: int = 0
    clock: float | None = None
    cards: bool = True


class Prepared(msgspec.Struct, frozen=True):
    """A site as far as its plan: what `build`, `check`, `list`, `explain` and `serve` share."""

    sources: Sources
    config: Config
    registry: Registry
    widgets: dict[str, Any]
    site: Site
    theme: Theme
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    log: tuple[str, ...]
    now: dt.datetime


class Built(msgspec.Struct, frozen=True):
    """The report, and the tokens from which the next build can tell that it has nothing to do."""

    report: Report
    inputs: dict[str, str]
    outputs: dict[str, str]
    output: str
    extensions: tuple[str, ...]


def build(request: Request) -> Built:
    """Read the site, make what changed, write it. Raises `engine.state.Busy` while another build runs."""
    started = time.monotonic()
    program = fresh.program()
    with lock(request.root), State(request.root) as state:
        run = processes(request.jobs or cores())
        prepared = prepare(request, state, run)
        built = finish(request, prepared, state, run)
    report = structs.replace(built.report, seconds=time.monotonic() - started)
    return structs.replace(built, report=report, inputs={**built.inputs, **program})


def prepare(request: Request, state: State, run: Run) -> Prepared:
    """source ─▶ parse ─▶ model ─▶ plan. Reads, and writes nothing but caches."""
    log: list[str] = []
    known = (lambda path, token: "") if request.clean else state.known
    own_code = code() + ("" if not request.clean else str(time.time_ns()))

    config, problems = _config(request)
    sources, unread = _both(source.scan_site(request.root, known, config.extensions))
    registry, misfits = _both(discover.registry(sources, config, BUILTIN))
    people, strange = _both(settings.people(sources))
    widgets, unfit = _both(discover.widget_options(registry, config))
    entries, parsed = parse.entries(sources, config.markdown, state.store, run, own_code, log)
    sizes, broken = _both(picture.sizes(sources, entries, people, state.store))

    now = dt.datetime.fromtimestamp(time.time() if request.clock is None else request.clock, dt.UTC)
    networks = {network.name: network for network in registry.networks}
    site, modelled = _both(
        model.model(
            model.Given(
                config,
                config.base_url,
                entries,
                people,
                tuple(sources.files),
                sizes,
                Clock(now, config.timezone),
                request.include,
                __version__,
            ),
            profile=lambda name, handle: networks[name].profile(handle) if name in networks else "",
            network_of=lambda url: next((n.label for n in registry.networks if n.owns(url)), ""),
        )
    )
    languages = {config.language, *(entry.lang for entry in (*site.posts, *site.pages))}
    theme, themed = _both(discover.theme(sources, config, languages))
    static = tuple(path for path in sources.files if path.startswith("static/"))
    digests = {path: file.digest for path, file in sources.files.items()}
    planned, clashes = _both(
        plan.plan(
            plan.Given(
                site, theme, registry, config, widgets, config.cards and request.cards, static, digests, own_code
            )
        )
    )
    state.save_inputs({path: (file.token, file.digest) for path, file in sources.files.items()})
    found = (*problems, *unread, *misfits, *strange, *unfit, *parsed, *broken, *modelled, *themed, *clashes)
    return Prepared(sources, config, registry, widgets, site, theme, planned, canonical(found), tuple(log), now)


def finish(request: Request, prepared: Prepared, state: State, run: Run) -> Built:
    """render ─▶ write ─▶ report. Writes all of the site, or, when there is an error, nothing of it."""
    folder = request.output or prepared.config.output
    output = Output(os.path.join(request.root, folder))
    record = {} if request.clean else state.record(folder)
    found = list(prepared.diagnostics)
    made, data, copies = _make(prepared, record, output, state, run)
    if prepared.config.search == "pagefind" and not has_errors(prepared.diagnostics, strict=request.strict):
        made, data, unsearched = _search(prepared, record, made, data, output)
        found += unsearched
    reasons = {path: one.why for path, one in made.items() if one is not record.get(path)}

    steps, faults, until = reporting.checklist(
        prepared.site, prepared.site.view, prepared.registry, prepared.config.checklist, prepared.now
    )
    found += [*faults, *(finding for one in made.values() for finding in one.findings)]
    planned = {path: one.digest for path, one in made.items()}
    found += write.unfit(request.root, folder)
    found += output.strangers(planned)
    changes, tokens = Changes(), {}
    if not has_errors(found, strict=request.strict):
        try:
            changes = output.commit(data, copies, planned)
        except OSError as problem:
            found.append(write.failure(problem, folder, request.root))
        else:
            tokens = {path: output.stat(path) for path in (*made, MANIFEST)}
            for path in [path for path, one in made.items() if one.stat != tokens[path]]:
                made[path] = structs.replace(made[path], stat=tokens[path])
            state.save_record(folder, made)
    report = reporting.report(
        prepared.site,
        prepared.plan,
        prepared.config,
        folder,
        changes,
        found,
        steps,
        reasons=reasons,
        log=prepared.log,
        until=until,
        strict=request.strict,
    )
    return Built(report, prepared.sources.seen, tokens, folder, prepared.config.extensions)


def _make(
    prepared: Prepared, record: Record, output: Output, state: State, run: Run
) -> tuple[Record, dict[str, bytes], dict[str, tuple[str, str]]]:
    """(what there will be, new bytes by output path, files to copy by output path). Only what changed is rendered."""
    targets = prepared.plan.targets
    reasons = {path: reason for path, target in targets.items() if (reason := _why(target, record.get(path), output))}
    stale = [targets[path] for path in reasons]
    look = Look(
        prepared.plan.site,
        prepared.theme,
        prepared.plan.assets,
        prepared.widgets,
        prepared.plan.style,
        prepared.plan.script,
    )
    bodies = partial(
        parse.bodies,
        entries=prepared.site.entries.values(),
        sources=prepared.sources,
        config=prepared.config.markdown,
        store=state.store,
    )
    done = render.render(stale, look, prepared.registry, state.store, run, bodies)
    made = {path: one for path, one in record.items() if path in targets and path not in reasons}
    data: dict[str, bytes] = {}
    copies: dict[str, tuple[str, str]] = {}
    for target in stale:
        outcome = done.get(target.path)
        name = digest(outcome.value) if outcome else target.key["source"]
        made[target.path] = Made(target.key, name, "", reasons[target.path], outcome.diagnostics if outcome else ())
        if output.owned.get(target.path) == name and output.digest(target.path) == name:
            continue  # the same bytes again
        if outcome:
            data[target.path] = outcome.value
        else:
            copies[target.path] = (os.path.join(prepared.sources.root, target.view), name)
    return made, data, copies


def _search(
    prepared: Prepared, record: Record, made: Record, data: dict[str, bytes], output: Output
) -> tuple[Record, dict[str, bytes], tuple[Diagnostic, ...]]:
    """`made` and `data` with the files of the full-text index, made anew only when a page that it covers changed."""
    entries = prepared.site.entries
    wanted = [path for source, path in prepared.site.outputs.items() if entries[source].front.search]
    key = {"view": digest_of(prepared.config.language, [(path, made[path].digest) for path in wanted if path in made])}
    old = {path: one for path, one in record.items() if path.startswith(search.FOLDER)}
    if old and all(one.key == key and output.digest(path) == one.digest for path, one in old.items()):
        return {**made, **old}, data, tuple(finding for one in old.values() for finding in one.findings)
    pages = {path: data[path] if path in data else output.read(path) for path in wanted}
    outcome = search.index(pages, prepared.config.language)
    for path, content in outcome.value.items():
        made[path] = Made(key, digest(content), why="the pages that it covers changed")
        if output.owned.get(path) != made[path].digest or output.digest(path) != made[path].digest:
            data[path] = content
    return made, data, outcome.diagnostics


def _config(request: Request) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings, with what the command line puts in their place."""
    config, found = _both(settings.load(request.root))
    if request.base_url is not None:
        config = structs.replace(config, base_url=request.base_url)
        found = tuple(f for f in found if f.code != "config/no-base-url")
    if config.base_url and not config.base_url.endswith("/"):
        config = structs.replace(config, base_url=config.base_url + "/")
    return config, found


def _both(outcome: Any) -> Any:
    return outcome.value, outcome.diagnostics


def _why(target: Target, made: Made | None, output: Output) -> str:
    """Why this output has to be made again; empty when its key still stands and its file is as it was written."""
    if made is None or output.owned.get(target.path) != made.digest:
        return why(None, target.key)
    intact = output.stat(target.path) == made.stat or output.digest(target.path) == made.digest
    return why(made.key, target.key, intact=intact)
