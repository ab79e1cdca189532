"""`blogkit list`"""

from __future__ import annotations

from typing import Any

import click

from . import options, site_root
from .lines import visible

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
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.how_shown
@options.debugging
def command(state: str, clock: str | None, form: str, as_json: bool) -> None:
    """List the posts and pages that are published, or those that are left out and why."""
    from ..core.view import EntryView
    from . import machine
    from .reading import prepared

    prepared_site = prepared(site_root(), clock=options.clock_of(clock))
    site = prepared_site.site
    rows: list[dict[str, Any]] = []
    if state == "published":
        entries: list[EntryView] = [*site.posts, *([site.home] if site.home else []), *site.pages]
        rows = [
            {"path": e.source, "title": e.title, "url": e.url, "date": e.date.isoformat() if e.date else ""}
            for e in entries
        ]
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
        start = f"{row['reason']:<9}" if state == "left-out" else f"{row['date'][:10]:<12}" if dated else ""
        end = f"  {row['when']}" if row.get("when") else ""
        click.echo(f"{start}{visible(row['path'])}  {click.style(visible(row['title']) + end, dim=True)}")
    if not rows:
        click.echo(_NONE[state])
    broken = sum(d.severity == "error" for d in prepared_site.diagnostics)
    if broken:
        text = f"{broken} error{'s' * (broken != 1)} in this site may hide posts: blogkit check"
        click.echo(click.style(text, fg="yellow"), err=True)
