"""Which names a template uses, held against what it is given: every branch of it, also those no page takes today.

A small type inference over Jinja's syntax tree. What it cannot know it calls `Any`, and says nothing about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes

from ...core import contract
from ...core.card import layouts, template_of
from ...core.diagnostic import Diagnostic, did_you_mean
from ...core.span import Span
from ...core.theme import Theme
from .kinds import Kind, dotted, guarded, hints, item, literals, one_of, owner, parts, plain
from .note import Note, note

Scope = dict[str, Kind]
_KEEP = {"list", "sort", "reverse", "select", "reject", "selectattr", "rejectattr", "unique"}
_OPTIONS = {"theme": "the options of the theme", "options": "the options of the theme and its cards"}
_GLOBALS = {"range", "dict", "cycler", "joiner", "namespace", "lipsum"}


def names(theme: Theme, trees: Mapping[str, nodes.Template]) -> Iterator[Note]:
    """Names that are not given, and those that will go, in all templates that a page, a widget or a card can reach."""
    walk = _Walk(theme, trees)
    for name, page in contract.PAGES.items():
        walk.page(name, _given(contract.GIVEN) | hints(page))
    for name in theme.templates:
        if name.startswith("widgets/"):
            walk.page(name, _given(contract.WIDGET))
    for layout in layouts(theme.templates):
        walk.page(template_of(layout), _given(contract.CARD))
    yield from walk.found.values()


def deprecated(theme: Theme) -> list[Diagnostic]:
    """Only the names that will go, as warnings of a build."""
    if not contract.DEPRECATED:
        return []
    return [one.finding for one in names(theme, parsed(theme)[0]) if one.finding.code == "theme/deprecated"]


def parsed(theme: Theme) -> tuple[dict[str, nodes.Template], list[Note]]:
    """Every template's syntax tree, and those that have none."""
    env = jinja2.Environment()
    trees: dict[str, nodes.Template] = {}
    found = []
    for name, text in theme.templates.items():
        try:
            trees[name] = env.parse(text)
        except jinja2.TemplateSyntaxError as problem:
            at = Span(theme.origins[name], problem.lineno)
            found.append(note("fatal", "theme/syntax", problem.message or "", at, fix="mend the template"))
        except RecursionError:
            fix = "move the innermost part into a partial"
            found.append(note("fatal", "theme/syntax", "this is nested too deeply", Span(theme.origins[name]), fix=fix))
    return trees, found


def _given(names: Mapping[str, Kind]) -> Scope:
    return {name: Any if kind is None else kind for name, kind in names.items()}


