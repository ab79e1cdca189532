"""`blogkit config`"""

from __future__ import annotations

import sys

import click

from . import options, site_root


@click.group(short_help="Show the settings, or their schema.")
def command() -> None:
    """The settings of this site."""


@command.command()
@options.debugging
def show() -> None:
    """Print every setting with its value here, defaults included."""
    import msgspec
    import yaml

    from ..core.diagnostic import has_errors
    from ..stages import settings
    from . import human

    root = site_root()
    outcome = settings.load(root)
    click.echo(human.findings(outcome.diagnostics, root), nl=False, err=True)
    plain = msgspec.to_builtins(outcome.value)
    click.echo(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), nl=False)
    sys.exit(2 if has_errors(outcome.diagnostics) else 0)


@command.command()
@click.argument("file", type=click.Choice(("blogkit", "people")), default="blogkit")
@options.debugging
def schema(file: str) -> None:
    """Print the JSON Schema of blogkit.yaml, or that of people.yaml, for editors."""
    click.echo(schema_json(file), nl=False)


def schema_json(file: str = "blogkit") -> str:
    import msgspec

    from ..core.config import Config
    from ..core.person import People
    from . import machine

    made = msgspec.json.schema(Config if file == "blogkit" else People)
    made["title"] = f"{file}.yaml"
    for definition in made.get("$defs", {}).values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False  # unknown keys are errors
    return machine.as_json(made)
