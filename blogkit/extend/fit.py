"""Shortens a text to what a network has room for."""

from __future__ import annotations

import re
from itertools import accumulate

from ..core.length import graphemes
from .network import Network, together

MORE = "…"
_REST = r"[^\s<>\"。、，！？；：「」『』（）]"
_WHOLE = (
    rf"https?://[^\s/?#<>\"]{{1,253}}(?:[/?#]{_REST}*)?",
    rf"(?<![\w.-])(?:\w[\w-]{{0,62}}\.)+[A-Za-z]{{2,63}}(?:[/?#]{_REST}*)?",
    r"(?<![\w.+-])[\w.+-]{0,64}@\w[\w.:-]{0,252}(?:@[\w.:-]{1,253})?",
    r"(?<![\w/])/?[ur]/[\w-]+",
)
"""Links, with and without https; mentions and mailboxes; `u/ana`: cut in two, these would lead somewhere else."""
_WORD = 24
"""Clusters given up so that the cut falls between two words. Scripts without spaces are cut where it is full."""


def fit(text: str, url: str, network: Network) -> str:
    """The text as it is, or its beginning and an ellipsis: as much as fits together with `url`, which is never cut. Cut
    neither inside a cluster of characters nor inside a link or a mention. Empty where the address alone fills it."""
    limit = network.limit
    if limit is None:
        return text

    def fits(words: str) -> bool:
        return limit.length(words if limit.url_apart else together(words, url)) <= limit.most

    if fits(text):
        return text
    whole = [match.span() for pattern in _WHOLE for match in re.finditer(pattern, text)]
    inside = {at for start, end in whole for at in range(start + 1, end)}
    cuts = [at for at in accumulate(map(len, graphemes(text))) if at not in inside and at < len(text)]
    ends = {end for _, end in whole}

    def cut(at: int) -> str:
        words = text[:at].rstrip()
        return words + (f" {MORE}" if len(words) in ends else MORE) if words else ""

    low, high = 0, len(cuts)
    while low < high:  # how many of the cuts fit: a longer beginning is hardly ever a shorter text
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(cut(cuts[middle - 1])) else (low, middle - 1)
    between = next((n for n in range(low, max(0, low - _WORD), -1) if text[cuts[n - 1]].isspace()), low)
    return next((cut(cuts[n - 1]) for n in (between, low) if n and fits(cut(cuts[n - 1]))), "")
