"""`blogkit explain`"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import click

from . import options, site_root
from .lines import items, visible, wrapped


@click.command(short_help="Say why an output was made, and from what.")
@click.argument("path")
@click.option("-d", "--output", metavar="DIR", help="The folder that was built, if not the configured one.")
@options.debugging
def command(path: str, output: str | None) -> None:
    """Say what an output is made from, why it was last made, and whether the next build would make it again.

    PATH is an output (posts/hello/index.html), an address (/posts/hello/) or a source (content/posts/hello.md).
    """
    from ..core.diagnostic import did_you_mean
    from ..engine.reason import why
    from ..engine.state import State
    from .reading import prepared

    root = site_root()
    site = prepared(root)
    targets = site.planned.targets
    wanted = _candidates(path, site.site.view.root)
    folder = options.output_of(output) or site.read.config.output
    with State(root) as state:
        record = state.record(folder)
    chosen = [t for p, t in targets.items() if p in wanted or t.source in wanted]
    if not chosen:
        if any(entry.path in wanted for entry in site.site.left_out):
            entry = next(entry for entry in site.site.left_out if entry.path in wanted)
            click.echo(f"{entry.path} is left out: {entry.reason} {entry.when}".rstrip())
            return
        known = [*targets, *(t.source for t in targets.values())]
        near = next((said for one in wanted if (said := did_you_mean(one, known))), "")
        raise click.ClickException(f"nothing is made at {visible(path)}" + (f"; {near}" if near else ""))
    for target in chosen:
        made = record.get(target.path)
        click.echo(click.style(visible(target.path), bold=True))
        click.echo(f"  from      {target.source}" + (f" with {target.template}" if target.template else ""))
        for line in wrapped(f"because {made.why}" if made else "never made", 12, "  last made "):
            click.echo(line)
        again = why(made.key if made else None, target.key)
        for line in wrapped("made again: " + again if again else "left as it is", 12, "  next time "):
            click.echo(line)
        parts = (f"{part} {digest[:8]}" for part, digest in target.key.items())
        click.echo("\n".join(items(parts, 12, ", ", "  key       ")))


def _candidates(path: str, root: str) -> list[str]:
    try:
        plain = unquote(urlsplit(path).path if "://" in path else path)
    except ValueError:  # "https://["
        plain = path
    inside = plain.removeprefix(root).lstrip("/") if plain.startswith("/") else plain
    return [inside, f"{inside.rstrip('/')}/index.html".lstrip("/"), plain, f"content/{plain}"]
