"""`blogkit theme check`"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..core.diagnostic import Diagnostic
    from ..discover.themes import Layer
    from ..stages.theme_check import Note

_UNUSABLE = ("theme/missing", "theme/circle", "theme/requires", "theme/wrong-requires", "theme/zip")


@click.command()
@click.argument("name", required=False)
@options.how_shown
@options.debugging
def check(name: str | None, form: str, as_json: bool) -> None:
    """Look for what is wrong with a theme: that of this site with its templates, or the theme NAME by itself.

    Its files are read, and a site that holds the ugly cases is built with it. Levels: fatal (it cannot be used), error
    (readers meet a fault), warning (some readers do), recommendation (it would be better), feature (what it could have
    too). Exit code 1: something is fatal or an error.
    """
    from ..stages.theme_check import LEVELS
    from . import human, machine

    root = site_root()
    notes = findings(root, name)
    if as_json or form == "json":
        click.echo(machine.as_json([{"level": one.level, "finding": one.finding} for one in notes]), nl=False)
    elif form == "github":
        click.echo(machine.github([one.finding for one in notes], root), nl=False)
    else:
        for level in reversed(LEVELS):
            some = [one.finding for one in notes if one.level == level]
            if some:
                click.echo(click.style(level, bold=True), err=True)
                click.echo(human.findings(some, root, verbose=True), nl=False, err=True)
        counts = Counter(one.level for one in notes)
        said = ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in LEVELS if counts[level])
        click.echo(f"Checked the theme {visible(name or 'of this site')}: {said or 'nothing to mend'}.")
    sys.exit(1 if any(one.level in ("fatal", "error") for one in notes) else 0)


def findings(root: str, name: str | None) -> list[Note]:
    """Everything there is to say about the theme NAME, or about this site's with its templates."""
    from ..core.span import Span
    from ..discover import theme_places, themes
    from ..stages import settings
    from ..stages.theme_check import LEVELS

    chosen = name or settings.load(root).value.theme.name
    found: list[Diagnostic] = []
    layers = themes.chain(theme_places.sources_of(root), chosen, found)
    if name and found and found[0].code == "theme/missing" and layers[0].name != name:
        raise click.ClickException(f"{found[0].message}; {found[0].fix}")
    notes = [_level(one) for one in found]
    if any(one.level == "fatal" for one in notes):
        return notes
    about = [layer for layer in layers if not theme_places.ours(layer.folder)] or layers[:1]
    with tempfile.TemporaryDirectory(prefix="blogkit-", ignore_cleanup_errors=True) as folder:
        _stage(folder, root, chosen, about, whole=name is None)
        notes += _read(folder, chosen)
        ours = ("templates/", "i18n/", *(f"themes/{layer.name}/" for layer in about))
        notes = [one for one in notes if not one.finding.span or one.finding.span.path.startswith(ours)]
        if not any(one.level == "fatal" for one in notes):
            notes += _built(folder, {_place(one) for one in notes})
    if not theme_places.ours(layers[0].folder):
        notes += _about(layers[0])
        notes += _behind(layers[0].folder, root, layers[1:])
    if name is None:
        notes += _behind(root, root, layers)
    unique = {(one.finding.code, one.finding.span, one.finding.message): one for one in reversed(notes)}
    return sorted(
        unique.values(), key=lambda one: (LEVELS.index(one.level), one.finding.span or Span(""), one.finding.code)
    )


def _stage(folder: str, root: str, name: str, layers: list[Layer], *, whole: bool) -> None:
    """The site of the ugly cases, with copies of the themes, and with this site's own templates if it is `whole`."""
    from .theme_new import _copy

    _copy(resources.files("blogkit") / "demo", folder, name)
    for layer in layers:
        shutil.copytree(layer.folder, os.path.join(folder, "themes", layer.name), symlinks=True)
    for part in ("templates", "i18n") if whole else ():
        if os.path.isdir(os.path.join(root, part)):
            shutil.copytree(os.path.join(root, part), os.path.join(folder, part), symlinks=True)


def _read(folder: str, name: str) -> Iterator[Note]:
    """What can be told from the files alone."""
    from ..core.config import Config, ThemeConfig
    from ..discover import theme_places, themes
    from ..discover.files import shown, text_of
    from ..stages.theme_check import check as checked

    outcome = themes.theme(theme_places.sources_of(folder), Config(theme=ThemeConfig(name=name)), ["en"])
    yield from (_level(one) for one in outcome.diagnostics)
    theme = outcome.value
    texts = {}
    for asset, file in theme.assets.items():
        if asset.endswith((".css", ".js", ".mjs")):
            texts[asset] = (shown(file.file, folder), file.text or text_of(file.file, folder, []) or "")
    yield from checked(theme, texts)


def _place(one: Note) -> tuple[str, str, int]:
    span = one.finding.span
    return (one.finding.code, span.path if span else one.finding.message, span.line if span else 0)


def _built(folder: str, known: set[tuple[str, str, int]]) -> Iterator[Note]:
    """What building the ugly cases finds that was not known; and a site with nothing on it yet."""
    from ..core.include import Include
    from ..pipeline import Request, build

    include = Include(drafts=True, future=True, expired=True)
    for turn in ("full", "empty"):
        if turn == "empty":
            shutil.rmtree(os.path.join(folder, "content"))
        report = build(Request(folder, include, jobs=1, clock=1_772_323_200.0, cards=turn == "full")).report
        found = [one for one in report.diagnostics if one.code.startswith(("theme/", "internal/", "card/"))]
        for one in map(_level, found):
            if one.finding.severity == "error" and _place(one) not in known:
                known.add(_place(one))
                yield one


def _about(layer: Layer) -> Iterator[Note]:
    """What a theme does not say about itself."""
    from ..core.span import Span
    from ..stages.theme_check import note

    at = Span(f"themes/{layer.name}/theme.yaml")
    wanted = {
        "description": "people choose a theme by it",
        "license": "without one nobody may use it",
        "requires": "with it, an older blogkit says so instead of failing",
    }
    for key, why in wanted.items():
        if not getattr(layer.manifest, key):
            message = f"theme.yaml has no {key}: {why}"
            yield note("recommendation", "theme/no-about", message, at, fix=f"{key}: …")


def _behind(folder: str, root: str, layers: list[Layer]) -> Iterator[Note]:
    """Copied templates whose originals have changed since."""
    from ..core.span import Span
    from ..discover import copies
    from ..discover.files import shown
    from ..stages.theme_check import note

    for one, text in copies.copies(folder, layers):
        if copies.short(text) != one.digest:
            message = f"{one.theme}/{one.name} has changed since this was copied from it"
            yield note(
                "warning", "theme/outdated-copy", message, Span(shown(one.path, root), 1), fix="blogkit theme diff"
            )


def _level(one: Diagnostic) -> Note:
    from ..stages.theme_check import Note

    if one.code in _UNUSABLE or (one.code.startswith("internal/")):
        return Note("fatal", one)
    return Note({"error": "error", "warning": "warning", "info": "recommendation"}[one.severity], one)  # type: ignore[arg-type]
