"""`blogkit list`"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..core.site import LeftOut
    from ..pipeline import Prepared

_NONE = {
    "published": "Nothing is published yet.",
    "drafts": "Nothing is a draft.",
    "future": "Nothing waits for its date.",
    "expired": "Nothing has expired.",
    "left-out": "Nothing is left out.",
}
STATES = ("published", "drafts", "future", "expired", "left-out")


@click.command(short_help="List posts by their state.")
@click.argument("state", type=click.Choice(STATES), default="published")
@click.option("--due", is_flag=True, help="With future: what the last build left out, or has expired since then.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.how_shown
@options.debugging
def command(state: str, due: bool, clock: str | None, form: str, as_json: bool) -> None:
    """List the posts and pages that are published, or those that are left out and why."""
    from ..core.view import EntryView
    from . import machine
    from .reading import prepared

    if due and state != "future":
        raise click.UsageError("--due goes with future: blogkit list future --due")
    root, now = site_root(), options.clock_of(clock)
    prepared_site = prepared(root, clock=now)
    site = prepared_site.site
    rows: list[dict[str, Any]] = []
    if state == "published":
        entries: list[EntryView] = [*site.posts, *([site.home] if site.home else []), *site.pages]
        rows = [
            {"path": e.source, "title": e.title, "url": e.url, "date": e.date.isoformat() if e.date else ""}
            for e in entries
        ]
    elif due:
        some = _come_due(root, prepared_site, time.time() if now is None else now)
        rows = [{"path": e.path, "title": e.title, "reason": e.reason, "when": e.when} for e in some]
    else:
        wanted = {"drafts": {"draft"}, "left-out": {"draft", "future", "expired"}}.get(state, {state})
        rows = [
            {"path": e.path, "title": e.title, "reason": e.reason, "when": e.when}
            for e in site.left_out
            if e.reason in wanted
        ]
    if as_json or form == "json":
        click.echo(machine.as_json(rows), nl=False)
        return
    dated = any(row.get("date") for row in rows)
    for row in rows:
        start = f"{row['reason']:<9}" if due or state == "left-out" else f"{row['date'][:10]:<12}" if dated else ""
        end = f"  {row['when']}" if row.get("when") else ""
        click.echo(f"{start}{visible(row['path'])}  {click.style(visible(row['title']) + end, dim=True)}")
    if not rows:
        click.echo("Nothing has become due since the last build." if due else _NONE[state])
    broken = sum(d.severity == "error" for d in prepared_site.diagnostics)
    if broken:
        text = f"{broken} error{'s' * (broken != 1)} in this site may hide posts: blogkit check"
        click.echo(click.style(text, fg="yellow"), err=True)


def _come_due(root: str, made: Prepared, now: float) -> list[LeftOut]:
    """Whatever time alone has published or taken down since the output folder was last written."""
    from ..engine.state import State
    from ..stages.model import dates

    config = made.read.config
    with State(root) as state:
        then = state.built_at(config.output)
    if not then:
        click.echo("No build is remembered here, so everything may be due.", err=True)
    before, clock = (dates.Clock.at(moment, config.timezone) for moment in (then, now))
    some = []
    for entry in made.site.entries.values():
        was = dates.state(entry.front, before, clock.info)[0] if then else "future"
        is_now, moment = dates.state(entry.front, clock, clock.info)
        if (was, is_now) == ("future", ""):
            some.append(dates.left_out(entry.path, entry.front, was, dates.moment(entry.front.date, clock.info), clock))
        elif (was, is_now) == ("", "expired"):
            some.append(dates.left_out(entry.path, entry.front, is_now, moment, clock))
    return some
