"""The chosen theme over its parents, under a site's own templates and words → `Theme`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from .. import __version__
from ..core.compose import compose, locate
from ..core.config import Config
from ..core.contract import DEPRECATED, unmet
from ..core.decode import Reader
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error, info
from ..core.digest import digest, digest_of
from ..core.mend import quoted
from ..core.source import Sources
from ..core.span import Span
from ..core.theme import Asset, Theme, ThemeManifest, ThemeOption
from ..stages import settings
from . import cards
from . import theme_places as places
from .files import shown, text_of, themes_folder
from .words import with_bases, words

BASE = "default"


class Layer(msgspec.Struct, frozen=True):
    """One theme of a chain."""

    name: str
    folder: str
    manifest: ThemeManifest


def chain(sources: Sources, name: str, found: list[Diagnostic]) -> list[Layer]:
    """A theme, its parent, and so on; `default` is always the last."""
    layers: list[Layer] = []
    while name and not any(layer.name == name for layer in layers):
        before = len(found)
        folder = places.folder_of(sources, name, found)
        if not folder:
            if len(found) == before:
                found.append(_missing(name, sources, layers))
            break
        layers.append(Layer(name, folder, _manifest(sources.root, folder, found)))
        found += _requires(layers[-1], sources)
        name = layers[-1].manifest.parent or (BASE if name != BASE else "")
    else:
        if name:
            found.append(_circle(name, sources, layers))
    if not any(layer.name == BASE for layer in layers):
        base = os.path.join(themes_folder(), BASE)
        layers.append(Layer(BASE, base, _manifest(sources.root, base, found)))
    return layers


def theme(sources: Sources, config: Config, languages: Iterable[str]) -> Outcome[Theme]:
    """The chosen theme over its parents, under the site's own `templates/` and `i18n/`."""
    found: list[Diagnostic] = []
    themes = chain(sources, config.theme.name, found)
    manifests = [(layer.folder, layer.manifest) for layer in themes]
    layers = [sources.root, *(layer.folder for layer in themes)]
    templates, origins = _templates(sources.root, themes, found)
    files: dict[str, str] = {}
    for folder in reversed(layers[1:]):
        for path in places.files(folder, "assets", sources.root, found):
            files[path.removeprefix("assets/")] = os.path.join(folder, path)
    declared: dict[str, ThemeOption] = {}
    for _, manifest in reversed(manifests):
        declared.update(manifest.options)
    options = _options(declared, config.theme.options, "theme", sources, found)
    of_cards = {name: one for _, manifest in reversed(manifests) for name, one in manifest.cards.items()}
    card_options = _options(of_cards, config.card.options, "cards", sources, found)
    found += cards.checked(config.card.layout, templates, of_cards, card_options, sources)
    strings = {tag: words(layers, tag, found) for tag in with_bases(languages)}
    base = config.language.partition("-")[0]
    if not any(strings.get(tag) for tag in (config.language, base)):
        found.append(_no_words(config.language, base, sources))
    assets = {name: _asset(files[name], options, sources.root, found) for name in sorted(files)}
    fonts = cards.fonts([*layers[1:], sources.root], config.card.system_fonts, sources, found)
    fonts_digest = digest_of([_digest(path) for path in fonts])
    sandboxed = not all(places.ours(layer.folder) for layer in themes)
    made = Theme(
        config.theme.name,
        templates,
        origins,
        assets,
        strings,
        options,
        of_cards,
        card_options,
        fonts,
        fonts_digest,
        sandboxed,
    )
    return Outcome(made, (*found, *_deprecated(made)))


def _deprecated(made: Theme) -> list[Diagnostic]:
    if not DEPRECATED:
        return []
    from ..stages.theme_check import deprecated

    return deprecated(made)


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


def _named_at(sources: Sources, layers: list[Layer]) -> Span | None:
    """Where a theme is named: in blogkit.yaml, or as the parent of another."""
    return _at(layers[-1], "parent", sources) if layers else settings.place(sources, "theme.name")


def _at(layer: Layer, key: str, sources: Sources) -> Span:
    path = os.path.join(layer.folder, "theme.yaml")
    return locate(text_of(path, sources.root, []) or "", shown(path, sources.root), key)


def _missing(name: str, sources: Sources, layers: list[Layer]) -> Diagnostic:
    near = did_you_mean(name, places.names(sources.root))
    fix = near or (f"put it in themes/{name}/" if places.proper(name) else "write the name of a folder in themes/")
    span = _named_at(sources, layers)
    return error("theme/missing", f'there is no theme "{name[:60]}"', span, fix=fix)


