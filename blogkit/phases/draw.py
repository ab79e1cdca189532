"""model ─▶ plan: all that was read → what the site will be, or the last plan where it still stands.

A plan sees what more than one page may show of an entry, its outline; texts it knows by their digests alone. So while
no outline changes, the plan of the last build needs only the new digests.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import structs

from .. import __version__
from ..core.diagnostic import Diagnostic, Outcome
from ..core.digest import digest, digest_of, encode
from ..core.planned import Planned
from ..core.request import Request
from ..core.site import Site
from ..core.step import Found
from ..core.target import Target
from ..core.view import EntryView
from ..engine import pack
from ..engine.pack import Pack
from ..engine.run import Run
from ..engine.state import State
from ..engine.store import Store
from ..stages import kept, parse
from ..stages import report as reporting
from .read import Read

LAST_PLAN = "plan"
LEDGERS = ("engagement/checklist.md", "engagement/public/checklist.jsonl", "engagement/private/checklist.jsonl",
           "engagement/private/ledger.jsonl")  # fmt: skip
"""What was done about a plan's steps is no part of the plan."""


class Forgotten(Exception):
    """The kept plan lacks something that is needed after all; a new one has to be given."""


def draw_up(request: Request, given: Read, state: State, run: Run, *, look: bool = False) -> tuple[Site, Planned]:
    """model ─▶ plan. `look`: nothing will be written, so no picture is drawn."""
    from ..discover import themes
    from ..discover.extensions import widget_options
    from ..stages import card, model, people, plan, settings
    from ..stages.drafts import social
    from ..stages.model.dates import Clock
    from ..stages.picture.faults import faults as faults_of_pictures
    from .pictures import freed, pictures, smaller

    config, registry, sources = given.config, given.registry, given.sources
    directory, strange = _both(people.directory(sources, registry.networks))
    strange += settings.author(sources, config.author, directory.people, strange)
    widgets, unfit = _both(widget_options(registry, config, sources))
    entries = parse.entries(given.index, sources, config.markdown, state.store)
    seen = pictures(request, sources, state, run)
    copies, unsized = _both(smaller(given, entries, seen, state, run) if request.cards and not look else Outcome({}))
    clock = Clock.at(given.now, config.timezone)
    networks = {network.name: network for network in registry.networks}
    site, modelled = _both(
        model.model(
            model.Given(
                config,
                config.base_url,
                entries,
                directory.people,
                tuple(sources.files),
                {path: (one.width, one.height) for path, one in seen.items()},
                clock,
                request.include,
                __version__,
                copies,
            ),
            profile=lambda name, handle: networks[name].profile(handle) if name in networks else "",
            label=lambda name: networks[name].label if name in networks else name,
            network_of=lambda url: next((n.label for n in registry.networks if n.owns(url)), ""),
        )
    )
    languages = {config.language, *(entry.lang for entry in (*site.posts, *site.pages))}
    broken = faults_of_pictures(seen, site, as_they_are=config.images.keep_metadata)
    unnamed = people.named(site, directory.only_private)
    unheard = social.strangers(site.entries.values(), registry.networks)
    theme, themed = _both(themes.theme(sources, config, languages))
    static = tuple(path for path in sources.files if path.startswith("static/"))
    cards = bool(config.cards) and request.cards
    blank = card.unlettered(config.title, theme.fonts) if cards else ()
    digests = {path: file.digest for path, file in sources.files.items()}
    drawn, clashes = _both(
        plan.plan(
            plan.Given(
                site,
                theme,
                registry,
                config,
                widgets,
                cards and not blank,
                static,
                digests,
                sources.root,
                given.code,
                freed(config, sources, seen),
                copies,
            )
        )
    )
    steps, faults = _both(_steps(site, given, clock.now))
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
        steps=steps,
        cited=reporting.cited(site.posts, steps),
        findings=(
            *strange,
            *unnamed,
            *unheard,
            *unfit,
            *unsized,
            *broken,
            *modelled,
            *themed,
            *blank,
            *clashes,
            *faults,
        ),
        since=given.now,
        until=site.until,
    )
    return site, planned


def _steps(site: Site, given: Read, now: dt.datetime) -> Outcome[tuple[Found, ...]]:
    """Of the posts whose steps may still be open, or have expired so lately that one should hear of it."""
    config = given.config.checklist
    due = max((*config.due.values(), *(kind.due for kind in given.registry.steps), 0))
    window = dt.timedelta(days=2 * config.days + due)
    return _steps_of([post for post in site.posts if post.date and now - window < post.date <= now], site, given)


