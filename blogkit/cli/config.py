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
@options.debugging
def schema() -> None:
    """Print the JSON Schema of blogkit.yaml, for editors."""
    click.echo(schema_json(), nl=False)


def schema_json() -> str:
    import msgspec

    from ..core.config import Config
    from . import machine

    made = msgspec.json.schema(Config)
    made["title"] = "blogkit.yaml"
    for definition in made.get("$defs", {}).values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False  # unknown keys are errors
    return machine.as_json(made)
