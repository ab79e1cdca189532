"""The extensions that a site asks for → `Registry`, and the options of the widgets in it."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from ..core.config import Config
from ..core.diagnostic import Diagnostic, Outcome, did_you_mean, error
from ..core.digest import digest_of
from ..core.source import Sources
from ..core.span import Span
from ..extend.registry import Clash, Registry, merge
from ..stages import settings


def registry(sources: Sources, config: Config, builtin: Registry) -> Outcome[Registry]:
    """Built in and the site's own: a file of the site (`extensions/quote.py`) or an installed module (`my_networks`),
    either with a `REGISTRY`. They are named in blogkit.yaml: nothing runs that the site did not ask for."""
    found: list[Diagnostic] = []
    result = builtin
    for name in config.extensions:
        try:
            extra = _load(sources, name)
            result = merge(result, extra)
        except Clash as problem:
            found.append(
                error("extension/clash", str(problem), settings.place(sources, "extensions"), fix="rename one of them")
            )
        except (Exception, SystemExit) as problem:
            line = _line_of(problem, name)
            span = Span(name, line) if line else settings.place(sources, "extensions")
            what = str(problem) if isinstance(problem, _Misnamed) else f"{type(problem).__name__}: {problem}"
            fix = "extensions: [extensions/my_file.py]" if not line else "mend it, or take it out of extensions:"
            found.append(
                error("extension/failed", f"{name.strip() or '(no name)'} cannot be loaded: {what}", span, fix=fix)
            )
    for widget in config.widgets:
        known = [w.name for w in result.widgets]
        if widget not in known:
            found.append(
                error(
                    "config/unknown-widget",
                    f'there is no widget "{widget}"',
                    settings.place(sources, f"widgets.{widget}"),
                    fix=did_you_mean(widget, known) or "there are: " + ", ".join(known),
                )
            )
    return Outcome(result, tuple(found))


class _Misnamed(Exception):
    """The name in blogkit.yaml is wrong, not the code behind it."""


def _load(sources: Sources, name: str) -> Registry:
    if name.endswith(".py"):
        if not sources.has(name):
            raise _Misnamed("there is no such file in this site")
        module_name = "blogkit_site_" + digest_of(name)
        spec = importlib.util.spec_from_file_location(module_name, os.path.join(sources.root, name))
        if spec is None or spec.loader is None:
            raise ImportError(f"{name} is not a Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
        code = sources.digest(name)
    else:
        if not name.replace(".", "").isidentifier():
            raise _Misnamed("that is neither a .py file nor a Python module")
        module = importlib.import_module(name)
        code = digest_of(name, getattr(module, "__version__", ""))
    found = getattr(module, "REGISTRY", None)
    if not isinstance(found, Registry):
        raise _Misnamed("it does not define REGISTRY = Registry(…)")
    owners = tuple((shelf, item, name) for shelf, item, _ in found.claims())
    return dataclasses.replace(found, owner=name, owners=owners, code=code)


def _line_of(problem: BaseException, name: str) -> int:
    return next(
        (
            f.lineno or 0
            for f in reversed(traceback.extract_tb(problem.__traceback__))
            if f.filename.replace(os.sep, "/").endswith(name)
        ),
        getattr(problem, "lineno", 0) or 0,
    )


def _strangers(
    widget: str, names: Iterable[str], registry: Registry, place: Callable[[str], Span]
) -> Iterator[Diagnostic]:
    """An option called `networks` holds names of networks, whichever widget has it."""
    known = [network.name for network in registry.networks]
    for name in dict.fromkeys(names):
        if name not in known:
            fix = did_you_mean(name, known) or "there are: " + ", ".join(known)
            span = place(f"{widget}.networks.{name}")
            yield error("config/unknown-network", f'there is no network "{name}"', span, found=name, fix=fix)


_EXPECTED = re.compile(r"Expected `(?P<what>\w+)[^`]*`(?P<more>[^,`]*)")
_FIELD = re.compile(r"Object (?P<what>contains unknown|missing required) field `(?P<name>[^`]*)`")


def _misfit(widget: str, given: dict[str, Any], problem: str, place: Callable[[str], Span]) -> Diagnostic:
    """What msgspec says of an option, in our words and at its line."""
    message, _, where = problem.partition(" - at `$.")
    path = where.rstrip("`").partition("[")[0]
    value: Any = given
    for name in path.split(".") if path else ():
        value = value.get(name, "") if isinstance(value, dict) else ""
    if match := _EXPECTED.match(message):
        text = f"wants {_WORDS.get(match['what'], 'something else')}{match['more']}"
    elif match := _FIELD.match(message):
        text = f'has no option "{match["name"]}"' if match["what"][0] == "c" else f"needs {match['name']}"
    else:
        text = message[:1].lower() + message[1:]
    shown = "" if isinstance(value, dict) else str(value)[:60]
    fix = f"leave {path or 'it'} out for what is usual"
    span = place(f"{widget}.{path}" if path else widget)
    return error(
        "config/wrong-type", f"widget {widget}: {path} {text}".replace(":  ", ": "), span, found=shown, fix=fix
    )


_WORDS = {"array": "a list", "str": "text", "bool": "true or false", "int": "a whole number", "object": "a mapping"}


def widget_options(registry: Registry, config: Config, sources: Sources) -> Outcome[dict[str, Any]]:
    """Options of every widget that is on, by name, from `widgets:` in blogkit.yaml."""
    found: list[Diagnostic] = []
    result: dict[str, Any] = {}

    def place(key: str) -> Span:
        return settings.place(sources, f"widgets.{key}")

    for widget in registry.widgets:
        given = config.widgets.get(widget.name, widget.usual)
        if given is False:
            continue
        plain = {} if given in (True, None) else given
        known = [f.encode_name for f in msgspec.structs.fields(widget.options)]
        result[widget.name] = widget.options()
        if not isinstance(plain, dict):
            message = f"widget {widget.name} takes options, or true or false"
            fix = f"widgets: {{{widget.name}: false}} turns it off"
            found.append(error("config/wrong-type", message, place(widget.name), found=str(given)[:60], fix=fix))
            continue
        for key in sorted(set(plain) - set(known)):
            message = f'widget {widget.name} has no option "{key}"'
            fix = did_you_mean(key, known) or "it has: " + (", ".join(known) or "none")
            found.append(error("config/unknown-key", message, place(f"{widget.name}.{key}"), fix=fix))
        try:
            result[widget.name] = msgspec.convert({k: v for k, v in plain.items() if k in known}, widget.options)
        except (msgspec.ValidationError, TypeError) as problem:
            found.append(_misfit(widget.name, plain, str(problem), place))
        found += _strangers(widget.name, getattr(result[widget.name], "networks", ()), registry, place)
    return Outcome(result, tuple(found))