def all_steps(site: Site, given: Read) -> tuple[Found, ...]:
    """Those of every post, however old, for the commands that may be asked about any of them."""
    return _steps_of(site.posts, site, given).value


def _steps_of(posts: Iterable[EntryView], site: Site, given: Read) -> Outcome[tuple[Found, ...]]:
    from ..stages import checklist
    from ..stages.known import known

    config = given.config.checklist
    if not config.enabled:
        return Outcome(())
    about = known(site, given.registry, config, given.sources, given.hands)
    return checklist.found(posts, site.view, given.registry, config, about)


def keep(request: Request, given: Read, planned: Planned, state: State) -> Planned:
    """The plan, kept on disk for the next build."""
    named = {finding.span.path for finding in planned.findings if finding.span}
    as_read = {path: parsed.key for path, parsed in given.index.items() if path in named}
    head = msgspec.msgpack.encode((_plan_key(request, given), as_read, kept.bare(planned)))
    with contextlib.suppress(OSError):  # a cache that cannot be kept is no reason to fail
        pack.write(state.path(LAST_PLAN), head, kept.views(planned))
    return planned


def recall(request: Request, given: Read, state: State) -> Planned:
    """The last plan, if everything that more than one page may see is as it was. Raises Forgotten."""
    if request.clean:
        raise Forgotten
    last = Pack(state.path(LAST_PLAN))
    try:
        key, as_read, planned = msgspec.msgpack.decode(last.head, type=tuple[str, dict[str, str], Planned])
    except msgspec.MsgspecError:
        raise Forgotten from None
    if key != _plan_key(request, given) or not planned.since <= given.now < planned.until:
        raise Forgotten
    edited = {path: key for path, key in as_read.items() if given.index[path].key != key}
    findings = moved(planned.findings, edited, given.index, state.store)
    bodies = {path: parsed.body for path, parsed in given.index.items()}
    changed = {content.source for t in planned.targets.values() for content in t.contents
               if content.body != bodies[content.source]}  # fmt: skip
    targets = {path: with_bodies(target, bodies, changed) for path, target in planned.targets.items()}
    return structs.replace(planned, targets=targets, findings=findings)


def moved(
    findings: tuple[Diagnostic, ...], edited: Mapping[str, str], index: parse.Index, store: Store
) -> tuple[Diagnostic, ...]:
    """Findings of a kept plan, with those in files whose text was edited where they stand now. `edited`: path to the
    key of the parse that the plan was made from. Raises Forgotten."""
    if not edited:
        return findings
    moves = {path: parse.moves(key, index[path].key, store) for path, key in edited.items()}
    try:
        return tuple(
            structs.replace(one, span=moves[one.span.path][one.span]) if one.span and one.span.path in moves else one
            for one in findings
        )
    except KeyError:
        raise Forgotten from None


def with_views(stale: list[Target], state: State) -> list[Target]:
    """Targets with their views, fetched from the kept plan if need be. Raises Forgotten."""
    if all(target.view is not None for target in stale):
        return stale
    last = Pack(state.path(LAST_PLAN))
    whole = [t if t.view is not None else structs.replace(t, view=kept.view_of(t, last)) for t in stale]
    if any(target.view is None for target in whole):
        raise Forgotten
    return whole


def _plan_key(request: Request, given: Read) -> str:
    """Digest of all that a plan is made of: every input but posts and pages, and of these what other pages may see."""
    others = [
        (path, file.digest)
        for path, file in given.sources.files.items()
        if path not in given.index and not path.startswith(LEDGERS)
    ]
    outlines = [(path, parsed.outline) for path, parsed in given.index.items()]
    asked = (request.include, given.config, request.cards)
    return digest_of(given.code, given.registry.code, *asked, others, outlines, given.hands)


def with_bodies(target: Target, bodies: dict[str, str], changed: set[str]) -> Target:
    """A kept target with the texts as they are now."""
    if not any(content.source in changed for content in target.contents):
        return target
    contents = tuple(structs.replace(content, body=bodies[content.source]) for content in target.contents)
    return structs.replace(target, contents=contents, key={**target.key, "content": digest(encode(contents))})


def _both(outcome: Any) -> Any:
    return outcome.value, outcome.diagnostics
