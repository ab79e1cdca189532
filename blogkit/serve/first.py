"""What to show of a large site before all of it is built: its newest posts, told by a glance at each file's head."""

from __future__ import annotations

import os
import re

from ..engine import scan
from ..stages.parse import MARKDOWN

POSTS = "content/posts"
LARGE = 200
"""Posts from which on it is worth building some of them first."""
SOME = 30
_DATE = re.compile(rb"(?im)^[\"']?(?:date|published|pubdate)[\"']?\s*[:=]\s*[\"']?(\d{4}-\d\d?-\d\d?)")
_IN_NAME = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = 1500


def newest(root: str) -> tuple[str, ...]:
    """The sources of the newest posts; empty for a site that is built in no time anyway.

    Only a guess: a date that is written in some other way makes a post come last here, and right a moment later.
    """
    paths = [path for path in scan.walk(root, POSTS) if path.lower().endswith(MARKDOWN)]
    if len(paths) < LARGE:
        return ()
    return tuple(sorted(paths, key=lambda path: (_day(root, path), path), reverse=True)[:SOME])


def _day(root: str, path: str) -> str:
    if named := _IN_NAME.match(path.rpartition("/")[2]):
        return named[0]
    try:
        with open(os.path.join(root, path), "rb") as file:
            found = _DATE.search(file.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode() if found else ""
