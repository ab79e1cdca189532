"""The command line: one file per command. `group.py` names them all, with what the parser of options needs.

`blogkit build`, without a word more, is what is typed most and waited for most: it goes round the parser, whose
import is a good part of such a build. Should anything be wrong, the parser's way is taken after all, and says so.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NoReturn


def run() -> None:
    """The command, from sys.argv; ends the process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        plain = sys.argv[1:] == ["build"] and "SOURCE_DATE_EPOCH" not in os.environ
        if plain and os.name != "nt":  # a console there may not know colours
            with contextlib.suppress(Exception):
                _build()
        from .group import cli

        cli.main(standalone_mode=True)
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else 1 if end.code else 0)
    except BrokenPipeError:
        leave(1)


def _build() -> NoReturn:
    from . import building
    from .lines import unstyled

    code, said, errors = building.build(site_root(), building.Asked())
    for stream, text in ((sys.stderr, errors), (sys.stdout, said)):
        stream.write(text if stream.isatty() and not os.environ.get("NO_COLOR") else unstyled(text))
    leave(code)


def leave(code: int) -> NoReturn:
    """End at once: taking a large site's values apart one by one takes longer than reading them did."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader has gone
        code = code or 1
    os._exit(code)


def site_root() -> str:
    """The nearest folder upwards with a blogkit.yaml. Ends the command where there is none."""
    folder = os.getcwd()
    while True:
        if os.path.isfile(os.path.join(folder, "blogkit.yaml")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            import click

            raise click.UsageError(_no_site())
        folder = above


def _no_site() -> str:
    if os.path.isfile("blogkit.yml"):
        return "the settings are called blogkit.yaml, not blogkit.yml.\nRename them:  mv blogkit.yml blogkit.yaml"
    return "there is no blogkit.yaml here or in a folder above.\nTo start a blog:  blogkit new-site my-blog"
