"""`blogkit today`"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .ledger import as_data as friend_data
from .lines import clipped, columns, visible, width

if TYPE_CHECKING:
    from ..core.step import Standing
    from ..serve.day import Day

_LABEL = 12


@click.command(short_help="Everything for today, on one screen.")
@click.option("--json", "as_json", is_flag=True, help="For programs. It holds what is private.")
@click.option("--clock", metavar="ISO", help="As if it were this moment; nothing is remembered of it.")
@options.debugging
def command(as_json: bool, clock: str | None) -> None:
    """Show what happened since you last looked, what fits into your minutes, one person to be kind to, and what waits
    to be finished.
    """
    from ..serve.day import look
    from ..serve.desk import Desk
    from . import machine

    desk = Desk(site_root(), options.clock_of(clock))
    day = look(desk, remember=clock is None)
    if as_json:
        click.echo(machine.as_json(as_data(day)), nl=False)
        return
    parts = [_happened(day), _steps(day, bool(desk.remembered.steps)), _rest(day)]
    click.echo("\n\n".join("\n".join(lines) for lines in parts if lines))
    wrong = sum(one.severity == "error" for one in desk.prepared.diagnostics)
    if wrong:
        text = f"{wrong} error{'s' * (wrong != 1)} in this site may hide posts: blogkit check"
        click.echo(click.style(text, fg="yellow"), err=True)


def as_data(day: Day) -> dict[str, object]:
    from ..stages.checklist import as_data as step_data

    return {
        "day": day.day,
        "since": day.since,
        "new": [one.found.step.id for one in day.new],
        "expired": [one.found.step.id for one in day.expired],
        "published": [{"path": post.source, "title": post.title, "url": post.permalink} for post in day.published],
        "scheduled": [{"path": one.path, "title": one.title, "when": one.when} for one in day.scheduled],
        "drafts": [{"path": one.path, "title": one.title} for one in day.drafts],
        "steps": [step_data(one) for one in day.steps],
        "more": day.more,
        "kind_to": friend_data(day.friend) if day.friend else None,
        "rhythm": {"interval_days": day.rhythm.interval, "next": day.rhythm.next},
    }


def _happened(day: Day) -> list[str]:
    """One line for each thing that happened, and none for what did not."""
    from ..stages.rhythm import spoken

    lines = [click.style(spoken(dt.date.fromisoformat(day.day)), bold=True)]
    if day.published:
        lines.append(_row("published", _titles([post.title or post.source for post in day.published])))
    news = [f"{len(day.new)} new step{'s' * (len(day.new) != 1)}"] if day.new else []
    news += [f"{len(day.expired)} expired (blogkit checklist --all)"] if day.expired else []
    if news:
        lines.append(_row("checklist", f"{', '.join(news)} since {spoken(dt.date.fromisoformat(day.since))}"))
    if day.scheduled:
        first = day.scheduled[0]
        more = f", and {len(day.scheduled) - 1} more" if len(day.scheduled) > 1 else ""
        lines.append(_row("to come", f'"{first.title or first.path}", {first.when}{more}'))
    return lines


def _steps(day: Day, ever: bool) -> list[str]:
    if not day.steps:
        return [
            f"Nothing is due. {'Enjoy the quiet, or write.' if ever else 'Cite somebody in a post, and it begins.'}"
        ]
    minutes = sum(one.found.step.minutes for one in day.steps)
    lines = [click.style(f"In about {minutes} minute{'s' * (minutes != 1)}:", bold=True)]
    for one in day.steps:
        lines += _step(one)
    if day.more:
        lines.append(click.style(f"  ({day.more} more when you have time: blogkit checklist)", dim=True))
    return lines


def _step(one: Standing) -> list[str]:
    """Two lines at most: what, and how."""
    step = one.found.step
    start = f"  {click.style(step.id[:6], dim=True)}  "
    lines = [start + clipped(visible(step.title), width() - 10)]
    if step.action:
        lines.append(" " * 10 + click.style(visible(step.action), fg="blue"))
    return lines


def _rest(day: Day) -> list[str]:
    lines = []
    if friend := day.friend:
        lines.append(_row("be kind to", f"{friend.name}: {friend.favours[0].what} ({friend.favours[0].day})"))
        if way := next((way for way in friend.ways if way.action), None):
            lines.append(" " * (_LABEL + 2) + click.style(visible(way.action), fg="blue"))
    if day.drafts:
        names = [one.title or one.path.removeprefix("content/posts/") for one in day.drafts]
        lines.append(_row("drafts", _titles(names)))
    if day.rhythm.interval:
        every = f"every {day.rhythm.interval} days" if day.rhythm.interval > 1 else "every day"
        soon = f", next {day.rhythm.next}" if day.rhythm.next >= day.day else ", whenever you are ready"
        lines.append(_row("rhythm", every + ("" if day.scheduled else soon)))
    return lines


def _titles(names: Sequence[str]) -> str:
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(f'"{name}"' for name in names[:2]) + more


def _row(label: str, text: str) -> str:
    start = f"  {click.style(label.ljust(_LABEL), dim=True)}"
    return start + clipped(visible(text), width() - _LABEL - 2) if columns(text) else start
