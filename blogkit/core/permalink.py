"""Addresses: slugs, permalink patterns, and the law that a permalink and its output file name each other."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w\s-]+")
_SPACES = re.compile(r"[\s_-]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>\"|?*\\#%]")


def slugify(text: str) -> str:
    """Lower case, hyphens, letters of any script: "Über Tests & Mut" is "über-tests-mut". May be empty."""
    text = unicodedata.normalize("NFKC", text).lower()
    return _SPACES.sub("-", _NOT_WORD.sub("", text)).strip("-")


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
    if any(part != part.strip(" .") or not part for part in parts[:-1]) or parts[-1] != parts[-1].strip(" "):
        raise ValueError("a part of it is empty or starts or ends with a space or a dot")
    if any(len(part.encode()) > 240 for part in parts):
        raise ValueError("a part of it is longer than 240 bytes")
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
