"""`blogkit check`"""

from __future__ import annotations

import sys

import click

from . import options, site_root


@click.command(short_help="Look for mistakes without writing anything.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("-v", "--verbose", is_flag=True, help="Show every finding, however many are alike.")
@options.how_shown
@options.debugging
def command(strict: bool, verbose: bool, form: str, as_json: bool) -> None:
    """Look at everything, drafts and posts to come included, and write nothing.

    Front matter, links and their anchors, images and their alternative texts, headings, titles and addresses that are
    used twice. Exit code 0: nothing worse than a warning. 1: something is wrong. 2: the settings are wrong.
    """
    from ..core.diagnostic import canonical, has_errors
    from ..core.include import Include
    from . import human, machine
    from .building import exit_code
    from .reading import prepared, with_headings

    root = site_root()
    site = prepared(root, Include(drafts=True, future=True, expired=True))
    found = list(site.diagnostics)
    whole = with_headings(site, root)
    for check in site.read.registry.checks:
        found += check.find(whole)
    diagnostics = canonical(found)
    if as_json or form == "json":
        click.echo(machine.as_json(diagnostics), nl=False)
    else:
        click.echo(human.findings(diagnostics, root, verbose=verbose), nl=False, err=True)
        if form == "github":
            click.echo(machine.github(diagnostics, root), nl=False)
        counts = [
            f"{n:,} {word}{'s' * (n != 1)}"
            for word in ("error", "warning")
            if (n := sum(d.severity == word for d in diagnostics))
        ]
        entries = len(site.site.posts) + len(site.site.pages) + bool(site.site.home)
        what = "post or page" if entries == 1 else "posts and pages"
        click.echo(f"Checked {entries:,} {what}: {', '.join(counts) or 'nothing to mend'}.")
    sys.exit(exit_code(diagnostics) if has_errors(diagnostics, strict=strict) else 0)
