"""Broadcasting, and what a text could do about it: one friendly line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...extend.network import Network
from .material import Material
from .text import counted

MOST_HASHTAGS = 5
_MENTION = re.compile(r"(?<![\w/])@[\w.-]*\w(?:@[\w.-]+\w)?|(?<![\w/])u/[\w-]+")
_HASHTAG = re.compile(r"(?<![\w&/])#\w*[^\W\d_]\w*")
_LINK = re.compile(r"https?://\S+")
_QUESTION = re.compile(r"[?？؟;](?=\W|\Z)")


def guarded(text: str, said: Material, network: Network, most_people: int, others: Mapping[str, str]) -> Iterator[str]:
    """`others`: label of each other network to the text drafted for it."""
    bare = _LINK.sub("", text)
    if network.limit and (over := counted(text, network) - network.limit.most) > 0:
        yield f"It is {over} too long for {network.label}: shorten it before you post."
    if _plain(bare) in ("", _plain(said.title)):
        yield "Only a title and a link: say in a sentence of your own why it is worth a click."
    elif not (_QUESTION.search(bare) or _MENTION.search(bare) or any(one.name in bare for one in said.people)):
        yield "It names nobody and asks nothing: a question, or a word of thanks, gives readers a way in."
    if len(tagged := set(_MENTION.findall(bare))) > most_people:
        yield f"It names {len(tagged)} people at once: keep {most_people}, and write to the others yourself."
    if len(tags := set(_HASHTAG.findall(bare))) > MOST_HASHTAGS:
        yield f"It has {len(tags)} hashtags: two or three that people really follow do more."
    for label, other in others.items():
        if _plain(bare) and _plain(bare) == _plain(_LINK.sub("", other)):
            yield f"The text for {label} is the same: who follows you on both would read it twice."


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", _MENTION.sub("@", text).casefold()))
