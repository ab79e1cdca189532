"""Plan, changes, findings → `Report`: counts, what was left out, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.diagnostic import Diagnostic, canonical, has_errors
from ..core.planned import Planned
from ..core.report import Changes, Report
from ..core.step import Found, Standing
from ..core.view import EntryView


def cited(posts: tuple[EntryView, ...], steps: Sequence[Found]) -> tuple[str, ...]:
    people = {one.step.person for one in steps}
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
    steps: Sequence[Standing],
    more_steps: int,
    *,
    strict: bool,
) -> Report:
    """`reasons`: output path to why it was made, for what was made in this build."""
    made = [planned.targets[path] for path in reasons if path in planned.targets]
    cards = [target for target in planned.targets.values() if target.kind == "card"]
    failed = has_errors(found, strict=strict)
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
        steps=tuple(steps),
        more_steps=more_steps,
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
