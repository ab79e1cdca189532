"""SVG to PNG: the only place that knows the renderer."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from ...core.diagnostic import Diagnostic, error, warning
from .fonts import Fonts

WIDTH, HEIGHT = 1200, 630
_EMBEDDED = ("#", "data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif")
_GENERIC = "sans-serif"

_KEPT, _CUT = "M120 0V630M1080 0V630M0 63H1200M0 567H1200", "M0 15H1200M0 615H1200M285 0V630M915 0V630"
GRID = (
    f'<g fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".6"><path d="{_KEPT}"/><path d="{_CUT}"/></g>'
    f'<g fill="none" stroke="#0a58ff" stroke-width="2"><path d="{_KEPT}"/>'
    f'<path stroke-dasharray="10 8" d="{_CUT}M600 0V630M0 315H1200"/></g>'
)
"""Solid: the margins that text keeps. Dashed: what is left in a strip of 2:1 and in a square, and the middle."""


def render_svg(svg: str, fonts: Fonts) -> bytes:
    """ValueError when the SVG cannot be drawn. Without the machine's own fonts: they differ from one to the next."""
    import resvg_py

    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=WIDTH,
        height=HEIGHT,
        skip_system_fonts=True,
        font_files=[font.path for font in fonts.files],
        font_family=fonts.family,
        sans_serif_family=fonts.family,
    )
    return bytes(drawn)


def faults(svg: str, fonts: Fonts) -> Iterator[Diagnostic]:
    """What the renderer would do in silence: read a file of this machine, or draw no text for want of a font."""
    known = {font.family for font in fonts.files} | {_GENERIC}
    try:
        elements = list(ElementTree.fromstring(svg).iter())
    except ElementTree.ParseError as err:
        yield error("card/template", f"the card template does not give well-formed SVG: {err}", fix="mend the template")
        return
    for element in elements:
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and not value.strip().startswith(_EMBEDDED):
                yield error(
                    "card/outside-file",
                    "the card template refers to something outside itself",
                    found=value[:80],
                    fix="embed the picture as a data: address",
                )
            if name == "font-family" and not known & {family.strip(" '\"") for family in value.split(",")}:
                yield warning(
                    "card/font-family",
                    f"no card font is of the family {value}, so that its text is not drawn",
                    found=value,
                    fix=f'write font-family="{{{{ family }}}}, {_GENERIC}"',
                )
