"""How far a block of lines goes whose text is not Markdown: code, display mathematics, raw HTML."""

from __future__ import annotations

from typing import NamedTuple

from .fences import Fence, closes


class Region(NamedTuple):
    text: str
    end: int
    """The line to go on with."""
    closed: bool = True


def indentation(line: str) -> int:
    if "\t" in line:
        line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))


def cut(line: str, indent: int) -> str:
    """The line without up to `indent` columns of leading space. A tab counts four; the code's own tabs are kept."""
    while indent > 0 and line[:1] in {" ", "\t"}:
        indent -= 1 if line[0] == " " else 4
        line = line[1:]
    return line


def fenced(lines: list[str], at: int, fence: Fence, indent: int, enough: int) -> Region:
    """Code from line `at` on. Without a closing fence it ends with its container, which needs `enough` indentation."""
    code: list[str] = []
    end = at
    while end < len(lines):
        line = lines[end]
        if fence.mark in line and closes(line, fence):
            return Region(_text(code), end + 1)
        if enough and line.strip() and indentation(line) < enough:
            break
        code.append(cut(line, indent))
        end += 1
    return Region(_text(code), end, closed=False)


def _text(code: list[str]) -> str:
    return "\n".join(code) + "\n" if code else ""


def display(lines: list[str], at: int, body: str) -> Region | None:
    """Mathematics that begins with line `at` and has its lines to itself; an empty line is none of them."""
    close = {"$$": "$$", "\\[": "\\]"}.get(body[:2])
    if close is None:
        return None
    tex: list[str] = []
    rest = body[2:]
    while close not in rest:
        tex.append(rest)
        at += 1
        if at == len(lines) or not lines[at].strip():
            return None
        rest = lines[at].strip()
    last, after = rest.split(close, 1)
    text = "\n".join([*tex, last])
    return Region(text, at + 1) if text.strip() and not after.strip() else None


def raw(lines: list[str], at: int, tag: str) -> Region:
    """The lines of an HTML element that holds no Markdown, or of a comment (`!--`)."""
    closing = "-->" if tag == "!--" else f"</{tag}"
    for end in range(at, len(lines)):
        if closing in lines[end].lower():
            return Region("", end + 1)
    return Region("", len(lines), closed=False)
