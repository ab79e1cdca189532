"""blogkit.yaml and people.yaml → `Config` and `People`, with every mistake found at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from ..core.config import Config
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, warning
from ..core.permalink import PLACES, pattern_problem, slugify
from ..core.person import People, Person
from ..core.source import Source, Sources
from ..core.span import Span
from ..core.strings import language_tag

SAFE = "/:@!$&()*+,;=~"
CENTURY = 36_525
CONFIG = "blogkit.yaml"
PEOPLE = "people.yaml"


def load(root: str) -> Outcome[Config]:
    """The settings; where there is no file, or it cannot be read, the defaults. Read before all else, because they
    name further inputs. What cannot be used is replaced, so that all other mistakes are found as well."""
    there = os.path.isfile(os.path.join(root, CONFIG))
    sources = Sources(root, {CONFIG: Source(CONFIG, "", "")} if there else {})
    data, found = _decode(sources, CONFIG, Config, "config")
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


def people(sources: Sources) -> Outcome[People]:
    data, found = _decode(sources, PEOPLE, dict[str, Person], "people")
    known: People = data if isinstance(data, dict) else {}
    slugs: dict[str, str] = {}
    for key, person in known.items():
        one = slugify(key)
        if not one:
            found.append(_odd(sources, key, "", "people/key", "a key needs a letter or a digit", key, "ana"))
        elif one in slugs:
            message = f'"{key}" and "{slugs[one]}" would have one page'
            found.append(_odd(sources, key, "", "people/key", message, key, "write one of them another way"))
        slugs.setdefault(one, key)
        if "//" in person.photo:
            message, fix = "a photo is a file of this site, so that no reader is tracked", f"photo: /people/{one}.jpg"
            found.append(_odd(sources, key, "photo", "people/photo", message, person.photo, fix))
        if person.url and not base_url_like(person.url):
            message, fix = "this is no address of a site", "url: https://example.org/"
            found.append(_odd(sources, key, "url", "people/url", message, person.url, fix))
    return Outcome(known, tuple(found))


def _odd(sources: Sources, key: str, field: str, code: str, message: str, found: str, fix: str) -> Diagnostic:
    text = sources.read(PEOPLE).decode("utf-8-sig")
    from ..core.compose import locate

    span = locate(text, PEOPLE, key, *([field] if field else []))
    return warning(code, f"{key}: {message}", span, found=found[:80], fix=fix)


def base_url_like(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def place(sources: Sources, key: str) -> Span:
    """Where a setting stands in blogkit.yaml: `theme.options.accent`."""
    if not sources.has(CONFIG):
        return Span(CONFIG)
    try:
        from ..core.compose import locate

        return locate(sources.read(CONFIG).decode("utf-8-sig"), CONFIG, *key.split("."))
    except (OSError, UnicodeDecodeError):
        return Span(CONFIG)


def _decode(sources: Sources, path: str, wanted: Any, area: str) -> tuple[Any, list[Diagnostic]]:
    if not sources.has(path):
        return None, []
    try:
        text = sources.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [error(f"{area}/encoding", "this is not UTF-8", Span(path), fix="save the file as UTF-8")]
    except OSError as problem:
        message = f"this cannot be read: {problem.strerror}"
        return None, [error(f"{area}/not-read", message, Span(path), fix="check who may read it")]
    from ..core.compose import compose  # YAML: not needed while the settings are remembered
    from ..core.decode import Reader

    tree = compose(text, path, 0, area)
    if tree.value is None:
        return None, list(tree.diagnostics)
    reader = Reader(path, 0, area, text.replace("\r\n", "\n").split("\n"))
    value = reader.value(tree.value, wanted, "") if area == "people" else reader.struct(tree.value, wanted)
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
