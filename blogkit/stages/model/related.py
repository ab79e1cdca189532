"""Related posts: those that share the rarest terms. Linear in the number of posts."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

WINDOW = 8
"""Of each term only the posts nearest in time are looked at, or a tag that everything has would cost a square."""


def related(terms_of: Sequence[tuple[str, ...]], count: int) -> list[tuple[int, ...]]:
    """For each post (newest first, by its terms) the positions of up to `count` others, best first."""
    if not count:
        return [()] * len(terms_of)
    members: dict[str, list[int]] = {}
    places: list[list[tuple[str, int]]] = []
    for number, terms in enumerate(terms_of):
        mine = []
        for term in terms:
            row = members.setdefault(term, [])
            mine.append((term, len(row)))
            row.append(number)
        places.append(mine)
    total = len(terms_of)
    weight = {term: log(1 + total / len(row)) for term, row in members.items()}
    result = []
    for number, mine in enumerate(places):
        scores: dict[int, float] = {}
        for term, place in mine:
            gain = weight[term]
            for other in members[term][max(0, place - WINDOW) : place + WINDOW + 1]:
                scores[other] = scores.get(other, 0.0) + gain
        scores.pop(number, None)
        best = sorted(scores, key=lambda other: (-round(scores[other], 9), abs(other - number), other))
        result.append(tuple(best[:count]))
    return result
