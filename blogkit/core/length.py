"""How long a text is, in the units that networks count in.

Clusters and emoji follow the Unicode tables of the library `regex`, which is only imported for texts that need it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_PLAIN = "\u0300"
"""Below this, the first combining mark, every character is a cluster of its own, but for CR LF."""
_CLOSES = r"(?:\ufe0f?\u20e3|\ufe0f|\p{Emoji_Modifier}|[\U000e0020-\U000e007e]+\U000e007f)?"
_EMOJI = (
    r"\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
    rf"|(?:[©®]\ufe0f|(?![0-9#*©®])\p{{Emoji}}){_CLOSES}(?:\u200d\p{{Emoji}}{_CLOSES})*"
)
_LABEL = r"(?![-_])[^\s\x00-,./:-@\[-^`{-\x9f\u2000-\u206f\ufffe\uffff]{1,63}(?<![-_])"


def graphemes(text: str) -> list[str]:
    """What readers take for single characters: extended grapheme clusters (Unicode Annex 29)."""
    if not text or (max(text) < _PLAIN and "\r" not in text):
        return list(text)
    import regex

    found: list[str] = regex.findall(r"\X", text)
    return found


@cache
def emoji() -> Any:
    """A pattern for emoji sequences that are well formed (Unicode Technical Standard 51), drawn by anybody or not."""
    import regex

    return regex.compile(_EMOJI)


def has_emoji(text: str) -> bool:
    return bool(text) and max(text) >= _PLAIN and emoji().search(text) is not None


def utf8(text: str) -> int:
    """Bytes in UTF-8. Half a surrogate pair leaves as `?`."""
    return len(text.encode("utf-8", "replace"))


def utf16(text: str) -> int:
    """Code units in UTF-16: what JavaScript and Java call the length."""
    return len(text.encode("utf-16-le", "replace")) // 2


def link(path: str, ending: str, query: str, query_ending: str) -> str:
    """A pattern for http(s) addresses in a text, given the characters that a network takes into them, and the last
    of them. Whether a top-level domain exists is not asked: there is a new one every month."""
    inside = rf"(?:[{path}]|\([{path}]+\))"
    top = r"(?:(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,63})(?![A-Za-z0-9@+-])|[^\W\d_A-Za-z]{2,63}(?![\w-]))"
    return (
        rf"(?<![A-Za-z0-9@＠$#＃])[Hh][Tt]{{2}}[Pp][Ss]?://(?P<host>(?:{_LABEL}\.)+{top})(?::[0-9]+)?"
        rf"(?:/(?:{inside}*(?:[{ending}]|\([{path}]+\)))?)?(?:\?[{query}]*[{query_ending}])?"
    )


def is_host(host: str) -> bool:
    """Whether its labels are such as the name system knows, with room for them in ASCII."""
    labels = [label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in host.split(".")]
    return all(len(label) <= 63 for label in labels) and "_" not in labels[-2]
