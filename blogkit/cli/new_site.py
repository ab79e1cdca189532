"""`blogkit new-site`"""

from __future__ import annotations

import datetime as dt
import getpass
import os
import re
import shlex
import uuid
from importlib import resources
from importlib.resources.abc import Traversable

import click

from . import options
from .lines import visible

MAY_BE_THERE = {".git", ".DS_Store"}  # a repository made on a forge is cloned first and filled afterwards


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
    if os.path.lexists(full) and (not os.path.isdir(full) or set(os.listdir(full)) - MAY_BE_THERE):
        raise click.ClickException(f"{visible(path)} is there already and is not empty; choose another name")
    above = _site_above(os.path.dirname(full))
    if above:
        raise click.ClickException(f"{visible(above)} is a blog already, and one inside another would be built with it")
    from .config import schema_json
    from .new import clean, quoted

    name = clean(os.path.basename(full).replace("-", " ").replace("_", " "))
    places = {
        "__TITLE__": quoted(clean(title) or name[:1].upper() + name[1:] or "My blog"),
        "__AUTHOR__": quoted(clean(author) or _user()),
        **{f"__DATE_{n}__": day.isoformat() for n, day in enumerate(_days(3), 1)},
        **{f"__ID_{n}__": f"urn:uuid:{uuid.uuid4()}" for n in (1, 2, 3)},
    }
    try:
        _copy(resources.files("blogkit") / "starter", full, places)
        os.makedirs(os.path.join(full, ".blogkit"), exist_ok=True)
        for name, text in (("schema.json", schema_json()), ("people.schema.json", schema_json("people"))):
            with open(os.path.join(full, ".blogkit", name), "w", encoding="utf-8") as file:
                file.write(text)
    except OSError as problem:
        where = visible(str(problem.filename or path))
        raise click.ClickException(f"{where} cannot be written: {problem.strerror or problem}") from None
    click.echo(_said(path, full))


def _said(path: str, full: str) -> str:
    """What to type next; `cd` is left out where we are there already."""
    here = full == os.getcwd()
    name = "This folder" if here else visible(path)
    typed = path if os.name == "nt" else shlex.quote(path if not path.startswith("-") else os.path.join(".", path))
    lines = ["blogkit serve --open"] if here else [f"cd {visible(typed)}", "blogkit serve --open"]
    return f"{name} is a blog now. Look at it:\n\n" + "".join(f"  {line}\n" for line in lines)


def _days(count: int) -> list[dt.date]:
    """Before the last day that has begun everywhere: whatever `timezone` becomes, the author's own first post is newer
    than any sample."""
    newest = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=12)).date()
    return [newest - dt.timedelta(days=n) for n in range(1, count + 1)]


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
            text = re.sub(r"__[A-Z]+(?:_\d)?__", lambda mark: places[mark[0]], data.decode())
            data = text.encode()
        with open(target, "wb") as file:
            file.write(data)


def _user() -> str:
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError, ImportError):  # no name in a container, or none to be had on this system
        return "Me"
