"""`blogkit new`"""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid

import click

from . import site_root


@click.group(short_help="Start a post or a page.")
def command() -> None:
    """Start a post or a page, with its front matter filled in."""


@command.command()
@click.argument("title")
@click.option("--tags", default="", metavar="A,B", help="Tags, with commas between them.")
@click.option("--draft/--no-draft", default=True, show_default=True, help="Begin as a draft.")
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
@click.option("--menu", type=int, default=0, help="Place in the menu; 0 leaves it out.")
def page(title: str, menu: int) -> None:
    """Start content/pages/SLUG.md."""
    lines = [f"title: {quoted(title)}", *([f"menu: {menu}"] if menu else [])]
    _write(site_root(), "pages", title, lines, "Write here.\n")


def _write(root: str, folder: str, title: str, lines: list[str], body: str) -> None:
    from ..core.permalink import slugify

    name = slugify(title)
    if not name:
        raise click.BadParameter("a title needs a letter or a digit, for the file's name", param_hint="TITLE")
    path = f"content/{folder}/{name[:80].strip('-')}.md"
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    try:
        with open(full, "x", encoding="utf-8") as file:
            file.write("---\n" + "\n".join(lines) + "\n---\n\n" + body)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; choose another title") from None
    click.echo(path)


def quoted(text: str) -> str:
    """As YAML reads it back: quoted where a bare word would mean something else."""
    plain = " ".join(text.split())
    safe = (
        plain
        and plain[0].isalpha()
        and not set(plain) & set(":#{}[],&*!|>'\"%@`")
        and plain.lower() not in ("yes", "no", "on", "off", "true", "false", "null")
    )
    return plain if safe else json.dumps(plain, ensure_ascii=False)
