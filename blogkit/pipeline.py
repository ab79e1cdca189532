"""build(): the whole program in one picture. Start here.

    source ─▶ parse ─▶ model ─▶ plan ─▶ render ─▶ write ─▶ report

Each stage turns one immutable value into the next, and hands on what it found. State lives in two places, both on
disk: the caches (`engine/state.py`) and the manifest in the output folder (`stages/write.py`). `model` and `plan` are
spared when nothing has changed that more than one page may see: then the last plan still stands (`recall`).
"""

from __future__ import annotations

import contextlib
import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from . import __version__
from .builtin import BUILTIN
from .core.config import Config
from .core.diagnostic import Diagnostic, Outcome, canonical, has_errors
from .core.digest import digest, digest_of, encode
from .core.include import Include
from .core.planned import Planned
from .core.report import Changes, Report
from .core.site import Site
from .core.source import Sources
from .core.target import Target
from .engine import fresh, pack
from .engine.code import code
from .engine.pack import Pack
from .engine.reason import why
from .engine.rebuild import MANIFEST, Made, Record
from .engine.run import Run, cores, processes
from .engine.state import State, lock
from .stages import kept, parse, render, source, write
from .stages import report as reporting
from .stages.render.look import Look
from .stages.write import Output

if TYPE_CHECKING:
    from .extend.registry import Registry

LAST_PLAN = "plan"


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


class Read(msgspec.Struct, frozen=True):
    """A site as far as parsing: source ─▶ parse."""

    sources: Sources
    config: Config
    registry: Registry
    index: parse.Index
    code: str
    findings: tuple[Diagnostic, ...]
    log: tuple[str, ...]
    now: float


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


class Forgotten(Exception):
    """The kept plan lacks something that is needed after all; a new one has to be made."""


def build(request: Request) -> Built:
    """Read the site, make what changed, write it. Raises `engine.state.Busy` while another build runs."""
    started = time.monotonic()
    program = fresh.program()
    with lock(request.root), State(request.root) as state:
        run = processes(request.jobs or cores())
        made = read(request, state, run, program)
        try:
            built = finish(request, made, recall(request, made, state), state, run)
        except Forgotten:
            planned = keep(request, made, draw_up(request, made, state)[1], state)
            built = finish(request, made, planned, state, run)
    report = structs.replace(built.report, seconds=time.monotonic() - started)
    return structs.replace(built, report=report, inputs={**built.inputs, **program})


def prepare(request: Request, state: State, run: Run) -> Prepared:
    """source ─▶ parse ─▶ model ─▶ plan, for the commands that only look. Writes nothing but caches."""
    made = read(request, state, run, fresh.program())
    site, planned = draw_up(request, made, state)
    return Prepared(made, site, planned, canonical((*made.findings, *planned.findings)))


def read(request: Request, state: State, run: Run, program: dict[str, str]) -> Read:
    """source ─▶ parse. A clean build believes nothing that it remembers."""
    log: list[str] = []
    known = (lambda path, token: "") if request.clean else state.known
    own_code = _code(state, program) + (str(time.time_ns()) if request.clean else "")
    now = time.time() if request.clock is None else request.clock
    config, problems = _both(_config(request, state, own_code))
    sources, unread = _both(source.scan_site(request.root, known, config.extensions))
    registry, misfits = _both(_registry(sources, config))
    last = state.load("parsed", parse.Index, {})
    index, parsed = _both(parse.refresh(sources, config.markdown, last, state.store, run, own_code, log))
    if index != last:
        state.save("parsed", index)
    state.save_inputs({path: (file.token, file.digest) for path, file in sources.files.items()})
    found = (*problems, *unread, *misfits, *parsed)
    return Read(sources, config, registry, index, own_code, found, tuple(log), now)


def draw_up(request: Request, made: Read, state: State) -> tuple[Site, Planned]:
    """model ─▶ plan."""
    from .discover import themes
    from .discover.extensions import widget_options
    from .stages import model, picture, plan, settings
    from .stages.model.dates import Clock

    config, registry, sources = made.config, made.registry, made.sources
    people, strange = _both(settings.people(sources))
    widgets, unfit = _both(widget_options(registry, config, sources))
    entries = parse.entries(made.index, sources, config.markdown, state.store)
    sizes, broken = _both(picture.sizes(sources, entries, people, state.store))
    clock = Clock.at(made.now, config.timezone)
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
                clock,
                request.include,
                __version__,
            ),
            profile=lambda name, handle: networks[name].profile(handle) if name in networks else "",
            network_of=lambda url: next((n.label for n in registry.networks if n.owns(url)), ""),
        )
    )
    languages = {config.language, *(entry.lang for entry in (*site.posts, *site.pages))}
    theme, themed = _both(themes.theme(sources, config, languages))
    static = tuple(path for path in sources.files if path.startswith("static/"))
    digests = {path: file.digest for path, file in sources.files.items()}
    drawn, clashes = _both(
        plan.plan(
            plan.Given(
                site, theme, registry, config, widgets, config.cards and request.cards, static, digests, made.code
            )
        )
    )
    steps, faults, until = reporting.checklist(site, site.view, registry, config.checklist, clock.now)
    planned = Planned(
        targets=drawn.targets,
        config=config,
        site=drawn.site,
        theme=theme,
        assets=drawn.assets,
        style=drawn.style,
        script=drawn.script,
        posts=len(site.posts),
        pages=len(site.pages) + bool(site.home),
        left_out=site.left_out,
        searchable=tuple(path for source, path in site.outputs.items() if site.entries[source].front.search),
        steps=tuple(steps),
        cited=reporting.cited(site.posts, steps),
        findings=(*strange, *unfit, *broken, *modelled, *themed, *clashes, *faults),
        since=made.now,
        until=min(until, site.until),
    )
    return site, planned


