"""git's log → who had a hand in each post besides whoever wrote it. Starts git once; everything else is pure.

Silence where git cannot say: it is not installed, takes too long, does not trust the folder's owner. Its answer only
ever adds a kindness.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from ..core.ledger import Hand, Hands

PATIENCE = 2.0
"""Seconds that git may take."""
LOOK_BACK = "-1000"
"""Commits to the posts that are read, the last ones: no step is older."""
SWEEP = 20
"""A commit that touches more posts than this was about something else than any of them."""
_COMMIT, _FIELD = "\x1e", "\x1f"
_FORMAT = "%x1e%aN%x1f%aE%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"
_COMMAND = (
    *("git", "--no-pager", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"),
    *("log", LOOK_BACK, "-z", "-M", "-l200", "--name-status", "--relative", "--no-color", f"--format={_FORMAT}"),
    *("--", "content/posts"),
)
_SIGNED = re.compile(r"\s*(?P<name>[^<>]*?)\s*(?:<\s*(?P<email>[^<>\s]*)\s*>)?\s*")
_NOBODY = re.compile(r"(?i).*\[bot\]|.*\bno-?reply@.*")


class Commit(msgspec.Struct, frozen=True):
    by: Hand
    others: tuple[Hand, ...]
    files: tuple[tuple[str, str, str], ...]
    """(`A`, `M`, `R` …, the path before, the path after): the same but when it was moved."""


def hands(root: str) -> Hands:
    return of(commits(_log(root)))


def _log(root: str) -> str:
    """Newest first. git is kept from asking anybody: not for a password, nor another machine for what it lacks."""
    import subprocess

    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_OPTIONAL_LOCKS": "0"}
    elsewhere = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")  # we may be in a hook
    env = {name: value for name, value in os.environ.items() if name not in elsewhere}
    try:
        said = subprocess.run(
            _COMMAND, cwd=root, env={**env, **quiet}, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.decode("utf-8", "replace")


def commits(log: str) -> Iterator[Commit]:
    for part in log.split(_COMMIT)[1:]:
        head, _, names = part.partition("\0")
        name, email, *trailers = [*head.split(_FIELD), ""][:50]
        signed = [_SIGNED.fullmatch(text) for text in trailers]
        others = [Hand(match["name"], match["email"] or "") for match in signed if match and match["name"]]
        yield Commit(Hand(name, email), tuple(others), tuple(_files(names.replace("\n", "").split("\0"))))


def _files(tokens: list[str]) -> Iterator[tuple[str, str, str]]:
    rest = iter(token for token in tokens if token)
    for status in rest:
        before = next(rest, "")
        yield status[:1], before, next(rest, "") if status[:1] in ("R", "C") else before


def of(log: Iterable[Commit]) -> Hands:
    """Every hand but that of whoever added the post. `log` is newest first, so that what a file was called before is
    learned on the way."""
    called: dict[str, str] = {}  # the path at this point of the past → what it is today; empty: another file's
    touched: dict[str, dict[Hand, None]] = {}
    wrote: dict[str, Hand] = {}
    for commit in log:
        some = () if len(commit.files) > SWEEP else (commit.by, *commit.others)
        for status, before, after in commit.files:
            today = called.get(after, after)
            touched.setdefault(today, {}).update(dict.fromkeys(some))
            if status == "R":
                called[before] = today
            elif status == "A":
                wrote[today] = commit.by
                called[after] = ""
    writers = Counter(wrote[path] for path in reversed(wrote) if path)  # of several with as many posts, the first
    main = [writer for writer, _ in writers.most_common(1)]
    kept = {
        path: tuple(one for one in some if not _is_nobody(one) and not any(map(one.is_same, [*main, wrote.get(path)])))
        for path, some in sorted(touched.items())
    }
    return Hands({path: some for path, some in kept.items() if path and some})


def _is_nobody(hand: Hand) -> bool:
    """A program, not a person."""
    return bool(not hand.name.strip() or _NOBODY.fullmatch(hand.name) or _NOBODY.fullmatch(hand.email))
