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
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error
from ..core.digest import digest, digest_of
from ..core.mend import quoted
from ..core.source import Sources
from ..core.span import Span
from ..core.theme import Asset, Theme, ThemeManifest, ThemeOption
from ..engine import scan
from ..stages import settings

BASE = "default"


def themes_folder() -> str:
    """The themes that come with blogkit: inside the package once installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "themes")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "themes")


def theme(sources: Sources, config: Config, languages: Iterable[str]) -> Outcome[Theme]:
    """The chosen theme over its parents, under the site's own `templates/` and `i18n/`."""
    found: list[Diagnostic] = []
    manifests: list[tuple[str, ThemeManifest]] = []
    name = config.theme.name
    while name and len(manifests) < 10:
        folder = _folder(sources.root, name)
        if not folder or any(folder == known for known, _ in manifests):
            circle = bool(folder)
            found.append(
                error(
                    "theme/circle" if circle else "theme/missing",
                    f'theme "{name}" is its own parent' if circle else f'there is no theme "{name}"',
                    _asked_for(sources, manifests),
                    fix=did_you_mean(name, _names(sources.root)) or f"put it in themes/{name}/",
                )
            )
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
    strings = {tag: _strings(layers, tag, found) for tag in _with_bases(languages)}
    assets = {name: _asset(files[name], options, _shown(files[name], sources.root), found) for name in sorted(files)}
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


def _asset(path: str, options: dict[str, Any], shown: str, found: list[Diagnostic]) -> Asset:
    if not path.endswith((".css", ".svg")):
        return Asset(path, _digest(path))
    text = _read(path)
    for match in _OPTION.finditer(text):
        if match[1] not in options:
            line = text.count("\n", 0, match.start()) + 1
            found.append(
                error(
                    "theme/unknown-option",
                    f'the theme declares no option "{match[1]}"',
                    Span(shown, line),
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
    if not name or "/" in name or "\\" in name or name.startswith("."):
        return ""
    for place in (os.path.join(root, "themes"), themes_folder()):
        folder = os.path.join(place, name)
        if os.path.isdir(folder):
            return folder
    return ""


def _names(root: str) -> list[str]:
    names: set[str] = set()
    for place in (os.path.join(root, "themes"), themes_folder()):
        if os.path.isdir(place):
            names.update(entry.name for entry in os.scandir(place) if entry.is_dir())
    return sorted(names)


def _shown(path: str, root: str) -> str:
    inside = os.path.relpath(path, root)
    return (
        inside.replace(os.sep, "/")
        if not inside.startswith("..")
        else "themes/" + os.path.relpath(path, themes_folder()).replace(os.sep, "/")
    )


def _read(path: str) -> str:
    with open(path, encoding="utf-8-sig", newline=None) as file:
        return file.read()


def _manifest(root: str, folder: str, found: list[Diagnostic]) -> ThemeManifest:
    path = os.path.join(folder, "theme.yaml")
    if not os.path.isfile(path):
        return ThemeManifest(name=os.path.basename(folder))
    shown = _shown(path, root)
    tree = compose(_read(path), shown, 0, "theme")
    found += tree.diagnostics
    if tree.value is None:
        return ThemeManifest(name=os.path.basename(folder))
    reader = Reader(shown, 0, "theme")
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
            try:
                templates[name] = _read(full)
            except (OSError, UnicodeDecodeError):
                found.append(
                    error(
                        "theme/encoding",
                        "this template is not UTF-8 text",
                        Span(_shown(full, root)),
                        fix="save the file as UTF-8",
                    )
                )
                continue
            origins[name] = _shown(full, root)
            if folder != layers[-1] and name in templates and (base := _base_name(layers, folder, path)):
                templates.setdefault(base[0], base[1])
                origins.setdefault(base[0], origins[name])
    return dict(sorted(templates.items())), origins


def _base_name(layers: list[str], folder: str, path: str) -> tuple[str, str] | None:
    """`{% extends "default/post.html" %}` reaches the file that an override hides."""
    for below in layers[layers.index(folder) + 1 :]:
        full = os.path.join(below, path)
        if os.path.isfile(full):
            try:
                return f"{os.path.basename(below)}/{path.removeprefix('templates/')}", _read(full)
            except (OSError, UnicodeDecodeError):
                return None
    return None


def _asked_for(sources: Sources, manifests: list[tuple[str, ThemeManifest]]) -> Span:
    """Where a theme is named: in blogkit.yaml, or as the parent of another."""
    if not manifests:
        return settings.place(sources, "theme.name")
    path = os.path.join(manifests[-1][0], "theme.yaml")
    return locate(_read(path), _shown(path, sources.root), "parent")


def _options(
    declared: dict[str, ThemeOption], config: Config, sources: Sources, found: list[Diagnostic]
) -> dict[str, Any]:
    values = {name: option.default for name, option in declared.items()}
    for name, value in config.theme.options.items():
        option = declared.get(name)
        if option is None:
            found.append(
                error(
                    "theme/unknown-option",
                    f'the theme has no option "{name}"',
                    settings.place(sources, f"theme.options.{name}"),
                    fix=did_you_mean(name, declared) or "it has: " + ", ".join(sorted(declared)),
                )
            )
        elif problem := _unfit(option, value):
            found.append(
                error(
                    "theme/wrong-option",
                    f"theme option {name} wants {problem}",
                    settings.place(sources, f"theme.options.{name}"),
                    found=str(value)[:60],
                    fix=f"for example  {name}: {quoted(str(option.default)) if option.type == 'color' else option.default}",
                )
            )
        else:
            values[name] = value
    return dict(sorted(values.items()))


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
