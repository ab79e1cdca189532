"""This repository's own blog, built in a folder of its own: its pages are tried in a browser, its files by parsers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from blogkit.pipeline import Request, build

REPOSITORY = Path(__file__).parents[1]
BASE = "https://x.example/blog/"
"""Where the demo is said to live: below a path, as many a blog does, so that no address gets by without it."""
CLOCK = 1_798_761_600.0
"""1 January 2027: after every post of the demo but the one that waits for 2030."""


def build_demo(root: Path, base_url: str = BASE, *, cards: bool = False, theme: str = "default") -> Path:
    """Copy the blog to `root`, build it there, and say where the output is."""
    for name in ("content", "static"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in ("blogkit.yaml", "people.yaml"):
        shutil.copy(REPOSITORY / name, root / name)
    settings = root / "blogkit.yaml"
    settings.write_text(settings.read_text("utf-8").replace("  name: default\n", f"  name: {theme}\n"), "utf-8")
    report = build(Request(os.fspath(root), base_url=base_url, clock=CLOCK, cards=cards, jobs=1)).report
    assert not report.failed, report.diagnostics
    return root / "public"
