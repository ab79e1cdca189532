"""`blogkit theme`"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .lines import visible, wrapped
from .theme_check import check
from .theme_new import new
from .theme_shot import shot

if TYPE_CHECKING:
    from ..discover.themes import Layer


@click.group(short_help="List, start, change, check and photograph themes.")
def command() -> None:
    """Themes: those there are, one of your own, and templates that you changed."""


for one in (check, new, shot):
    command.add_command(one)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.debugging
def list_(as_json: bool) -> None:
    """List the themes that this site could have, the one that it has marked with a star."""
    from ..discover import theme_places, themes
    from ..stages import settings
    from . import machine

    root = site_root()
    sources, chosen = theme_places.sources_of(root), settings.load(root).value.theme.name
    rows = []
    for name in theme_places.names(root):
        layer = next(iter(themes.chain(sources, name, [])), None)
        if layer and layer.name == name:
            about = layer.manifest
            rows.append({"name": name, "chosen": name == chosen, "version": about.version, "about": about.description})
    if as_json:
        click.echo(machine.as_json(rows), nl=False)
        return
    wide = max((len(str(row["name"])) for row in rows), default=0)
    for row in rows:
        start = f"{'*' if row['chosen'] else ' '} {visible(str(row['name'])):<{wide}}  "
        for line in wrapped(visible(str(row["about"])) or "(no description)", len(start), start):
            click.echo(line)


@command.command("copy-template")
@click.argument("file")
@click.option("--into", metavar="NAME", help="Into the theme of that name in themes/; without it, into templates/.")
@options.debugging
def copy_template(file: str, into: str | None) -> None:
    """Copy a template of the theme, such as post.html, to change it. Its first line remembers the original."""
    from ..core.diagnostic import did_you_mean
    from ..discover import copies
    from ..engine import scan

    root = site_root()
    name = file.replace("\\", "/").removeprefix("templates/")
    folder, layers = _place(root, into)
    if ".." in name.split("/") or os.path.isabs(name):
        raise click.ClickException("name a template as the theme does, such as post.html or partials/tags.html")
    if os.path.lexists(os.path.join(folder, "templates", *name.split("/"))):
        raise click.ClickException(f"templates/{visible(name)} is there already")
    made = copies.take(folder, layers, name)
    if made is None:
        there = {p.removeprefix("templates/") for layer in layers for p in scan.walk(layer.folder, "templates")}
        near = did_you_mean(name, there)
        raise click.ClickException(f"no theme has a template {visible(name)}" + (f"; {near}" if near else ""))
    click.echo(os.path.relpath(made.path))
    click.echo(
        f'To change one block only:  {{% extends "{made.theme}/{name}" %}}  and that block. '
        "After an upgrade:  blogkit theme diff",
        err=True,
    )


@command.command()
@click.option("--seen", is_flag=True, help="Note the originals as they are now: what you wanted of them, you have.")
@click.option("--into", metavar="NAME", help="The copies in the theme of that name; without it, those in templates/.")
@options.debugging
def diff(seen: bool, into: str | None) -> None:
    """Show what has changed in the originals of copied templates since they were copied. Exit code 1: something has."""
    from ..discover import copies

    folder, layers = _place(site_root(), into)
    behind = 0
    count = 0
    for one, text in copies.copies(folder, layers):
        count += 1
        if not text:
            behind += 1
            click.echo(f"{visible(one.name)}: {visible(one.theme)} has no such template any more")
        elif copies.short(text) != one.digest:
            behind += not seen
            for line in copies.changed(one, text):
                colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
                click.echo(click.style(visible(line), fg=colour))
            if seen:
                copies.note_seen(one, text)
    if not count:
        click.echo("No template was copied with  blogkit theme copy-template", err=True)
    elif not behind:
        click.echo("noted" if seen else f"All as they were: {count} cop{'y' if count == 1 else 'ies'}.", err=True)
    else:
        click.echo("When you have what you want of it:  blogkit theme diff --seen", err=True)
    sys.exit(1 if behind else 0)


@command.command("vars")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.debugging
def vars_(name: str | None, as_json: bool) -> None:
    """Print every name that templates are given, or only those of NAME: a template, or a view such as EntryView."""
    from ..core.diagnostic import did_you_mean
    from ..stages.theme_names import reference
    from . import machine

    groups = reference()
    if name:
        wanted = name.lower()
        near = did_you_mean(name, [group.title for group in groups])
        groups = tuple(group for group in groups if group.title.lower() == wanted)
        if not groups:
            raise click.ClickException(f"there is no {visible(name)}" + (f"; {near}" if near else ""))
    if as_json:
        click.echo(machine.as_json(groups), nl=False)
        return
    for group in groups:
        click.echo(click.style(group.title, bold=True))
        for one in group.names:
            start = f"  {one.name:<16} "
            text = f"{one.kind}. {one.about}" if one.about else one.kind
            for line in wrapped(text, len(start), start):
                click.echo(line)
        click.echo()


def _place(root: str, into: str | None) -> tuple[str, list[Layer]]:
    """Where copies are, and the themes below that have the originals."""
    from ..discover import theme_places, themes
    from ..stages import settings

    layers = themes.chain(theme_places.sources_of(root), into or settings.load(root).value.theme.name, [])
    if into is None:
        return root, layers
    folder = os.path.join(root, "themes", into)
    if not theme_places.proper(into) or not os.path.isdir(folder):
        raise click.ClickException(f"there is no folder themes/{visible(into)}")
    return folder, layers[1:]
