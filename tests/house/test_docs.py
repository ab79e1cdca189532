"""The manual names everything that there is, and nothing that there is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
import yaml

from blogkit.builtin import BUILTIN
from blogkit.core.config import Config, TaxonomiesConfig
from blogkit.core.person import Person
from blogkit.core.source import Source, Sources
from blogkit.core.theme import ThemeOption
from blogkit.core.view import SiteView
from blogkit.stages import front_matter, people, settings
from house.codes import Unreadable, codes
from house.manual import (
    DOCS,
    ROOT,
    code_blocks,
    differences,
    everything,
    fields,
    first_column,
    named,
    page,
    prose,
    section,
)
from house.told_commands import command_page, wrong_calls
from house.told_contracts import extension_fields, functions, templates, view_fields
from house.told_keys import (
    configuration,
    defaults,
    front_keys,
    people_keys,
    synonyms,
    theme_keys,
    theme_options,
    widgets,
)

Checker = Callable[[str], list[str]]


def diagnostics(text: str) -> list[str]:
    return differences(first_column(text), codes(ROOT / "blogkit"), "diagnostics")


EVERY: list[tuple[Checker, str]] = [
    (configuration, "configuration.md"),
    (defaults, "configuration.md"),
    (widgets, "configuration.md"),
    (front_keys, "writing.md"),
    (synonyms, "writing.md"),
    (people_keys, "writing.md"),
    (theme_keys, "theming.md"),
    (theme_options, "theming.md"),
    (view_fields, "theming.md"),
    (templates, "theming.md"),
    (functions, "theming.md"),
    (extension_fields, "extending.md"),
    (command_page, "commands.md"),
    (diagnostics, "diagnostics.md"),
]


@pytest.mark.parametrize(("check", "file"), EVERY)
def test_the_manual_names_all_of_it(check: Checker, file: str) -> None:
    assert check(page(file)) == []


def test_defaults_that_are_told_in_words() -> None:
    assert [name for name in fields(TaxonomiesConfig) if not getattr(TaxonomiesConfig(), name).feed] == ["series"]
    assert "`true`; `false` for series" in section(page("configuration.md"), "taxonomies")


def test_search_engines() -> None:
    told = first_column(section(page("configuration.md"), "search"))
    assert told == set(get_args(get_type_hints(SiteView)["search"])), told


def test_choices_are_all_told() -> None:
    """Where a setting is one of several words, the manual has each of them."""
    for struct, file in ((Config, "configuration.md"), (Person, "writing.md"), (ThemeOption, "theming.md")):
        for name, hint in get_type_hints(struct).items():
            if get_origin(hint) is Literal:
                assert set(get_args(hint)) <= named(page(file)), name


def without(text: str, name: str) -> str:
    """The text as if somebody had forgotten this one name."""
    changed = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "forgotten", text)
    assert changed != text, name
    return changed


@pytest.mark.parametrize(
    ("check", "file", "name"),
    [
        (configuration, "configuration.md", "summary_length"),
        (configuration, "configuration.md", "feeds.limit"),
        (configuration, "configuration.md", "allowed"),
        (configuration, "configuration.md", "smart_quotes"),
        (configuration, "configuration.md", "label"),
        (defaults, "configuration.md", "200"),
        (widgets, "configuration.md", "copy"),
        (front_keys, "writing.md", "image_alt"),
        (front_keys, "writing.md", "who"),
        (synonyms, "writing.md", "featureimagealt"),
        (people_keys, "writing.md", "handles"),
        (theme_keys, "theming.md", "parent"),
        (theme_keys, "theming.md", "choices"),
        (theme_options, "theming.md", "summaries"),
        (view_fields, "theming.md", "archive_url"),
        (view_fields, "theming.md", "date_only"),
        (view_fields, "theming.md", "sentence"),
        (view_fields, "theming.md", "host"),
        (view_fields, "theming.md", "media_type"),
        (templates, "theming.md", "pinned"),
        (templates, "theming.md", "feed.xsl"),
        (functions, "theming.md", "url_for"),
        (functions, "theming.md", "iso"),
        (extension_fields, "extending.md", "limit"),
        (extension_fields, "extending.md", "because"),
        (extension_fields, "extending.md", "concern"),
        (command_page, "commands.md", "--no-cards"),
        (command_page, "commands.md", "--debug"),
        (command_page, "commands.md", "left-out"),
        (command_page, "commands.md", "config schema"),
        (diagnostics, "diagnostics.md", "plan/replaced"),
        (diagnostics, "diagnostics.md", "people/unquoted-colon"),
    ],
)
def test_one_forgotten_name_is_noticed(check: Checker, file: str, name: str) -> None:
    assert check(page(file)) == []
    assert check(without(page(file), name))


@pytest.mark.parametrize(
    ("check", "file", "line", "instead"),
    [
        (configuration, "configuration.md", "| `related` |", "| `relatives` | x | y |\n| `related` |"),
        (front_keys, "writing.md", "### slug", "### weather\n\n### slug"),
        (synonyms, "writing.md", "| `lang` | ", "| `lang` | `tongue`, "),
        (people_keys, "writing.md", "| `note` |", "| `secret` | x |\n| `note` |"),
        (view_fields, "theming.md", "| `root` |", "| `posts` | x |\n| `root` |"),
        (command_page, "commands.md", "## explain", "## teleport\n\n## explain"),
        (command_page, "commands.md", "`--clean`\n", "`--clean`, `--fast`\n"),
        (diagnostics, "diagnostics.md", "| `link/broken` |", "| `link/bent` | x | y |\n| `link/broken` |"),
    ],
)
def test_a_name_that_means_nothing_is_noticed(check: Checker, file: str, line: str, instead: str) -> None:
    assert line in page(file)
    assert check(page(file).replace(line, instead, 1))


@pytest.mark.parametrize("name", everything())
def test_what_readers_are_told_to_type(name: str) -> None:
    assert wrong_calls(everything()[name]) == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert wrong_calls("`blogkit teleport`") == ["there is no blogkit teleport"]
    assert wrong_calls("```\n$ blogkit build --fast\n```\n") == ["blogkit build has no --fast"]
    assert wrong_calls("```\n$ blogkit new post --slow x\n```\n") == ["blogkit new post has no --slow"]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("stages/a.py", 'error("link/odd", "…")', {"link/odd"}),
        ("stages/a.py", 'odd("link/odd")\nwarning(code, "…")\nwarning("link/even", "…")', {"link/odd", "link/even"}),
        ("stages/a.py", 'error("image/unreadable", "…")\nx = "image/png"', {"image/unreadable"}),
        ("stages/a.py", 'error(f"{AREA}/fence", "…")', {"front-matter/fence"}),
        ("core/a.py", 'error(f"{area}/tab", "…")', {f"{a}/tab" for a in ("front-matter", "config", "people", "theme")}),
        (
            "stages/settings.py",
            'wrong("base_url", "…")\nerror(f"{area}/x", "")',
            {"config/base-url", "config/x", "people/x"},
        ),
    ],
)
def test_codes_are_read_from_the_source(tmp_path: Path, path: str, text: str, found: set[str]) -> None:
    file = tmp_path / path
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert codes(tmp_path) == found


def test_a_code_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('error(f"link/{kind}", "…")', "utf-8")
    with pytest.raises(Unreadable, match=r"a\.py:1"):
        codes(tmp_path)


def codes_elsewhere(text: str, known: set[str]) -> list[str]:
    """Codes named on other pages of the manual."""
    areas = {code.partition("/")[0] for code in known}
    found = re.findall(r"`((?:[a-z]+-?)+/[a-z-]+)`", prose(text))
    return [one for one in found if one.partition("/")[0] in areas and one not in known]


def test_codes_named_elsewhere_exist() -> None:
    known = codes(ROOT / "blogkit")
    assert codes_elsewhere("`link/bent`, `link/broken`", known) == ["link/bent"]
    assert [one for path in DOCS.rglob("*.md") for one in codes_elsewhere(path.read_text("utf-8"), known)] == []


def yaml_faults(text: str, folder: Path) -> list[str]:
    """What the real reader says to every YAML block of a text: the title says what file it is, none is front matter."""
    faults = []
    for block in (one for one in code_blocks(text) if one.language == "yaml"):
        if block.title in ("", "front matter"):
            found = front_matter.read(f"---\n{block.text}---\n", "post.md").diagnostics
        elif block.title == "blogkit.yaml":
            (folder / "blogkit.yaml").write_text(block.text, "utf-8")
            found = tuple(f for f in settings.load(str(folder)).diagnostics if f.code != "config/no-base-url")
        elif block.title == "people.yaml":
            found = people_found(block.text, folder)
        else:
            found = ()
            yaml.safe_load(block.text)
        faults += [f"{finding.code}: {finding.message}" for finding in found]
    return faults


def people_found(text: str, folder: Path) -> Any:
    (folder / "people.yaml").write_text(text, "utf-8")
    sources = Sources(str(folder), {"people.yaml": Source("people.yaml", "", "")})
    return people.directory(sources, BUILTIN.networks).diagnostics


def settled(name: str, text: str) -> str:
    """In the page about blogkit.yaml, every block is of that file."""
    return text.replace("```yaml\n", '```yaml title="blogkit.yaml"\n') if name.endswith("/configuration.md") else text


WRONG_ON_PURPOSE = {"content/posts/show-the-mended-line.md": ["front-matter/unquoted-colon"]}


@pytest.mark.parametrize("name", [name for name, text in everything().items() if "```yaml" in text])
def test_yaml_of_the_manual_is_understood(name: str, tmp_path: Path) -> None:
    found = yaml_faults(settled(name, everything()[name]), tmp_path)
    assert [one.partition(":")[0] for one in found] == WRONG_ON_PURPOSE.get(name, []), found


@pytest.mark.parametrize("title", ["", 'title="blogkit.yaml"', 'title="people.yaml"'])
def test_yaml_that_is_not_understood_is_noticed(title: str, tmp_path: Path) -> None:
    assert yaml_faults(f"```yaml {title}\nslugg: [{{a: b}}]\n```\n", tmp_path)


def test_every_decision_is_listed() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", page("decisions/index.md")))
    assert listed == {path.name for path in (DOCS / "decisions").glob("*.md")} - {"index.md"}
