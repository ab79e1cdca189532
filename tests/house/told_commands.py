"""What is wrong with the manual's account of the command line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from blogkit.cli.checklist import OrShow
from blogkit.cli.group import COMMANDS, cli
from house.manual import code_blocks, headings, introduction, named, section, spans


def command_page(text: str) -> list[str]:
    faults = []
    everywhere = in_code(introduction(text))
    known = dict(commands())
    for path, command in known.items():
        part = section(text, path) or section(text, path.split()[0])
        if f"blogkit {path}" not in " ".join(spans(text)):
            faults.append(f"blogkit {path} is not in the manual")
        told = in_code(part)
        faults += [f"{path}: {one} is not in the manual" for one in sorted(options(command) - told - everywhere)]
        if path in headings(text):
            foreign = {"--json", "--format"} if path == "build" else set()
            faults += [f"{path}: there is no {one}" for one in sorted(told - options(command) - foreign)]
        for choice in (c for one in command.params if isinstance(one.type, click.Choice) for c in one.type.choices):
            if choice not in named(part) | named(section(text, "build")):
                faults.append(f"{path}: {choice} is not in the manual")
    faults += [f"{one} is not in the manual" for one in sorted(options(cli) - everywhere)]
    tops = {path.split()[0] for path in known}
    return faults + [
        f"there is no blogkit {h}" for h in headings(text) if h not in known and h not in tops | {"Exit codes"}
    ]


def commands(group: click.Group = cli, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in COMMANDS if group is cli else group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def options(command: click.Command) -> set[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])  # click keeps what it is first asked with
    return {opt for one in command.get_params(context) for opt in (*one.opts, *one.secondary_opts) if opt[0] == "-"}


def in_code(text: str) -> set[str]:
    return {word for span in spans(text) for word in re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", span)}


def wrong_calls(text: str) -> list[str]:
    known = dict(commands())
    groups = {path.split()[0] for path in known if " " in path}
    faults = []
    for words in calls(text):
        path = " ".join(words[: 2 if words[0] in groups else 1])
        if (
            path not in known
            and words[0] in groups
            and isinstance(cli.get_command(click.Context(cli), words[0]), OrShow)
        ):
            path = f"{words[0]} show"  # an option or the name of a post may follow at once
        if path in groups or path.startswith("-"):
            allowed = options(cli) | {"--help"}
        elif path in known:
            allowed = options(known[path]) | {"--help"}
        else:
            faults.append("there is no blogkit " + path)
            continue
        faults += [f"blogkit {path} has no {one}" for one in words if one.startswith("-") and one not in allowed]
    return faults


def calls(text: str) -> Iterator[list[str]]:
    """Every `blogkit …` that a reader is told to type, as words."""
    lines = [line for block in code_blocks(text) for line in block.text.split("\n")]
    typed = [line.strip().removeprefix("$ ") for line in lines if re.match(r"\s*(\$ )?blogkit ", line)]
    typed += [span for span in spans(text) if span.startswith("blogkit ")]
    for one in typed:
        yield shlex.split(one.replace("…", ""), comments=True)[1:]
