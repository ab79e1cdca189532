"""Plan, changes, findings → `Report`: counts, what was left out, what to do next."""

from __future__ import annotations

import datetime as dt

from ..core.config import ChecklistConfig
from ..core.diagnostic import Diagnostic, error
from ..core.report import StepLine
from ..core.site import Site
from ..core.span import Span
from ..core.view import EntryView, SiteView
from ..extend.registry import Registry


def checklist(
    site: Site, view: SiteView, registry: Registry, config: ChecklistConfig, now: dt.datetime
) -> tuple[list[StepLine], list[Diagnostic], float]:
    """Steps for posts of the last `days`, people before promotion, the newest post first; and until when that holds."""
    if not config.enabled:
        return [], [], float("inf")
    window = dt.timedelta(days=config.days)
    recent = [post for post in site.posts if post.date and now - window < post.date <= now and not post.draft]
    until = min((post.date.timestamp() + window.total_seconds() for post in recent if post.date), default=float("inf"))
    found: list[Diagnostic] = []
    steps: list[tuple[int, StepLine]] = []
    for post in recent:
        for kind in registry.steps:
            try:
                for step in kind.find(post, view):
                    steps.append(
                        (
                            kind.rank,
                            StepLine(
                                step.id,
                                step.kind,
                                step.post,
                                post.title,
                                step.person,
                                step.title,
                                step.because,
                                step.action,
                                step.minutes,
                            ),
                        )
                    )
            except Exception as problem:
                found.append(
                    error(
                        "extension/failed",
                        f"step {kind.name}: {type(problem).__name__}: {problem}",
                        Span(post.source),
                        fix="mend the extension, or take it out of blogkit.yaml",
                    )
                )
    steps.sort(key=lambda pair: pair[0])
    return [line for _, line in steps], found, until


def cited(posts: tuple[EntryView, ...], steps: list[StepLine]) -> tuple[str, ...]:
    wanted = {step.post for step in steps}
    names: dict[str, None] = {}
    for post in posts:
        if post.id in wanted:
            names.update((c.person.name if c.person else c.domain, None) for c in post.citations)
    return tuple(names)
