"""The chosen theme over its parents, under a site's own templates and words → `Theme`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from ..core.compose import compose, locate
from ..core.config import Config
from ..core.decode import Reader
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, info
from ..core.digest import digest, digest_of
from ..core.mend import quoted
from ..core.source import Sources
from ..core.span import Span
from ..core.theme import Asset, Theme, ThemeManifest, ThemeOption
from ..engine import scan
from ..stages import settings
from .files import shown, text_of, themes_folder
from .words import with_bases, words

BASE = "default"


def theme(sources: Sources, config: Config, languages: Iterable[str]) -> Outcome[Theme]:
    """The chosen theme over its parents, under the site's own `templates/` and `i18n/`."""
    found: list[Diagnostic] = []
    manifests: list[tuple[str, ThemeManifest]] = []
    name = config.theme.name
    while name and len(manifests) < 10:
        folder = _folder(sources.root, name)
        if not folder or any(folder == known for known, _ in manifests):
            found.append(_no_theme(name, folder, sources, manifests))
            break
        manifest = _manifest(sources.root, folder, found)
        manifests.append((folder, manifest))
        name = manifest.parent or (BASE if name != BASE else "")
    if not any(os.path.basename(folder) == BASE for folder, _ in manifests):
        base = os.path.join(themes_folder(), BASE)
        manifests.append((base, _manifest(sources.root, base, found)))
    layers = [sources.root, *(folder for folder, _ in manifests)]
    templates, origins = _templates(layers, sources.root, found)
    files: dict[str, str] = {}
    for folder in reversed(layers[1:]):
        for path in scan.walk(folder, "assets"):
            files[path.removeprefix("assets/")] = os.path.join(folder, path)
    declared: dict[str, ThemeOption] = {}
    for _, manifest in reversed(manifests):
        declared.update(manifest.options)
    options = _options(declared, config, sources, found)
    strings = {tag: words(layers, tag, found) for tag in with_bases(languages)}
    base = config.language.partition("-")[0]
    if not any(strings.get(tag) for tag in (config.language, base)):
        found.append(_no_words(config.language, base, sources))
    assets = {name: _asset(files[name], options, sources.root, found) for name in sorted(files)}
    fonts = [
        os.path.join(folder, path)
        for folder in layers[1:]
        for path in sorted(scan.walk(folder, "fonts"))
        if path.endswith((".otf", ".ttf"))
    ]
    fonts_digest = digest_of([_digest(path) for path in fonts])
    return Outcome(
        Theme(config.theme.name, templates, origins, assets, strings, options, tuple(fonts), fonts_digest), tuple(found)
    )


_OPTION = re.compile(r"\{\{\s*theme\.(\w+)\s*\}\}")


def _asset(path: str, options: dict[str, Any], root: str, found: list[Diagnostic]) -> Asset:
    text = text_of(path, root, found) if path.endswith((".css", ".svg")) else None
    if text is None:
        return Asset(path, _digest(path))
    for match in _OPTION.finditer(text):
        if match[1] not in options:
            line = text.count("\n", 0, match.start()) + 1
            found.append(
                error(
                    "theme/unknown-option",
                    f'the theme declares no option "{match[1]}"',
                    Span(shown(path, root), line),
                    found=match[0],
                    fix=did_you_mean(match[1], options) or "declare it in theme.yaml",
                )
            )
    text = _OPTION.sub(lambda m: str(options.get(m[1], "")), text)
    return Asset(path, digest(text.encode()), text)


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return digest(file.read())


def _folder(root: str, name: str) -> str:
    if _unsafe(name):
        return ""
    for place in (os.path.join(root, "themes"), themes_folder()):
        folder = os.path.join(place, name)
        if os.path.isdir(folder):
            return folder
    return ""


def _unsafe(name: str) -> bool:
    return not name or name.startswith(".") or any(c in "/\\:" or not c.isprintable() for c in name) or len(name) > 100


def _names(root: str) -> list[str]:
    names: set[str] = set()
    for place in (os.path.join(root, "themes"), themes_folder()):
        if os.path.isdir(place):
            names.update(entry.name for entry in os.scandir(place) if entry.is_dir())
    return sorted(names)


def _no_theme(name: str, folder: str, sources: Sources, manifests: list[tuple[str, ThemeManifest]]) -> Diagnostic:
    """Where it is named: in blogkit.yaml, or as the parent of another."""
    span = settings.place(sources, "theme.name")
    if manifests:
        path = os.path.join(manifests[-1][0], "theme.yaml")
        span = locate(text_of(path, sources.root, []) or "", shown(path, sources.root), "parent")
    if folder:
        fix = "take parent: out of one of them"
        return error("theme/circle", f'theme "{name}" is its own parent in the end', span, fix=fix)
    near = did_you_mean(name, _names(sources.root))
    fix = near or ("write the name of a folder in themes/" if _unsafe(name) else f"put it in themes/{name}/")
    return error("theme/missing", f'there is no theme "{name[:60]}"', span, fix=fix)


