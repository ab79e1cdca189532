"""Where a link leads: what an author wrote → an address of this site, checked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from itertools import chain
from urllib.parse import quote, unquote

import msgspec

from ...core.diagnostic import Diagnostic, did_you_mean, error, warning
from ...core.entry import Entry, Ref
from ...core.site import Unchecked
from .terms import slug

_PELICAN = re.compile(r"^[{|](?:static|filename|attach|index)[}|]")

_TERM = re.compile(r"^\{(?P<kind>tag|category|author)\}")


class Map(msgspec.Struct, frozen=True):
    """All that a link can lead to, before there is a plan."""

    root: str
    """`/` or `/blog/`."""
    entries: dict[str, Entry]
    urls: dict[str, str]
    """Source of every published entry to its URL."""
    files: dict[str, str]
    """Source of every copied file to its URL."""
    folders: dict[str, list[str]]
    """Folder of sources to the names in it: what a broken link may have meant."""


def names_by_folder(*paths: Iterable[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for path in chain(*paths):
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    return folders


class Target(msgspec.Struct, frozen=True):
    url: str
    source: str = ""
    """The entry or file it leads to, if it is one."""
    unchecked: str = ""


def resolve(ref: Ref, entry: Entry, where: Map, found: list[Diagnostic]) -> Target:
    """The address for one link or image of `entry`; faults become findings and leave the link as it was written."""
    if term := _TERM.match(ref.url):
        folder = {"tag": "tags", "category": "categories", "author": "authors"}[term["kind"]]
        inside = f"{folder}/{slug(unquote(ref.url[term.end() :]))}/"
        return Target(where.root + quote(inside), unchecked=inside)
    written = _PELICAN.sub("", ref.url)
    if written != ref.url and ref.url.startswith(("{static}", "|static|")):
        written = "/" + written.lstrip("/")
    path, mark, fragment = written.partition("#")
    path, ask, query = path.partition("?")
    tail = ask + query + mark + fragment
    if not path:
        if fragment and fragment not in ("top", "more") and unquote(fragment) not in entry.content.ids:
            _no_anchor(ref, entry, fragment, found)
        return Target(where.urls.get(entry.path, "") + tail, entry.path)
    plain = unquote(path)
    if plain.startswith("/"):
        inside = plain.removeprefix(where.root) if where.root != "/" and plain.startswith(where.root) else plain[1:]
        candidates = [f"content/{inside}", f"static/{inside}", f"content/posts/{inside}", f"content/pages/{inside}"]
    else:
        inside = posixpath.normpath(posixpath.join(where.urls.get(entry.path, where.root), plain))
        inside = (inside + "/" * plain.endswith("/")).removeprefix(where.root)
        candidates = [posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), plain))]
        if written != ref.url:  # Pelican's {filename} may count from the top of the content
            candidates += [f"content/{plain}", f"content/posts/{plain}", f"static/{plain}"]
    for source in candidates:
        if source in where.urls:
            target = where.entries[source]
            if fragment and unquote(fragment) not in target.content.ids and fragment != "top":
                _no_anchor(ref, target, fragment, found)
            return Target(where.urls[source] + tail, source)
        if source in where.files:
            return Target(where.files[source] + tail, source)
        if source in where.entries:
            found.append(
                warning(
                    "link/left-out",
                    f"this links to {source}, which is not published",
                    ref.span,
                    found=ref.url,
                    fix="publish it too, or take the link out",
                )
            )
            return Target(where.root + quote(inside) + tail)
    if plain.lower().endswith((".md", ".markdown")) or ref.kind == "image":
        _broken(ref, candidates[1] if plain.startswith("/") and ref.kind == "image" else candidates[0], where, found)
        return Target(ref.url)
    return Target(where.root + quote(inside, safe="/:@!$&'()*+,;=~") + tail, unchecked=inside)


def unchecked(ref: Ref, target: Target) -> Unchecked:
    return Unchecked(target.unchecked, ref.url, ref.span)


def _no_anchor(ref: Ref, entry: Entry, fragment: str, found: list[Diagnostic]) -> None:
    near = did_you_mean(unquote(fragment), entry.content.ids)
    found.append(
        warning(
            "link/no-anchor",
            f"{entry.path} has no part called #{fragment}",
            ref.span,
            found=ref.url,
            fix=near or "take one of its headings",
        )
    )


def _broken(ref: Ref, wanted: str, where: Map, found: list[Diagnostic]) -> None:
    folder, _, name = wanted.rpartition("/")
    near = did_you_mean(name, where.folders.get(folder, ()))
    if ref.kind == "image":
        inside = wanted.startswith(("content/", "static/")) and name and "." in name
        place = f"put it at {wanted}" if inside else "put it beside the post, or in static/"
        message = "there is no such image"
        found.append(warning("link/no-image", message, ref.span, found=ref.url, fix=near or place))
        return
    fix = near or f"there is no file {wanted}"
    found.append(error("link/broken", "there is no such post or page", ref.span, found=ref.url, fix=fix))
