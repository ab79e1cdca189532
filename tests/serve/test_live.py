"""What an open page is told of: errors for the overlay, each once."""

from __future__ import annotations

from blogkit.core.diagnostic import Diagnostic, error, warning
from blogkit.core.span import Span
from blogkit.serve.live import SHOWN, problems


def slip(page: str, line: int = 2) -> Diagnostic:
    return error("theme/undefined", f'there is no "titel" (while rendering {page})', Span("post.html", line), found="x")


def lines(path: str) -> list[str]:
    return [f"{path} one", f"{path} two"]


def test_a_slip_in_a_template_is_said_once_however_many_pages_meet_it() -> None:
    told = problems([slip("a"), warning("x/y", "z"), *(slip(f"b{n}") for n in range(40)), slip("a", 1)], lines)
    assert [one["message"] for one in told] == [
        'there is no "titel" (while rendering a), and 40 times more',
        'there is no "titel" (while rendering a)',
    ]
    assert [one["lines"] for one in told] == [["post.html one", "post.html two"], ["post.html one"]]


def test_of_many_errors_the_first_are_shown_and_the_others_counted() -> None:
    told = problems([error("x/y", f"number {n}") for n in range(SHOWN + 3)], lines)
    assert [one["message"] for one in told[-2:]] == [f"number {SHOWN - 1}", "… and 3 more"]
