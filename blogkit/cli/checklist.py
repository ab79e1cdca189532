"""`blogkit checklist`"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from . import options, site_root
from .lines import clipped, visible, width, wrapped

if TYPE_CHECKING:
    from ..core.config import Config
    from ..core.step import Found, Standing
    from ..phases.remember import Remembered

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
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--clock", metavar="ISO", help="As if it were this moment.")
@options.debugging
def show(post: str, due: bool, everything: bool, explain: bool, as_json: bool, clock: str | None) -> None:
    """Show the steps, in the order in which to take them. POST is a post's slug, file or title."""
    from ..stages.checklist import as_data
    from . import human, machine

    root = site_root()
    desk = Desk(root, options.clock_of(clock))
    if desk.remembered.findings and not as_json:
        click.echo(human.findings(desk.remembered.findings, root), nl=False, err=True)
    wanted = {"open"} if due else {"open", "later"} if not everything else set(HEADINGS)
    steps = [one for one in desk.about(post) if one.state in wanted]
    if as_json:
        click.echo(machine.as_json({"steps": [as_data(one) for one in steps]}), nl=False)
        return
    click.echo("\n".join(_shown(steps, explain)) or _nothing(desk, due))
    hidden = Counter[str](one.state for one in desk.about(post) if one.state not in wanted)
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


class Desk:
    """The site's whole checklist, and what one can do with it."""

    def __init__(self, root: str, clock: float | None = None) -> None:
        from ..phases.draw import all_steps
        from ..phases.remember import remember, take_up
        from .reading import prepared

        self.root = root
        self.now = time.time() if clock is None else clock
        made = prepared(root, clock=clock)
        self.config: Config = made.read.config
        self.site = made.site
        self.steps: tuple[Found, ...] = all_steps(made.site, made.read)
        self.remembered: Remembered = remember(root, self.steps, self.config, self.now)
        self.remembered = take_up(root, self.remembered, self.config, self.steps, self.now)

    def about(self, post: str) -> list[Standing]:
        """The steps of one post; of all when none is named. Ends the command for a name that no post has."""
        if not post:
            return list(self.remembered.steps)
        sources = {entry.source for entry in self.site.posts if post in names_of(entry)}
        if not sources:
            raise click.UsageError(f'there is no published post "{visible(post)}"' + self._near(post))
        return [one for one in self.remembered.steps if one.found.source in sources]

    def _near(self, post: str) -> str:
        from ..core.diagnostic import did_you_mean

        near = did_you_mean(post, {name for entry in self.site.posts for name in names_of(entry)})
        return f"; {near}" if near else ""

    def named(self, short: str) -> Standing:
        """The one step whose id begins so. Ends the command when there is none, or more than one."""
        from ..core.diagnostic import did_you_mean
        from ..stages.checklist import by_id

        some = by_id(self.remembered.steps, short.strip().lower()) if short.strip() else []
        if len(some) == 1:
            return some[0]
        if some:
            listed = "\n".join(f"  {one.found.step.id}  {visible(one.found.step.title)}" for one in some)
            raise click.UsageError(f'"{visible(short)}" begins the ids of {len(some)} steps:\n{listed}')
        if any(event.id.startswith(short) for event in self.remembered.events):
            raise click.UsageError(f'"{visible(short)}" belongs to a post that is gone or does not say so any more')
        length = len(short)
        near = did_you_mean(short, {one.found.step.id[:length] for one in self.remembered.steps})
        raise click.UsageError(
            f'no step has the id "{visible(short)}"' + (f"; {near}" if near else "; blogkit checklist --all lists them")
        )

    def record(self, chosen: Iterable[Standing], what: str, **more: str) -> None:
        """Writes what happened, and the task list after it."""
        from ..phases.remember import remember, write_list
        from ..stages import memory

        past = self.remembered.events
        memory.record(self.root, [(one.found, memory.event(one.found, what, self.now, past, **more)) for one in chosen])
        self.remembered = remember(self.root, self.steps, self.config, self.now)
        write_list(self.root, self.remembered)


def names_of(entry: Any) -> set[str]:
    """All that one may call a post by on the command line."""
    file = entry.source.removeprefix("content/posts/")
    stem = file.rpartition(".")[0].removesuffix("/index")
    slug = entry.url.rstrip("/").rpartition("/")[2].removesuffix(".html")
    return {entry.source, file, stem, slug, entry.title, entry.id, entry.url} - {""}


def _act(ids: Sequence[str], what: str, **more: str) -> None:
    desk = Desk(site_root())
    chosen = list({one.found.step.id: one for one in map(desk.named, ids)}.values())
    desk.record(chosen, what, **more)
    for one in chosen:
        step = one.found.step
        until = f" until {more['until']}" if more.get("until") else ""
        click.echo(f"{click.style(WORDS[what] + until, bold=True)}: {visible(step.title)}")
        if what != "reopened":
            click.echo(click.style(f"  to undo: blogkit checklist reopen {step.id[:6]}", dim=True))


def _web(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and (not value.lower().startswith(("https://", "http://")) or not value.isprintable() or " " in value):
        raise click.BadParameter(f'"{visible(value)}" is no address; for example https://mastodon.social/@ana/1')
    return value


_ids = click.argument("ids", nargs=-1, required=True, metavar="ID...")
_because = click.option("--because", default="", metavar="TEXT", help="Why, in your words. It stays on this machine.")


@command.command(short_help="It is done.")
@_ids
@click.option("--url", default="", callback=_web, metavar="URL", help="Where: the address of your reply or post.")
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
