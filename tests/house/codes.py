"""Every diagnostic code that blogkit can write, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FINDINGS = {"error", "warning", "info", "finding", "Diagnostic"}
READ = ("front-matter", "config", "people", "theme")
"""What the YAML reader is pointed at: all of its codes exist for each of these."""
AREAS = {"stages/settings.py": ("config", "people")}
"""Where `area` can be less than that."""
ENDINGS = {"_once": 0, "_refused": 1, "Mended": 2}
"""Functions of the reader that are given the end of a code, and as which argument."""
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*")


class Unreadable(AssertionError):
    """A code is put together in a way that this module does not know."""


def codes(package: Path) -> set[str]:
    trees = {path.relative_to(package).as_posix(): ast.parse(path.read_text("utf-8")) for path in package.rglob("*.py")}
    certain = {code for path, tree in trees.items() for code in _of(path, tree)}
    areas = {code.partition("/")[0] for code in certain} - {"image"}  # media types look the same
    handed_on = {
        node.value
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value)
    }
    return certain | {code for code in handed_on if code.partition("/")[0] in areas}


def _of(path: str, tree: ast.Module) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in FINDINGS:
            yield from _code(path, tree, call.args[0])
        elif name in ENDINGS and path.startswith("core/"):
            end = call.args[ENDINGS[name]]
            if isinstance(end, ast.Constant) and isinstance(end.value, str):
                yield from (f"{area}/{end.value}" for area in READ)
        elif name == "wrong" and path == "stages/settings.py" and isinstance(call.args[0], ast.Constant):
            yield "config/" + str(call.args[0].value).replace("_", "-")


def _code(path: str, tree: ast.Module, node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.Name):
        return  # it is given as it stands by somebody else
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.FormattedValue):
        area, end = ast.unparse(node.values[0].value), node.values[1:]
        if len(end) == 1 and isinstance(end[0], ast.Constant) and isinstance(end[0].value, str):
            for one in _areas(path, tree, area):
                yield f"{one}{end[0].value}"
        elif not path.startswith("core/"):
            raise Unreadable(f"{path}:{node.lineno}: what code is {ast.unparse(node)}?")
    else:
        raise Unreadable(f"{path}:{node.lineno}: what code is {ast.unparse(node)}?")


def _areas(path: str, tree: ast.Module, name: str) -> tuple[str, ...]:
    if name in ("area", "self.area"):
        return AREAS.get(path, READ)
    if name == "AREA":
        return ("front-matter",)
    raise Unreadable(f"{path}: what area is {name}?")