class _Walk:
    def __init__(self, theme: Theme, trees: Mapping[str, nodes.Template]) -> None:
        self.theme, self.trees = theme, trees
        self.seen: set[tuple[str, str]] = set()
        self.found: dict[tuple[str, str, int, str], Note] = {}
        self.file = ""
        self.blocks: dict[str, list[tuple[str, nodes.Block]]] = {}
        self.options = {"theme": dict.fromkeys(theme.options), "options": dict.fromkeys([*theme.options, *theme.cards])}

    def page(self, name: str, scope: Scope) -> None:
        """A template with all that it extends: the outermost is run, with the blocks of those that extend it."""
        if name not in self.theme.templates:
            return
        chain: list[tuple[str, nodes.Template]] = []
        while name and (tree := self.trees.get(name)) and name not in (one for one, _ in chain):
            chain.append((name, tree))
            up = next(iter(tree.find_all(nodes.Extends)), None)
            name = up.template.value if up and isinstance(up.template, nodes.Const) else ""
        self.blocks = {}
        for file, tree in chain:
            for block in tree.find_all(nodes.Block):
                self.blocks.setdefault(block.name, []).append((file, block))
        for file, tree in chain:
            self.file = file
            if (file, tree) != chain[-1]:  # beside its blocks it only sets names
                kept = [one for one in tree.body if not isinstance(one, nodes.Block | nodes.Output)]
                self.body(kept, scope)
        if chain:
            self.file = chain[-1][0]
            self.body(chain[-1][1].body, scope)

    def body(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self.node(node, scope)

    def node(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.For():
                inner = dict(scope) | {"loop": Any}
                self.bind(node.target, item(self.kind(node.iter, scope)), inner)
                if node.test:
                    self.kind(node.test, inner)
                self.body(node.body, inner)
                self.body(node.else_, dict(scope))
            case nodes.Block():
                for file, block in self.blocks.get(node.name, [(self.file, node)]):
                    before, self.file = self.file, file
                    self.body(block.body, dict(scope) | {"super": Any, "caller": Any})
                    self.file = before
            case nodes.Assign():
                self.bind(node.target, self.kind(node.node, scope), scope)
            case nodes.AssignBlock():
                self.body(node.body, dict(scope))
                self.bind(node.target, str, scope)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    self.bind(target, self.kind(value, scope), inner)
                self.body(node.body, inner)
            case nodes.Macro() | nodes.CallBlock():
                inner = (
                    dict(scope)
                    | {one.name: Any for one in node.args}
                    | dict.fromkeys(("varargs", "kwargs", "caller"), Any)
                )
                for default in node.defaults:
                    self.kind(default, scope)
                if isinstance(node, nodes.CallBlock):
                    self.kind(node.call, scope)
                else:
                    scope[node.name] = Any
                self.body(node.body, inner)
            case nodes.Import() | nodes.FromImport():
                for name in literals(node.template):
                    self.include(name, scope if node.with_context else {})
                own = [node.target] if isinstance(node, nodes.Import) else node.names
                scope.update({one if isinstance(one, str) else one[1]: Any for one in own})
            case nodes.Include():
                for name in literals(node.template):
                    self.include(name, scope)
            case nodes.Expr():
                self.kind(node, scope)
            case nodes.Extends():
                pass
            case nodes.If():
                self.kind(node.test, scope)
                asked = {name for name in guarded(node.test) if name not in scope}
                scope.update(dict.fromkeys(asked, Any))
                self.body(node.body, scope)
                for name in asked:
                    del scope[name]
                self.body([*node.elif_, *node.else_], scope)
            case _:
                for child in node.iter_child_nodes():
                    self.node(child, scope)

    def include(self, name: str, scope: Scope) -> None:
        key = (name, repr(sorted((one, str(kind)) for one, kind in scope.items())))
        tree = self.trees.get(name)
        if tree and key not in self.seen:
            self.seen.add(key)
            before, self.file = self.file, name
            self.body(tree.body, dict(scope))
            self.file = before

    def bind(self, target: nodes.Node, kind: Kind, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            for one, part in zip(target.items, parts(kind, len(target.items)), strict=True):
                self.bind(one, part, scope)

    def kind(self, node: nodes.Node, scope: Scope, *, lenient: bool = False) -> Kind:
        """What an expression is. `lenient`: a name may be missing here, for something stands in."""
        match node:
            case nodes.Name():
                if node.name in scope:
                    self.going("", node.name, node.lineno)
                    return scope[node.name]
                if not lenient and node.name not in _GLOBALS:
                    self.unknown(node.name, node.name, scope, node.lineno, "")
                return Any
            case nodes.Getattr():
                return self.part(self.kind(node.node, scope, lenient=lenient), node.attr, node, lenient)
            case nodes.Getitem():
                whole = self.kind(node.node, scope, lenient=lenient)
                if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                    return self.part(whole, node.arg.value, node, lenient)
                self.kind(node.arg, scope)
                return whole if isinstance(node.arg, nodes.Slice) else item(whole)
            case nodes.Filter() if node.node is not None:
                return self.filter(node, scope, lenient)
            case nodes.Test():
                self.kind(node.node, scope, lenient=node.name in ("defined", "undefined"))
                self.rest(node.args, scope)
                return bool
            case nodes.CondExpr():
                self.kind(node.test, scope)
                then = dict.fromkeys(guarded(node.test), Any) | scope
                return one_of([self.kind(node.expr1, then), *([self.kind(node.expr2, scope)] if node.expr2 else [])])
            case nodes.And():
                left = self.kind(node.left, scope)
                return one_of([left, self.kind(node.right, dict.fromkeys(guarded(node.left), Any) | scope)])
            case nodes.Or():
                return one_of([self.kind(node.left, scope), self.kind(node.right, scope)])
            case nodes.Call():
                return self.call(node, scope)
            case nodes.Const():
                return type(node.value)
            case nodes.Concat() | nodes.TemplateData():
                self.rest(node.iter_child_nodes(), scope)
                return str
            case _:
                self.rest(node.iter_child_nodes(), scope)
                return Any

    def rest(self, children: Iterable[nodes.Node], scope: Scope) -> None:
        for child in children:
            self.kind(child.value if isinstance(child, nodes.Keyword) else child, scope)

    def filter(self, node: nodes.Filter, scope: Scope, lenient: bool) -> Kind:
        kind = self.kind(node.node, scope, lenient=lenient or node.name in ("default", "d"))  # type: ignore[arg-type]
        self.rest([*node.args, *node.kwargs], scope)
        named = [
            one.value.value for one in node.kwargs if one.key == "attribute" and isinstance(one.value, nodes.Const)
        ]
        if node.name in ("selectattr", "rejectattr", "groupby") and node.args and isinstance(node.args[0], nodes.Const):
            named.append(node.args[0].value)
        part = item(kind)
        for attribute in named:
            for one in str(attribute).split("."):
                part = self.part(part, one, node, False)
        if node.name == "map":
            return tuple[part, ...] if named else Any  # type: ignore[valid-type]
        if node.name in _KEEP or node.name in ("default", "d", "safe"):
            return kind
        return item(kind) if node.name in ("first", "last") else Any

    def call(self, node: nodes.Call, scope: Scope) -> Kind:
        self.kind(node.node, scope)
        self.rest([*node.args, *node.kwargs], scope)
        first = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name == "t" and isinstance(first, str) and first not in self.theme.strings.get("en", {}):
            self.say(
                "error", "theme/no-string", f'there are no words for "{first}"', node.lineno, f"t('{first}')",
                did_you_mean(first, self.theme.strings.get("en", {})) or "say them in i18n/en.yaml",
            )  # fmt: skip
        if name == "asset" and isinstance(first, str) and first not in self.theme.assets:
            self.say(
                "error", "theme/no-asset", f'the theme has no asset "{first}"', node.lineno, f"asset('{first}')",
                did_you_mean(first, self.theme.assets) or "put it in assets/",
            )  # fmt: skip
        return str if name in ("t", "url_for", "asset", "format_date", "iso", "head", "slot") else Any

    def part(self, kind: Kind, name: str, node: nodes.Node, lenient: bool) -> Kind:
        kind = plain(kind)
        if (
            kind is dict
            and isinstance(node, nodes.Getattr)
            and isinstance(node.node, nodes.Name)
            and (declared := self.options.get(node.node.name)) is not None
        ):
            if name not in declared and not lenient and not hasattr(dict, name):
                self.unknown(name, f"{node.node.name}.{name}", declared, node.lineno, node.node.name)
            return Any
        if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct | str | dt.date | int):
            return Any
        if issubclass(kind, msgspec.Struct) and name in hints(kind):
            self.going(owner(kind, name), name, node.lineno)
            return hints(kind)[name]
        if not lenient and not hasattr(kind, name):
            known = hints(kind) if issubclass(kind, msgspec.Struct) else {}
            self.unknown(name, dotted(node) or f".{name}", known, node.lineno, kind.__name__)
        return Any

    def unknown(self, name: str, found: str, known: Iterable[str], line: int, owner: str) -> None:
        known = [*known]
        has = f"{owner or 'this template'} has: {', '.join(known)}" if known else "leave it out"
        where = f" in {_OPTIONS.get(owner, owner)}" if owner else ""
        message = f'there is no "{name}"{where}'
        self.say("error", "theme/undefined", message, line, found, did_you_mean(name, known) or has)

    def going(self, owner: str, name: str, line: int) -> None:
        full = f"{owner}.{name}" if owner else name
        if full in contract.DEPRECATED:
            one = contract.DEPRECATED[full]
            since = f", since blogkit {one.since}" if one.since else ""
            self.say("warning", "theme/deprecated", f"{full} will go{since}", line, name, f"write  {one.instead}")

    def say(self, level: Any, code: str, message: str, line: int, found: str, fix: str) -> None:
        text = self.theme.templates[self.file].split("\n")
        there = text[line - 1] if 0 < line <= len(text) else ""
        column = (there.find(found) if found in there else there.find(found.lstrip("."))) + 1
        span = Span(self.theme.origins[self.file], line, column)
        self.found.setdefault((code, span.path, line, message), note(level, code, message, span, found=found, fix=fix))
