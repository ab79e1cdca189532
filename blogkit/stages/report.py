"""Plan, changes, findings → `Report`: counts, what was left out, what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..core.config import ChecklistConfig, Config
from ..core.diagnostic import Diagnostic, canonical, error, has_errors
from ..core.report import Changes, Report, StepLine
from ..core.site import Site
from ..core.span import Span
from ..core.target import Plan
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
    site: Site,
    plan: Plan,
    config: Config,
    output: str,
    changes: Changes,
    found: Sequence[Diagnostic],
    steps: Sequence[StepLine],
    *,
    reasons: dict[str, str],
    log: tuple[str, ...],
    until: float,
    strict: bool,
) -> Report:
    """`reasons`: output path to why it was made, for what was made in this build."""
    made = [plan.targets[path] for path in reasons if path in plan.targets]
    cards = [target for target in plan.targets.values() if target.kind == "card"]
    failed = has_errors(found, strict=strict)
    show = config.checklist.show
    return Report(
        posts=len(site.posts),
        pages=len(site.pages) + bool(site.home),
        files=len(plan.targets),
        cards=len(cards),
        drawn=sum(target.kind == "card" for target in made),
        created=changes.created,
        updated=changes.updated,
        removed=changes.removed,
        left_out=site.left_out,
        diagnostics=canonical(found),
        steps=tuple(steps[:show]),
        more_steps=max(0, len(steps) - show),
        cited=cited(site.posts, steps),
        output=output,
        written=not failed,
        log=(
            *log,
            *(f"render {target.path}" for target in made if target.kind in ("page", "feed", "card")),
            *(f"remove {path}" for path in changes.removed),
        ),
        why=reasons,
        until=min(until, site.until),
        failed=failed,
    )
