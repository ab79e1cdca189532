"""Addresses: slugs, permalink patterns, and the law that a permalink and its output file name each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from zlib import crc32

_NOT_WORD = re.compile(r"[^\w\s-]+")
_SPACES = re.compile(r"[\s_-]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>\"|?*\\#%{}]")
_PLACE = re.compile(r"\{([^{}]*)\}")

PLACES = "{year} {month} {day} {slug} {category}"
"""What a permalink pattern may hold."""
LONGEST_TERM = 120
"""Bytes of a term's slug. Longer ones are cut, and told apart by a digest."""


def slugify(text: str) -> str:
    """Lower case, hyphens, letters of any script: "Über Tests & Mut" is "über-tests-mut". May be empty."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    return _SPACES.sub("-", _NOT_WORD.sub("", text)).strip("-")


def shortened(slug: str) -> str:
    """Short enough for every file system, and still another name than that of every other long slug."""
    data = slug.encode()
    if len(data) <= LONGEST_TERM:
        return slug
    return f"{data[: LONGEST_TERM - 9].decode(errors='ignore').strip('-')}-{crc32(data):08x}"


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its places filled; an empty one takes its slash along. Raises KeyError for an unknown place."""
    return re.sub("/{2,}", "/", _PLACE.sub(lambda match: parts[match[1]], pattern))


def pattern_problem(pattern: str) -> str:
    """Why this pattern can make no addresses, or nothing."""
    try:
        output_path(filled(pattern, dict.fromkeys(PLACES.replace("{", "").replace("}", "").split(), "1")))
    except KeyError as problem:
        return f"there is no {{{problem.args[0]}}}"
    except ValueError as problem:
        return str(problem)
    return ""


def output_path(permalink: str) -> str:
    """The file that answers for a permalink: `/a/b/` is `a/b/index.html`, `/a.html` is `a.html`.

    Raises ValueError, saying why, for what can not be an address inside the site.
    """
    if not permalink.startswith("/"):
        raise ValueError("it has to start with /")
    parts = permalink[1:].split("/")
    if any(part in (".", "..") for part in parts):
        raise ValueError("it leads out of its folder with . or ..")
    if _UNSAFE.search(permalink):
        raise ValueError("it holds a character that no address or file name may have")
    if any(not part for part in parts[:-1]):
        raise ValueError("two slashes stand side by side")
    if any(part != part.strip(" .") for part in parts):
        raise ValueError("a part of it starts or ends with a space or a dot")
    if any(len(part.encode()) > 240 for part in parts) or len(permalink.encode()) > 900:
        raise ValueError("it is too long: 240 bytes between two slashes, 900 in all")
    last = parts[-1]
    if not last or "." not in last:
        return "/".join([*(p for p in parts if p), "index.html"])
    return "/".join(parts)


def from_output_path(path: str) -> str:
    """The permalink of an output file; the inverse of `output_path` for every canonical permalink."""
    if path == "index.html":
        return "/"
    if path.endswith("/index.html"):
        return "/" + path[: -len("index.html")]
    return "/" + path


def canonical(permalink: str) -> str:
    """With the slash at the end that a folder needs: `/about` is `/about/`."""
    return from_output_path(output_path(permalink))
