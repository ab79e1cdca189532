"""blogkit.yaml → `Config`, with every mistake found at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from ..core.config import Config
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, has_errors, warning
from ..core.permalink import PLACES, pattern_problem
from ..core.person import People
from ..core.source import Source, Sources
from ..core.span import Span
from ..core.strings import language_tag

SAFE = "/:@!$&()*+,;=~"
CENTURY = 36_525
CONFIG = "blogkit.yaml"


def load(root: str) -> Outcome[Config]:
    """The settings; where there is no file, or it cannot be read, the defaults. Read before all else, because they
    name further inputs. What cannot be used is replaced, so that all other mistakes are found as well."""
    there = os.path.isfile(os.path.join(root, CONFIG))
    sources = Sources(root, {CONFIG: Source(CONFIG, "", "")} if there else {})
    data, found = _decode(sources)
    config = data if isinstance(data, Config) else Config()
    blind = (data is None and bool(found)) or any(f.message.startswith("base_url ") for f in found)
    wrong = _impossible(config, lambda key: place(sources, key), blind)
    instead = {finding.code: value for finding, value in wrong}
    for values in instead.values():
        config = msgspec.structs.replace(config, **values)
    config = msgspec.structs.replace(
        config,
        base_url=as_sent(config.base_url),
        language=language_tag(config.language),
        output=os.path.normpath(config.output).replace(os.sep, "/"),
    )
    return Outcome(config, (*found, *(finding for finding, _ in wrong)))


def author(sources: Sources, name: str, people: People, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is wrong with the author: a key that people.yaml does not have, though all of it could be read."""
    key = name.removeprefix("@")
    near = did_you_mean(key, people)
    if not key or key in people or has_errors(found) or (" " in key and not near):
        return ()
    fix = near or f"add to people.yaml:  {key}: {{name: …}}"
    message = f'people.yaml has no "{key}"'
    return (warning("people/unknown", message, place(sources, "author"), found=f"author: {name}", fix=fix),)


def place(sources: Sources, key: str) -> Span:
    """Where a setting stands in blogkit.yaml: `theme.options.accent`."""
    if not sources.has(CONFIG):
        return Span(CONFIG)
    try:
        from ..core.compose import locate

        return locate(sources.read(CONFIG).decode("utf-8-sig"), CONFIG, *key.split("."))
    except (OSError, UnicodeDecodeError):
        return Span(CONFIG)


def _decode(sources: Sources) -> tuple[Any, list[Diagnostic]]:
    if not sources.has(CONFIG):
        return None, []
    try:
        text = sources.read(CONFIG).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [error("config/encoding", "this is not UTF-8", Span(CONFIG), fix="save the file as UTF-8")]
    except OSError as problem:
        message = f"this cannot be read: {problem.strerror}"
        return None, [error("config/not-read", message, Span(CONFIG), fix="check who may read it")]
    from ..core.compose import compose  # YAML: not needed while the settings are remembered
    from ..core.decode import Reader

    tree = compose(text, CONFIG)
    if tree.value is None:
        return None, list(tree.diagnostics)
    reader = Reader(CONFIG, lines=text.replace("\r\n", "\n").split("\n"))
    value = reader.struct(tree.value, Config)
    return (None if value is msgspec.UNSET else value), [*tree.diagnostics, *reader.found]


