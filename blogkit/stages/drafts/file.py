"""A draft as a file, `engagement/drafts/SLUG/NETWORK.md`: a head that is blogkit's, and a text that is the author's.

The head holds one `key: value` a line. It is read line by line, never as YAML, so that no slip of the pen in it can
cost anybody a text.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from ...core.digest import digest

State = Literal["draft", "held", "sent"]
KEYS = ("network", "to", "for", "post", "limit", "count", "mentions", "state", "held", "url", "intent", "reach",
        "written")  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z0-9/@+(][^#'\"\n]*(?<![\s:])|")
_LINE = re.compile(r"(?P<key>[A-Za-z_]+):[ \t]*(?P<value>.*?)[ \t]*")
_FENCE = "---"


class Draft(msgspec.Struct, frozen=True):
    """What one may post on a network, or write to somebody."""

    text: str
    head: dict[str, str]
    """KEYS to what they say."""
    more: tuple[str, ...] = ()
    """Lines of the head that are the author's own."""

    @property
    def state(self) -> State:
        said = self.head.get("state", "")
        return said if said in ("held", "sent") else "draft"  # type: ignore[return-value]

    @property
    def edited(self) -> bool:
        """Whether the author has had a hand in the text."""
        return self.head.get("written", "") != signature(self.text)


def signature(text: str) -> str:
    return digest(_same(text).encode())


def _same(text: str) -> str:
    """The text as every editor leaves it: without blanks at the ends of lines and around it."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def new(text: str, head: dict[str, str]) -> Draft:
    return Draft(text, {**head, "written": signature(text)})


def written(draft: Draft) -> str:
    lines = [f"{key}: {_value(draft.head[key])}".rstrip() for key in KEYS if key in draft.head]
    return "\n".join([_FENCE, *lines, *draft.more, _FENCE, "", draft.text.strip("\n"), ""])


def _value(text: str) -> str:
    """As YAML that means this text."""
    safe = _PLAIN.fullmatch(text) and ": " not in text
    return text if safe else json.dumps(text, ensure_ascii=False)


def read(text: str) -> Draft:
    """A file as somebody may have left it. One without a head is all text."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    if lines[0].rstrip() != _FENCE or not end:
        return Draft("\n".join(lines).strip("\n"), {})
    head: dict[str, str] = {}
    more = []
    for line in lines[1:end]:
        match = _LINE.fullmatch(line)
        if match and match["key"] in KEYS:
            head[match["key"]] = _meant(match["value"])
        elif line.strip():
            more.append(line)
    return Draft("\n".join(lines[end + 1 :]).strip("\n"), head, tuple(more))


def _meant(value: str) -> str:
    if value[:1] == '"':
        try:
            said = json.loads(value)
        except ValueError:
            return value.strip('"')
        return said if isinstance(said, str) else value
    return value[1:-1].replace("''", "'") if len(value) > 1 and value[0] == value[-1] == "'" else value


def differences(there: str, fresh: str) -> Iterable[str]:
    """From the author's text to the one that would be written now."""
    lines = difflib.unified_diff(there.split("\n"), fresh.split("\n"), "your draft", "written anew", lineterm="", n=1)
    return [line for line in lines if not line.startswith("@@")]
