"""Options that several commands share, and the `Request` that they make."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEBUG = "blogkit.debug"
FORMATS = ("human", "json", "github")


def which_entries(function: F) -> F:
    for option in (
        click.option("-E", "--expired", is_flag=True, help="Publish expired posts too."),
        click.option("-F", "--future", is_flag=True, help="Publish posts whose date is still to come."),
        click.option("-D", "--drafts", is_flag=True, help="Publish drafts too."),
        click.option("--clock", metavar="ISO", help="Build as if it were this moment: 2026-03-02T09:00."),
    ):
        function = option(function)
    return function


def how_shown(function: F) -> F:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="human",
            help="For people, programs or GitHub Actions.",
        ),
    ):
        function = option(function)
    return function


def debugging(function: F) -> F:
    def note(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        ctx.meta[DEBUG] = value

    text = "Show a traceback when blogkit itself fails."
    return click.option("--debug", is_flag=True, expose_value=False, callback=note, help=text)(function)


def output_of(folder: str | None) -> str | None:
    """--output, as one name for one folder."""
    from ..stages.settings import output_problem

    if folder is None:
        return None
    if problem := output_problem(folder):
        raise click.BadParameter(problem, param_hint="--output")
    return os.path.normpath(folder).replace(os.sep, "/")


def clock_of(text: str | None) -> float | None:
    """Seconds since 1970 from --clock, else from SOURCE_DATE_EPOCH, else None. A moment without an offset is UTC."""
    if text:
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise click.BadParameter(
                f'"{text}" is no moment; for example 2026-03-02T09:00', param_hint="--clock"
            ) from None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        if not 1970 <= moment.year <= 9998:
            raise click.BadParameter("a clock shows a year from 1970 to 9998", param_hint="--clock")
        return moment.timestamp()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(epoch) if epoch.isascii() and epoch.isdigit() and len(epoch) < 12 else None
