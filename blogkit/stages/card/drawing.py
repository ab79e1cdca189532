"""One card, step by step: fonts, what they can draw, the template, the picture."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from traceback import extract_tb

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError

from ...core.card import CardJob
from ...core.diagnostic import Diagnostic, Outcome, canonical, error, has_errors, warning
from ...core.span import Span
from ...core.view import CardView
from .fonts import Fonts, open_fonts
from .photo import Unusable, embedded, lighter
from .png import GRID, faults, render_svg
from .template import render

_NAMED = 8
"""So many characters are named in one finding."""
_TEXTS = (
    "title",
    "site",
    "author",
    "date",
    "question",
    "host",
    "label",
    "summary",
    "guest",
    "owner",
    "quote",
    "quoted",
)


def picture(job: CardJob) -> Outcome[bytes]:
    fonts, unread = open_fonts(job.fonts, job.view.lang)
    findings = [
        warning(
            "card/font",
            "a card font cannot be read and is left out",
            Span(os.path.basename(path)),
            found=path,
            fix="give a .otf or .ttf file",
        )
        for path in unread
    ]
    if not fonts.files:
        fix = "put a .otf or .ttf file in place"
        findings.append(error("card/font", "cards have no font to draw with", Span("fonts"), fix=fix))
        return Outcome(b"", canonical(findings))
    view, missing = drawable(job.view, fonts)
    if missing:
        title = job.view.title or job.view.site
        findings.append(no_glyph(f"the card of “{title}” leaves out what no card font can write", missing))
    made = b""
    try:
        svg = render(job, view, fonts, _pictures(job, findings))
        findings.extend(msgspec.structs.replace(fault, span=Span(job.template)) for fault in faults(svg, fonts))
        if not has_errors(findings):
            svg = svg.rpartition("</svg>")[0] + GRID + "</svg>" if job.grid else svg
            made = lighter(render_svg(svg, fonts), job.media_type, job.max_bytes)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as err:
        message = f"the card template fails: {str(err)[:300]}"
        findings.append(error("card/template", message, _place(err, job), fix="mend the template"))
    if len(made) > job.max_bytes:
        found, fix = f"{len(made):,} bytes", "take a calmer layout or image, or raise  cards: {max_bytes: …}"
        findings.append(warning("card/too-large", "this card is larger than it may be", found=found, fix=fix))
    return Outcome(made, canonical(findings))


def _pictures(job: CardJob, findings: list[Diagnostic]) -> Callable[[str, int, int], str]:
    """`picture(name, width, height)` of the templates: empty where there is none."""

    def shown(name: str, width: int, height: int) -> str:
        path = job.pictures.get(name, "")
        try:
            return embedded(path, int(width), int(height)) if path else ""
        except Unusable as problem:
            fix = "save it again as PNG, JPEG or WebP"
            message = f"the card of “{job.view.title}” is drawn without its {name} picture: {problem}"
            findings.append(warning("card/picture", message, found=path.replace("\\", "/").rpartition("/")[2], fix=fix))
            return ""

    return shown


def _place(err: Exception, job: CardJob) -> Span:
    """The line of the template, where Jinja knows it. All cards of a layout fail alike, and it is said once."""
    if isinstance(err, TemplateSyntaxError):
        return Span(err.name or job.template, err.lineno)
    frames = [frame for frame in extract_tb(err.__traceback__) if frame.filename in job.templates]
    return Span(frames[-1].filename, frames[-1].lineno or 0) if frames else Span(job.template)


def drawable(view: CardView, fonts: Fonts) -> tuple[CardView, str]:
    """The view with nothing in it that would come out as a box, and the characters that had to go."""
    texts: dict[str, str] = {}
    missing = ""
    for name in _TEXTS:
        texts[name], gone = fonts.split(getattr(view, name))
        missing += gone
    return msgspec.structs.replace(view, **texts), "".join(dict.fromkeys(missing))


def no_glyph(message: str, missing: str) -> Diagnostic:
    named = ", ".join(f"{char} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})" for char in missing[:_NAMED])
    more = len(missing) - _NAMED
    return warning(
        "card/no-glyph",
        message,
        found=named + (f" and {more} more" if more > 0 else ""),
        fix="put a font that has them into the folder fonts/ of your site, or name one of this machine under  "
        "cards: {system_fonts: […]}",
    )
