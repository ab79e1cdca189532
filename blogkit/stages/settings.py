"""blogkit.yaml and people.yaml → `Config` and `People`, with every mistake found at once."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import msgspec

from ..core.compose import compose
from ..core.config import Config
from ..core.decode import Reader
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, warning
from ..core.person import People, Person
from ..core.source import Source, Sources
from ..core.span import Span

CONFIG = "blogkit.yaml"
PEOPLE = "people.yaml"


def load(root: str) -> Outcome[Config]:
    """The settings; where there is no file, or it cannot be read, the defaults. Read before all else, because they
    name further inputs."""
    there = os.path.isfile(os.path.join(root, CONFIG))
    sources = Sources(root, {CONFIG: Source(CONFIG, "", "")} if there else {})
    data, found = _decode(sources, CONFIG, Config, "config")
    config = data if isinstance(data, Config) else Config()
    problems = _impossible(config)
    wrong = {problem.code for problem in problems}
    if "config/timezone" in wrong:  # go on with what can be used, so that all other mistakes are found as well
        config = msgspec.structs.replace(config, timezone="UTC")
    if "config/base-url" in wrong:
        config = msgspec.structs.replace(config, base_url="")
    return Outcome(config, (*found, *problems))


def people(sources: Sources) -> Outcome[People]:
    data, found = _decode(sources, PEOPLE, dict[str, Person], "people")
    return Outcome(data if isinstance(data, dict) else {}, tuple(found))


def _decode(sources: Sources, path: str, wanted: Any, area: str) -> tuple[Any, list[Diagnostic]]:
    if not sources.has(path):
        return None, []
    try:
        text = sources.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [error(f"{area}/encoding", "this is not UTF-8", Span(path), fix="save the file as UTF-8")]
    tree = compose(text, path, 0, area)
    if tree.value is None:
        return None, list(tree.diagnostics)
    reader = Reader(path, 0, area)
    value = reader.value(tree.value, wanted, "") if area == "people" else reader.struct(tree.value, wanted)
    return (None if value is msgspec.UNSET else value), [*tree.diagnostics, *reader.found]


def _impossible(config: Config) -> list[Diagnostic]:
    """Values of the right type that cannot work."""
    found = []
    span = Span(CONFIG)
    if problem := base_url_problem(config.base_url):
        found.append(
            error("config/base-url", problem, span, found=config.base_url, fix="base_url: https://example.org/")
        )
    if not config.base_url:
        found.append(
            warning(
                "config/no-base-url",
                "without base_url there are no feeds, cards, sitemap or share links",
                span,
                fix="base_url: https://example.org/",
            )
        )
    if not known_timezone(config.timezone):
        from zoneinfo import available_timezones

        near = did_you_mean(config.timezone, {name.lower() for name in available_timezones()})
        found.append(
            error(
                "config/timezone",
                "there is no such time zone",
                span,
                found=config.timezone,
                fix=near or "timezone: Europe/Madrid",
            )
        )
    return found


def base_url_problem(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "base_url is not an address"
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        return "base_url is where the site lives: http(s), a host, perhaps a path"
    return ""


def known_timezone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
