"""What every page shows of the site: its name, author, menu and indexes → `SiteView`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...core.config import Config
from ...core.span import Span
from ...core.view import Link, PersonView, SiteView
from . import people

_RTL = {"ar", "arc", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "sd", "ur", "yi"}


def direction(language: str) -> Literal["ltr", "rtl"]:
    return "rtl" if language.partition("-")[0].lower() in _RTL else "ltr"


def site_view(
    config: Config,
    base_url: str,
    root: str,
    version: str,
    author: PersonView | None,
    menu: Sequence[Link],
    indexes: tuple[str, ...],
) -> SiteView:
    """`menu` are the pages that set `menu:`, in order; `indexes` the taxonomies that have an index page."""
    own = [Link(item.label, root + item.url[1:] if item.url.startswith("/") else item.url) for item in config.menu]
    return SiteView(
        title=config.title,
        description=config.description,
        base_url=base_url,
        root=root,
        language=config.language,
        dir=direction(config.language),
        timezone=config.timezone,
        author=author,
        menu=(*own, *menu),
        feeds=(),
        taxonomies=tuple(Link(name, f"{root}{name}/") for name in indexes),
        archive_url=f"{root}archive/" if config.archive else "",
        search_url=f"{root}search/" if config.search != "none" else "",
        version=version,
        extra=config.extra,
        search=config.search,
    )


def site_author(config: Config, who: people.Directory) -> PersonView | None:
    """Whoever `author:` names, which reading the settings has looked up."""
    return people.resolve(who, (config.author,), Span("blogkit.yaml"), [])[0] if config.author else None
