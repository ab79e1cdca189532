"""What keeps private people private: findings that repeat nothing, posts that may not name them, git that may not
have them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from ...core.diagnostic import Diagnostic, error, warning
from ...core.entry import Entry
from ...core.site import Site
from ...core.span import Span

FOLDER = "engagement/private/"
PRIVATE = FOLDER + "people.yaml"

_WRONG = {
    "unknown-key": ("there is no such key", "keys of your own belong under `extra`"),
    "wrong-choice": ("this is none of the values that are possible here", "write ok, ask or never"),
    "wrong-type": ("this is of another kind than what belongs here", "compare it with the table in the manual"),
    "duplicate-key": ("this is given twice", "keep one of them"),
    "control-character": ("this holds a character that no page can show", "it is left out; take it out of the file"),
    "encoding": ("this is not UTF-8", "save the file as UTF-8"),
    "not-read": ("this cannot be read", "check who may read it"),
}


def discreet(finding: Diagnostic) -> Diagnostic:
    """The finding with none of the file's words: findings are printed, kept, and handed to other programs."""
    usual = ("this cannot be understood", "check the quotes, the colons and the indentation here")
    message, fix = _WRONG.get(finding.code.partition("/")[2], usual)
    return msgspec.structs.replace(finding, message=message, found="", fix=fix)


def named(site: Site, keys: frozenset[str]) -> list[Diagnostic]:
    """Where a published post or page names somebody by a key that only the private file has."""
    found: list[Diagnostic] = []
    for path in site.outputs if keys else ():
        for key, span in _names(site.entries[path]):
            if key in keys:
                message = f'"{key}" is known only privately, so nothing that is published can name them'
                fix = f"add to people.yaml what they publish themselves, or take the name out:  {key}: {{name: …}}"
                found.append(error("people/private", message, span, fix=fix))
    return found


def _names(entry: Entry) -> Iterator[tuple[str, Span]]:
    front, top = entry.front, Span(entry.path, 1, 1)
    said = {
        "authors": front.authors,
        "contributors": front.contributors,
        "thanks": tuple(one.who for one in front.thanks),
        "mentions": tuple(one.who for one in front.mentions),
        "guest": (front.guest,),
        "in_reply_to": (front.in_reply_to.who,),
        "of": (front.of.who,),
        "via": (front.via.who,),
    }
    for field, names in said.items():
        for name in names:
            yield name.removeprefix("@"), entry.spans.get(field, top)
    for ref in entry.content.refs:
        if ref.kind == "person":
            yield ref.key, ref.span


def tracked(root: str) -> list[Diagnostic]:
    """Whether git has taken in what is private: then a push would publish it."""
    top = os.path.realpath(root)
    inside = FOLDER
    while not os.path.exists(os.path.join(top, ".git")):
        above, name = os.path.split(top)
        if above == top:
            return []
        top, inside = above, f"{name}/{inside}"
    try:
        with open(os.path.join(_git(top), "index"), "rb") as file:
            index = file.read()
    except OSError:
        return []
    if os.fsencode(inside) not in index:  # paths stand there in full (in version 4 only the first of a folder)
        return []
    message = "git tracks this folder, so the next push would publish what you keep about people"
    fix = f"git rm -r --cached {FOLDER} && echo /{FOLDER} >> .gitignore"
    return [warning("people/tracked", message, Span(FOLDER + "people.yaml"), fix=fix)]


def _git(top: str) -> str:
    """The folder that git keeps its index in; in a worktree, `.git` is a file that names it."""
    path = os.path.join(top, ".git")
    if os.path.isdir(path):
        return path
    with open(path, encoding="utf-8", errors="replace") as file:
        return os.path.join(top, file.read().removeprefix("gitdir:").strip())
