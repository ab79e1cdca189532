"""What is wrong with the manual's account of what templates are given, and of what extensions are made of."""

from __future__ import annotations

import re
from typing import Any, get_args

import jinja2
import msgspec

from blogkit.core import view
from blogkit.core.entry import Heading
from blogkit.core.step import Step
from blogkit.extend.check import Check
from blogkit.extend.feed import FeedFormat
from blogkit.extend.network import Network
from blogkit.extend.step import StepKind
from blogkit.extend.widget import Widget
from blogkit.stages.render.environment import Page
from house.manual import ROOT, code_blocks, differences, fields, first_column, named, rows, section, spans

PAGES = get_args(view.Page)


TOGETHER = {
    "FeedView": "For feeds: FeedView and FeedItem",
    "FeedItem": "For feeds: FeedView and FeedItem",
    "CardView": "Cards",
}


def views() -> list[Any]:
    structs = [one for one in vars(view).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return [one for one in structs if one.__module__ == view.__name__ and one not in PAGES]


def view_fields(text: str) -> list[str]:
    faults = []
    for one in views():
        part = section(text, TOGETHER.get(one.__name__, one.__name__))
        above = {name for base in one.__bases__ if base is not msgspec.Struct for name in fields(base)}
        there = set(fields(one)) - above
        told = first_column(part)
        if told and one.__name__ not in TOGETHER:
            faults += differences(told, there, one.__name__)
        else:
            faults += [f"{one.__name__}: {name}" for name in sorted(there - named(part))]
    return faults + [f"toc: {name}" for name in fields(Heading) if name not in named(section(text, "EntryView"))]


def templates(text: str) -> list[str]:
    table = {name: named(row[2]) for row in rows(section(text, "Templates")) for name in spans(row[0]) if len(row) == 3}
    faults = []
    for one in PAGES:
        name = {"plain": "search.html"}.get(one.__struct_config__.tag, f"{one.__struct_config__.tag}.html")
        faults += [f"{name}: {field}" for field in fields(one) if field not in table.get(name, ())]
    own = {path.name for path in (ROOT / "themes/default/templates").glob("*.*")} - {"base.html"}
    own.add("cards/NAME.svg")
    return faults + differences(set(table) - {"widgets/NAME.html"}, own, "templates")


def functions(text: str) -> list[str]:
    """What every template has beside its view, as the renderer gives it out."""
    env = jinja2.Environment(autoescape=True)
    given = Page(Everything(), env, (), view.PlainPage(view.Meta("x"))).context()  # type: ignore[arg-type]
    table = section(text, "Templates").partition("Each page template also has these")[2]
    told = {one.partition("(")[0] for one in first_column(table)}
    return differences(told, set(given) - {"meta"}, "templates")


class Everything:
    """Stands in for a look: whatever is asked of it is there."""

    def __getattr__(self, name: str) -> Any:
        return {"strings": {"en": {}}, "language": "en", "dir": "ltr", "options": {}}.get(name, self)


def extension_fields(text: str) -> list[str]:
    """The fields of every contract in the section about it; the rest of the page may name none of them."""
    parts: dict[str, list[Any]] = {
        "A network": [Network],
        "A widget": [Widget],
        "A step": [StepKind],
        "A feed": [FeedFormat],
        "A check": [Check],
    }
    faults = []
    for heading, kinds in parts.items():
        told = named(section(text, heading)) | arguments(text)
        faults += [f"{heading}: {name}" for kind in kinds for name in kind.__struct_fields__ if name not in told]
    faults += [
        f"Widget: {name}" for name in ("widget", "post", "t", "url_for") if name not in named(section(text, "A widget"))
    ]
    return faults + differences(first_column(section(text, "A step")), set(fields(Step)), "Step")


def arguments(text: str) -> set[str]:
    """What is positional or named in the examples: they are complete, and run by test_readme.py."""
    positional = {"name", "slot", "template", "prepare", "render", "file_name", "media_type", "find"}
    return positional | {word for block in code_blocks(text) for word in re.findall(r"(\w+)=", block.text)}
