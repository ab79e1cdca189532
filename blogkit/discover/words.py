"""`i18n/de.yaml` of every layer → the words of one language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from ..core.compose import compose
from ..core.decode import Reader
from ..core.diagnostic import Diagnostic


def _with_bases(languages: Iterable[str]) -> list[str]:
    tags = {"en"}
    for language in languages:
        tags.update((language, language.partition("-")[0]))
    return sorted(tag for tag in tags if tag and all(c.isalnum() or c == "-" for c in tag))


def _strings(layers: list[str], tag: str, found: list[Diagnostic]) -> dict[str, Any]:
    strings: dict[str, Any] = {}
    for folder in reversed(layers):
        path = os.path.join(folder, "i18n", f"{tag}.yaml")
        if os.path.isfile(path):
            shown = _shown(path, layers[0])
            tree = compose(_read(path), shown, 0, "theme")
            found += tree.diagnostics
            if tree.value is not None:
                reader = Reader(shown, 0, "theme")
                value = reader.value(tree.value, dict[str, Any], "")
                found += reader.found
                strings.update(value if isinstance(value, dict) else {})
    return strings
