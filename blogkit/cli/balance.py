"""`blogkit balance`"""

from __future__ import annotations

import click

from . import options, site_root
from .lines import clipped, visible, width, wrapped


@click.command(short_help="How many of your last posts point at somebody else.")
@click.option("--explain", is_flag=True, help="Each post, and why it counts.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def command(explain: bool, as_json: bool, clock: str | None) -> None:
    """Say how many of your last 20 posts point at somebody else: link to, answer, name or thank them, or ask."""
    from ..serve.day import balance
    from ..serve.desk import Desk
    from ..serve.kindness import today
    from ..stages.balance import sentence
    from . import machine

    desk = Desk(site_root(), options.clock_of(clock))
    found = balance(desk)
    said = sentence(found, today(desk))
    if as_json:
        data = {"items": found.items, "outward": found.outward, "of": len(found.items), "sentence": said}
        click.echo(machine.as_json(data), nl=False)
        return
    click.echo("\n".join(wrapped(visible(said), 0)))
    for item in found.items if explain else ():
        start = f"  {item.day} {'●' if item.why else '○'} "
        click.echo(start + clipped(visible(item.title or item.source), width() - len(start)))
        for line in wrapped(visible("; ".join(item.why)) or "stands on its own", len(start), " " * len(start)):
            click.echo(click.style(line, dim=True))
