"""The manual as data: its pages, their sections, what they name, and their code blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

import blogkit

ROOT = Path(blogkit.__file__).parents[1]
DOCS = ROOT / "content" / "pages" / "docs"

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"^(?P<marks>#{2,6}) (?P<words>.+?)(?: \{#.+\})?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    language: str
    title: str
    text: str


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def everything() -> dict[str, str]:
    """Every text that a reader may take for the manual, by its path."""
    files = [*ROOT.glob("*.md"), *(ROOT / "content").rglob("*.md"), *(ROOT / "blogkit/starter").rglob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def code_blocks(text: str) -> list[CodeBlock]:
    found = []
    for match in _FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', match["info"])
        language = match["info"].split(" ")[0]
        found.append(CodeBlock(language, title[1] if title else "", match["text"]))
    return found


def prose(text: str) -> str:
    """Without code blocks."""
    return _FENCE.sub("", text)


def spans(text: str) -> list[str]:
    """What stands between backticks, outside of code blocks."""
    return [code.strip() for _, code in _SPAN.findall(prose(text))]


def named(text: str) -> set[str]:
    """Every whole code span, and every word in one."""
    found = spans(text)
    return {*found, *(word for span in found for word in re.findall(r"[A-Za-z_][\w-]*", span))}


def headings(text: str) -> list[str]:
    return [match["words"] for match in _HEADING.finditer(prose(text))]


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one that is not deeper; empty if there is no such heading."""
    text = prose(text)
    for match in _HEADING.finditer(text):
        if match["words"] == heading:
            rest = text[match.end() :]
            end = re.search(rf"^#{{1,{len(match['marks'])}}} ", rest, re.MULTILINE)
            return rest[: end.start()] if end else rest
    return ""


def introduction(text: str) -> str:
    """What stands above the first heading."""
    return re.split(r"^## ", prose(text), maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, without heads and rules."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line.startswith("|") and not line.startswith("|---") and not following.startswith("|---"):
            found.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return found


def first_column(text: str) -> set[str]:
    return {code for row in rows(text) for code in spans(row[0])}


def fields(struct: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(struct)]


def differences(told: set[str], there: set[str], where: str) -> list[str]:
    missing = [f"{where}: {name} is not in the manual" for name in sorted(there - told)]
    return missing + [f"{where}: there is no {name}" for name in sorted(told - there)]
