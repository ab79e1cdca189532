"""`engagement/checklist.md`: the checklist as a GitHub task list, whose boxes are read back. Pure text to text.

Text outside the two marks is the author's. A line that was written ticked says so in its comment, so that a box
unticked by hand can be told from one that was never ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.digest import digest
from ..core.step import Standing

PATH = "engagement/checklist.md"
BEGIN = "<!-- blogkit:checklist -->"
END = "<!-- /blogkit:checklist -->"
_BOX = re.compile(r"\s*[-*+]\s+\[(?P<box>[ xX])\].*<!--\s*(?P<id>[0-9a-f]{6,40})(?P<done>\s+done)?\s*-->\s*")
_BLOCK = re.compile(re.escape(BEGIN) + r".*?(?:" + re.escape(END) + r"|\Z)", re.DOTALL)
_HEAD = "# Engagement checklist\n\n"
_NOTE = """\
Tick a box and build: blogkit takes it up. Untick it, and the step is open again. Lines between the marks are
written anew by each build.
"""
_ELSEWHERE = "Steps about what you keep to yourself are on your own machine only: `blogkit checklist` shows them all.\n"
RECENT = 20


def ticks(text: str) -> list[tuple[str, str]]:
    """What the author did with the boxes: (step id, "done" or "reopened"), the last word on each."""
    result: dict[str, str] = {}
    for line in text.splitlines():
        if match := _BOX.fullmatch(line):
            ticked, was = match["box"] != " ", bool(match["done"])
            if ticked != was:
                result[match["id"]] = "done" if ticked else "reopened"
    return list(result.items())


def written(steps: Sequence[Standing], before: str) -> str:
    """The file with these steps in it; what stands outside the marks stays."""
    block = f"{BEGIN}\n{_NOTE}{_lists(steps)}{END}"
    before = before.replace("\r\n", "\n")
    if _BLOCK.search(before):
        return _BLOCK.sub(lambda _: block, before, count=1)
    return (before.rstrip() + "\n\n" if before.strip() else _HEAD) + block + "\n"


def summary(steps: Sequence[Standing]) -> str:
    """The steps for whoever reads along, say in a log: the public ones."""
    return f"# Next\n{_lists(steps)}\n{_ELSEWHERE}"


def summaries(steps: Sequence[Standing]) -> list[dict[str, str]]:
    """The same for each post that has open ones. `mark` names the post, so that no text is handed on twice."""
    result = []
    for post in dict.fromkeys(s.found.step.post for s in steps if s.state == "open" and not s.found.step.private):
        about = [one for one in steps if one.found.step.post == post]
        mark = f"blogkit-post-{digest(post.encode())}"
        text = f"{_lists(about).lstrip()}\n{_ELSEWHERE}"
        result.append({"post": post, "title": about[0].found.post_title, "mark": mark, "markdown": text})
    return result


def _lists(steps: Sequence[Standing]) -> str:
    public = [one for one in steps if not one.found.step.private]
    shown = [one for one in public if one.state in ("open", "later")]
    done = sorted((one for one in public if one.state == "done"), key=lambda one: one.place, reverse=True)[:RECENT]
    parts = []
    for post in dict.fromkeys(one.found.step.post for one in (*shown, *done)):
        title = next(one.found.post_title for one in public if one.found.step.post == post)
        parts.append(f"\n## {_inline(title) or 'A note'}\n\n")
        parts += [_line(one) for one in (*shown, *done) if one.found.step.post == post]
    return "".join(parts) or "\nNothing is open.\n"


def _line(one: Standing) -> str:
    step = one.found.step
    end = "done " if one.state == "done" else ""
    if end:
        return f"- [x] {_inline(step.title)} <!-- {step.id} {end}-->\n"
    because = f" · {_inline(step.because)}" if step.because else ""
    when = f" · {one.place}" if one.state == "later" else ""
    action = f" · {_action(step.action)}" if step.action else ""
    return f"- [ ] **{_inline(step.title)}**{because}{when}{action} <!-- {step.id} -->\n"


def _action(action: str) -> str:
    action = " ".join(action.split())
    return f"<{action}>" if re.fullmatch(r"(https?://|mailto:)[^\s<>]+", action) else f"`{action.replace('`', '')}`"


def _inline(text: str) -> str:
    """Text that Markdown shows as it is, and that ends no comment and notifies nobody by a stray @name."""
    one = " ".join(text.split())
    one = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", one)
    return one.replace("@", "@\u200b").replace("--", "-\u200b-")


def ids(lines: Iterable[str]) -> list[str]:
    return [match["id"] for line in lines if (match := _BOX.fullmatch(line))]
