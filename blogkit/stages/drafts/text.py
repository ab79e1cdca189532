"""What there is to say → the text for one network, within its room, and the link that posts it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from msgspec import structs

from ...core import letter
from ...extend.fit import fit
from ...extend.network import Limit, Network, encoded, together
from .material import Material, Named
from .words import Words, words_of

ENOUGH = 60
A_SENTENCE = 30
"""Characters of a thought, cut or whole, that are worth keeping; with less room, somebody is left out instead."""
ROOMY = 2_000
ORDERS = ("takeaway people question", "question takeaway people", "title takeaway question people",
          "people takeaway question")  # fmt: skip
ROOMY_ORDER = "title takeaway people question"
"""Each network in its own order, so that who follows the author on two of them does not read the same twice."""
_PROBE = "blogkit"
_END = re.compile(r"[.!?؟][”\"»’)]*(?=\s+[^a-z\s])|[。！？]")


def composed(said: Material, network: Network, order: int, most: int) -> tuple[str, tuple[Named, ...]]:
    """(text, who is named in it): what the author wrote for this network, else a thought, people and a question."""
    own = said.social.get(network.name, "").strip()
    if own:
        apart = bool(network.limit and network.limit.url_apart)
        return (own if apart or said.url in own else f"{own}\n\n{said.url}"), ()
    if network.limit and network.limit.url_apart:
        return _submission(said, network, most)
    room = network.limit.most if network.limit else ROOMY
    parts = ORDERS[order % len(ORDERS)] if room < ROOMY else ROOMY_ORDER if network.limit else ORDERS[0]
    return _fitted(said, network, parts.split(), said.people[:most])


def _submission(said: Material, network: Network, most: int) -> tuple[str, tuple[Named, ...]]:
    """A title for the list, and below it what one can say first in the comments there."""
    people = said.people[:most]
    title = fit(said.title or said.takeaway, said.url, network)
    parts = [title, said.takeaway, "\n".join(lines(people, network, words_of(said.language))), said.question]
    return "\n\n".join(part for part in dict.fromkeys(parts) if part), people


def _fitted(
    said: Material, network: Network, order: Sequence[str], people: tuple[Named, ...]
) -> tuple[str, tuple[Named, ...]]:
    """The thought is shortened first, then the last of the people go, then the question. The address always stays."""
    words = words_of(said.language)
    thought = said.takeaway or said.title

    def build(takeaway: str, some: Sequence[Named], question: str) -> str:
        title = "" if not said.takeaway or takeaway.startswith(said.title) else said.title
        there = {"title": title, "takeaway": takeaway, "question": question}
        there["people"] = "\n".join(lines(some, network, words))
        return "\n\n".join(part for part in (*(there[name] for name in order), said.url) if part)

    for question in dict.fromkeys((said.question, "")):
        for count in range(len(people), -1, -1):
            some = people[:count]
            short = _shortened(thought, network, lambda text, some=some, q=question: build(text, some, q))  # type: ignore[misc]
            if short:
                return build(short, some, question), some

    def alone(text: str) -> str:
        return "\n\n".join(part for part in (text, said.url) if part)

    return alone(fit(said.title or thought, "", _built(network, alone))), ()


def _built(network: Network, build: Callable[[str], str]) -> Network:
    """The network, as if it counted a text by what is built of it."""
    limit = network.limit
    if limit is None:
        return network
    return structs.replace(network, limit=Limit(limit.most, lambda text: limit.length(build(text)), url_apart=True))


def _shortened(text: str, network: Network, build: Callable[[str], str]) -> str:
    """As much of the text as fits when everything else is there too: whole sentences, if there is one that says
    something, else up to a word. Empty when there is room for next to nothing."""
    network = _built(network, build)
    limit = network.limit
    if limit is None:
        return text
    for end in sorted({len(text), *(match.end() for match in _END.finditer(text))}, reverse=True):
        if limit.length(text[:end]) <= limit.most and (end >= A_SENTENCE or end == len(text)):
            return text[:end]
    cut = fit(text, "", network)
    return cut if len(cut) >= ENOUGH else ""


def lines(people: Sequence[Named], network: Network, words: Words) -> list[str]:
    """A sentence for each person; one for all who are thanked, and one for all who are cited."""
    result = []
    for role, group in groupby(people, key=lambda one: one.role):
        some = [*group]
        if role in ("thanks", "cites"):
            phrase, part = (words.thanks, words.for_) if role == "thanks" else (words.cites, words.by)
            given = [_phrase(one, part, network, words) for one in some]
            if role == "thanks" and any(one.why for one in some):
                given[1:] = [words.again.format(who=one) for one in given[1:]]
            result.append(phrase.format(who=_list(given, words), what=_list(given, words)))
        else:
            result += [_sentence(one, network, words) for one in some]
    return [
        line if line.endswith((".", "!", "?", "…", "。", "！", "？", "؟")) else line + words.stop for line in result
    ]


def _phrase(one: Named, pattern: str, network: Network, words: Words) -> str:
    person = spoken(one, network)
    what = words.quoted.format(text=one.what) if one.what else ""
    return pattern.format(who=person, why=_open(one.why), what=what) if one.why or what else person


def _sentence(one: Named, network: Network, words: Words) -> str:
    person = spoken(one, network)
    if one.role == "because":
        return words.because.format(who=person, why=_open(one.why))
    if one.role == "quote":
        return f"{words.quoted.format(text=one.why)} – {person}"
    if one.role == "answers":
        return words.answers.format(what=_phrase(one, words.by, network, words))
    return {"guest": words.guest, "via": words.via, "host": words.host}[one.role].format(who=person)


def _open(text: str) -> str:
    """Without a full stop: the sentence goes on, or ends by itself."""
    return text.removesuffix(".") if not text.endswith("..") else text


def _list(parts: Sequence[str], words: Words) -> str:
    return words.and_.join((*([words.comma.join(parts[:-1])] if parts[1:] else ()), parts[-1]))


def spoken(one: Named, network: Network) -> str:
    """How one says somebody's name there."""
    handle = one.handles.get(network.name, "")
    return (network.mention(handle) if handle else "") or one.name


