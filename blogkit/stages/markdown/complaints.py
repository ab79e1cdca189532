"""What the author would want to know about a code block."""

from __future__ import annotations

from blogkit.core.diagnostic import did_you_mean, info, warning

from .draft import Draft
from .fences import Fence
from .highlight import known_languages


def complain(draft: Draft, line: int, fence: Fence, closed: bool) -> None:
    """Note what is wrong with the fence that opens in this line."""
    if not closed:
        source = draft.lines[line]
        draft.diagnostics.append(
            warning(
                "markdown/unclosed-fence",
                "this code block is never closed, so everything after it is shown as code",
                draft.span(line, source.find(fence.mark) + 1),
                found=source.strip(),
                fix=f"write {fence.mark} on a line of its own where the code ends",
            )
        )
    if not draft.highlighted.knows(fence.language):
        source = draft.lines[line]
        draft.diagnostics.append(
            info(
                "markdown/unknown-language",
                f'no highlighting for the language "{fence.language}"',
                draft.span(line, source.find(fence.language) + 1),
                found=source.strip(),
                fix=did_you_mean(fence.language, known_languages()) or 'use a name that Pygments knows, or "text"',
            )
        )
