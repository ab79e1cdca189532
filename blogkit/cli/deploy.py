"""`blogkit deploy`"""

from __future__ import annotations

import difflib
import json
import os
import re
import subprocess
import sys
from importlib import resources
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..core.digest import digest
from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..core.config import Config

WORKFLOW = ".github/workflows/blogkit.yml"
HOSTS = ("github-pages",)
BY_HAND = {
    "github-pages": "Left to do by hand: in the repository, Settings → Pages → Source: GitHub Actions.\n"
    "Then commit this file and push."
}
_FIRST = re.compile(r"# Written by blogkit \S+ \(text (?P<text>[0-9a-f]{12})\)")
_NAMES_BLOGKIT = re.compile(r"(?im)^[ \t]*blogkit[ \t]*(?:$|[\[=<>~!;@#,\r])")


@click.group(short_help="Have a host build and publish the blog.")
def command() -> None:
    """Have a host build and publish the blog on each push, and when a post's moment comes."""


@command.command(short_help="Write what the host needs.")
@click.argument("host", type=click.Choice(HOSTS))
@click.option("--branch", metavar="NAME", help="The branch that is published, if it is not the default one.")
@options.debugging
def init(host: str, branch: str | None) -> None:
    """Write the workflow that builds the blog and publishes it.

    A workflow that you have changed is left as it is, and the difference is shown; then the exit code is 1.
    """
    from ..stages import settings

    root = os.path.realpath(site_root())
    top = _repository(root)
    config = settings.load(root).value
    branch = branch or _default_branch(top)
    path = os.path.join(top, WORKFLOW)
    new = signed(workflow(root, top, branch, config))
    shown = visible(os.path.relpath(path))
    old = _read(path)
    if old is None or (old != new and is_untouched(old)):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(new)
        click.echo(f"{'Wrote' if old is None else 'Brought up to date:'} {shown}, which publishes {visible(branch)}.")
    elif old == new:
        click.echo(f"{shown} is as it should be.")
    else:
        click.echo(_difference(old, new))
        click.echo(f"{shown} is not as blogkit wrote it, so it was left alone. To start afresh, delete it first.")
        sys.exit(1)
    if not os.path.exists(os.path.join(top, ".git")):
        click.echo("This folder is no git repository yet:  git init", err=True)
    if not config.base_url or ".example/" in config.base_url:
        click.echo("base_url in blogkit.yaml is still to be set; the checklist's links are made from it.", err=True)
    if 'pip install "blogkit' in new:
        click.echo("It installs blogkit from the package index. If yours came from elsewhere, say", err=True)
        click.echo("from where in requirements.txt, and give this command again.", err=True)
    click.echo(BY_HAND[host])


def workflow(root: str, top: str, branch: str, config: Config) -> str:
    """The workflow's text for the site in `root`, in the repository `top`."""
    folder = os.path.relpath(root, top).replace(os.sep, "/")
    requirements = _read(os.path.join(root, "requirements.txt")) or ""
    extra = "[search]" if config.search == "pagefind" else ""
    install = f'pip install "blogkit{extra}=={__version__}"'
    places = {
        "BRANCH": _quoted(re.sub(r"([+!])", r"\\\1", branch)),  # elsewhere in a branch's name git allows no wildcards
        "FOLDER": _quoted(folder),
        "CACHE": _quoted(_below(folder, ".blogkit")),
        "OUTPUT": _quoted(_below(folder, config.output)),
        "INSTALL": "pip install -r requirements.txt" if _NAMES_BLOGKIT.search(requirements) else install,
    }
    text = (resources.files("blogkit") / "deploy" / "github-pages.yaml").read_text("utf-8")
    return re.sub(r"__([A-Z]+)__", lambda mark: places[mark[1]], text)


def signed(text: str) -> str:
    """With a first line that tells later whether anybody has changed the rest."""
    return f"# Written by blogkit {__version__} (text {digest(text.encode())[:12]})\n{text}"


def is_untouched(text: str) -> bool:
    first, _, rest = text.partition("\n")
    match = _FIRST.fullmatch(first)
    return match is not None and match["text"] == digest(rest.encode())[:12]


def _repository(root: str) -> str:
    """The nearest folder upwards that git works in; the site's own where there is none yet."""
    folder = root
    while not os.path.exists(os.path.join(folder, ".git")):
        if folder == os.path.dirname(folder):
            return root
        folder = os.path.dirname(folder)
    return folder


def _default_branch(top: str) -> str:
    """What the remote calls so, as far as is known here; else the branch that is checked out."""
    for ref in ("refs/remotes/origin/HEAD", "HEAD"):
        try:
            done = subprocess.run(
                ("git", "symbolic-ref", "--quiet", ref),
                cwd=top,
                check=False,
                capture_output=True,
                encoding="utf-8",
                timeout=5,
            )
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            break
        name = done.stdout.strip().removeprefix("refs/heads/").removeprefix("refs/remotes/origin/")
        if done.returncode == 0 and name:
            return name
    return "main"


def _below(folder: str, path: str) -> str:
    return path if folder == "." else f"{folder}/{path}"


def _quoted(text: str) -> str:
    """As a string of YAML in which GitHub finds nothing to fill in."""
    if "${{" in text:
        raise click.ClickException(f'GitHub would read "{visible(text)}" as a formula; give it another name')
    return json.dumps(text, ensure_ascii=False)


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _difference(old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "yours", "blogkit's", lineterm="", n=2)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return "\n".join(click.style(visible(line), fg=colours.get(line[:1])) for line in lines)
