"""A theme → what is wrong with it, by level, file and line, without building anything."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from ...core.contract import PAGES
from ...core.diagnostic import did_you_mean
from ...core.span import Span
from ...core.theme import Theme
from .kinds import literals
from .markup import Markup
from .names import deprecated, names, parsed
from .note import LEVELS, Level, Note, note
from .pages import pages, written
from .sheets import hosts, sheets

__all__ = ["LEVELS", "Level", "Note", "check", "deprecated", "note"]


def check(theme: Theme, texts: dict[str, tuple[str, str]]) -> list[Note]:
    """All findings about the theme, its parents' included. `texts` are its style sheets and scripts: by name, the file
    as findings show it, and what stands in it."""
    trees, found = parsed(theme)
    markups = {name: Markup(theme.templates[name]) for name in trees if not name.endswith(".svg")}
    found += names(theme, trees)
    found += _uses(theme, trees)
    for name, markup in markups.items():
        found += written(name, theme.origins[name], markup)
    found += pages(theme, {name: tree for name, tree in trees.items() if name in markups}, markups)
    found += sheets(text for name, text in texts.items() if name.endswith(".css"))
    for file, text in texts.values():
        found += hosts(file, text)
    return sorted(dict.fromkeys(found), key=_order)


def _order(one: Note) -> tuple[int, Span, str]:
    return LEVELS.index(one.level), one.finding.span or Span(""), one.finding.code


def _uses(theme: Theme, trees: dict[str, nodes.Template]) -> Iterator[Note]:
    """Templates that are named and not there, rings of `extends`, and templates that nothing reaches."""
    reached: set[str] = set()
    for name, tree in trees.items():
        found: list[object] = [*tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))]
        for node in found:
            for wanted in literals(node.template):  # type: ignore[attr-defined]
                reached.add(wanted)
                if wanted not in theme.templates and not getattr(node, "ignore_missing", False):
                    at = Span(theme.origins[name], node.lineno)  # type: ignore[attr-defined]
                    near = did_you_mean(wanted, theme.templates)
                    fix = near or "a template is named from templates/ on, without .. or /"
                    yield note("fatal", "theme/no-template", f'there is no template "{wanted}"', at, fix=fix)
        if ring := _ring(name, trees):
            message = "templates extend each other without end"
            fix = 'extend another, such as  {% extends "default/' + name + '" %}'
            yield note("fatal", "theme/endless", message, Span(theme.origins[name], 1), found=ring, fix=fix)
    for name in theme.templates:
        own = name not in PAGES and not name.startswith(("cards/", "widgets/"))
        if own and name not in reached:
            message = "no page uses this template"
            fix = did_you_mean(name, PAGES) or "include it, or take it out"
            yield note("recommendation", "theme/unused", message, Span(theme.origins[name]), fix=fix)


def _ring(name: str, trees: dict[str, nodes.Template]) -> str:
    way = [name]
    while up := next(iter(trees[way[-1]].find_all(nodes.Extends)), None) if way[-1] in trees else None:
        way.append(next(iter(literals(up.template)), ""))
        if way[-1] == name:
            return " → ".join(way)
        if way[-1] in way[:-1]:
            return ""
    return ""
