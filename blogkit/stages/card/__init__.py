"""Social cards: a `CardView` and a theme's SVG template become a PNG of 1200 x 630.

Light to import: whoever only keys a job or asks what a font lacks loads neither Jinja nor the renderer.
"""

from __future__ import annotations

from ...core.card import CardJob
from ...core.diagnostic import Diagnostic, Outcome


def draw(job: CardJob) -> Outcome[bytes]:
    """The PNG, same bytes for the same job; empty when nothing could be drawn (then a finding says why)."""
    from .drawing import picture

    return picture(job)


def unlettered(title: str, fonts: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Why a site of this title is better off without cards, if it is: hardly anything would be left on them."""
    if title.isascii() or not fonts or not any(map(str.isalpha, missing := undrawable(title, fonts))):
        return ()
    from .drawing import no_glyph

    return (no_glyph("no cards are drawn: no card font has the letters of the site's title", missing),)


def undrawable(text: str, fonts: tuple[str, ...]) -> str:
    """The characters of `text` that no font has, each once, in order; empty when all is well."""
    from .fonts import open_fonts

    return open_fonts(fonts)[0].split(text)[1]
