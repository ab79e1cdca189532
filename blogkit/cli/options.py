"""Options that several commands share, and the `Request` that they make."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

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


def clock_of(text: str | None, zone: str = "UTC") -> float | None:
    """Seconds since 1970 from --clock, else from SOURCE_DATE_EPOCH, else None. A moment without an offset is UTC."""
    if text:
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise click.BadParameter(
                f'"{text}" is no moment; for example 2026-03-02T09:00', param_hint="--clock"
            ) from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(epoch) if epoch.isdigit() else None
