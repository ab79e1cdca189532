"""`blogkit checklist`"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .lines import clipped, visible, width, wrapped

if TYPE_CHECKING:
    from ..core.step import Standing
    from ..serve.desk import Desk

WORDS = {"done": "Done", "skipped": "Skipped", "snoozed": "Put off", "reopened": "Open again"}
HEADINGS = {
    "open": "Open",
    "later": "Later",
    "snoozed": "Put off",
    "expired": "Expired",
    "done": "Done",
    "skipped": "Skipped",
}
A_WEEK = 7


class OrShow(click.Group):
    """`blogkit checklist retry-kindly` is short for `blogkit checklist show retry-kindly`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=OrShow, short_help="Whom to answer, tell and thank next.")
def command() -> None:
    """The steps that turn a post into a conversation, the most urgent first, and what became of each.

    `blogkit checklist` shows what is open, `blogkit checklist POST` what is open about one post.
    """


@command.command("show", short_help="Show the steps.")
@click.argument("post", default="")
@click.option("--due", is_flag=True, help="Only what is due by now.")
@click.option("--all", "everything", is_flag=True, help="Also what is done, skipped, put off or expired.")
@click.option("--explain", is_flag=True, help="Why each step stands where it stands.")
@click.option("--markdown", is_flag=True, help="For others to read: only what is public. With --json, post by post.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def show(
    post: str, due: bool, everything: bool, explain: bool, markdown: bool, as_json: bool, clock: str | None
) -> None:
    """Show the steps, in the order in which to take them. POST is a post's slug, file or title."""
    from ..serve.desk import Desk
    from ..stages.checklist import as_data
    from ..stages.tasklist import summaries, summary
    from . import human, machine

    root = site_root()
    desk = Desk(root, options.clock_of(clock))
    if desk.remembered.findings and not as_json:
        click.echo(human.findings(desk.remembered.findings, root), nl=False, err=True)
    with known():
        about = desk.about(post)
    wanted = {"open"} if due else {"open", "later"} if not everything else set(HEADINGS)
    steps = [one for one in about if one.state in wanted]
    if markdown:
        click.echo(machine.as_json({"posts": summaries(steps)}) if as_json else summary(steps), nl=False)
        return
    if as_json:
        click.echo(machine.as_json({"steps": [as_data(one) for one in steps]}), nl=False)
        return
    click.echo("\n".join(_shown(steps, explain)) or _nothing(desk, due))
    hidden = Counter[str](one.state for one in about if one.state not in wanted)
    if hidden and not everything:
        counts = ", ".join(f"{n} {HEADINGS[state].lower()}" for state in HEADINGS if (n := hidden[state]))
        click.echo(click.style(f"\n{counts}: blogkit checklist --all", dim=True))


def _nothing(desk: Desk, due: bool) -> str:
    if not desk.config.checklist.enabled:
        return "The checklist is turned off: checklist.enabled in blogkit.yaml."
    return "Nothing is due." if due else "Nothing is open. Read something good, and say so to whoever wrote it."


def _shown(steps: Sequence[Standing], explain: bool) -> list[str]:
    lines: list[str] = []
    for state, heading in HEADINGS.items():
        some = [one for one in steps if one.state == state]
        if not some:
            continue
        minutes = sum(one.found.step.minutes for one in some) if state == "open" else 0
        about = f", about {minutes} minute{'s' * (minutes != 1)}" if minutes else ""
        lines += [*([""] if lines else []), click.style(f"{heading}{about}:", bold=True)]
        for one in some:
            lines += _step(one, explain)
    return lines


def _step(one: Standing, explain: bool) -> list[str]:
    step = one.found.step
    start = f"  {step.id[:6]}  "
    lines = wrapped(visible(step.title), len(start), start)
    lines[0] = lines[0].replace(step.id[:6], click.style(step.id[:6], dim=True), 1)
    room = 2 * (width() - len(start)) - 10
    about = [clipped(visible(step.because), room)] if step.because else []
    if explain:
        known = "" if not step.person else ", you know them" if one.found.known else ", nobody in people.yaml"
        about.append(f"{one.place}{known}; due {one.found.due}, post of {one.found.published}")
    elif one.state != "open":
        about.append(one.place)
    for text in about:
        lines += [click.style(line, dim=True) for line in wrapped(text, len(start), " " * len(start))]
    if action := one.url or (step.action if one.state in ("open", "later") else ""):
        lines.append(" " * len(start) + click.style(visible(action), fg="blue"))
    return lines


@contextlib.contextmanager
def known() -> Iterator[None]:
    """Ends the command, with the names there are, when something is called that does not exist."""
    from ..serve.desk import Unknown

    try:
        yield
    except Unknown as problem:
        raise click.UsageError("\n".join(visible(line) for line in str(problem).split("\n"))) from None


def _act(ids: Sequence[str], what: str, **more: str) -> None:
    from ..serve.desk import Desk

    desk = Desk(site_root())
    with known():
        chosen = list({one.found.step.id: one for one in map(desk.named, ids)}.values())
    desk.record(chosen, what, **more)
    for one in chosen:
        step = one.found.step
        until = f" until {more['until']}" if more.get("until") else ""
        click.echo(f"{click.style(WORDS[what] + until, bold=True)}: {visible(step.title)}")
        if what != "reopened":
            click.echo(click.style(f"  to undo: blogkit checklist reopen {step.id[:6]}", dim=True))


def web(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and (not value.lower().startswith(("https://", "http://")) or not value.isprintable() or " " in value):
        raise click.BadParameter(f'"{visible(value)}" is no address; for example https://mastodon.social/@ana/1')
    return value


_ids = click.argument("ids", nargs=-1, required=True, metavar="ID...")
_because = click.option("--because", default="", metavar="TEXT", help="Why, in your words. It stays on this machine.")


@command.command(short_help="It is done.")
@_ids
@click.option("--url", default="", callback=web, metavar="URL", help="Where: the address of your reply or post.")
@_because
@options.debugging
def done(ids: tuple[str, ...], url: str, because: str) -> None:
    """Tick steps. The first characters of an ID are enough."""
    _act(ids, "done", url=url, because=because)


@command.command(short_help="It will not be done.")
@_ids
@_because
@options.debugging
def skip(ids: tuple[str, ...], because: str) -> None:
    """Take steps off the list without doing them. They do not come back."""
    _act(ids, "skipped", because=because)


@command.command(short_help="Not now.")
@_ids
@click.option("--days", type=click.IntRange(1, 3650), default=A_WEEK, show_default=True, help="For how long.")
@click.option("--until", metavar="DAY", help="Until a day: 2026-03-09.")
@_because
@options.debugging
def snooze(ids: tuple[str, ...], days: int, until: str | None, because: str) -> None:
    """Put steps off."""
    today = dt.date.today()
    try:
        day = dt.date.fromisoformat(until) if until else today + dt.timedelta(days=days)
    except ValueError:
        raise click.BadParameter(f'"{visible(until or "")}" is no day; for example 2026-03-09') from None
    if day <= today:
        raise click.BadParameter(f"{day} is not in the future")
    _act(ids, "snoozed", until=day.isoformat(), because=because)


@command.command(short_help="Take it back.")
@_ids
@_because
@options.debugging
def reopen(ids: tuple[str, ...], because: str) -> None:
    """Open steps again that were done, skipped, put off or had expired."""
    _act(ids, "reopened", because=because)
