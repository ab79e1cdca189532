"""One network's rule over the tags of a page: what of it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ...core.length import graphemes
from ...extend.network import Limit
from .picture import Picture
from .rules import Rule
from .tags import Tags
from .values import Built, Layout, Shown

_ACCENT = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")


def show(rule: Rule, tags: Tags, built: Built, pictures: Mapping[str, Picture]) -> Shown:
    """`pictures`: by the address that the page has for them."""
    named = pictures.get(value(rule, tags, rule.image))
    picture = named if named and shows(rule, named) else None
    return Shown(
        rule,
        _layout(rule, tags, built, picture),
        value(rule, tags, rule.site) or host(tags.ranked(("og:url", "link:canonical")) or built.address),
        cut(value(rule, tags, rule.title), rule.title_limit),
        cut(value(rule, tags, rule.description), rule.description_limit),
        picture,
        value(rule, tags, rule.alt) if picture else "",
        _fields(tags) if rule.fields else (),
        next(iter(_ACCENT.findall(tags.last("theme-color"))), "") if rule.accent else "",
    )


def value(rule: Rule, tags: Tags, names: tuple[str, ...]) -> str:
    return tags.placed(names) if rule.by == "place" else tags.ranked(names)


def shows(rule: Rule, picture: Picture) -> bool:
    """Whether it can show this picture. One that lies elsewhere gets the benefit of the doubt, but has no bytes."""
    relative = "://" not in picture.url
    heavy = rule.max_bytes and picture.bytes > rule.max_bytes and "no picture" in rule.too_heavy
    return picture.there and not heavy and not (relative and rule.absolute) and takes(rule, picture.format)


def takes(rule: Rule, form: str) -> bool:
    return bool(form) and form != "SVG" and (not rule.formats or form in rule.formats)


def _layout(rule: Rule, tags: Tags, built: Built, picture: Picture | None) -> Layout:
    if missing(rule, tags) or refused(rule, tags) or late(rule, tags) or not welcome(rule, built):
        return "nothing"
    if not value(rule, tags, rule.title):
        return "nothing"
    if picture is None:
        return "no picture"
    asked = tags.last("twitter:card") == "summary_large_image"
    large = {"asked": asked, "wide": picture.width > picture.height, "always": True}[rule.large]
    small = picture.known and (picture.width < rule.large_from[0] or picture.height < rule.large_from[1])
    return "large" if large and not small else "small"


def missing(rule: Rule, tags: Tags) -> list[str]:
    return [name for name in rule.needs if not tags.ranked((name,))]


def refused(rule: Rule, tags: Tags) -> list[str]:
    return [name for name, most in rule.refuses.items() if len(tags.ranked((name,))) > most]


def late(rule: Rule, tags: Tags) -> bool:
    return bool(rule.head) and tags.head > rule.head


def welcome(rule: Rule, built: Built) -> bool:
    """Whether robots.txt lets its crawler in. What is hidden is looked at as if it were out already."""
    if not rule.agent or not built.robots or built.hidden:
        return True
    robots = RobotFileParser()
    robots.parse(built.robots.splitlines())
    return robots.can_fetch(rule.agent, urlsplit(built.address).path or "/")


def cut(text: str, limit: Limit | None) -> str:
    """As much as there is room for, with the ellipsis, between two clusters of characters."""
    if limit is None or limit.length(text) <= limit.most:
        return text
    ends = [at for at in accumulate(map(len, graphemes(text))) if limit.length(text[:at] + "…") <= limit.most]
    return text[: ends[-1] if ends else 0].rstrip() + "…"


def host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _fields(tags: Tags) -> tuple[tuple[str, str], ...]:
    pairs = [(tags.ranked((f"twitter:label{n}",)), tags.ranked((f"twitter:data{n}",))) for n in (1, 2)]
    return tuple((label, data) for label, data in pairs if label and data)
