"""`blogkit rhythm`"""

from __future__ import annotations

import datetime as dt

import click

from . import options, site_root
from .lines import clipped, visible, width, wrapped

FEW = 5


@click.command(short_help="How often you publish, and what is ready.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def command(as_json: bool, clock: str | None) -> None:
    """Show your last 12 posts on a line of time, how long it usually is from one to the next, and what is ready.

    The rhythm is your own: the middle one of the times between your last posts.
    """
    from ..serve.day import rhythm, waiting
    from ..serve.desk import Desk
    from ..serve.kindness import today
    from ..stages.rhythm import sentence, spoken, strip
    from . import machine

    desk = Desk(site_root(), options.clock_of(clock))
    day, found = today(desk), rhythm(desk)
    future, drafts = waiting(desk)
    said = sentence(found, day, future[0].when if future else "")
    if as_json:
        data = {
            "interval_days": found.interval,
            "posts": found.days,
            "next": found.next,
            "sentence": said,
            "scheduled": [{"path": one.path, "title": one.title, "when": one.when} for one in future],
            "drafts": [{"path": one.path, "title": one.title} for one in drafts],
        }
        click.echo(machine.as_json(data), nl=False)
        return
    lines = wrapped(said, 0)
    if line := strip(found, day, width() - 4):
        first, last = spoken(dt.date.fromisoformat(found.days[0])), spoken(dt.date.fromisoformat(found.days[-1]))
        lines += ["", f"  {line}"]
        lines.append(click.style(f"  {first}" + (f" to {last}" if last != first else ""), dim=True))
    for heading, some in (("Waiting for their date", future), ("Drafts", drafts)):
        if some:
            lines += ["", click.style(f"{heading}:", bold=True)]
            lines += [_entry(one.path, one.title, one.when) for one in some[:FEW]]
            if len(some) > FEW:
                state = "future" if some is future else "drafts"
                lines.append(click.style(f"  ({len(some) - FEW} more: blogkit list {state})", dim=True))
    if not future and not drafts:
        lines += ["", 'Nothing is under way. Begin with  blogkit new post "A title"']
    click.echo("\n".join(lines))


def _entry(path: str, title: str, when: str) -> str:
    start = f"  {visible(path.removeprefix('content/posts/'))}"
    rest = "  ".join(visible(text) for text in (title, when) if text)
    return start + (f"  {click.style(clipped(rest, max(width() - len(start) - 2, 12)), dim=True)}" if rest else "")
