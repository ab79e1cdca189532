"""What is wrong with pictures, said where a post shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from ...core.diagnostic import Diagnostic, warning
from ...core.site import Site
from ...core.span import Span
from . import ENDINGS, MOST_PIXELS, Seen

_CALLED = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WebP", "avif": "AVIF", "heic": "HEIC", "tiff": "TIFF"}
_AGAIN = "save it again as PNG, JPEG or WebP"


def faults(pictures: Mapping[str, Seen], site: Site, *, as_they_are: bool) -> tuple[Diagnostic, ...]:
    """Of pictures that are published. `as_they_are`: the site keeps what they tell, so none is left out for that."""
    odd = {path for path, one in pictures.items() if _is_odd(path, one)}
    if not odd:
        return ()
    published = {path.removeprefix("static/"): path for path in sorted(odd) if path.startswith("static/")}
    published |= {path: source for path, source in site.attachments.items() if source in odd}
    shown = _shown(site, published)
    return tuple(
        finding
        for path in dict.fromkeys(published.values())
        for finding in _of(path, pictures[path], shown.get(path), as_they_are)
    )


def _is_odd(path: str, one: Seen) -> bool:
    return bool(one.fault) or one.kind in ("heic", "tiff") or _misnamed(path, one) or _too_large(one)


def _misnamed(path: str, one: Seen) -> bool:
    return bool(one.kind) and one.kind != ENDINGS[path.rpartition(".")[2].lower()]


def _too_large(one: Seen) -> bool:
    return one.width * one.height > MOST_PIXELS


def _of(path: str, one: Seen, shown: Span | None, as_they_are: bool) -> Iterator[Diagnostic]:
    span, name, called = shown or Span(path), path if shown else "", _CALLED.get(one.kind, "")
    if not one.freed and not as_they_are:
        what = f"it cannot be read as the {called} it seems to be" if called else "it cannot be read"
        what = "no browser shows TIFF" if one.kind == "tiff" else what
        message = f"left out: {what}, and nobody can tell what else is in it"
        yield warning("image/left-out", message, span, found=name, fix=_AGAIN)
    elif one.fault == "unreadable" or one.kind == "tiff":
        message = "this is not an image that browsers can show"
        yield warning("image/unreadable", message, span, found=name, fix=_AGAIN)
    elif one.fault:
        what = "it ends too early, so a part is missing" if one.fault == "cut off" else "a part of it is broken"
        message = f"this image is damaged: {what}"
        yield warning("image/damaged", message, span, found=name, fix="copy it again from where it came")
    if _too_large(one):
        message = f"this image has {one.width:,} × {one.height:,} pixels, which no browser will show"
        yield warning("image/too-large", message, span, found=name, fix="make it smaller; 3,000 pixels are plenty")
    if one.kind == "heic" and shown:
        message = "hardly any browser but Safari shows HEIC"
        yield warning("image/heic", message, span, found=name, fix="save it as JPEG or WebP")
    elif one.kind != "tiff" and one.freed and _misnamed(path, one):
        ending = "jpg" if one.kind == "jpeg" else one.kind
        better = f"{path.rpartition('.')[0].rpartition('/')[2]}.{ending}"
        message = f"this image is a {called}, whatever its name says"
        yield warning("image/misnamed", message, span, found=name, fix=f"rename it to {better}")


def _shown(site: Site, published: Mapping[str, str]) -> dict[str, Span]:
    """Where each of these is first shown by a post or page."""
    sources = {site.view.root + quote(path): source for path, source in published.items()}
    found: dict[str, Span] = {}
    for entry in (*site.posts, *site.pages, *((site.home,) if site.home else ())):
        parsed = site.entries[entry.source]
        if entry.image and entry.image.url in sources:
            found.setdefault(sources[entry.image.url], parsed.spans.get("image") or Span(entry.source, 1, 1))
        for url, ref in zip(site.contents[entry.source].urls, parsed.content.refs, strict=False):
            source = sources.get(url.partition("?")[0].partition("#")[0], "")
            if source and ref.kind == "image":
                found.setdefault(source, ref.span)
    return found
