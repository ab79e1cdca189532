"""What people see: short, whole, in 80 columns, and nothing in it that a terminal would obey."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from blogkit.cli.human import checklist, finding_text, findings, summary
from blogkit.cli.lines import clipped, columns, items, visible, wrapped
from blogkit.core.diagnostic import Diagnostic, error, info, warning
from blogkit.core.report import Report
from blogkit.core.site import LeftOut
from blogkit.core.span import Span
from blogkit.core.step import Found, Standing, Step


@pytest.fixture(autouse=True)
def _eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def plain(finding: Diagnostic, root: Path) -> list[str]:
    return click.unstyle(finding_text(finding, str(root))).splitlines()


def open_step(id: str, title: str, because: str, action: str, minutes: int) -> Standing:
    step = Step(id, "tell", "p", title, because, "ana", action=action, minutes=minutes)
    return Standing(Found(step, "T", "content/posts/p.md", "cited", True, "2026-03-02", "2026-03-02"), "open")


def report(**more: object) -> Report:
    values: dict[str, object] = dict.fromkeys(
        ("created", "updated", "removed", "left_out", "diagnostics", "steps", "cited", "log"), ()
    )
    values |= {"posts": 1, "pages": 0, "files": 2, "cards": 0, "drawn": 0, "more_steps": 0, "output": "public"}
    return Report(**{**values, "written": True, "why": {}, **more})  # type: ignore[arg-type]


def test_a_finding_shows_its_line_what_was_found_and_the_cure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2026-03-02\ntitle: Retry: a love story\n---\n", encoding="utf-8")
    finding = error(
        "front-matter/unquoted-colon",
        "the title contains an unquoted colon",
        Span("a.md", 3, 13),
        found="a second colon",
        fix='title: "Retry: a love story"',
    )
    assert plain(finding, tmp_path) == [
        "a.md:3:13: error: the title contains an unquoted colon",
        "    front-matter/unquoted-colon",
        "  2 | date: 2026-03-02",
        "  3 | title: Retry: a love story",
        "    |             ^",
        "  found  a second colon",
        '  fix    title: "Retry: a love story"',
    ]


def test_long_lines_are_cut_and_the_caret_stays_under_its_letter(tmp_path: Path) -> None:
    line = "x" * 500 + "HERE" + "y" * 500
    (tmp_path / "a.md").write_text(line + "\n", encoding="utf-8")
    lines = plain(error("a/b", "wrong", Span("a.md", 1, 501)), tmp_path)
    assert max(map(columns, lines)) <= 80
    assert lines[1][lines[2].index("^")] == "H"
    wide = "字" * 200 + "H" + "字" * 200
    (tmp_path / "a.md").write_text(wide + "\n", encoding="utf-8")
    lines = plain(error("a/b", "wrong", Span("a.md", 1, 11)), tmp_path)
    assert max(map(columns, lines)) <= 80
    assert columns(lines[1][: lines[1].index("字")]) + 20 == lines[2].index("^")


def test_messages_are_wrapped_and_a_line_to_copy_is_not(tmp_path: Path) -> None:
    finding = error("a/b", "word " * 40, found="found " * 40, fix='title: "' + "long " * 40 + '"')
    lines = plain(finding, tmp_path)
    assert all(columns(line) <= 80 for line in lines[:-1])
    assert lines[-1].startswith('  fix    title: "long long')
    assert lines[-1].endswith('long "')


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x1b[31m", "a\rb", "bell\x07", "\u202e\u2066", "two\nlines", "\x9b31m", "\u2028"]
)
def test_nothing_that_a_terminal_obeys_comes_through(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(f"before\n{text}x\n", encoding="utf-8")
    finding = error("a/b", text, Span("a.md", 2, 1), found=text, fix=text)
    said = click.unstyle(finding_text(finding, str(tmp_path)))
    said += click.unstyle(
        summary(
            report(
                left_out=(LeftOut(f"content/{text}.md", text, "draft"),),
                cited=(text,),
                steps=(open_step("abcdef", text, text, text, 1),),
            )
        )
    )
    assert all(c.isprintable() for line in said.split("\n") for c in line)


def test_persian_and_emoji_keep_their_joiners() -> None:
    assert visible("می\u200cخواهم 👩\u200d👩\u200d👧") == "می\u200cخواهم 👩\u200d👩\u200d👧"


@pytest.mark.parametrize("span", [Span("gone.md", 3, 1), Span("a.md", 99, 1), Span("."), Span("a.md", 1, 999), None])
def test_a_place_that_is_not_there_shows_no_line(tmp_path: Path, span: Span | None) -> None:
    (tmp_path / "a.md").write_text("one\n", encoding="utf-8")
    assert plain(error("a/b", "wrong", span, fix="mend it"), tmp_path)[-1] == "  fix    mend it"


def test_errors_stand_last_and_many_alike_are_counted(tmp_path: Path) -> None:
    many = [warning("a/many", f"number {n}") for n in range(20)] + [
        error("a/one", "wrong"),
        info("a/note", "by the way"),
    ]
    said = click.unstyle(findings(many, str(tmp_path)))
    assert said.index("by the way") < said.index("number 0") < said.index("wrong")
    assert "… and 15 more of a/many, --verbose shows them all" in said
    assert "number 19" not in said
    assert "number 19" in findings(many, str(tmp_path), verbose=True)
    assert "more of" not in findings(many, str(tmp_path), verbose=True)
    assert findings([], str(tmp_path)) == ""


def test_the_same_words_again_and_again_are_counted_sooner(tmp_path: Path) -> None:
    said = findings([warning("a/b", "no title", Span(f"{n}.md")) for n in range(9)], str(tmp_path))
    assert said.count("no title") == 2
    assert "7 more" in said


def test_the_first_line_says_what_happened() -> None:
    assert click.unstyle(summary(report(seconds=1.26))).startswith(
        "Built 1 post, 0 pages, 2 files in 1.3 s → public/\n"
    )
    assert "Nothing changed: 1 post" in click.unstyle(summary(report(), changed=False))
    failed = report(failed=True, written=False, diagnostics=(error("a/b", "x"), warning("a/c", "y")))
    assert click.unstyle(summary(failed)) == "Not written: 1 error. public/ is as it was.\n  findings  1 warning\n"
    step = open_step("tell-1", "Tell Ana", "you cite her", "", 2)
    undone = report(failed=True, written=False, diagnostics=(error("a/b", "x"),), steps=(step,), cited=("Ana",))
    assert click.unstyle(summary(undone)) == "Not written: 1 error. public/ is as it was.\n"
    halfway = report(failed=True, written=False, diagnostics=(error("write/failed", "the disk is full"),))
    assert click.unstyle(summary(halfway)) == "Not finished: 1 error. Each file in public/ is whole, old or new.\n"
    strict = report(failed=True, written=False, diagnostics=(warning("a/c", "y"),))
    assert "Not written: 1 warning, and --strict counts them." in click.unstyle(summary(strict))
    assert "1,234 posts" in click.unstyle(summary(report(posts=1234)))


def test_what_was_left_out_is_named_and_fits() -> None:
    some = tuple(LeftOut(f"content/posts/a-rather-long-name-for-post-{n}.md", "T", "draft") for n in range(5))
    lines = click.unstyle(summary(report(left_out=some))).splitlines()
    assert max(map(len, lines)) <= 80
    text = " ".join(line.strip() for line in lines)
    assert "5 draft: posts/a-rather-long-name-for-post-0.md" in text
    assert text.endswith("and 2 more")


def test_the_checklist_is_numbered_and_fits() -> None:
    steps = [
        open_step(
            "abcdef99",
            "Tell Ana that you " + "cite her " * 12,
            "Because " * 60,
            "https://x.example/" + "y" * 90,
            2,
        ),
        open_step("123456aa", "Thank Bo", "", "", 1),
    ]
    lines = [click.unstyle(line) for line in checklist(steps, 3)]
    assert lines[1] == "Next, about 3 minutes:"
    assert lines[2].startswith("  1  abcdef  Tell Ana")
    assert all(len(line) <= 80 or "https://" in line for line in lines)
    assert lines[-2] == "  2  123456  Thank Bo"
    assert lines[-1] == "  (3 more when you have time: blogkit checklist)"


def test_lines() -> None:
    assert wrapped("", 2, "  fix  ") == ["  fix"]
    assert wrapped("a" * 200, 2) == ["a" * 200]  # an address stays whole
    assert items(["a" * 30] * 4, 4, ", ", "x ") == [
        "x " + ", ".join(["a" * 30] * 2) + ",",
        "    " + ", ".join(["a" * 30] * 2),
    ]
    assert clipped("字字字字", 5) == "字字…"
    assert clipped("abc", 3) == "abc"
    for room in range(1, 9):
        assert columns(clipped("字a字b字", room)) <= max(room, 1)
