"""Templates as Jinja compiled them, kept from build to build: compiling some takes longer than rendering a page.

A code object that somebody changed could do anything, and so could a wrong one: they lie in the store, which believes
nothing without its checksum, under keys that name everything the compiler looks at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jinja2
from jinja2.bccache import Bucket

from ...core.digest import digest_of
from ...core.theme import Theme
from ...extend.widget import Widget


def texts(theme: Theme, widgets: Sequence[Widget]) -> dict[str, str]:
    """Every template of a page by its name; the theme's before a widget's own."""
    return {f"widgets/{widget.name}.html": widget.template for widget in widgets} | theme.templates


def keys(theme: Theme, widgets: Sequence[Widget], code: str) -> dict[str, str]:
    """Name of each template to its key in the store. `code`: digest of blogkit, Python and the libraries."""
    return {
        name: "template:" + digest_of(code, theme.sandboxed, name, theme.origins.get(name), text)
        for name, text in texts(theme, widgets).items()
        if not name.startswith("cards/")
    }


class Compiled(jinja2.BytecodeCache):
    def __init__(self, known: Mapping[str, bytes]) -> None:
        self.known = known
        self.fresh: dict[str, bytes] = {}
        """What had to be compiled, by name of the template."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self.known.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.fresh[bucket.key] = bucket.bytecode_to_string()
