"""One card, step by step: fonts, what they can draw, the template, the picture."""

from __future__ import annotations

import unicodedata
from traceback import extract_tb

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError

from ...core.card import CardJob
from ...core.diagnostic import Diagnostic, Outcome, canonical, error, has_errors, warning
from ...core.view import CardView
from .fonts import Fonts, open_fonts
from .png import faults, render_svg
from .template import render

_NAMED = 8
"""So many characters are named in one finding."""


def picture(job: CardJob) -> Outcome[bytes]:
    fonts, unread = open_fonts(job.fonts)
    findings = [
        warning("card/font", "a card font cannot be read and is left out", found=path, fix="give a .otf or .ttf file")
        for path in unread
    ]
    if not fonts.files:
        findings.append(error("card/font", "cards have no font to draw with", fix="put a .otf or .ttf file in place"))
        return Outcome(b"", canonical(findings))
    view, missing = drawable(job.view, fonts)
    if missing:
        findings.append(_no_glyph(job.view, missing))
    try:
        svg = render(job.template, view, job.options, fonts)
        findings.extend(faults(svg, fonts))
        png = b"" if has_errors(findings) else render_svg(svg, fonts)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as err:
        png = b""
        findings.append(error("card/template", f"the card template fails{_where(err)}: {err}", fix="mend the template"))
    return Outcome(png, canonical(findings))


def _where(err: Exception) -> str:
    """The line of the template, where Jinja knows it."""
    if isinstance(err, TemplateSyntaxError):
        return f" at line {err.lineno}"
    lines = [frame.lineno for frame in extract_tb(err.__traceback__) if frame.filename == "<template>"]
    return f" at line {lines[-1]}" if lines else ""


def drawable(view: CardView, fonts: Fonts) -> tuple[CardView, str]:
    """The view with nothing in it that would come out as a box, and the characters that had to go."""
    texts: dict[str, str] = {}
    missing = ""
    for name in ("title", "site", "author", "date", "question", "host"):
        texts[name], gone = fonts.split(getattr(view, name))
        missing += gone
    return msgspec.structs.replace(view, **texts), "".join(dict.fromkeys(missing))


def _no_glyph(view: CardView, missing: str) -> Diagnostic:
    named = ", ".join(f"{char} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})" for char in missing[:_NAMED])
    more = len(missing) - _NAMED
    return warning(
        "card/no-glyph",
        f"the card of “{view.title or view.site}” leaves out letters that no card font has",
        found=named + (f" and {more} more" if more > 0 else ""),
        fix="set `image:` in the front matter, or add a font that has them to the theme's `fonts` folder",
    )
