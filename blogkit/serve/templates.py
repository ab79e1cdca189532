"""The author's own pages, made from the templates in `pages/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ..core.step import Standing

PAGES = Path(__file__).parent / "pages"


def rendered(name: str, view: dict[str, Any]) -> bytes:
    return str(_pages().get_template(name).render(view)).encode()


def link_of(one: Standing) -> str:
    """The address that does it, where it is one to open in a browser."""
    action = one.found.step.action
    return action if action.lower().startswith(("https://", "http://", "mailto:")) else ""


@cache
def _pages() -> Any:
    import jinja2

    env = jinja2.Environment(loader=jinja2.FileSystemLoader(PAGES), autoescape=True, trim_blocks=True)
    env.filters["link_of"] = link_of
    return env
