"""`blogkit list`"""

from __future__ import annotations

from typing import Any

import click

from . import options, site_root

STATES = ("published", "drafts", "future", "expired", "left-out")


@click.command(short_help="List posts by their state.")
@click.argument("state", type=click.Choice(STATES), default="published")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.how_shown
def command(state: str, clock: str | None, form: str, as_json: bool) -> None:
    """List the posts and pages that are published, or those that are left out and why."""
    from ..core.view import EntryView
    from . import machine
    from .reading import prepared

    site = prepared(site_root(), clock=options.clock_of(clock)).site
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
    for row in rows:
        when = row.get("when") or row.get("date", "")[:10]
        reason = f"{row['reason']:8}" if state == "left-out" else ""
        click.echo(f"{reason}{when:34}" * bool(when or reason) + f"{row['path']}  {row['title']}")
    if not rows:
        click.echo(f"Nothing is {state.replace('-', ' ').replace('drafts', 'a draft')}.")
