"""`i18n/de.yaml` of every layer → the words of one language."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from yaml.nodes import MappingNode

from ..core.compose import compose
from ..core.decode import Reader
from ..core.diagnostic import Diagnostic, error
from .files import shown, text_of


def with_bases(languages: Iterable[str]) -> list[str]:
    """Each tag with its base language, and English, which has every word."""
    tags = {"en"}
    for language in languages:
        tags.update((language, language.partition("-")[0]))
    return sorted(tag for tag in tags if tag and all(c.isalnum() or c == "-" for c in tag))


def words(layers: Sequence[str], tag: str, found: list[Diagnostic]) -> dict[str, Any]:
    """The strings of one language: those of the site over those of the theme over those of its parents."""
    strings: dict[str, Any] = {}
    for folder in reversed(layers):
        path = os.path.join(folder, "i18n", f"{tag}.yaml")
        if os.path.isfile(path):
            strings.update(_file(path, layers[0], found))
    return strings


def _file(path: str, root: str, found: list[Diagnostic]) -> dict[str, Any]:
    text = text_of(path, root, found)
    if text is None:
        return {}
    name = shown(path, root)
    tree = compose(text, name, 0, "theme")
    found += tree.diagnostics
    if tree.value is None:
        return {}
    reader = Reader(name, 0, "theme", text.split("\n"))
    values = {}
    if isinstance(tree.value, MappingNode):
        for key, _, node in reader.pairs(tree.value):
            value = reader.value(node, Any, key)
            if wanted := _unfit(key, value):
                message = f'the words for "{key}" are {wanted}'
                finding = error("theme/words", message, reader.span(node), found=str(value)[:60], fix=_FIX[wanted])
                reader.found.append(finding)
            else:
                values[key] = value if isinstance(value, list | dict) else str(value)
    else:
        reader.wrong(tree.value, "", "a mapping (key: value)")
    found += reader.found
    return values


_MONTHS, _TEXT = "a list of twelve names", "a text, or one text for each plural form"
_FIX = {
    _MONTHS: "months: [January, February, …, December]",
    _TEXT: 'for example  posts: {one: "{n} post", other: "{n} posts"}',
}


def _unfit(key: str, value: Any) -> str:
    if key.startswith("months"):
        return (
            "" if isinstance(value, list) and len(value) == 12 and all(isinstance(v, str) for v in value) else _MONTHS
        )
    if isinstance(value, dict):
        return "" if value and all(isinstance(text, str) for text in value.values()) else _TEXT
    return "" if isinstance(value, str | int | float) else _TEXT
