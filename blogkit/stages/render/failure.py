"""A template's own fault, said at its line: the block, the post that was being rendered, and the names there are."""

from __future__ import annotations

import traceback
from types import FrameType

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from ...core.diagnostic import Diagnostic, did_you_mean, error
from ...core.span import Span
from ...core.target import Target
from ...core.theme import Theme
from ..sandbox import TooMuch
from .unknown import UnknownName, around, written

GUIDE = "see the list of names a template may use in the theming guide"


def failure(problem: Exception, target: Target, theme: Theme) -> Diagnostic:
    """Any exception that rendering a page may end in."""
    frames = [(frame, line) for frame, line in traceback.walk_tb(problem.__traceback__) if _of_theme(frame, theme)]
    while_rendering = f" (while rendering {target.source})"
    if isinstance(problem, jinja2.TemplateSyntaxError):
        name = problem.filename or theme.origins.get(problem.name or target.template, target.template)
        fix = _nearest_built_in(problem) or "mend the template"
        return error("theme/syntax", f"{problem.message}{while_rendering}", Span(name, problem.lineno), fix=fix)
    if isinstance(problem, SyntaxError):
        place = Span(theme.origins.get(target.template, target.template))
        return error("theme/syntax", "this is nested too deeply", place, fix="move the innermost part into a partial")
    frame, line = frames[-1] if frames else (None, 0)
    place = Span(frame.f_code.co_filename if frame else theme.origins.get(target.template, target.template), line)
    where = _block(frame) + while_rendering
    if isinstance(problem, UnknownName) and frame:
        return _unknown(problem, frame, place, where, theme)
    if isinstance(problem, RecursionError):
        message = f"templates call each other without end{where}"
        return error("theme/endless", message, place, found=_ring(frames), fix="let one of them end it with {% if %}")
    if isinstance(problem, TooMuch):
        return error("theme/endless", f"{problem.message}{where}", place, fix="loop over less")
    if isinstance(problem, SecurityError):
        message = f"a theme of somebody else's may not do this: {problem.message}{where}"
        return error("theme/unsafe", message, place, fix="ask its author what this is for")
    if isinstance(problem, jinja2.TemplateNotFound):
        wanted = getattr(problem, "templates", [problem.name])
        name = ", ".join(f'"{one}"' for one in wanted)
        fix = did_you_mean(str(wanted[0]), theme.templates) or "a template is named from templates/ on, without .. or /"
        return error("theme/no-template", f"there is no template {name}{where}", place, fix=fix)
    if isinstance(problem, jinja2.TemplateError):
        code = "theme/undefined" if isinstance(problem, jinja2.UndefinedError) else "theme/failed"
        return error(code, f"{problem.message}{where}", place, fix=GUIDE)
    if frame is None or isinstance(problem, MemoryError):
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return error(
            "internal/crash",
            f"{type(problem).__name__}: {problem}",
            Span(target.source),
            found=f"{last.filename}:{last.lineno}",
            fix="this is blogkit's or an extension's mistake; --debug shows more",
        )
    return error("theme/failed", f"{type(problem).__name__}: {problem}{where}", place, fix="mend the template")


def _of_theme(frame: FrameType, theme: Theme) -> bool:
    return "__jinja_template__" in frame.f_globals or frame.f_code.co_filename in theme.origins.values()


def _block(frame: FrameType | None) -> str:
    """Jinja calls the code of a block `block 'main'`."""
    name = frame.f_code.co_name if frame else ""
    return " in " + name.replace("'", '"') if name.startswith("block ") else ""


def _unknown(problem: UnknownName, frame: FrameType, place: Span, where: str, theme: Theme) -> Diagnostic:
    """A name that the template was not given, with the nearest that it was."""
    text = next((theme.templates[name] for name, file in theme.origins.items() if file == place.path), "")
    lines = text.split("\n")
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    there = written(problem, line)
    owner = there.rpartition(".")[0]
    known = around(problem, frame.f_locals)
    has = f"{owner or 'a template here'} has: {', '.join(known)}" if known else GUIDE
    return error(
        "theme/undefined",
        f'there is no "{problem.name}"{f" in {owner}" if owner else ""}{where}',
        Span(place.path, place.line, line.find(there) + 1),
        found=there,
        fix=did_you_mean(problem.name, known) or has,
    )


def _ring(frames: list[tuple[FrameType, int]]) -> str:
    """The templates that call each other, from the innermost back to where it is met again."""
    files = [frame.f_code.co_filename for frame, _ in frames]
    last = files[-1] if files else ""
    ring = [last]
    for file in reversed(files[:-1]):
        if file == last:
            break
        if file != ring[-1]:
            ring.append(file)
    return " → ".join([*reversed(ring[1:]), last] if len(ring) > 1 else [last, last]) if last else ""


def _nearest_built_in(problem: jinja2.TemplateSyntaxError) -> str:
    """`No filter named 'uper'.` and the like."""
    kind, _, rest = (problem.message or "").partition(" named ")
    word = rest.strip("'. \n").partition("'")[0]
    known = {"No filter": FILTERS, "No test": TESTS}.get(kind)
    return did_you_mean(word, known) if known else ""
