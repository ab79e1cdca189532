"""Which address each entry, and each file beside it, has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from ...core.diagnostic import Diagnostic, error
from ...core.entry import Entry
from ...core.permalink import (
    PLACES,
    canonical,
    filled,
    from_output_path,
    output_path,
    pattern_problem,
    shortened,
    slugify,
)
from ...core.site import Alias
from ...core.span import Span
from . import dates
from .terms import slug

SAFE = "/:@!$&'()*+,;=~"
_UNFIT = re.compile(r"[\x00-\x1f\x7f<>\"|?*\\#%]+")


class Addresses(msgspec.Struct, frozen=True):
    outputs: dict[str, str]
    """Source to output path: `posts/hello/index.html`."""
    urls: dict[str, str]
    """Source to site-relative URL, quoted, with the root."""
    attachments: dict[str, str]
    """Output path to source of the files beside entries."""
    aliases: tuple[Alias, ...]


def addresses(
    published: Sequence[Entry],
    everything: Sequence[Entry],
    files: Iterable[str],
    pattern: str,
    root: str,
    zone: ZoneInfo,
    found: list[Diagnostic],
) -> Addresses:
    outputs = {entry.path: _output(entry, pattern, zone, found) for entry in published}
    urls = {path: root + quote(from_output_path(output)[1:], safe=SAFE) for path, output in outputs.items()}
    return Addresses(outputs, urls, _attachments(everything, files, outputs), _aliases(published, urls, root, found))


def stem(path: str) -> str:
    """The name that speaks for a file: `slug` for `slug/index.md`, else the file's own, without its ending."""
    parts = path.split("/")
    name = parts[-1].rpartition(".")[0]
    return parts[-2] if name in ("index", "_index") and len(parts) > 3 else name


def _output(entry: Entry, site_pattern: str, zone: ZoneInfo, found: list[Diagnostic]) -> str:
    front = entry.front
    pattern = front.permalink or (site_pattern if entry.kind == "post" else _page_path(entry.path))
    pattern = "/" + _path(pattern).lstrip("/")
    try:
        if "/" in front.slug or "\\" in front.slug or front.slug in (".", ".."):
            raise ValueError("a slug is one word of an address, without a slash")
        if entry.kind == "page" and front.slug and not front.permalink:
            pattern = posixpath.join(posixpath.dirname(pattern.rstrip("/")), front.slug) + "/"
        return output_path(_fill(pattern, entry, zone))
    except KeyError as problem:
        code, why = "permalink/pattern", f"there is no {{{problem.args[0]}}}"
    except ValueError as problem:
        code, why = "permalink/unsafe", str(problem)
    key = "permalink" if front.permalink else "slug"
    fix = f"slug: {shortened(slugify(re.sub(r'[/.]', '-', front.slug))) or slugify(stem(entry.path))}"
    if front.permalink:
        near = _mended(front.permalink)
        fix = f"{PLACES} may be used" if pattern_problem(near) else f"permalink: {near}"
    found.append(
        error(
            code,
            f"this cannot be an address: {why}",
            entry.spans.get(key, Span(entry.path, 1, 1)),
            found=(front.permalink or front.slug or pattern)[:100],
            fix=fix,
        )
    )
    return f"{shortened(slugify(stem(entry.path))) or 'entry'}/index.html"


def _path(address: str) -> str:
    """The path of what another generator wrote as a whole URL."""
    try:
        return urlsplit(address).path if "://" in address else address
    except ValueError:  # "https://["
        return address


def _mended(permalink: str) -> str:
    """The nearest address that would do."""
    parts = [shortened(_UNFIT.sub("-", part).strip(" .-")) for part in _path(permalink).split("/")]
    return "/" + "".join(f"{part}/" for part in parts if part)


def _fill(pattern: str, entry: Entry, zone: ZoneInfo) -> str:
    if "{" not in pattern:
        return pattern
    front = entry.front
    date = dates.moment(front.date, zone)
    name = front.slug or slugify(stem(entry.path)) or slugify(front.title) or "entry"
    if len(name.encode()) > 200 and not front.slug:  # a file's name may grow when it is made lower case and composed
        name = shortened(name)
    parts = {
        "slug": name,
        "category": slug(front.categories[0]) if front.categories else "",
        "year": f"{date.year:04}" if date else "",
        "month": f"{date.month:02}" if date else "",
        "day": f"{date.day:02}" if date else "",
    }
    return filled(pattern, parts)


def _page_path(path: str) -> str:
    inside = path.removeprefix("content/pages/").rpartition(".")[0]
    parts = [slugify(part) or "page" for part in inside.split("/")]
    if inside.rpartition("/")[2] in ("index", "_index"):
        parts.pop()
    return "/" + "/".join(parts) + ("/" if parts else "")


def _attachments(everything: Sequence[Entry], files: Iterable[str], outputs: dict[str, str]) -> dict[str, str]:
    """Into the folder of the entry whose bundle they lie in, else where they lie; not those of what is left out."""
    entries = {entry.path for entry in everything}
    bundles = {
        posixpath.dirname(path): path
        for path in entries
        if posixpath.basename(path).startswith("index.") and path.count("/") > 2
    }
    result = {}
    for path in files:
        if not path.startswith("content/") or path in entries or path.lower().endswith((".md", ".markdown", ".mdown")):
            continue
        folder = posixpath.dirname(path)
        while folder and folder not in bundles:
            folder = posixpath.dirname(folder)
        if not folder:
            result[path.removeprefix("content/")] = path
        elif bundles[folder] in outputs:
            result[posixpath.join(posixpath.dirname(outputs[bundles[folder]]), path[len(folder) + 1 :])] = path
    return result


def _aliases(published: Sequence[Entry], urls: dict[str, str], root: str, found: list[Diagnostic]) -> tuple[Alias, ...]:
    result = []
    for entry in published:
        for written in dict.fromkeys(entry.front.aliases):
            span = entry.spans.get(f"alias {written}") or entry.spans.get("aliases") or Span(entry.path, 1, 1)
            try:
                permalink = canonical("/" + _path(written).lstrip("/"))
            except ValueError as problem:
                found.append(
                    error(
                        "permalink/unsafe",
                        f"this cannot be an old address: {problem}",
                        span,
                        found=written[:100],
                        fix="leave it out: a server of files cannot tell what follows ?"
                        if "?" in written
                        else f"aliases: [{_mended(written)}]",
                    )
                )
                continue
            if root + quote(permalink[1:], safe=SAFE) != urls[entry.path]:
                result.append(Alias(permalink, urls[entry.path], span))
    return tuple(result)