def _no_words(language: str, base: str, sources: Sources) -> Diagnostic:
    message = f'the theme has no words for the language "{language}", so it speaks English'
    fix = f"say them in i18n/{base}.yaml of your site, as i18n/en.yaml of the theme does"
    return info("theme/no-words", message, settings.place(sources, "language"), fix=fix)


def _manifest(root: str, folder: str, found: list[Diagnostic]) -> ThemeManifest:
    path = os.path.join(folder, "theme.yaml")
    text = text_of(path, root, found) if os.path.isfile(path) else None
    if text is None:
        return ThemeManifest(name=os.path.basename(folder))
    name = shown(path, root)
    tree = compose(text, name, 0, "theme")
    found += tree.diagnostics
    if tree.value is None:
        return ThemeManifest(name=os.path.basename(folder))
    reader = Reader(name, 0, "theme", text.split("\n"))
    manifest = reader.struct(tree.value, ThemeManifest)
    found += reader.found
    return ThemeManifest() if manifest is msgspec.UNSET else manifest


def _templates(layers: list[str], root: str, found: list[Diagnostic]) -> tuple[dict[str, str], dict[str, str]]:
    templates: dict[str, str] = {}
    origins: dict[str, str] = {}
    for folder in reversed(layers):
        for path in scan.walk(folder, "templates"):
            name = path.removeprefix("templates/")
            full = os.path.join(folder, path)
            text = text_of(full, root, found)
            if text is None:
                continue
            templates[name] = text
            origins[name] = shown(full, root)
            if folder != layers[-1] and name in templates and (base := _base_name(layers, folder, path)):
                templates.setdefault(base[0], base[1])
                origins.setdefault(base[0], origins[name])
    return dict(sorted(templates.items())), origins


def _base_name(layers: list[str], folder: str, path: str) -> tuple[str, str] | None:
    """`{% extends "default/post.html" %}` reaches the file that an override hides."""
    for below in layers[layers.index(folder) + 1 :]:
        full = os.path.join(below, path)
        if os.path.isfile(full):
            text = text_of(full, layers[0], [])
            return (f"{os.path.basename(below)}/{path.removeprefix('templates/')}", text) if text is not None else None
    return None
    return None


def _options(
    declared: dict[str, ThemeOption], config: Config, sources: Sources, found: list[Diagnostic]
) -> dict[str, Any]:
    values = {name: option.default for name, option in declared.items()}
    for name, value in config.theme.options.items():
        option = declared.get(name)
        span = settings.place(sources, f"theme.options.{name}")
        if option is None:
            message, fix = f'the theme has no option "{name}"', "it has: " + ", ".join(sorted(declared))
            found.append(error("theme/unknown-option", message, span, fix=did_you_mean(name, declared) or fix))
        elif option.type == "file" and value != "" and not _served(str(value), sources):
            there = [path.removeprefix("static/") for path in sources.files if path.startswith("static/")]
            message, fix = f"{name}: there is no file static/{str(value).lstrip('/')}", "put it there"
            near = did_you_mean(str(value).lstrip("/"), there)
            found.append(error("theme/no-file", message, span, found=str(value)[:60], fix=near or fix))
        elif problem := _unfit(option, value):
            usual = str(option.default).lower() if option.type == "bool" else str(option.default)
            fix = f"for example  {name}: {quoted(usual) if option.type in ('color', 'text') else usual}"
            message = f"theme option {name} wants {problem}"
            found.append(error("theme/wrong-option", message, span, found=str(value)[:60], fix=fix))
        else:
            values[name] = str(value) if option.type in ("text", "color", "file") else value
    return dict(sorted(values.items()))


def _served(path: str, sources: Sources) -> bool:
    return any(sources.has(f"{folder}/{path.lstrip('/')}") for folder in ("static", "content"))


def _unfit(option: ThemeOption, value: Any) -> str:
    if option.type == "bool":
        return "" if isinstance(value, bool) else "true or false"
    if option.type == "number":
        return "" if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
    if option.type == "choice":
        return "" if value in option.choices else "one of " + ", ".join(option.choices)
    if option.type == "color":
        return "" if re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", str(value)) else 'a colour like "#4051b5"'
    return "" if isinstance(value, str | int | float) else "text"
