"""One `Target` → its bytes: template → page, view → feed, job → card. Only targets whose key has changed come here."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

import msgspec

from ...core.diagnostic import Outcome
from ...core.digest import digest_of
from ...core.entry import Text
from ...core.html import ANCHOR, called, fill, named, worded
from ...core.site import Content
from ...core.span import Span
from ...core.strings import Strings
from ...core.target import Target
from ...core.view import EntrySummary, EntryView, FeedView, ShareLink
from ...engine.run import Run
from ...engine.store import Store
from ...extend.fit import fit
from ...extend.registry import Registry
from ...extend.widget import Widget
from .. import card
from .context import context
from .look import Look

_decode_card = msgspec.msgpack.Decoder(Outcome[bytes]).decode


class Job(msgspec.Struct, frozen=True):
    """A target with the texts that it shows."""

    target: Target
    texts: tuple[Text, ...]


PAGES_A_PROCESS = 400
"""A page takes half a millisecond; below this many one process is faster."""


def render(
    targets: Sequence[Target],
    look: Look,
    registry: Registry,
    store: Store,
    run: Run,
    texts: Callable[[set[str]], dict[str, Text]],
) -> dict[str, Outcome[bytes]]:
    """Bytes by output path. A page that fails is empty and has an error; the others are still rendered.

    `texts` gives what lies behind the addresses in `Target.contents`.
    """
    done: dict[str, Outcome[bytes]] = {}
    cards = [t for t in targets if t.kind == "card"]
    done.update(_cards(cards, store, run))
    known = texts({c.body for t in targets for c in t.contents})
    jobs = [Job(t, tuple(known[c.body] for c in t.contents)) for t in targets if t.kind in ("page", "feed")]
    names = _compiled_keys(jobs, look, registry)
    stored = store.get(names.values())
    compiled = {name: stored[key] for name, key in names.items() if key in stored}
    work = partial(render_one, look=look, registry=registry, compiled=compiled)
    for job, outcome in zip(jobs, run(work, jobs, least=PAGES_A_PROCESS), strict=True):
        done[job.target.path] = outcome
    if names and _ready and _ready[0][0] is look:  # else other processes rendered
        fresh = _ready[0][2].bytecode_cache.fresh
        store.put({names[name]: fresh.pop(name) for name in list(fresh)})
    for target in targets:
        if target.kind == "text":
            done[target.path] = Outcome(target.view)
    return done


def _cards(targets: Sequence[Target], store: Store, run: Run) -> dict[str, Outcome[bytes]]:
    keys = {target.path: "card:" + digest_of(target.key) for target in targets}
    known = store.get(keys.values())
    drawn: dict[str, Outcome[bytes]] = {}
    for target in targets:
        with contextlib.suppress(msgspec.MsgspecError):
            drawn[target.path] = _decode_card(known.get(keys[target.path], b""))
    missing = [target for target in targets if target.path not in drawn]
    for target, outcome in zip(missing, run(card.draw, [t.view for t in missing], least=4), strict=True):
        drawn[target.path] = outcome
        store.put({keys[target.path]: msgspec.msgpack.encode(outcome)})
    return {target.path: _named(drawn[target.path], target) for target in targets}


def _named(outcome: Outcome[bytes], target: Target) -> Outcome[bytes]:
    """With the post whose card it is, where a finding names no other place."""
    found = tuple(msgspec.structs.replace(d, span=d.span or Span(target.source)) for d in outcome.diagnostics)
    return Outcome(outcome.value, found)


_ready: list[tuple[Look, tuple[Widget, ...], Any]] = []
"""The look that this process is rendering, with its widgets and environment. `serve` goes on with the last one."""


def render_one(job: Job, look: Look, registry: Registry, compiled: dict[str, bytes]) -> Outcome[bytes]:
    target = job.target
    try:
        if target.kind == "feed":
            return Outcome(_feed(target, job.texts, look, registry))
        return _page(target, job.texts, look, registry, compiled)
    except Exception as problem:
        from .failure import failure

        return Outcome(b"", (failure(problem, target, look.theme),))


def _feed(target: Target, texts: tuple[Text, ...], look: Look, registry: Registry) -> bytes:
    view: FeedView = target.view
    form = next(f for f in registry.feeds if f.name == target.template)
    if texts:
        items = [
            msgspec.structs.replace(item, content=_alone(text, content, item.entry, look))
            for item, text, content in zip(view.items, texts, target.contents, strict=True)
        ]
        view = msgspec.structs.replace(view, items=tuple(items))
    return form.render(view)


_PART = re.compile(r'(<a\s(?:[^<>]*\s)?href=")#')


def _alone(text: Text, content: Content, entry: EntrySummary, look: Look) -> str:
    """A text as it can stand outside its page: every address is absolute, also those of its own parts."""
    strings = Strings(look.theme.strings, entry.lang)
    html = worded(fill(text.html, content, entry.permalink), strings)
    html = ANCHOR.sub("", html)
    html = _PART.sub(lambda link: f"{link[1]}{escape(entry.permalink)}#", html)
    return context(entry, strings) + html if entry.in_reply_to or entry.of else html


def _compiled_keys(jobs: Sequence[Job], look: Look, registry: Registry) -> dict[str, str]:
    code = next((job.target.key["code"] for job in jobs if job.target.kind == "page"), "")
    if not code:
        return {}
    from .compiled import keys

    return keys(look.theme, _widgets(look, registry), code)


def _widgets(look: Look, registry: Registry) -> tuple[Widget, ...]:
    return tuple(widget for widget in registry.widgets if widget.name in look.widgets)


def _page(
    target: Target, texts: tuple[Text, ...], look: Look, registry: Registry, compiled: dict[str, bytes]
) -> Outcome[bytes]:
    from .environment import Page, environment

    if not _ready or _ready[0][0] is not look:
        widgets = _widgets(look, registry)
        same = _ready and _ready[0][1] == widgets and _ready[0][0].theme == look.theme
        made = _ready[0][2] if same else environment(look.theme, widgets, compiled)
        _ready[:] = [(look, widgets, made)]
    _, widgets, env = _ready[0]
    view = _complete(target.view, texts, target.contents, registry, look)
    page = Page(look, env, widgets, view)
    return Outcome(page.render(target.template).encode())


def _complete(view: Any, texts: tuple[Text, ...], contents: tuple[Content, ...], registry: Registry, look: Look) -> Any:
    """The view with what was left out of its key because something else in the key stands for it."""
    name = "post" if hasattr(view, "post") else "page"
    entry: EntryView | None = getattr(view, name, None)
    if entry is None:
        return view
    words = called(entry.title, entry.summary)
    links = tuple(
        ShareLink(n.name, n.label, n.share(fit(words, entry.permalink, n), entry.permalink))
        for n in registry.networks
        if n.share
    )
    text = texts[0] if texts else Text()
    entry = msgspec.structs.replace(
        entry,
        content=worded(fill(text.html, contents[0]), Strings(look.theme.strings, entry.lang)) if texts else "",
        words=text.words,
        toc=tuple(msgspec.structs.replace(h, text=named(h.text, contents[0])) for h in text.headings),
        has_math=text.has_math,
        has_code=text.has_code,
        share_links=links if "://" in entry.permalink else (),
    )
    return msgspec.structs.replace(view, **{name: entry})
