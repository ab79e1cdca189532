"""Plan, changes, findings → `Report`: counts, what was left out, what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..core.config import ChecklistConfig
from ..core.diagnostic import Diagnostic, canonical, error, has_errors
from ..core.planned import Planned
from ..core.report import Changes, Report, StepLine
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
    known = set(site.people)
    steps.sort(key=lambda pair: (pair[0], pair[1].person not in known))  # people you know before domains you do not
    return [line for _, line in steps], found, until


def cited(posts: tuple[EntryView, ...], steps: Sequence[StepLine]) -> tuple[str, ...]:
    people = {step.person for step in steps}
    names: dict[str, None] = {}
    for post in posts:
        for citation in post.citations:
            who = citation.person.key or citation.person.name if citation.person else citation.domain
            if who in people:
                names[citation.person.name if citation.person else who] = None
    return tuple(names)


def report(
    planned: Planned,
    output: str,
    changes: Changes,
    found: Sequence[Diagnostic],
    reasons: dict[str, str],
    log: tuple[str, ...],
    *,
    strict: bool,
) -> Report:
    """`reasons`: output path to why it was made, for what was made in this build."""
    made = [planned.targets[path] for path in reasons if path in planned.targets]
    cards = [target for target in planned.targets.values() if target.kind == "card"]
    failed = has_errors(found, strict=strict)
    show = planned.config.checklist.show
    return Report(
        posts=planned.posts,
        pages=planned.pages,
        files=len(planned.targets),
        cards=len(cards),
        drawn=sum(target.kind == "card" for target in made),
        created=changes.created,
        updated=changes.updated,
        removed=changes.removed,
        left_out=planned.left_out,
        diagnostics=canonical(found),
        steps=planned.steps[:show],
        more_steps=max(0, len(planned.steps) - show),
        cited=planned.cited,
        output=output,
        written=not failed,
        log=(
            *log,
            *(f"render {target.path}" for target in made if target.kind in ("page", "feed", "card")),
            *(f"remove {path}" for path in changes.removed),
        ),
        why=reasons,
        until=planned.until,
        failed=failed,
    )