def by_hand(people: Sequence[Named], network: Network) -> list[str]:
    """Those who are there, but whom no typed text mentions: the names to pick from a list."""
    there = [one for one in people if one.handles.get(network.name)]
    apart = network.limit is None or network.limit.url_apart
    return [] if apart else [one.name for one in there if not network.mention(one.handles[network.name])]


def counted(text: str, network: Network) -> int:
    """How long it is, as the network counts."""
    limit = network.limit
    if limit is None:
        return len(text)
    return limit.length(text.partition("\n\n")[0] if limit.url_apart else text)


def intent(text: str, title: str, url: str, network: Network) -> str:
    """The address that opens the network with the whole text in its box; empty where one can only talk."""
    if network.share is None:
        return ""
    if network.limit and network.limit.url_apart:
        return network.share(" ".join(text.partition("\n\n")[0].split()), url)
    probe = network.share(_PROBE, url)
    if probe.startswith("mailto:"):
        return f"mailto:?subject={encoded(title)}&body={encoded(_mail(text))}"
    if encoded(together(_PROBE, url)) in probe:  # one box for both
        return probe.replace(encoded(together(_PROBE, url)), encoded(text))
    return network.share(re.sub(rf"\s*{re.escape(url)}\s*\Z", "", text), url)


def takes_text(network: Network) -> bool:
    """Whether its link brings the text along; if not, one pastes it."""
    return network.share is not None and _PROBE in network.share(_PROBE, "https://example.org/")


def letter_to(mailbox: str, subject: str, text: str) -> str:
    """Opens the author's mail program; empty when the mailbox is none."""
    start = letter.reply(mailbox, "").partition("?")[0]
    return f"{start}?subject={encoded(' '.join(subject.split()))}&body={encoded(_mail(text))}" if start else ""


def _mail(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