def keep(request: Request, made: Read, planned: Planned, state: State) -> Planned:
    """The plan, kept on disk for the next build."""
    if not request.clean:
        head = msgspec.msgpack.encode((_plan_key(request, made), kept.bare(planned)))
        with contextlib.suppress(OSError):  # a cache that cannot be kept is no reason to fail
            pack.write(state.path(LAST_PLAN), head, kept.views(planned))
    return planned


def recall(request: Request, made: Read, state: State) -> Planned:
    """The last plan, if everything that more than one page may see is as it was. Raises Forgotten."""
    if request.clean:
        raise Forgotten
    last = Pack(state.path(LAST_PLAN))
    try:
        key, planned = msgspec.msgpack.decode(last.head, type=tuple[str, Planned])
    except msgspec.MsgspecError:
        raise Forgotten from None
    if key != _plan_key(request, made) or not planned.since <= made.now < planned.until:
        raise Forgotten
    bodies = {path: parsed.body for path, parsed in made.index.items()}
    changed = {content.source for t in planned.targets.values() for content in t.contents
               if content.body != bodies[content.source]}  # fmt: skip
    if any(finding.span and finding.span.path in changed for finding in planned.findings):
        raise Forgotten  # its line may be another now
    targets = {path: _with_bodies(target, bodies, changed) for path, target in planned.targets.items()}
    return structs.replace(planned, targets=targets)


def finish(request: Request, made: Read, planned: Planned, state: State, run: Run) -> Built:
    """render ─▶ write ─▶ report. Writes all of the site, or, when there is an error, nothing of it."""
    folder = request.output or planned.config.output
    output = Output(os.path.join(request.root, folder))
    record = {} if request.clean else state.record(folder)
    found = [*made.findings, *planned.findings]
    files, data, copies = _make(made, planned, record, output, state, run)
    if planned.config.search == "pagefind" and not has_errors(found, strict=request.strict):
        files, data, unsearched = _search(planned, record, files, data, output)
        found += unsearched
    reasons = {path: one.why for path, one in files.items() if one is not record.get(path)}
    found += [finding for one in files.values() for finding in one.findings]
    planned_digests = {path: one.digest for path, one in files.items()}
    found += write.unfit(request.root, folder)
    found += output.strangers(planned_digests)
    changes, tokens = Changes(), {}
    if not has_errors(found, strict=request.strict):
        try:
            changes = output.commit(data, copies, planned_digests)
        except OSError as problem:
            found.append(write.failure(problem, folder, request.root))
        else:
            tokens = {path: output.stat(path) for path in (*files, MANIFEST)}
            for path in [path for path, one in files.items() if one.stat != tokens[path]]:
                files[path] = structs.replace(files[path], stat=tokens[path])
            state.save_record(folder, files)
    report = reporting.report(planned, folder, changes, found, reasons, made.log, strict=request.strict)
    return Built(report, made.sources.seen, tokens, folder, planned.config.extensions)


def _make(
    made: Read, planned: Planned, record: Record, output: Output, state: State, run: Run
) -> tuple[Record, dict[str, bytes], dict[str, tuple[str, str]]]:
    """(what there will be, new bytes by output path, files to copy by output path). Only what changed is rendered."""
    targets = planned.targets
    reasons = {path: reason for path, target in targets.items() if (reason := _why(target, record.get(path), output))}
    stale = _with_views([targets[path] for path in reasons], state)
    look = Look(
        planned.site,
        planned.theme,
        planned.assets,
        _widgets(made),
        planned.style,
        planned.script,
    )
    texts = partial(parse.texts, index=made.index, sources=made.sources, config=made.config.markdown, store=state.store)
    done = render.render(stale, look, made.registry, state.store, run, texts)
    files = {path: one for path, one in record.items() if path in targets and path not in reasons}
    data: dict[str, bytes] = {}
    copies: dict[str, tuple[str, str]] = {}
    for target in stale:
        outcome = done.get(target.path)
        name = digest(outcome.value) if outcome else target.key["source"]
        files[target.path] = Made(target.key, name, "", reasons[target.path], outcome.diagnostics if outcome else ())
        if output.owned.get(target.path) == name and output.digest(target.path) == name:
            continue  # the same bytes again
        if outcome:
            data[target.path] = outcome.value
        else:
            copies[target.path] = (os.path.join(made.sources.root, target.view), name)
    return files, data, copies


