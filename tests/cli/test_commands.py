"""What all commands have in common: help, exit codes, plain text where no terminal is, and a word of advice."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bad_input.sites import good, inside, make, post, run
from blogkit import __version__
from blogkit.cli.group import COMMANDS, cli

SITE = {"content/posts/a.md": good(), "content/posts/later.md": post("title: Later\ndate: 2999-01-01")}
BROKEN = {"content/posts/a.md": post("title: A: b\ndate: 2026-02-30"), "content/posts/b.md": "Just text.\n"}
ALL = [[], *([name] for name in COMMANDS), ["new", "post"], ["new", "page"], ["config", "show"], ["config", "schema"]]


def process(root: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(Path(cli.__module__ and __import__("blogkit").__file__).parents[1]),
        **env,
    }
    command = [sys.executable, "-m", "blogkit", *args]
    return subprocess.run(
        command, cwd=root, env=surroundings, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_fits_a_terminal_and_says_what_each_option_does(
    tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_help_option", None)  # click keeps it from whatever context asked for it first
    said = run(tmp_path, *words, "--help", env={"COLUMNS": "80"})
    assert said.code == 0
    assert said.out.startswith("Usage: ")
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.out == run(tmp_path, *words, "-h", env={"COLUMNS": "80"}).out


def test_every_option_has_a_help_text() -> None:
    def commands(group: click.Group) -> list[click.Command]:
        context = click.Context(group, **group.context_settings)
        found = [group.get_command(context, name) for name in group.list_commands(context)]
        return [
            one
            for command in found
            if command
            for one in ([command, *commands(command)] if isinstance(command, click.Group) else [command])
        ]

    assert isinstance(cli, click.Group)
    for command in commands(cli):
        assert command.help
        assert not [p.name for p in command.params if isinstance(p, click.Option) and not p.help], command.name


def test_the_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").out == f"blogkit {__version__}\n"


@pytest.mark.parametrize(
    ("word", "near"),
    [("biuld", "build"), ("server", "serve"), ("chekc", "check"), ("newsite", "new-site"), ("xyzzy", "")],
)
def test_an_unknown_command_is_a_question(tmp_path: Path, word: str, near: str) -> None:
    said = run(tmp_path, word)
    assert said.code == 2
    assert f'there is no command "{word}"' in said.err
    assert ("did you mean" in said.err) == bool(near)
    assert near in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["build", "--drfats"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "-1"],
        ["list", "all"],
        ["build", "--format", "xml"],
        ["serve", "--port", "0"],
        ["serve", "--port", "99999"],
        ["explain"],
        ["build", "--clock", "noon"],
        ["build", "--clock", "0001-01-01"],
        ["build", "--base-url", "x"],
        ["new", "post"],
        ["new", "page", "x", "--menu", "x"],
        ["new-site"],
        ["check", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_said_with_code_2(tmp_path: Path, words: list[str]) -> None:
    said = run(make(tmp_path, SITE), *words)
    assert said.code == 2
    assert "Error: " in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "words",
    [["build"], ["serve"], ["check"], ["list"], ["explain", "x"], ["config", "show"], ["new", "post", "x"]],
    ids=" ".join,
)
def test_outside_a_site_it_says_how_to_start_one(tmp_path: Path, words: list[str]) -> None:
    said = run(tmp_path, *words)
    assert said.code == 2
    assert "there is no blogkit.yaml here" in said.err
    assert "blogkit new-site my-blog" in said.err
    assert not list(tmp_path.iterdir())


def test_a_blogkit_yml_is_nearly_right(tmp_path: Path) -> None:
    (tmp_path / "blogkit.yml").write_text("", encoding="utf-8")
    assert "mv blogkit.yml blogkit.yaml" in run(tmp_path, "build").err


@pytest.mark.parametrize(
    "words", [["build", "--no-cards"], ["check"], ["list"], ["explain", "/"], ["config", "show"]], ids=" ".join
)
def test_a_folder_inside_the_site_will_do(tmp_path: Path, words: list[str]) -> None:
    root = make(tmp_path, SITE)
    said = run(root / "content" / "posts", *words)
    assert said.code == 0
    assert not (root / "content" / "posts" / "public").exists()


@pytest.mark.parametrize(
    "words", [["build", "--no-cards"], ["check"], ["list"], ["config", "show"], ["explain", "/nope/"]], ids=" ".join
)
@pytest.mark.parametrize("files", [SITE, BROKEN], ids=["good", "broken"])
def test_no_colour_where_nobody_sees_it(tmp_path: Path, words: list[str], files: dict[str, str]) -> None:
    done = process(make(tmp_path, files), *words)
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_colour_in_a_terminal_unless_it_is_unwanted(tmp_path: Path) -> None:
    root = make(tmp_path, BROKEN)
    with inside(root):
        coloured = CliRunner().invoke(cli, ["check"], color=True)
        plain = CliRunner().invoke(cli, ["check"], color=True, env={"NO_COLOR": "1"})
    assert "\x1b[" in coloured.stderr
    assert "\x1b" not in plain.stderr + plain.stdout
    assert click.unstyle(coloured.stderr) == plain.stderr


def test_a_bug_of_ours_is_a_sentence_and_code_70(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import blogkit.stages.settings as settings

    def broken(root: str) -> None:
        raise ZeroDivisionError("\x1b[31mdivision by zero")

    monkeypatch.setattr(settings, "load", broken)
    root = make(tmp_path, SITE)
    for words in (["build"], ["check"], ["list"], ["config", "show"]):
        said = run(root, *words)
        assert said.code == 70
        assert said.err.startswith("blogkit itself failed: ZeroDivisionError")
        assert "--debug" in said.err
        assert "\x1b" not in said.err
        with pytest.raises(ZeroDivisionError):
            run(root, *words, "--debug")


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import blogkit.stages.settings as settings

    def refused(root: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/somewhere/file")

    monkeypatch.setattr(settings, "load", refused)
    said = run(make(tmp_path, SITE), "build")
    assert (said.code, said.err) == (1, "Error: Permission denied: /somewhere/file\n")


@pytest.mark.parametrize(
    ("files", "config", "code"),
    [
        (SITE, None, 0),
        ({"content/posts/a.md": "Just text.\n"}, None, 0),
        (BROKEN, None, 1),
        (SITE, "paginate: 0\n", 2),
        (BROKEN, "paginate: 0\n", 2),
        (SITE, "theme: {name: nope}\n", 2),
    ],
    ids=["fine", "warnings", "content", "settings", "both", "theme"],
)
def test_exit_codes_of_build_and_check(tmp_path: Path, files: dict[str, str], config: str | None, code: int) -> None:
    root = make(tmp_path, files, "base_url: https://x.example/\n" + (config or ""))
    assert run(root, "build", "--no-cards").code == code
    assert run(root, "check").code == code
    assert run(root, "build", "--no-cards", "--strict").code == (code or (1 if files is not SITE else 0))


def test_a_module_can_be_run_and_answers_again_without_work(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    first = process(root, "build", "--no-cards")
    again = process(root, "build", "--no-cards")
    assert first.returncode == again.returncode == 0
    assert first.stdout.startswith("Built 1 post")
    assert again.stdout.startswith(("Nothing changed: 1 post", "Built 1 post"))
