"""What the author wrote after ```: language, title and lines to point out."""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING = re.compile(r"(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$")
LANGUAGE = re.compile(r"\{?\s*\.?([\w#+./-]*)")
TITLE = re.compile(r"""\b(?:title|filename|file|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s}]+))""")
MARKED = re.compile(r"""\bhl_lines\s*=\s*(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|([^\s}]+))|\{([\d\s,-]+)\}""")
RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
MAX_MARKED = 1_000


class Fence(NamedTuple):
    """The head of a fenced block."""

    mark: str
    language: str = ""
    title: str = ""
    marked: tuple[int, ...] = ()


def opening(body: str) -> Fence | None:
    """Read a line that may open a fence. `body` has no indentation.

    Accepted: ```python, ```{.python}, ```python title="x.py" {hl_lines="1 3"}, ```js {1,3-4}, ```{r, echo=FALSE},
    ```rust,no_run and ```python:main.py, because people bring all of them along.
    """
    found = OPENING.match(body)
    if found is None:
        return None
    mark, info = found.groups()
    if not info:
        return Fence(mark)
    if mark[0] == "`" and "`" in info:
        return None  # that is inline code
    first = LANGUAGE.match(info)
    assert first is not None
    language, rest = first[1], info[first.end() :]
    if rest.startswith("=") or (language and language in {"title", "hl_lines", "filename"}):
        language, rest = "", info
    titled = TITLE.search(rest)
    title = next((part for part in titled.groups() if part), "") if titled else ""
    if not title and rest.startswith(":") and rest[1:2].strip():
        title = rest[1:].split()[0]
    marked = MARKED.search(rest)
    lines = next((part for part in marked.groups() if part), "") if marked else ""
    return Fence(mark, language.strip("."), title, _numbers(lines))


def closes(line: str, fence: Fence) -> bool:
    stripped = line.strip()
    return stripped.startswith(fence.mark) and not stripped.strip(fence.mark[0])


def _numbers(text: str) -> tuple[int, ...]:
    numbers: set[int] = set()
    for found in RANGE.finditer(text):
        start, end = int(found[1]), int(found[2] or found[1])
        numbers.update(range(start, min(end, start + MAX_MARKED) + 1))
    return tuple(sorted(numbers))
