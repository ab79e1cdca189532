"""A whole site in one text, and what a build makes of it.

    site = Site.of(tmp_path, '''
    -- blogkit.yaml --
    base_url: https://blog.example/
    -- content/posts/hello.md --
    Hello!
    ''')
    site.build()
    assert b"Hello!" in site.tree()["posts/hello/index.html"]

A line `-- path --` begins each file, which reaches to the next such line. `-- path (base64) --` begins one that is not
text. Builds happen in this process at a fixed moment, and draw no cards unless asked to.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from ..pipeline import Built, Request, build

CLOCK = 1_773_144_000.0
"""10 March 2026, noon in UTC: the moment at which test sites are built."""
_HEADER = re.compile(r"^-- (?P<name>\S.*?) --[ \t]*$", re.MULTILINE)
_BINARY = " (base64)"


@dataclass(frozen=True, slots=True)
class Block:
    """One `-- name --` and the text below it."""

    name: str
    text: str

    @property
    def data(self) -> bytes:
        return base64.b64decode(self.text) if self.name.endswith(_BINARY) else self.text.encode()

    @property
    def path(self) -> str:
        return self.name.removesuffix(_BINARY)

    def __str__(self) -> str:
        return f"-- {self.name} --\n{self.text}"


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order. What stands above the first is a comment."""
    found = list(_HEADER.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [Block(m["name"], text[m.end() + 1 : end]) for m, end in zip(found, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Site:
    """A site on disk."""

    root: Path
    output: str = "public"

    @classmethod
    def of(cls, root: Path, text: str) -> Site:
        """A new site in `root`, from one text, which may be indented."""
        site = cls(root)
        site.write({block.path: block.data for block in blocks(dedent(text))})
        return site

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Save these files, as an editor does: whole, and under a new inode. None deletes one."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            new = self.root / ".saving"
            new.write_bytes(content.encode() if isinstance(content, str) else content)
            new.replace(file)

    def rename(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def build(self, **changes: Any) -> Built:
        """Build it. `changes` are fields of `Request`."""
        output = None if self.output == "public" else self.output
        usual: dict[str, Any] = {"output": output, "clock": CLOCK, "cards": False, "jobs": 1}
        return build(Request(os.fspath(self.root), **(usual | changes)))

    def fresh(self, into: Path) -> Site:
        """The same inputs in another folder that was never built. What stood in `into` is lost."""
        shutil.rmtree(into, ignore_errors=True)
        ours = {".blogkit", self.output}
        top = os.fspath(self.root)
        shutil.copytree(self.root, into, symlinks=True, ignore=lambda folder, _: ours if folder == top else ())
        return Site(into, self.output)

    def tree(self) -> dict[str, bytes]:
        """Everything in the output folder; a folder with nothing in it stands as `name/`."""
        return dict(_tree(self.root / self.output, ""))


def _tree(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    names = sorted(os.listdir(folder)) if folder.is_dir() else []
    if not names and prefix:
        yield prefix, b""
    for name in names:
        file = folder / name
        if file.is_dir() and not file.is_symlink():
            yield from _tree(file, f"{prefix}{name}/")
        else:
            yield prefix + name, file.read_bytes()
