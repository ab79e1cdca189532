"""`engagement/drafts/`: where drafts lie, and how they get there without anybody losing a word.

The folder is kept out of git as a whole: letters may hold what is nobody else's business, and a draft that waits for
somebody says so. A build reads none of it.
"""

from __future__ import annotations

import contextlib
import os
from zlib import crc32

from msgspec import structs

from ...core.digest import digest
from ...core.permalink import shortened, slugify
from ...core.site import Site
from ...core.view import EntryView
from ...extend.step import short_name
from . import file
from .file import Draft

FOLDER = "engagement/drafts"
_IGNORED = "# Letters may be private, and unsent words are yours. Empty this file to keep drafts in git.\n*\n"


def of_post(post: EntryView, site: Site) -> str:
    """`engagement/drafts/SLUG`; of posts with one name, the oldest has it, and the others a digest behind it."""
    slug = _slug(post)
    alike = [one for one in site.posts if _slug(one).casefold() == slug.casefold()]
    first = min(alike, key=lambda one: (one.date is None, one.date.isoformat() if one.date else "", one.source))
    return f"{FOLDER}/{slug}" if first.source == post.source else f"{FOLDER}/{slug}-{digest(post.id.encode())[:6]}"


def _slug(post: EntryView) -> str:
    return shortened(slugify(short_name(post))) or digest(post.id.encode())[:10]


def letter_name(key: str) -> str:
    """`to-ana.md`; what is no file name becomes one, and stays apart from all others."""
    slug = shortened(slugify(key))
    return f"to-{slug}.md" if slug == key else f"to-{slug}-{crc32(key.encode('utf-8', 'replace')):08x}.md"


def read(root: str, path: str) -> Draft | None:
    try:
        with open(os.path.join(root, path), encoding="utf-8", errors="replace", newline="") as stream:
            return file.read(stream.read())
    except FileNotFoundError:
        return None


def write(root: str, path: str, draft: Draft) -> None:
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with contextlib.suppress(FileExistsError), open(os.path.join(root, FOLDER, ".gitignore"), "x") as stream:
        stream.write(_IGNORED)
    replace(full, file.written(draft).encode("utf-8", "replace"))


def mark_sent(root: str, path: str, url: str) -> bool:
    """Notes in a draft, if there is one, that it is out, and where."""
    there = read(root, path)
    if there is None:
        return False
    head = {key: value for key, value in there.head.items() if key not in ("held", "intent")}
    draft = structs.replace(there, head={**head, "state": "sent", "url": url})
    if draft != there:
        write(root, path, draft)
    return True


def replace(path: str, content: bytes) -> None:
    """A file's new bytes, in one step, under its old name and rights; a link stays a link."""
    path = os.path.realpath(path)
    fresh = f"{path}.{os.getpid()}.tmp"
    try:
        with open(fresh, "xb") as stream:
            stream.write(content)
        if os.path.exists(path):
            os.chmod(fresh, os.stat(path).st_mode & 0o7777)
        os.replace(fresh, path)
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)
