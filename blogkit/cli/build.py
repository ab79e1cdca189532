"""`blogkit build`"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from . import options, site_root

if TYPE_CHECKING:
    from ..core.diagnostic import Diagnostic

CONFIG = "blogkit.yaml"


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
    command are wrong. 70: blogkit itself failed.
    """
    from ..core.include import Include
    from ..engine.state import Busy
    from ..pipeline import Request, build

    root = site_root()
    base_url = given["base_url"]
    if base_url:
        from ..stages.settings import as_sent, base_url_problem

        if problem := base_url_problem(base_url):
            raise click.BadParameter(problem, param_hint="--base-url")
        base_url = as_sent(base_url)
    clock = options.clock_of(given["clock"])
    started = time.time()
    request = Request(
        root,
        Include(given["drafts"], given["future"], given["expired"]),
        base_url,
        options.output_of(given["output"]),
        given["clean"],
        given["strict"],
        given["jobs"],
        clock,
        not given["no_cards"],
    )
    try:
        built = build(request)
    except Busy as other:
        raise click.UsageError(f"another build of this site is running (process {other})") from None
    code = exit_code(built.report.diagnostics) if built.report.failed else 0
    said, errors, again = _words(built.report, root, given)
    click.echo(errors, nl=False, err=True)
    click.echo(said, nl=False)
    if not built.report.failed and not given["clean"]:
        _remember(root, built, code, again, errors, started, fixed=clock is not None)
    sys.exit(code)


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """What scripts can trust, for a site that has errors: see the command's help."""
    errors = [d for d in diagnostics if d.severity == "error"]
    if any(d.code == "internal/crash" for d in errors):
        return 70
    return 2 if any(d.code.startswith("config/") or (d.span and d.span.path == CONFIG) for d in errors) else 1


def _words(report: Any, root: str, given: dict[str, Any]) -> tuple[str, str, str]:
    """(what to print, what to print as errors, what a build that finds nothing changed will print)."""
    from . import human, machine

    form = "json" if given["as_json"] else given["form"]
    if form == "json":
        return machine.report_json(report), "", machine.report_json(_unchanged(report))
    shown = [d for d in report.diagnostics if not given["quiet"] or d.severity == "error"]
    errors = human.findings(shown, root, verbose=given["verbose"])
    notes = machine.github(shown, root) if form == "github" else ""
    if given["quiet"]:
        return notes, errors, notes
    said = human.summary(report, verbose=given["verbose"])
    return notes + said, errors, notes + human.summary(_unchanged(report), changed=False)


def _unchanged(report: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(report, created=(), updated=(), removed=(), drawn=0, log=(), why={}, seconds=0.0)


def _remember(root: str, built: Any, code: int, again: str, errors: str, started: float, *, fixed: bool) -> None:
    """So that the same command, when nothing has changed, is answered without importing anything."""
    from ..engine import fresh

    until = float("inf") if fixed else built.report.until
    plain = (click.unstyle(again), again, click.unstyle(errors))  # who asks next may not be at a terminal
    try:
        fresh.write(
            root,
            built.output,
            until,
            code,
            plain,
            built.inputs,
            built.outputs,
            built.extensions,
            0.0 if fixed else started,
        )
    except OSError:
        return  # a site on a read-only disk is built all the same
