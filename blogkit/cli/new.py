"""`blogkit new`"""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid

import click

from . import options, site_root
from .lines import JOINERS, visible


@click.group(short_help="Start a post or a page.")
def command() -> None:
    """Start a post or a page, with its front matter filled in."""


@command.command()
@click.argument("title")
@click.option("--tags", default="", metavar="A,B", help="Tags, with commas between them.")
@click.option("--draft/--no-draft", default=True, show_default=True, help="Begin as a draft.")
@options.debugging
def post(title: str, tags: str, draft: bool) -> None:
    """Start content/posts/SLUG.md, with a permanent id and today's date."""
    from zoneinfo import ZoneInfo

    from ..stages import settings

    root = site_root()
    zone = ZoneInfo(settings.load(root).value.timezone)
    today = dt.datetime.now(zone).date().isoformat()
    lines = [f"title: {quoted(title)}", f"date: {today}", f"id: urn:uuid:{uuid.uuid4()}"]
    if draft:
        lines.append("draft: true")
    names = [tag.strip() for tag in tags.split(",") if tag.strip()]
    lines.append("tags: [" + ", ".join(quoted(name) for name in names) + "]")
    lines.append('question: ""   # one question to the reader: it becomes the invitation to answer')
    _write(root, "posts", title, lines, "Write here.\n")


@command.command()
@click.argument("title")
@click.option("--menu", type=click.IntRange(0, 10_000), default=0, help="Place in the menu; 0 leaves it out.")
@options.debugging
def page(title: str, menu: int) -> None:
    """Start content/pages/SLUG.md."""
    lines = [f"title: {quoted(title)}", *([f"menu: {menu}"] if menu else [])]
    _write(site_root(), "pages", title, lines, "Write here.\n")


def _write(root: str, folder: str, title: str, lines: list[str], body: str) -> None:
    from ..core.permalink import shortened, slugify

    name = shortened(slugify(clean(title)))
    if not name:
        raise click.BadParameter("a title needs a letter or a digit, for the file's name", param_hint="TITLE")
    path = f"content/{folder}/{name}.md"
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    try:
        with open(full, "x", encoding="utf-8") as file:
            file.write("---\n" + "\n".join(lines) + "\n---\n\n" + body)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; choose another title") from None
    click.echo(visible(path))


def clean(text: str) -> str:
    """On one line, without what no file can hold: a shell hands over whatever bytes it was given."""
    whole = text.encode("utf-8", "replace").decode()
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in whole).split())


def quoted(text: str) -> str:
    """As YAML reads it back: quoted where a bare word would mean something else."""
    plain = clean(text)
    safe = (
        plain
        and plain[0].isalpha()
        and not set(plain) & set(":#{}[],&*!|>'\"%@`\\")
        and plain.lower() not in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
    )
    return plain if safe else json.dumps(plain, ensure_ascii=False)