def _circle(name: str, sources: Sources, layers: list[Layer]) -> Diagnostic:
    message = f'theme "{name}" is its own parent in the end'
    way = " → ".join([*(layer.name for layer in layers), name])
    return error("theme/circle", message, _named_at(sources, layers), found=way, fix="take parent: out of one of them")


def _requires(layer: Layer, sources: Sources) -> list[Diagnostic]:
    wanted = layer.manifest.requires
    try:
        lacking = unmet(wanted, __version__)
    except ValueError as problem:
        message, fix = "requires: is a range of versions of blogkit", 'requires: ">=0.1"'
        return [error("theme/wrong-requires", message, _at(layer, "requires", sources), found=str(problem), fix=fix)]
    if lacking is None:
        return []
    message = f'theme "{layer.name}" needs blogkit {wanted}, and this is {__version__}'
    newer = lacking.startswith(">=")
    fix = "install a newer blogkit:  pip install -U blogkit" if newer else "look for a newer version of the theme"
    return [error("theme/requires", message, _at(layer, "requires", sources), found=lacking, fix=fix)]


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


def _templates(root: str, themes: list[Layer], found: list[Diagnostic]) -> tuple[dict[str, str], dict[str, str]]:
    """Template name to text, and to the file it came from. `stream/post.html` is there where one asks for it: that of
    the theme stream, or of its nearest parent that has one."""
    templates: dict[str, str] = {}
    origins: dict[str, str] = {}
    by_layer: dict[str, str] = {}
    for name, folder in [*((layer.name, layer.folder) for layer in reversed(themes)), ("", root)]:
        for short in [*templates]:
            by_layer[f"{name}/{short}"], origins[f"{name}/{short}"] = templates[short], origins[short]
        for path in places.files(folder, "templates", root, found):
            full = os.path.join(folder, path)
            text = text_of(full, root, found)
            if text is not None:
                short = path.removeprefix("templates/")
                templates[short], origins[short] = text, shown(full, root)
                by_layer[f"{name}/{short}"] = text
                origins[f"{name}/{short}"] = origins[short]
    asked = [templates]
    while asked:
        wanted = {name for texts in asked for text in texts.values() for name in _QUOTED.findall(text)}
        more = {name: by_layer[name] for name in wanted if name in by_layer and name not in templates}
        asked = [more] if more else []
        templates |= more
    return dict(sorted(templates.items())), {name: origins[name] for name in templates}


_QUOTED = re.compile(r"""["']([^"'/\s]+/[^"'\s]+)["']""")


def _options(
    declared: dict[str, ThemeOption], given: dict[str, Any], where: str, sources: Sources, found: list[Diagnostic]
) -> dict[str, Any]:
    """`where` the settings have them: `theme` or `cards`."""
    values = {name: option.default for name, option in declared.items()}
    for name, value in given.items():
        option = declared.get(name)
        span = settings.place(sources, f"{where}.options.{name}")
        if option is None:
            message = f'the theme has no option "{name}"' + (" for its cards" if where == "cards" else "")
            fix = "it has: " + ", ".join(sorted(declared))
            found.append(error("theme/unknown-option", message, span, fix=did_you_mean(name, declared) or fix))
        elif option.type == "file" and value != "" and not _served(str(value), sources):
            there = [path.removeprefix("static/") for path in sources.files if path.startswith("static/")]
            message, fix = f"{name}: there is no file static/{str(value).lstrip('/')}", "put it there"
            near = did_you_mean(str(value).lstrip("/"), there)
            found.append(error("theme/no-file", message, span, found=str(value)[:60], fix=near or fix))
        elif problem := option.unfit(value):
            usual = str(option.default).lower() if option.type == "bool" else str(option.default)
            fix = f"for example  {name}: {quoted(usual) if option.type in ('color', 'text') else usual}"
            message = f"theme option {name} wants {problem}"
            found.append(error("theme/wrong-option", message, span, found=str(value)[:60], fix=fix))
        else:
            values[name] = str(value) if option.type in ("text", "color", "file") else value
    return dict(sorted(values.items()))


def _served(path: str, sources: Sources) -> bool:
    return any(sources.has(f"{folder}/{path.lstrip('/')}") for folder in ("static", "content"))