def _search(
    planned: Planned, record: Record, files: Record, data: dict[str, bytes], output: Output
) -> tuple[Record, dict[str, bytes], tuple[Diagnostic, ...]]:
    """`files` and `data` with those of the full-text index, made anew only when a page that it covers changed."""
    from .stages import search

    pages = [path for path in planned.searchable if path in files]
    key = {"view": digest_of(planned.config.language, [(path, files[path].digest) for path in pages])}
    old = {path: one for path, one in record.items() if path.startswith(search.FOLDER)}
    if old and all(one.key == key and output.digest(path) == one.digest for path, one in old.items()):
        return {**files, **old}, data, ()
    content = {path: data[path] if path in data else output.read(path) for path in pages}
    outcome = search.index(content, planned.config.language)
    for path, found in outcome.value.items():
        files[path] = Made(key, digest(found), why="the pages that it covers changed")
        if output.owned.get(path) != files[path].digest or output.digest(path) != files[path].digest:
            data[path] = found
    return files, data, outcome.diagnostics


def _config(request: Request, state: State, own_code: str) -> Outcome[Config]:
    """The settings, with what the command line puts in their place. Remembered by the bytes of the file."""
    path = os.path.join(request.root, "blogkit.yaml")
    try:
        with open(path, "rb") as file:
            key = f"config:{own_code}:{digest(file.read())}"
    except OSError:
        key = f"config:{own_code}:"
    stored = state.store.get([key]).get(key, b"")
    try:
        config, found = msgspec.msgpack.decode(stored, type=tuple[Config, tuple[Diagnostic, ...]])
    except msgspec.MsgspecError:
        from .stages import settings

        config, found = _both(settings.load(request.root))
        state.store.put({key: msgspec.msgpack.encode((config, found))})
    if request.base_url is not None:
        config = structs.replace(config, base_url=request.base_url)
        found = tuple(f for f in found if f.code != "config/no-base-url")
    if config.base_url and not config.base_url.endswith("/"):
        config = structs.replace(config, base_url=config.base_url + "/")
    return Outcome(config, found)


def _registry(sources: Sources, config: Config) -> Outcome[Registry]:
    if not config.extensions and not config.widgets:
        return Outcome(BUILTIN)
    from .discover.extensions import registry

    return registry(sources, config, BUILTIN)


def _widgets(made: Read) -> dict[str, Any]:
    if not made.config.widgets:
        return {widget.name: widget.options() for widget in made.registry.widgets}
    from .discover.extensions import widget_options

    return widget_options(made.registry, made.config, made.sources).value


def _code(state: State, program: dict[str, str]) -> str:
    """The digest of blogkit's own code, read only when a file of it has changed."""
    key = "code:" + digest_of(program)
    stored = state.store.get([key]).get(key)
    name = stored.decode() if stored else code()
    if not stored:
        state.store.put({key: name.encode()})
    return name


def _plan_key(request: Request, made: Read) -> str:
    """Digest of all that a plan is made of: every input but posts and pages, and of these what other pages may see."""
    others = [(path, file.digest) for path, file in made.sources.files.items() if path not in made.index]
    outlines = [(path, parsed.outline) for path, parsed in made.index.items()]
    return digest_of(made.code, made.registry.code, request.include, made.config, request.cards, others, outlines)


def _with_bodies(target: Target, bodies: dict[str, str], changed: set[str]) -> Target:
    """A kept target with the texts as they are now."""
    if not any(content.source in changed for content in target.contents):
        return target
    contents = tuple(structs.replace(content, body=bodies[content.source]) for content in target.contents)
    return structs.replace(target, contents=contents, key={**target.key, "content": digest(encode(contents))})


def _with_views(stale: list[Target], state: State) -> list[Target]:
    """Targets with their views, fetched from the kept plan if need be. Raises Forgotten."""
    if all(target.view is not None for target in stale):
        return stale
    last = Pack(state.path(LAST_PLAN))
    whole = [t if t.view is not None else structs.replace(t, view=kept.view_of(t, last)) for t in stale]
    if any(target.view is None for target in whole):
        raise Forgotten
    return whole


def _both(outcome: Any) -> Any:
    return outcome.value, outcome.diagnostics


def _why(target: Target, made: Made | None, output: Output) -> str:
    """Why this output has to be made again; empty when its key still stands and its file is as it was written."""
    if made is None or output.owned.get(target.path) != made.digest:
        return why(None, target.key)
    intact = output.stat(target.path) == made.stat or output.digest(target.path) == made.digest
    return why(made.key, target.key, intact=intact)
