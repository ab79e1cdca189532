"""The contract of themes: its names are those that templates are given, and its versions can be compared."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest

from blogkit.core import view
from blogkit.core.contract import GIVEN, PAGES, unmet
from blogkit.stages.render.environment import Page


@pytest.mark.parametrize(
    ("requires", "version", "lacking"),
    [
        ("", "0.1.0", None),
        (">=0.1", "0.1.0", None),
        (">=0.1", "0.1", None),
        (">=0.2", "0.1.9", ">=0.2"),
        (">=0.2", "0.10", None),
        (">=0.1, <1", "1.0.0", "<1"),
        (">= 0.1 , < 1", "0.9rc1", None),
        (">=2, <3", "1.0", ">=2"),
    ],
)
def test_versions(requires: str, version: str, lacking: str | None) -> None:
    assert unmet(requires, version) == lacking


@pytest.mark.parametrize("requires", ["0.1", ">0.1", ">=", ">=0.1,", "newest", ">=0.1.x"])
def test_what_is_no_range_of_versions(requires: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unmet(requires, "0.1.0")


class Everything:
    """Stands in for a look: whatever is asked of it is there."""

    def __getattr__(self, name: str) -> Any:
        return {"strings": {"en": {}}, "language": "en", "dir": "ltr", "options": {}}.get(name, self)


def test_the_contract_names_what_the_renderer_gives() -> None:
    page = Page(Everything(), jinja2.Environment(autoescape=True), (), view.PlainPage(view.Meta("x")))  # type: ignore[arg-type]
    given = page.context()
    assert set(GIVEN) == set(given) - {"meta"}
    functions = {name for name, kind in GIVEN.items() if kind is None}
    assert functions == {name for name, value in given.items() if callable(value)}


def test_every_page_has_its_template() -> None:
    assert {page.__struct_config__.tag for page in PAGES.values()} == {
        "home", "post", "page", "archive", "taxonomy", "term", "people", "plain"
    }  # fmt: skip
