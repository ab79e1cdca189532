"""What every step kind keeps."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..extend.step import Known, Step, StepKind
from .hostile import posts
from .law import described, must

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def step_is_described(kind: StepKind) -> None:
    described(kind.name, kind.find)


def step_is_sound(kind: StepKind) -> None:
    """Total and pure; every step says what to do and why, on one line that cannot steer a terminal."""
    for post, site in posts():
        steps = list(kind.find(post, site, Known()))
        must(steps == list(kind.find(post, site, Known())), f"{kind.name}: find must be pure")
        must(len({step.id for step in steps}) == len(steps), f"{kind.name}: two steps of one post share an id")
        for step in steps:
            must(isinstance(step, Step), f"{kind.name}: find must yield Steps")
            must((step.kind, step.post) == (kind.name, post.id), f"{kind.name}: kind and post must be its own: {step}")
            must(step.title.strip() and step.because.strip(), f"{kind.name}: must say what to do and why: {step}")
            plain = not CONTROL.search(step.title + step.because + step.action)
            must(plain, f"{kind.name}: a control character: {step}")
            bad = re.match(r"(?i)\s*(javascript|data|vbscript):", step.action)
            must(not bad and step.minutes > 0, f"{kind.name}: action must be an address or a command: {step}")


def step_ids_last(kind: StepKind) -> None:
    """Neither a new title nor edited text nor another order of links and names brings a finished step back."""
    for post, site in posts():
        cited = (replace(c, text="edited", sentence="Edited.") for c in reversed(post.citations))
        edited = replace(
            post, title="Another title", url="/moved/", permalink="https://example.org/moved/", summary="Another.",
            citations=tuple(cited), thanks=post.thanks[::-1], contributors=post.contributors[::-1],
        )  # fmt: skip
        before, after = ({step.id for step in kind.find(one, site, Known())} for one in (post, edited))
        must(before == after, f"{kind.name}: editing the post changed ids: {before ^ after}")


LAWS = (step_is_described, step_is_sound, step_ids_last)
