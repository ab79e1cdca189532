"""source ─▶ parse: a folder → what it holds, each file parsed or remembered."""

from __future__ import annotations

import os
import time
from typing import Any

import msgspec
from msgspec import structs

from ..builtin import BUILTIN
from ..core.config import Config
from ..core.diagnostic import Diagnostic, Outcome
from ..core.digest import digest, digest_of
from ..core.ledger import Hands
from ..core.request import Request
from ..core.source import Sources
from ..engine.code import code
from ..engine.head import head
from ..engine.run import Run
from ..engine.state import State
from ..extend.registry import Registry
from ..stages import parse, source


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
    hands: Hands


def read(request: Request, state: State, run: Run, program: dict[str, str]) -> Read:
    """source ─▶ parse. A clean build believes nothing that it remembers."""
    log: list[str] = []
    own_code = _code(state, program)
    now = time.time() if request.clock is None else request.clock
    config, problems = _both(_config(request, state, own_code))
    sources, unread = _both(source.scan_site(request.root, state.known, config.extensions))
    if request.posts:
        sources = _some(sources, request.posts)
        state.store.keep_all()
    registry, misfits = _both(_registry(sources, config))
    last = {} if request.clean else state.load("parsed", parse.Index, {})
    index, parsed = _both(parse.refresh(sources, config.markdown, last, state.store, run, own_code, log))
    if index != last:
        state.save("parsed", index)
    state.save_inputs({path: (file.token, file.digest) for path, file in sources.files.items()})
    found = (*problems, *unread, *misfits, *parsed, *_tracked(request, sources))
    hands = _hands(request, state, config, own_code)
    return Read(sources, config, registry, index, own_code, found, tuple(log), now, hands)


def _some(sources: Sources, posts: tuple[str, ...]) -> Sources:
    """As if these were all the posts there are."""
    others = {path for path in sources.files if path.startswith("content/posts/") and path.endswith(parse.MARKDOWN)}
    left_out = others.difference(posts)
    return structs.replace(sources, files={path: one for path, one in sources.files.items() if path not in left_out})


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
        from ..stages import settings

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
    from ..discover.extensions import registry

    return registry(sources, config, BUILTIN)


def _tracked(request: Request, sources: Sources) -> list[Diagnostic]:
    """Looked up at each build, as git's index is no input of the site."""
    if not sources.has("engagement/private/people.yaml"):
        return []
    from ..stages import people

    return people.tracked(request.root)


def _hands(request: Request, state: State, config: Config, own_code: str) -> Hands:
    """Who else worked on the posts. git is asked only when another commit is checked out than last time."""
    commit = head(request.root) if config.checklist.enabled else ""
    if not commit:
        return Hands()
    at = f"{own_code}:{commit}"
    from ..stages import coauthors

    then, hands = state.load("hands", tuple[str, Hands], ("", Hands()))
    if then != at or request.clean:
        hands = coauthors.hands(request.root)
        state.save("hands", (at, hands))
    return hands


def _code(state: State, program: dict[str, str]) -> str:
    """The digest of blogkit's own code, read only when a file of it has changed."""
    key = "code:" + digest_of(program)
    settled = all(program.values())  # a file saved this moment has no token yet
    stored = state.store.get([key]).get(key) if settled else None
    name = stored.decode() if stored else code()
    if settled and not stored:
        state.store.put({key: name.encode()})
    return name


def _both(outcome: Any) -> Any:
    return outcome.value, outcome.diagnostics
