"""How a link to one page would look: behind `blogkit preview` and the page of the preview server alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..core import lookup
from ..core.diagnostic import Diagnostic, has_errors
from ..core.include import Include
from ..core.span import Span
from ..core.target import Target
from ..engine.run import cores, processes
from ..engine.state import State
from ..phases.make import some
from ..pipeline import Prepared, Request, prepare
from ..stages.preview import RULES, Built, Picture, Preview, Rule, preview, wanted
from .templates import PAGES, rendered

ROBOTS = "robots.txt"
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif", "AVIF": "image/avif"}
"""The kinds of picture that a browser may be shown here. Not SVG, which can hold a script."""
STYLES = ("desk.css", "preview.css")


class Unbuilt(Exception):
    """The page cannot be built; the findings say why."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__("this page cannot be built")
        self.findings = tuple(findings)


class Seen(NamedTuple):
    preview: Preview
    pictures: dict[str, bytes]
    """By output path."""
    name: str
    """For a file: the last part of the address."""
    url: str
    """Where the page is in the preview."""
    site: str
    """Its title."""


def see(root: str, name: str, rules: Sequence[Rule] = RULES) -> Seen:
    """Builds the page and its picture anew, with the site's own base_url, and reads them as a crawler would. Drafts
    and posts to come too. LookupError where nothing is called so; Unbuilt where it cannot be built."""
    with State(root) as state:
        run = processes(cores())
        site = prepare(Request(root, Include(drafts=True, future=True, expired=True)), state, run)
        target = _target(site, name)
        made = some((target.path, ROBOTS), site.planned, site.read, state, run)
        if has_errors(made[target.path].diagnostics):
            raise Unbuilt(made[target.path].diagnostics)
        robots = made[ROBOTS].value.decode("utf-8", "replace") if ROBOTS in made else ""
        built = _built(site, target, made[target.path].value, robots)
        pictures = some({*wanted(built).values()} - {""}, site.planned, site.read, state, run)
    files = {path: outcome.value for path, outcome in pictures.items() if outcome.value}
    looked = preview(built, files, rules)
    drawn = [finding for outcome in pictures.values() for finding in outcome.diagnostics]
    if drawn:
        looked = _with(looked, drawn)
    url = site.planned.site.root + target.path.removesuffix("index.html")
    short = url.rstrip("/").rpartition("/")[2].removesuffix(".html")
    name = lookup.HOME if target.path == "index.html" else short
    return Seen(looked, files, name, url, site.planned.site.title)


def _with(looked: Preview, more: Sequence[Diagnostic]) -> Preview:
    from msgspec import structs

    from ..core.diagnostic import canonical

    return structs.replace(looked, findings=canonical((*looked.findings, *more)))


def _target(site: Prepared, name: str) -> Target:
    """The page of that name: of an entry, of the site itself, or any other by its address."""
    targets, root = site.planned.targets, site.planned.site.root
    if name in (lookup.HOME, "/", root):
        return targets["index.html"]
    path = name.removeprefix(site.planned.site.base_url).removeprefix(root).lstrip("/")
    for output in (path, f"{path.rstrip('/')}/index.html", f"{path}.html"):
        if output in targets and targets[output].kind == "page":
            return targets[output]
    return targets[site.site.outputs[lookup.entry(site.site, name).source]]


def _built(site: Prepared, target: Target, html: bytes, robots: str) -> Built:
    entry = site.site.entries.get(target.source)
    about, frame = target.view.meta, site.planned.site
    spans = dict(entry.spans) if entry else {}
    source = target.source if entry else "blogkit.yaml"
    spans.setdefault("title", Span(source, 1, 1) if entry else Span(source))
    return Built(html, source, about.url, frame.base_url, about.canonical, about.noindex, robots, spans)


def page(seen: Seen, picture: Callable[[Picture], str], frame: dict[str, Any]) -> bytes:
    """As HTML. `picture` gives an address for one that is shown; `frame` is what stands around it in the preview
    server, or nothing for a file of its own."""
    looked = seen.preview
    view = {
        "looked": looked,
        "name": next((one.title for one in looked.shown if one.title), looked.address),
        "url": seen.url,
        "picture": picture,
        "style": "" if frame else "\n".join((PAGES / name).read_text("utf-8") for name in STYLES),
    }
    return rendered("preview.html", {"title": "", "site": "", **frame, **view})
