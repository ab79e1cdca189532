"""The line that YAML stumbled over → what its author most likely meant, tried out before it is advised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec


class Mended(msgspec.Struct, frozen=True):
    """One line as it should be. `line` and `column` count from 0 and show where it went wrong."""

    line: int
    text: str
    code: str
    message: str
    found: str
    column: int


Try = Callable[[str], tuple[Any, Exception | None]]

_PAIR = re.compile(r"(?P<lead>\s*(?:- +)?)(?:(?P<key>[\w.-]+)(?P<gap>\s*:[ \t]+))?(?P<value>\S.*?)\s*$")
_TIGHT = re.compile(r"(?P<key>\s*[A-Za-z][\w-]*):(?P<value>[^\s/].*)$")
_BARE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]+(?P<value>\S.*)$")
_PAIR_OF_HALVES = re.compile(r"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_HALF = re.compile(r"((?<!\\)(?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_CLOSERS = {"[": "]", "{": "}"}


def mended(problem: Exception, lines: Sequence[str], attempt: Try) -> Mended | None:
    """The first guess with which reading gets further than the mistake."""
    for number in _suspects(problem, lines):
        for guess in _guesses(number, lines):
            changed = [*lines[:number], guess.text, *lines[number + 1 :]]
            left = attempt("\n".join(changed))[1]
            mark = getattr(left, "problem_mark", None)
            if left is None or (mark is not None and mark.line > max(number, _line(problem, "problem_mark"))):
                return guess
    return None


def _suspects(problem: Exception, lines: Sequence[str]) -> list[int]:
    """Where it began, where it was noticed, and the line before."""
    at = _line(problem, "problem_mark")
    numbers = [_line(problem, "context_mark"), at, at - 1]
    return [n for n in dict.fromkeys(numbers) if 0 <= n < len(lines)]


def _line(problem: Exception, which: str) -> int:
    mark = getattr(problem, which, None)
    return mark.line if mark is not None else -1


def _guesses(number: int, lines: Sequence[str]) -> Iterator[Mended]:
    line = lines[number]
    if "\t" in line:
        at = line.index("\t")
        yield Mended(
            number,
            line.replace("\t", "  "),
            "tab",
            "YAML is indented with spaces, never with tabs",
            "a tab",
            at,
        )
    if half := _HALF.search(line):
        at, message = half.start(), "half a character: no page can show it"
        if "\ufffd" not in whole(line):
            message = "YAML wants this character itself, not the two halves that JSON writes"
        yield Mended(number, whole(line), "control-character", message, line.strip(), at)
    tight = _TIGHT.match(line)
    if tight:
        text = f"{tight['key']}: {tight['value']}"
        yield Mended(number, text, "no-space", "a space is missing after the colon", line.strip(), tight.end("key"))
    pair = _PAIR.match(line)
    if pair and (pair["key"] or pair["lead"].strip()):
        yield from _values(number, pair)
    bare = _BARE.match(line)
    if bare and not pair_key(line):
        text = f"{bare['key']}: {bare['value']}"
        yield Mended(number, text, "no-colon", "a colon is missing after the key", line.strip(), bare.end("key"))
    if line[:1] == " " and pair and pair["key"]:
        above = next((len(one) - len(one.lstrip()) for one in reversed(lines[:number]) if one.strip()), 0)
        for width in dict.fromkeys((0, above, above + 2)):
            text = " " * width + line.lstrip()
            message = "this line is indented in a way that belongs to nothing above it"
            yield Mended(number, text, "indent", message, f"{len(line) - len(line.lstrip())} spaces", 0)


def pair_key(line: str) -> bool:
    return bool(re.match(r"\s*[\w.-]+\s*:(\s|$)", line))


def _values(number: int, pair: re.Match[str]) -> Iterator[Mended]:
    """`key: value` with the value closed, or in quotes."""
    value, before = pair["value"], pair.string[: pair.start("value")]
    column, name = pair.start("value"), f"the {pair['key']}" if pair["key"] else "this"
    first, last = value[0], value[-1]
    if first in "\"'" and (last != first or len(value) == 1):
        yield Mended(
            number, before + value + first, "quotes", f"{name} begins with quotes that are never closed", value, column
        )
    if first in _CLOSERS and last != _CLOSERS[first]:
        closed = before + value.rstrip(", ") + _CLOSERS[first]
        yield Mended(number, closed, "brackets", f"{name} begins with a bracket that is never closed", value, column)
    text = value[1:-1] if first == last and first in "\"'" and len(value) > 1 else value
    colon = value.find(": ") if ": " in value else len(value) - 1 if last == ":" else -1
    if colon >= 0 and first not in "\"'":
        message = f"{name} contains an unquoted colon"
        found = 'a second "key: value" on one line, which YAML does not allow'
        yield Mended(number, before + quoted(text), "unquoted-colon", message, found, column + colon)
    yield Mended(number, before + quoted(text), "quotes", f"{name} needs quotes around it", value, column)


def whole(text: str) -> str:
    """Escapes as JSON writes them, `\\ud83d\\ude00`, as the character they mean; half a pair is U+FFFD."""
    text = _PAIR_OF_HALVES.sub(
        lambda m: m[1] + chr(0x10000 + (int(m[2], 16) - 0xD800) * 0x400 + int(m[3], 16) - 0xDC00), text
    )
    return _HALF.sub("\\1\ufffd", text)


def quoted(text: str) -> str:
    """In double quotes; in single ones where that spares backslashes."""
    if ('"' in text or "\\" in text) and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
