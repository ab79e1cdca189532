"""A theme's SVG template, rendered: the only place that knows Jinja. Everything that a view holds is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from ...core.view import CardView
from .fonts import Fonts
from .letters import direction, has_rtl
from .wrap import fit


@dataclass(frozen=True, slots=True)
class Lines:
    """What `fit()` gives a template: lines ready to stand inside `<text>`."""

    size: float
    lines: tuple[Markup, ...]
    cut: bool
    rtl: bool


def render(source: str, view: CardView, options: dict[str, str], fonts: Fonts) -> str:
    """The SVG. A template sees `view`, `options`, `family`, `rtl` and `fit()`."""

    def fitted(
        text: str,
        width: float,
        sizes: Sequence[float],
        lines: int = 1,
        height: float = float("inf"),
        leading: float = 1.15,
        weight: int = 400,
    ) -> Lines:
        way = direction(text, view.dir)
        own = fonts.leading(text)
        found = fit(
            text,
            lambda part: own.width(part, weight),
            width=width,
            sizes=sizes,
            lines=lines,
            height=height,
            leading=leading,
            ellipsis="…" if not fonts.split("…")[1] else "...",
        )
        drawn = tuple(_markup(line, way, own, weight, fonts.family) for line in found.lines)
        return Lines(found.size, drawn, found.cut, way == "rtl")

    return _compiled(source).render(
        view=view,
        options=options,
        family=fonts.family,
        rtl=direction(view.title or view.site, view.dir) == "rtl",
        fit=fitted,
    )


def _markup(line: str, way: Literal["ltr", "rtl"], fonts: Fonts, weight: int, usual: str) -> Markup:
    """One line as SVG. Foreign runs name their font, for the renderer's own fallback spoils emoji sequences; lines
    with right-to-left letters are isolated, for it ignores `direction`."""
    parts = Markup("").join(
        escape(run)
        if font is None or font.family == usual
        else Markup('<tspan font-family="{}">{}</tspan>').format(font.family, run)
        for font, run in fonts.runs(line, weight)
    )
    if not has_rtl(line):
        return parts
    return Markup("\u2067" if way == "rtl" else "\u2066") + parts + Markup("\u2069")


@lru_cache(maxsize=8)
def _compiled(source: str) -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)
