"""`blogkit preview`"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from . import options, site_root
from .lines import visible, wrapped

if TYPE_CHECKING:
    from ..serve.previewing import Seen
    from ..stages.preview import Picture, Preview, Rule, Shown

FOLDER = ".blogkit/preview/links"
_LABEL = 11
"""Columns before what a network shows."""
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@click.command(short_help="Show how networks show a link to a page.")
@click.argument("slug")
@click.option("-n", "--network", "names", metavar="NAME", multiple=True, help="Only on this network; may be repeated.")
@click.option("-O", "--open", "open_it", is_flag=True, help="Write it as a page, with the picture, and open that.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.debugging
def command(slug: str, names: tuple[str, ...], open_it: bool, as_json: bool) -> None:
    """Show how X, Mastodon, Bluesky, LinkedIn, Slack, WhatsApp and Discord would show a link to a post or page, and
    what would go wrong.

    SLUG is the last part of its address, its whole address, its source (content/posts/hello.md), or `home`. Drafts and
    posts to come too. The page and its picture are built for this alone, with the base_url of the site, and read as a
    network's crawler reads them. Exit code 1: something is wrong that no reader would get past.
    """
    from ..core.diagnostic import has_errors
    from ..serve.previewing import Unbuilt, see
    from . import human, machine

    root, rules = site_root(), _rules(names)
    try:
        seen = see(root, slug, rules)
    except LookupError as problem:
        raise click.ClickException(visible(str(problem))) from None
    except Unbuilt as problem:
        click.echo(human.findings(problem.findings, root), nl=False, err=True)
        raise click.exceptions.Exit(1) from None
    if as_json:
        click.echo(machine.as_json(_data(seen.preview)), nl=False)
    else:
        click.echo("\n".join(_lines(seen.preview)))
        click.echo(
            ("\n" if seen.preview.findings else "") + human.findings(seen.preview.findings, root), nl=False, err=True
        )
    if open_it:
        path = _write(root, seen)
        click.echo(visible(os.path.relpath(path)), err=as_json)
        click.launch(path)
    if has_errors(seen.preview.all_findings):
        raise click.exceptions.Exit(1)


def _rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    from ..core.diagnostic import did_you_mean
    from ..stages.preview import RULES, rule

    known = [one.name for one in RULES]
    for name in names:
        if rule(name) is None:
            near = did_you_mean(name, known) or "there are " + ", ".join(known)
            raise click.BadParameter(f'no rule is known for "{visible(name)}"; {near}', param_hint="--network")
    return tuple(one for one in RULES if not names or one.name in names)


def _lines(looked: Preview) -> list[str]:
    state = click.style("   not published", dim=True) if looked.hidden else ""
    lines = [click.style(visible(looked.address or looked.source), bold=True) + state]
    for picture in looked.pictures:
        lines += _row("picture", visible(_told(picture)))
    if looked.pictures and looked.alt:
        lines += _row("alt", visible(looked.alt))
    for shown in looked.shown:
        lines += ["", *_network(shown)]
    return lines


def _network(shown: Shown) -> list[str]:
    rule = shown.rule
    how = {"large": "large picture", "small": "small picture"}.get(shown.layout, shown.layout)
    if shown.layout == "large" and rule.ratio:
        how += f", cut to {rule.ratio:g} to 1"
    start = rule.label.ljust(_LABEL)
    lines = [click.style(start, bold=True) + click.style(f"{how}   (rule of {rule.checked}, {rule.basis})", dim=True)]
    if shown.layout != "nothing":
        about = shown.description if shown.layout != "large" or rule.described else ""
        texts = (shown.site, shown.title, about, *(f"{label}: {data}" for label, data in shown.fields))
        for text in texts:
            if text:
                lines += wrapped(visible(text), _LABEL, " " * _LABEL)
    for finding in shown.findings:
        level = "note" if finding.severity == "info" else finding.severity
        said = wrapped(f"{level}: {visible(finding.message)}  {finding.code}", _LABEL + 2, " " * _LABEL)
        said[0] = said[0].replace(level, click.style(level, fg=_COLOURS[finding.severity]), 1)
        lines += said
    return lines


def _row(label: str, text: str) -> list[str]:
    return wrapped(text, _LABEL, label.ljust(_LABEL))


def _told(picture: Picture) -> str:
    where = picture.path or picture.url
    if not picture.there:
        return f"{where}, not here"
    size = f", {picture.width} × {picture.height}" if picture.known else ""
    return f"{where}{size}, {picture.bytes / 1000:,.0f} kB, {picture.format or 'no image'}"


def _data(looked: Preview) -> dict[str, Any]:
    return {
        "address": looked.address,
        "source": looked.source,
        "published": not looked.hidden,
        "pictures": looked.pictures,
        "alt": looked.alt,
        "networks": [
            {
                "network": one.rule.name,
                "label": one.rule.label,
                "layout": one.layout,
                "site": one.site,
                "title": one.title,
                "description": one.description if one.layout != "large" or one.rule.described else "",
                "picture": one.picture.url if one.picture else "",
                "fields": dict(one.fields),
                "rule": {"checked": one.rule.checked, "source": one.rule.source, "basis": one.rule.basis},
                "findings": one.findings,
            }
            for one in looked.shown
        ],
        "findings": looked.findings,
    }


def _write(root: str, seen: Seen) -> str:
    """A page that needs no server, with its pictures beside it."""
    from ..serve.previewing import MEDIA_TYPES, page

    folder = os.path.join(root, FOLDER)
    os.makedirs(folder, exist_ok=True)
    files: dict[str, str] = {}
    for picture in seen.preview.pictures:
        if picture.path in seen.pictures and picture.format in MEDIA_TYPES:
            ending = MEDIA_TYPES[picture.format].rpartition("/")[2]
            files[picture.path] = f"{seen.name}{len(files) or ''}.{ending}"
            with open(os.path.join(folder, files[picture.path]), "wb") as file:
                file.write(seen.pictures[picture.path])
    path = os.path.join(folder, f"{seen.name}.html")
    with open(path, "wb") as file:
        file.write(page(seen, lambda one: files.get(one.path, ""), {}))
    return path
