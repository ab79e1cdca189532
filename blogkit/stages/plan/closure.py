"""Which templates a page depends on: the closed set of all that it extends or includes, found without running it."""

from __future__ import annotations

import re

from ...core.diagnostic import Diagnostic, error
from ...core.digest import digest, digest_of
from ...core.span import Span
from ...core.theme import Theme

_USES = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\s+(?P<what>[^%]*?)\s*[-+]?%\}")
_NAME = re.compile(r"""(['"])(?P<name>[^'"]+)\1""")


class Closures:
    """Digests of template closures, each made once. `always` are templates that every page may show: the widgets'."""

    def __init__(self, theme: Theme, always: tuple[str, ...], widgets: str, found: list[Diagnostic]) -> None:
        self._theme, self._always, self._widgets, self._found = theme, always, widgets, found
        self._known: dict[str, str] = {}
        self._texts: dict[str, dict[str, str]] = {}

    def digest(self, template: str) -> str:
        if template not in self._known:
            texts = self._theme.templates
            parts = {name: digest(texts[name].encode()) for name in self._reached(template, *self._always)}
            self._known[template] = digest_of(parts, self._widgets)
        return self._known[template]

    def texts(self, template: str) -> dict[str, str]:
        """Source texts of the template itself and of all that it uses."""
        if template not in self._texts:
            self._texts[template] = {name: self._theme.templates[name] for name in self._reached(template)}
        return self._texts[template]

    def _reached(self, *waiting: str) -> list[str]:
        reached: dict[str, None] = {}
        left = [*waiting]
        while left:
            name = left.pop()
            if name not in reached and name in self._theme.templates:
                reached[name] = None
                left += self._uses(name)
        return sorted(reached)

    def _uses(self, name: str) -> list[str]:
        text = self._theme.templates[name]
        names = []
        for use in _USES.finditer(text):
            literal = _NAME.match(use["what"])
            if literal:
                names.append(literal["name"])
                continue
            line = text.count("\n", 0, use.start()) + 1
            self._found.append(
                error(
                    "theme/dynamic-include",
                    "a template is named by its name in quotes",
                    Span(self._theme.origins[name], line),
                    found=use[0],
                    fix="write out the name; choose between them with {% if %}",
                )
            )
        return names
