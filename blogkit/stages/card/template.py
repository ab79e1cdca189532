"""A theme's SVG template, rendered: the only place that knows Jinja. Everything that a view holds is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jinja2 import FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from ...core.card import CardJob
from ...core.colour import mix, readable, soft
from ...core.view import CardView
from ..sandbox import Sandbox, begin
from .fonts import Fonts
from .letters import direction, has_rtl, initials
from .wrap import fit


@dataclass(frozen=True, slots=True)
class Lines:
    """What `fit()` gives a template: lines ready to stand inside `<text>`."""

    size: float
    lines: tuple[Markup, ...]
    cut: bool
    rtl: bool


def render(job: CardJob, view: CardView, fonts: Fonts, picture: Callable[[str, int, int], str]) -> str:
    """The SVG. What a template sees is what stands here."""

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

    given: dict[str, Any] = {
        "view": view,
        "options": job.options,
        "family": fonts.family,
        "rtl": direction(view.title or view.site, view.dir) == "rtl",
        "fit": fitted,
        "picture": picture,
        "initials": initials,
        "mix": mix,
        "soft": soft,
        "readable": readable,
    }
    begin()
    return _environment(job.templates).get_template(job.template).render(given)


def _markup(line: str, way: Literal["ltr", "rtl"], fonts: Fonts, weight: int, usual: str) -> Markup:
    """One line as SVG. Foreign runs name their font, for the renderer's own fallback spoils emoji sequences; lines
    with right-to-left letters are isolated, for it ignores `direction`."""
    parts = Markup("").join(
        escape(run)
        if font is None or font.family == usual
        else Markup('<tspan font-family="{}">{}</tspan>').format(font.family, font.without_unseen(run))
        for font, run in fonts.runs(line, weight)
    )
    if not has_rtl(line):
        return parts
    return Markup("\u2067" if way == "rtl" else "\u2066") + parts + Markup("\u2069")


_ready: list[tuple[dict[str, str], Sandbox]] = []
"""The templates that were rendered last, compiled: the cards of a site share theirs."""


def _environment(templates: dict[str, str]) -> Sandbox:
    for known, environment in _ready:
        if known == templates:
            return environment

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """With its name as that of its file, so that a traceback tells which template failed."""
        return (templates[name], name, lambda: True) if name in templates else None

    made = Sandbox(
        loader=FunctionLoader(source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    _ready[:] = [*_ready[-7:], (templates, made)]
    return made
