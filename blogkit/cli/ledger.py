"""`blogkit ledger`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import options, site_root
from .checklist import OrShow, known, web
from .lines import visible, wrapped

if TYPE_CHECKING:
    from ..serve.kindness import Friend

NOBODY = "Nobody waits for a kindness, as far as is known. Surprise somebody."


@click.group(cls=OrShow, short_help="Whom to be kind to: who was kind to you.")
def command() -> None:
    """People to be kind to: who was kind to you and has not heard from you since.

    Read from your posts and your checklist, and from what you add. All of it stays on this machine.
    """


@command.command("show", short_help="Show whom to be kind to, and how.")
@click.option("--json", "as_json", is_flag=True, help="For programs. It holds what is private.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def show(as_json: bool, clock: str | None) -> None:
    """Show who was kind to you and was not repaid, the longest waiting first, with ways to repay them."""
    from ..serve.desk import Desk
    from ..serve.kindness import friends
    from . import human, machine

    root = site_root()
    people, findings = friends(Desk(root, options.clock_of(clock)))
    if as_json:
        click.echo(machine.as_json({"people": [as_data(one) for one in people]}), nl=False)
        return
    click.echo(human.findings(findings, root), nl=False, err=True)
    lines = [click.style("People to be kind to:", bold=True)] if people else [NOBODY]
    for one in people:
        lines += ["", *shown(one)]
    click.echo("\n".join(lines))


def shown(one: Friend) -> list[str]:
    lines = [click.style(visible(one.name), bold=True)]
    for favour in one.favours:
        lines += wrapped(f"{visible(favour.what)} ({favour.day})", 4, "  ")
    for way in one.ways:
        lines += wrapped(visible(way.text), 6, "  → ")
        if way.action:
            lines.append(" " * 4 + click.style(visible(way.action), fg="blue"))
    return lines


def as_data(one: Friend) -> dict[str, object]:
    """One of the people in `--json`; no weight is ever in it."""
    favours = [{"day": favour.day, "what": favour.what, "url": favour.url} for favour in one.favours]
    return {"who": one.who, "name": one.name, "favours": favours, "ways": one.ways}


@command.command(short_help="Write a kindness down.")
@click.argument("who")
@click.argument("what")
@click.option("--in", "way", flag_value="in", help="They were kind to you.")
@click.option("--out", "way", flag_value="out", help="You were kind to them.")
@click.option("--url", default="", callback=web, metavar="URL", help="Where it can be seen.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def add(who: str, what: str, way: str | None, url: str, clock: str | None) -> None:
    """Write down in a few words WHAT was done by or for WHO: a key of people.yaml, or a name.

    `blogkit ledger add bo "shared the launch" --in`
    """
    from ..serve.desk import Desk
    from ..serve.kindness import book, note
    from .new import clean

    who, what = clean(who), clean(what)
    if not who or not what:
        raise click.UsageError('say who, and what they did: blogkit ledger add bo "shared the launch" --in')
    if way is None:
        raise click.UsageError("say who was kind to whom: --in, they were to you; --out, you were to them")
    desk = Desk(site_root(), options.clock_of(clock))
    with known():
        favour = note(desk, who, what, way, url)
    name = visible(book(desk).name(favour.who))
    said = f"Written down: {name} was kind to you" if way == "in" else f"Written down: you were kind to {name}"
    click.echo("\n".join(wrapped(f"{said} ({visible(what)})", 2)))
    click.echo(click.style("  to undo: take the last line out of engagement/private/ledger.jsonl", dim=True))
