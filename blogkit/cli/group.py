"""All the commands by name, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

from .. import __version__
from . import options
from .lines import visible

COMMANDS = {
    "build": "Build the site, and say what to do next.",
    "serve": "Build, serve and rebuild on every save.",
    "today": "Everything for today, on one screen.",
    "checklist": "Whom to answer, tell and thank next.",
    "draft": "Write what to say about a post, and to whom.",
    "link": "Note where a copy of a post is.",
    "ledger": "Whom to be kind to: who was kind to you.",
    "balance": "How many of your last posts point at somebody else.",
    "rhythm": "How often you publish, and what is ready.",
    "new": "Start a post or a page.",
    "new-site": "Start a blog that looks finished.",
    "check": "Look for mistakes without writing anything.",
    "list": "List posts by their state.",
    "people": "List, show, add and check the people you know.",
    "card": "Draw one social card, to look at it.",
    "preview": "Show how networks show a link to a page.",
    "theme": "List, start, change, check and photograph themes.",
    "deploy": "Have a host build and publish the blog.",
    "explain": "Say why an output was made, and from what.",
    "config": "Show the settings, or their schema.",
}


class Lazy(click.Group):
    """Knows its commands by name; `blogkit build` never imports what `blogkit serve` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]  # `list` is a command here

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f".{name.replace('-', '_')}", __package__)
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Whatever goes wrong is said in a sentence; `--debug` shows where."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as problem:
            if ctx.meta.get(options.DEBUG):
                raise
            if isinstance(problem, OSError) and problem.filename and problem.strerror:
                raise click.ClickException(f"{problem.strerror}: {problem.filename}") from None
            click.echo(
                f"blogkit itself failed: {type(problem).__name__}: {visible(str(problem))[:300]}\n"
                "Please report it, with what the same command prints when you add  --debug",
                err=True,
            )
            ctx.exit(70)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from ..core.diagnostic import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS)
            ctx.fail(f'there is no command "{args[0]}"' + (f"; {near}" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="blogkit %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """blogkit builds your blog from Markdown, and then tells you whom to thank, tell and answer."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False
