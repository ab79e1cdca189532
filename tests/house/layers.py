"""The rooms of the house, and who may call on whom.

`cli → serve → pipeline → phases → builtin | discover → stages | shelves → extend | engine → core`, one way only. Every import
counts, also one inside a function or for types alone: knowing a thing by name is already depending on it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SHELVES = frozenset({"widgets", "networks", "feeds", "cards", "steps", "checks", "inbox", "outbox"})
# From the top down. Rooms on one line do not know each other.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__main__"}),
    frozenset({"cli"}),
    frozenset({"testing"}),
    frozenset({"serve"}),
    frozenset({"pipeline"}),
    frozenset({"phases"}),
    frozenset({"builtin", "discover"}),
    frozenset({"stages"}) | SHELVES,
    frozenset({"extend", "engine"}),
    frozenset({"core"}),
    frozenset({"__init__"}),  # blogkit/__init__.py: the version, for everybody
)
FLOOR = {room: height for height, rooms in enumerate(reversed(FLOORS)) for room in rooms}
ISOLATED = frozenset({"stages"}) | SHELVES  # files in these rooms do not import each other
# Stages that another stage is made of.
PARTS = {"parse": ("front_matter", "markdown"), "render": ("card", "sandbox"), "card": ("sandbox",)}
UNCALLED = frozenset({"__main__", "testing"})  # nobody inside may need these
SILENT = frozenset({"core", "extend", "engine"}) | ISOLATED  # these return what they have to say
NO_NAMES = frozenset({"util", "utils", "common", "helper", "helpers", "manager", "handler", "misc"})
LONGEST, LONG = 400, 300


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Module:
    """One file: its dotted name below the package ("" for the package itself) and what it says."""

    name: str
    path: str
    text: str
    tree: ast.Module
    is_package: bool

    @property
    def room(self) -> str:
        return self.name.partition(".")[0] or "__init__"

    @property
    def place(self) -> str:
        """The name inside the room: "markdown" for stages.markdown and for stages.markdown.links."""
        return self.name.partition(".")[2].partition(".")[0]

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


def modules(package: Path) -> dict[str, Module]:
    """Every module below `package`, by dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        text = path.read_text("utf-8")
        found[name] = Module(name, path.relative_to(package.parent).as_posix(), text, ast.parse(text), is_package)
    return found


def faults(package: Path) -> list[Fault]:
    """Everything in `package` that breaks the house rules, in order of file and line."""
    known = modules(package)
    imports = {name: list(_imports(module, package.name, known)) for name, module in known.items()}
    inside: dict[str, list[str]] = {}
    found: list[Fault] = []
    for name, module in known.items():
        found += _place_faults(module)
        found += _name_faults(module)
        found += (fault for line, target in imports[name] for fault in _import_faults(module, known[target], line))
        inside[name] = [target for _, target in imports[name] if known[target].room == module.room]
    found += _cycle_faults(known, inside)  # between rooms a ring needs an arrow upwards, which is a fault already
    return sorted(set(found), key=lambda fault: (fault.path, fault.line, fault.message))


def long_modules(package: Path) -> list[str]:
    """Modules on their way to being too long, longest first."""
    long = [module for module in modules(package).values() if module.lines > LONG]
    return [f"{module.path}: {module.lines} lines" for module in sorted(long, key=lambda module: -module.lines)]


def _place_faults(module: Module) -> Iterator[Fault]:
    if module.room not in FLOOR:
        yield Fault(module.path, 1, f"{module.room} is no room of the house; see `FLOORS` in tests/house/layers.py")
    if module.lines > LONGEST:
        yield Fault(module.path, module.lines, f"{module.lines} lines; {LONGEST} are the most: split it by idea")
    if module.room in SILENT:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield Fault(module.path, node.lineno, f"print in {module.room}: return a value and let cli say it")


def _name_faults(module: Module) -> Iterator[Fault]:
    words = set(module.name.rpartition(".")[2].split("_"))
    for word in sorted(words & NO_NAMES):
        yield Fault(module.path, 1, f'"{word}" says nothing about what is inside')
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.name.strip("_").lower()
            if name in NO_NAMES:
                yield Fault(module.path, node.lineno, f'"{node.name}" says nothing about what it is')


def _import_faults(module: Module, target: Module, line: int) -> Iterator[Fault]:
    here, there = FLOOR.get(module.room), FLOOR.get(target.room)
    arrow = f"{module.name} imports {target.name}"
    if here is None or there is None:  # already reported: it has no room
        return
    one_family = target.name == module.name or target.place == module.place != ""
    if target.room in UNCALLED and module.room != target.room:
        yield Fault(module.path, line, f"{target.room} is for callers from outside, nobody in the house imports it")
    elif module.room == target.room:
        if module.room in ISOLATED and not one_family and target.place not in PARTS.get(module.place, ()):
            yield Fault(module.path, line, f"{arrow}: files in {module.room} stand alone")
    elif here == there:
        yield Fault(module.path, line, f"{arrow}: {module.room} does not know {target.room}")
    elif here < there:
        yield Fault(module.path, line, f"{arrow}: {target.room} is above {module.room}")


def _imports(module: Module, package: str, known: dict[str, Module]) -> Iterator[tuple[int, str]]:
    """(line, module name) for everything of the package that `module` imports."""
    for node in ast.walk(module.tree):
        for full in _named(node, module, package):
            if re.match(rf"{package}(\.|$)", full):
                name = full.removeprefix(package).removeprefix(".")
                while name and name not in known:  # `from room.file import Thing` names a thing in a file
                    name = name.rpartition(".")[0]
                if name in known and name != module.name:
                    yield node.lineno, name  # type: ignore[attr-defined]


def _named(node: ast.AST, module: Module, package: str) -> Iterable[str]:
    """The full dotted names that one node imports; empty for a node that imports nothing."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        start = node.module or ""
        if node.level:
            parts = [package, *filter(None, module.name.split("."))]
            up = parts[: len(parts) - node.level + module.is_package]
            start = ".".join([*up, *filter(None, [node.module])])
        return [f"{start}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"import_module", "__import__"}:
            return [str(node.args[0].value)]
    return []


def _cycle_faults(known: dict[str, Module], imports: dict[str, list[str]]) -> Iterator[Fault]:
    """One fault for each ring of modules, told from the module in it that comes first."""
    done: set[str] = set()
    trail: list[str] = []

    def visit(name: str) -> Iterator[Fault]:
        if name in trail:
            ring = [*trail[trail.index(name) :], name]
            yield Fault(known[name].path, 1, "imports go in a circle: " + " → ".join(ring))
        elif name not in done:
            trail.append(name)
            for target in sorted(set(imports[name])):
                yield from visit(target)
            trail.pop()
            done.add(name)

    for name in known:
        yield from visit(name)
