"""`blogkit build`"""

from __future__ import annotations

import sys
from typing import Any

import click

from . import options, site_root


class Occupied(click.ClickException):
    exit_code = 75  # EX_TEMPFAIL of sysexits.h


@click.command(short_help="Build the site, and say what to do next.")
@options.which_entries
@click.option("-b", "--base-url", metavar="URL", help="Where this build will live, instead of base_url.")
@click.option("-d", "--output", metavar="DIR", help="Write here instead of the configured folder.")
@click.option("--clean", is_flag=True, help="Use no cache; write every file again.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes; 0 is one for each core.")
@click.option("--no-cards", is_flag=True, help="Draw no social cards.")
@options.how_shown
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was made and why, and every finding.")
@options.debugging
def command(**given: Any) -> None:
    """Build the site into its output folder, changing only what has to change, and say what to do next.

    Exit code 0: written. 1: something in the content is wrong, and nothing was written. 2: the settings or the
    command are wrong. 70: blogkit itself failed. 75: another build of this site is running.
    """
    from ..engine.state import Busy
    from .building import Asked, build

    base_url = given["base_url"]
    if base_url:
        from ..stages.settings import as_sent, base_url_problem

        if problem := base_url_problem(base_url):
            raise click.BadParameter(problem, param_hint="--base-url")
        base_url = as_sent(base_url)
    given |= {
        "base_url": base_url,
        "output": options.output_of(given["output"]),
        "clock": options.clock_of(given["clock"]),
        "form": "json" if given.pop("as_json") else given["form"],
    }
    try:
        code, said, errors = build(site_root(), Asked(**given))
    except Busy as other:
        raise Occupied(
            f"another build of this site is running (process {other}); try again when it has ended"
        ) from None
    click.echo(errors, nl=False, err=True)
    click.echo(said, nl=False)
    sys.exit(code)
