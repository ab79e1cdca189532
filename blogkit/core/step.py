"""One thing that would be kind to do next, and where it stands."""

from __future__ import annotations

from typing import Literal

import msgspec

Concern = Literal["waiting", "cited", "owed", "own"]
CONCERNS: tuple[Concern, ...] = ("waiting", "cited", "owed", "own")
"""People first, promotion last: someone waits for an answer, was cited, is owed something; the author's own news."""

State = Literal["open", "later", "done", "skipped", "snoozed", "expired"]
"""`later`: not yet, because it is not due, or because the same person heard from the author a short while ago."""


class Step(msgspec.Struct, frozen=True):
    """One line of the engagement checklist.

    `id` is stable: made from post id, kind, person and target, never from a title. `because` is the evidence.
    """

    id: str
    kind: str
    post: str
    """The post's id."""
    title: str
    """What to do, in the imperative: `Tell Ana that you cite "Retry is a promise"`."""
    because: str
    person: str = ""
    """Key in people.yaml, a plain name, or a domain."""
    target: str = ""
    action: str = ""
    """A URL or a command that does it."""
    minutes: int = 3
    after: str = ""
    """Id of the step of this post that comes first: asking before telling, posting before putting the address back."""
    former: tuple[str, ...] = ()
    """Ids under which this step went before, say for a domain that has got a name since: what was done stays done."""
    private: bool = False
    """Whether it comes from what only the author knows; then it is never shown where others can read it."""


class Found(msgspec.Struct, frozen=True):
    """A step that a post gives rise to, before anybody has asked what was done about it."""

    step: Step
    post_title: str
    source: str
    """The post's file."""
    concern: Concern
    known: bool
    """Whether the person stands in people.yaml."""
    published: str
    """The post's day: `2026-03-02`, in the site's timezone."""
    due: str
    """The day it is due."""


class Standing(msgspec.Struct, frozen=True):
    """A step as it stands today: what the checklist prints, sorts and counts."""

    found: Found
    state: State
    place: str = ""
    """Why it stands where it stands, in words; for `--explain`."""
    until: str = ""
    """The day on which this state ends by itself; empty when it does not."""
    url: str = ""
    """Where it was done."""
