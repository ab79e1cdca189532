"""Text that would take python-markdown minutes, or its stack, ends as a finding that names the post."""

from __future__ import annotations

import signal
import threading

import pytest

from blogkit.core.diagnostic import Diagnostic
from blogkit.core.entry import Body
from blogkit.stages.markdown import MarkdownOptions, guard, to_body

MANY = 100_000
needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")


def findings(text: str) -> tuple[Diagnostic, ...]:
    out = to_body(text, MarkdownOptions(), "long.md", 5)
    if any(d.severity == "error" for d in out.diagnostics):
        assert out.value == Body()
        assert all(d.span is not None and d.span.path == "long.md" for d in out.diagnostics)
    return out.diagnostics


@pytest.mark.parametrize("mark", ["[", "![", "<a ", "<", "*", "_", "&", "\\", "a " + "`", "<a href="])
def test_long_runs(mark: str) -> None:
    text = "fine\n\n" + (mark * MANY if mark != "a `" else "a " + "`" * MANY)
    assert [(d.code, d.span.line if d.span else 0) for d in findings(text)] == [("markdown/long-run", 7)]


@pytest.mark.parametrize(
    "text",
    [
        "> " * MANY,
        ">" * MANY,
        "\n".join(">" * depth + " x" for depth in range(500)),
        "\n".join("  " * depth + "- x" for depth in range(500)),
        "- " * 5_000 + "x",
        "1. " * 5_000 + "x",
    ],
    ids=["quotes", "quotes without space", "growing quotes", "growing lists", "lists in a line", "numbers in a line"],
)
def test_too_deep(text: str) -> None:
    assert [d.code for d in findings(text)] == ["markdown/too-deep"]


def test_forty_levels_are_no_problem() -> None:
    assert findings("> " * 38 + "x") == ()
    assert findings("\n".join("  " * depth + "- x" for depth in range(38))) == ()


def test_too_large() -> None:
    (finding,) = findings("word " * 10_000_000)
    assert finding.code == "markdown/too-large"
    assert "50,000,000" in finding.message


@needs_timer
@pytest.mark.parametrize("text", ["[a](" * MANY, "<p>" * MANY, "a\n=\n" * MANY], ids=lambda t: t[:4])
def test_too_slow(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.1)
    monkeypatch.setattr(guard, "SECONDS_PER_CHARACTER", 0)
    assert [d.code for d in findings(text)] == ["markdown/too-slow"]


@needs_timer
def test_the_clock_is_put_back() -> None:
    def mine(*_: object) -> None:
        raise AssertionError

    before = signal.signal(signal.SIGVTALRM, mine)
    try:
        findings("text")
        findings("[" * MANY)
        assert signal.getsignal(signal.SIGVTALRM) is mine
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_another_thread_has_the_fixed_limits() -> None:
    found: list[Diagnostic] = []
    thread = threading.Thread(target=lambda: found.extend(findings("[" * MANY)))
    thread.start()
    thread.join()
    assert [d.code for d in found] == ["markdown/long-run"]


def test_code_may_hold_what_prose_may_not() -> None:
    assert findings(f"```\n{'[' * MANY}\n```") == ()


@pytest.mark.parametrize(
    "text",
    [
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 3_000,
        "<div>\n" * 3_000,
        "# a\n\n" * 2_000,
        "- a\n" * 5_000,
        "word\n" * 20_000,
        "x[^1] " * 1_000 + "\n\n[^1]: n",
        "[a](https://b.example) " * 500,
        "&amp;" * 3_000,
    ],
    ids=["table", "open tags", "headings", "list", "paragraph", "footnotes", "links", "entities"],
)
def test_long_but_honest(text: str) -> None:
    assert findings(text) == ()