def _impossible(config: Config, at: Callable[[str], Span], blind: bool) -> list[tuple[Diagnostic, dict[str, Any]]]:
    """Values of the right type that cannot work, and what to go on with instead. `blind` when base_url could not be
    read, so that its being empty says nothing."""
    found: list[tuple[Diagnostic, dict[str, Any]]] = []

    def wrong(key: str, message: str, fix: str, **instead: Any) -> None:
        written = getattr(config, key)
        code = f"config/{key.replace('_', '-')}"
        found.append((error(code, message, at(key), found=str(written)[:80], fix=fix), instead))

    if problem := base_url_problem(config.base_url):
        wrong("base_url", problem, "base_url: https://example.org/", base_url="")
    elif not config.base_url and not blind:
        message = "without base_url there are no feeds, cards, sitemap or share links"
        fix = "base_url: https://example.org/"
        found.append((warning("config/no-base-url", message, at("base_url"), fix=fix), {}))
    if not known_timezone(config.timezone):
        from zoneinfo import available_timezones

        near = did_you_mean(config.timezone, available_timezones())
        wrong("timezone", "there is no such time zone", near or "timezone: Europe/Madrid", timezone="UTC")
    if not language_tag(config.language):
        wrong("language", "language is a language tag", "language: en, de, zh-Hans or pt-BR", language="en")
    if problem := pattern_problem(config.permalink):
        wrong(
            "permalink",
            f"this cannot be an address: {problem}",
            f"permalink: /posts/{{slug}}/ ({PLACES})",
            permalink=Config().permalink,
        )
    elif "{slug}" not in config.permalink:
        wrong(
            "permalink",
            "without {slug} all posts would have one address",
            "permalink: /{year}/{slug}/",
            permalink=Config().permalink,
        )
    if config.checklist.days > CENTURY:
        span, usual = at("checklist.days"), msgspec.structs.replace(config.checklist, days=CENTURY)
        message, fix = "checklist.days goes back further than blogs do", "checklist: {days: 30}"
        finding = error("config/checklist", message, span, found=str(config.checklist.days), fix=fix)
        found.append((finding, {"checklist": usual}))
    for item in config.menu:
        if not _leads_somewhere(item.url):
            message, fix = f'menu: "{item.label}" leads nowhere', "url: /about/ or https://example.org/"
            found.append((error("config/menu", message, at("menu"), found=item.url[:80], fix=fix), {}))
    if problem := output_problem(config.output):
        wrong("output", problem, "output: public", output=Config().output)
    elif os.path.isabs(config.output) or ".." in re.split(r"[/\\]", config.output):
        wrong(
            "output",
            "output is a folder of this site",
            f"output: public, or build with --output {config.output}",
            output=Config().output,
        )
    return found


def _leads_somewhere(url: str) -> bool:
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    return bool(url.strip()) and scheme in ("", "http", "https", "mailto", "tel") and url.isprintable()


def base_url_problem(url: str) -> str:
    """Why this cannot be where a site lives, or nothing."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        as_sent(url)
    except ValueError:
        return "base_url is not an address"
    if parts.scheme not in ("http", "https"):
        return "base_url starts with https:// (or http://)"
    if parts.query or parts.fragment or "?" in url or "#" in url:
        return "base_url is where the site lives: http(s), a host, perhaps a path"
    if not host or not re.fullmatch(r"[\w.-]+|[0-9a-fA-F:.]+", host) or host.startswith((".", "-")) or ".." in host:
        return "base_url has no proper host name"
    if "@" in parts.netloc:
        return "base_url holds a user name or password, which every reader would see"
    if re.search(r"[\s<>\"'\\^`{|}]|//|%(?![0-9a-fA-F]{2})", parts.path) or set(parts.path.split("/")) & {".", ".."}:
        return "the path of base_url holds something that no address may"
    return ""


def output_problem(output: str) -> str:
    """Why no folder can have this name, or nothing. Which folders are too dear to write in, the writer knows."""
    if not output.strip():
        return "output is empty"
    if output.startswith("~"):
        return "~ is not expanded here: write the folder out"
    if re.search(r"[\x00-\x1f\x7f]", output):
        return "output holds a character that no folder's name should have"
    if any(len(part.encode()) > 240 for part in re.split(r"[/\\]", output)) or len(output.encode()) > 1000:
        return "output is far too long"
    return ""


def known_timezone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def as_sent(base_url: str) -> str:
    """As browsers send it: the path percent-encoded, the host in Punycode, a slash at the end."""
    parts = urlsplit(base_url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    if not host or parts.port == 0:
        return base_url
    return f"{parts.scheme}://{host}{quote(parts.path.rstrip('/') + '/', safe=SAFE + '%')}"
