"""`blogkit theme new`"""

from __future__ import annotations

import os
import re
from importlib import resources
from importlib.resources.abc import Traversable

import click

from . import options, site_root
from .lines import visible

_THEME = """\
name: {name}
version: "0.1"
license: MIT
description: What kind of site it is for, in a sentence.
parent: {parent}
requires: ">={requires}"   # the version of blogkit that it was written for

# What a site may set under `theme: {{options: …}}`. In templates theme.NAME, in style sheets {{{{ theme.NAME }}}}.
options: {{}}
#  shout:
#    type: bool
#    default: false
#    help: Titles in capitals.
"""
_BASE = """\
{{% extends "{parent}/base.html" %}}
{{# Every page. Blocks: styles, scripts, brand, main. What you leave out stays the parent's. #}}
{{% block styles %}}
{{{{ super() }}}}
<link rel="stylesheet" href="{{{{ asset('css/{name}.css') }}}}">
{{% endblock %}}
"""
_CSS = """\
/* The parent's style sheet comes first. Its colours and fonts are custom properties, told at its top. */
:root{
--radius:0;
}
"""


@click.command()
@click.argument("name")
@click.option("--parent", default="default", show_default=True, help="The theme that it builds on.")
@click.option("--demo", is_flag=True, help="In a site of its own, NAME/, that holds the ugly cases.")
@options.debugging
def new(name: str, parent: str, demo: bool) -> None:
    """Start a theme that runs: themes/NAME/ in this site, or with --demo a whole site for it."""
    from .. import __version__
    from ..discover import theme_places

    if not re.fullmatch(r"[A-Za-z0-9][\w-]{0,60}", name) or name in (parent, "default"):
        raise click.BadParameter("a theme is called by a short name, such as paper", param_hint="NAME")
    root = _demo_folder(name) if demo else site_root()
    if parent not in theme_places.names(root if not demo else os.getcwd()):
        from ..core.diagnostic import did_you_mean

        near = did_you_mean(parent, theme_places.names(root))
        raise click.ClickException(f'there is no theme "{visible(parent)}"' + (f"; {near}" if near else ""))
    folder = os.path.join(root, "themes", name)
    if os.path.lexists(folder):
        raise click.ClickException(f"themes/{visible(name)} is there already")
    if demo:
        _copy(resources.files("blogkit") / "demo", root, name)
    requires = ".".join(__version__.split(".")[:2])
    values = {"name": name, "parent": parent, "requires": requires}
    for path, text in (("theme.yaml", _THEME), ("templates/base.html", _BASE)):
        _write(os.path.join(folder, path), text.format(**values).encode())
    _write(os.path.join(folder, f"assets/css/{name}.css"), _CSS.encode())
    if demo:
        click.echo(f"{visible(name)}/ holds the theme, and posts to try it on:\n\n  cd {visible(name)}")
        click.echo(f"  blogkit serve --open\n  blogkit theme check {visible(name)}")
    else:
        click.echo(
            f"themes/{visible(name)}/ is a theme now. To see it, in blogkit.yaml:  theme: {{name: {visible(name)}}}"
        )


def _demo_folder(name: str) -> str:
    root = os.path.abspath(name)
    if os.path.lexists(root) and (not os.path.isdir(root) or os.listdir(root)):
        raise click.ClickException(f"{visible(name)} is there already and is not empty")
    above = os.path.dirname(root)
    while above != os.path.dirname(above):
        if os.path.isfile(os.path.join(above, "blogkit.yaml")):
            raise click.ClickException("--demo makes a site of its own; leave the folder of this one first")
        above = os.path.dirname(above)
    return root


def _copy(source: Traversable, folder: str, name: str) -> None:
    for item in source.iterdir():
        target = os.path.join(folder, item.name)
        if item.is_dir():
            if item.name != "__pycache__":
                _copy(item, target, name)
            continue
        data = item.read_bytes()
        _write(target, data.replace(b"__NAME__", name.encode()) if item.name == "blogkit.yaml" else data)


def _write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
