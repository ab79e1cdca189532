"""`blogkit link`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import options, site_root
from .draft import published
from .lines import visible, wrapped

if TYPE_CHECKING:
    from ..core.view import EntryView
    from ..phases.copies import Copy
    from ..serve.desk import Desk

STEPS = ("announce", "put-back")
"""What is done when a copy of the post is out and its address is known."""


@click.command(short_help="Note where a copy of a post is.")
@click.argument("post")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@options.debugging
def command(post: str, urls: tuple[str, ...]) -> None:
    """Put the address of your post on a network back into POST, its slug, file or title.

    Readers then find the discussion. One line of the file is added; its draft is marked as sent, and the steps of that
    network are ticked.
    """
    from ..phases.copies import NotEdited, Refused, add, recognised, same
    from ..serve.desk import Desk

    desk = Desk(site_root())
    entry = published(desk, post)
    networks = desk.prepared.read.registry.networks
    copies: list[Copy] = []
    for url in urls:
        try:
            copy = recognised(url, networks, desk.site)
        except Refused as problem:
            raise click.BadParameter(
                f"{visible(url)[:200]}: {problem}; nothing was changed", param_hint="URL"
            ) from None
        if not any(same(copy.url, other.url) for other in copies):
            copies.append(copy)
    there = desk.site.entries[entry.source].front.syndication
    new = [copy for copy in copies if not any(same(copy.url, one) for one in there)]
    if new:
        try:
            add(desk.root, entry.source, [copy.url for copy in new])
        except NotEdited as problem:
            raise click.ClickException(
                f"{visible(entry.source)} is as it was: {problem}. Put this line into it yourself, and call this "
                f"command again:\n\n  {visible(problem.line)}\n"
            ) from None
    for copy in copies:
        _tell(desk, entry, copy, copy in new)


def _tell(desk: Desk, entry: EntryView, copy: Copy, new: bool) -> None:
    """Ticks what is done by this, and says so."""
    from ..stages.drafts import folder

    word = "Added to" if new else "Already in"
    click.echo(f"{click.style(visible(copy.label), bold=True)}: {visible(copy.url)}")
    click.echo(f"  {word} {visible(entry.source)}")
    if copy.doubt:
        for line in wrapped(visible(copy.doubt[:1].upper() + copy.doubt[1:]) + ".", 2, "  "):
            click.echo(click.style(line, fg="yellow"))
    if not copy.network:
        return
    path = f"{folder.of_post(entry, desk.site)}/{copy.network}.md"
    if folder.mark_sent(desk.root, path, copy.url):
        click.echo(f"  Marked as sent: {visible(path)}")
    done = [
        one
        for one in desk.about(entry.source)
        if one.found.step.kind in STEPS and one.found.step.target == copy.network and one.state != "done"
    ]
    done.sort(key=lambda one: STEPS.index(one.found.step.kind))
    if done:
        desk.record(done, "done", url=copy.url)
        for one in done:
            click.echo("\n".join(wrapped(f"Done: {visible(one.found.step.title)}", 4, "  ")))
