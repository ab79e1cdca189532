"""The house rules hold in blogkit/, and the checker is shown to notice when they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

import blogkit
from house.layers import LONGEST, faults, long_modules

PACKAGE = Path(blogkit.__file__).parent


def test_the_house_is_in_order():
    found = [str(fault) for fault in faults(PACKAGE)]
    long = [f"(getting long) {line}" for line in long_modules(PACKAGE)] if found else []
    assert not found, "\n".join(["", *found, *long])


SOUND = {
    "__init__": '__version__ = "1"',
    "__main__": "from blogkit.cli.root import main",
    "testing.__init__": "from blogkit import pipeline\nfrom .laws import law",
    "testing.laws": "from blogkit.extend import widget",
    "pipeline": "from blogkit import builtin\nfrom .stages import parse, markdown",
    "builtin": "from blogkit.widgets.share import SHARE\nfrom blogkit.networks import mastodon",
    "cli.root": "import blogkit.serve.server\nfrom blogkit import __version__\nfrom . import build\nprint(__version__)",
    "cli.build": "",
    "serve.server": "from blogkit.pipeline import build",
    "stages.parse": "from blogkit.core.html import Html\nfrom . import markdown",
    "stages.model": "",
    "stages.markdown.__init__": "from . import tables",
    "stages.markdown.tables": "from .cells import Cell",
    "stages.markdown.cells": "import re, markdown.extensions",
    "widgets.share": "def render():\n    from ..extend.widget import Widget\nSHARE = 1",
    "networks.mastodon": "",
    "extend.widget": "from blogkit.core.html import Html",
    "engine.store": "from blogkit.core import digest",
    "core.html": "from blogkit.core.digest import digest",
    "core.digest": "import hashlib",
}


def house(folder: Path, **changes: str) -> Path:
    """A small blogkit that keeps the rules, except for `changes`: file name (`__` for a dot) to text."""
    for name, text in (SOUND | {name.replace("__", "."): text for name, text in changes.items()}).items():
        path = folder.joinpath("blogkit", *name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
    return folder / "blogkit"


def test_a_sound_house_has_no_faults(tmp_path):
    assert faults(house(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("core__html", "from blogkit.engine.store import Store", "core/html.py:1: core.html imports engine.store"),
        ("core__html", "\nfrom ..stages import parse", "core/html.py:2: core.html imports stages.parse"),
        ("core__html", "def f():\n    import blogkit.cli.build", "core/html.py:2: core.html imports cli.build"),
        ("extend__widget", "from blogkit.engine import store", "extend does not know engine"),
        ("engine__store", "from blogkit.extend import widget", "engine does not know extend"),
        ("stages__parse", "from .model import Site", "stages.model: files in stages stand alone"),
        ("stages__model", "from .markdown.tables import x", "stages.markdown.tables: files in stages stand"),
        ("stages__parse", "from blogkit.widgets import share", "stages does not know widgets"),
        ("widgets__share", "from blogkit.networks.mastodon import M", "widgets does not know networks"),
        ("widgets__thanks", "from blogkit.widgets import share", "files in widgets stand alone"),
        ("networks__mastodon", "from ..builtin import ALL", "builtin is above networks"),
        ("discover", "import blogkit.builtin", "discover does not know builtin"),
        ("pipeline", "from importlib import import_module as i\ni.import_module('blogkit.cli.build')", "cli is above"),
        ("serve__server", "from blogkit.testing import site", "testing is for callers from outside"),
        ("testing__laws", "from blogkit.cli.build import build", "cli is above testing"),
        ("core__digest", "from blogkit.core.html import Html", "a circle: core.digest → core.html → core.digest"),
        ("plugins__share", "", "plugins is no room of the house"),
        ("core__html_utils", "", '"utils" says nothing'),
        ("cli__helper", "", '"helper" says nothing'),
        ("core__html", "\nclass _Manager: ...", 'core/html.py:2: "_Manager" says nothing'),
        ("stages__parse", "def parse():\n    print('x')", "stages/parse.py:2: print in stages"),
        ("core__html", "#\n" * LONGEST, "401 lines; 400 are the most"),
    ],
)
def test_each_broken_rule_is_named_with_its_line(tmp_path, file, text, expected):
    found = [str(fault) for fault in faults(house(tmp_path, **{file: text}))]
    assert len(found) == 1, found
    assert expected in found[0]


def test_a_module_that_grows_is_named_before_it_is_too_long(tmp_path):
    package = house(tmp_path, core__html="#\n" * 320, core__digest="#\n" * 299)
    assert long_modules(package) == ["blogkit/core/html.py: 321 lines"]
