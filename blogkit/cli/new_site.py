"""`blogkit new-site`"""

from __future__ import annotations

import datetime as dt
import getpass
import os
from importlib import resources
from importlib.resources.abc import Traversable

import click

from . import options


@click.command(short_help="Start a blog that looks finished.")
@click.argument("path")
@click.option("--title", default="", help="The blog's title; the folder's name if left out.")
@click.option("--author", default="", help="Your name.")
@options.debugging
def command(path: str, title: str, author: str) -> None:
    """Make PATH a blog that looks finished, with posts that show how to write one."""
    full = os.path.abspath(path)
    if not path.strip():
        raise click.BadParameter("give the new folder a name", param_hint="PATH")
    if os.path.lexists(full) and (not os.path.isdir(full) or os.listdir(full)):
        raise click.ClickException(f"{path} is there already and is not empty; choose another name")
    above = _site_above(os.path.dirname(full))
    if above:
        raise click.ClickException(f"{above} is a blog already, and one inside another would be built with it")
    from .config import schema_json

    today = dt.date.today()
    places = {
        "__TITLE__": _yaml(title or os.path.basename(full).replace("-", " ").replace("_", " ").capitalize()),
        "__AUTHOR__": _yaml(author or _user()),
        **{f"__DATE_{n}__": (today - dt.timedelta(days=n - 1)).isoformat() for n in (1, 2, 3)},
    }
    _copy(resources.files("blogkit") / "starter", full, places)
    os.makedirs(os.path.join(full, ".blogkit"), exist_ok=True)
    with open(os.path.join(full, ".blogkit", "schema.json"), "w", encoding="utf-8") as file:
        file.write(schema_json())
    click.echo(f"{path} is a blog now. Look at it:\n\n  cd {path}\n  blogkit serve --open\n")


def _site_above(folder: str) -> str:
    while not os.path.isfile(os.path.join(folder, "blogkit.yaml")):
        if folder == os.path.dirname(folder):
            return ""
        folder = os.path.dirname(folder)
    return folder


def _copy(source: Traversable, folder: str, places: dict[str, str]) -> None:
    os.makedirs(folder, exist_ok=True)
    for item in source.iterdir():
        if item.name == "__pycache__":
            continue
        target = os.path.join(folder, ".gitignore" if item.name == "gitignore" else item.name)
        if item.is_dir():
            _copy(item, target, places)
            continue
        data = item.read_bytes()
        if item.name.endswith((".md", ".yaml")):
            text = data.decode()
            for mark, value in places.items():
                text = text.replace(mark, value)
            data = text.encode()
        with open(target, "wb") as file:
            file.write(data)


def _user() -> str:
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError):
        return "Me"


def _yaml(text: str) -> str:
    from .new import quoted

    return quoted(text)
