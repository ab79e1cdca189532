"""`blogkit card`"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
from msgspec import structs

from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..core.view import EntryView

FOLDER = ".blogkit/preview/cards"


@click.command(short_help="Draw one social card, to look at it.")
@click.argument("slug")
@click.option("--layout", metavar="NAME", help="Draw it in this layout of the theme, or auto.")
@click.option("-O", "--open", "open_it", is_flag=True, help="Open the picture.")
@click.option("--debug-grid", is_flag=True, help="Show the margins, and what apps cut off.")
@click.option("-d", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Where the picture goes.")
@options.debugging
def command(slug: str, layout: str | None, open_it: bool, debug_grid: bool, output: str | None) -> None:
    """Draw the social card of one post or page, and say where it is. For whoever designs a card.

    SLUG is the last part of its address, its whole address, its source (content/posts/hello.md), or `home` for the
    card of the site. Drafts have cards too.
    """
    from ..core import lookup
    from ..core.card import layouts, template_of
    from ..core.diagnostic import Diagnostic, canonical, did_you_mean, has_errors
    from ..core.entry import CardChoice
    from ..core.include import Include
    from ..core.span import Span
    from ..stages import card
    from ..stages.plan import Given, cards
    from ..stages.plan.closure import Closures
    from . import human
    from .reading import called, prepared

    root = site_root()
    site = prepared(root, Include(drafts=True, future=True, expired=True))
    theme, frame = site.planned.theme, site.planned.site
    there = ("auto", *layouts(theme.templates))
    if layout is not None and layout not in there:
        near = did_you_mean(layout, there) or "there are " + ", ".join(there)
        raise click.BadParameter(f'the theme has no card layout "{visible(layout)}"; {near}', param_hint="--layout")
    found: list[Diagnostic] = []
    digests = {path: file.digest for path, file in site.read.sources.files.items()}
    given = Given(site.site, theme, site.read.registry, site.read.config, {}, True, (), digests, root, site.read.code)
    entry = None if slug in (lookup.HOME, "/") else called(site.site, slug)
    asked, place = CardChoice(), Span("blogkit.yaml")
    if entry:
        parsed = site.site.entries[entry.source]
        asked = parsed.front.card if isinstance(parsed.front.card, CardChoice) else asked
        place = parsed.spans.get("card", Span(entry.source, 1, 1))
        subject = cards.of_entry(given, frame, entry)
    else:
        subject = cards.of_list(frame, frame.title, summary=frame.description)
    asked = structs.replace(asked, layout=layout or asked.layout)
    chosen = cards.choose(given, subject, asked, place, found)
    if chosen is None:
        raise click.ClickException("the theme has no card layout: add  templates/cards/plain.svg")
    job = cards.job(given, subject, chosen, Closures(theme, (), "", found).texts(template_of(chosen.layout)))
    drawn = card.draw(structs.replace(job, grid=debug_grid))
    found += (
        structs.replace(d, span=d.span or Span(entry.source if entry else "blogkit.yaml")) for d in drawn.diagnostics
    )
    click.echo(human.findings(canonical(found), root), nl=False, err=True)
    if not drawn.value or has_errors(found):
        raise click.exceptions.Exit(1)
    path = output or os.path.join(root, FOLDER, _name(entry, job.media_type))
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "wb") as file:
        file.write(drawn.value)
    click.echo(f"{visible(os.path.relpath(path))}   {chosen.layout}, {len(drawn.value) / 1000:.0f} kB")
    if open_it:
        click.launch(path)


def _name(entry: EntryView | None, media_type: str) -> str:
    from ..core import lookup

    return f"{(entry and lookup.slug(entry)) or lookup.HOME}.{'jpg' if media_type == 'image/jpeg' else 'png'}"
