"""engagement/checklist.md: written, ticked by hand, read back."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from msgspec.structs import replace

from blogkit.core.step import Found, Standing, Step
from blogkit.stages.tasklist import BEGIN, END, ids, ticks, written

STEP = Step("c7f3a1b2c3", "tell-source", "retry", "Tell Ana that you cite her", "You wrote: she counts.", "ana",
            action="https://ana.example/")  # fmt: skip
OPEN = Standing(
    Found(STEP, "Retry kindly", "content/posts/retry.md", "cited", True, "2026-03-02", "2026-03-02"), "open"
)
DONE = replace(OPEN, state="done", place="done on 2026-03-03")


def test_a_box_ticked_by_hand_is_read_and_a_box_that_was_written_ticked_is_not_news() -> None:
    text = written([OPEN], "")
    assert ticks(text) == []
    assert ticks(text.replace("[ ]", "[x]")) == [("c7f3a1b2c3", "done")]
    assert ticks(text.replace("[ ]", "[X]").replace("\n", "\r\n")) == [("c7f3a1b2c3", "done")]
    done = written([DONE], text)
    assert ticks(done) == []
    assert ticks(done.replace("[x]", "[ ]")) == [("c7f3a1b2c3", "reopened")]


def test_what_the_author_writes_around_the_list_stays() -> None:
    text = written([OPEN], "")
    mine = "My own notes.\n\n" + text + "\nAnd more.\n"
    again = written([DONE], mine)
    assert again.startswith("My own notes.\n\n")
    assert again.endswith("\nAnd more.\n")
    assert again.count(BEGIN) == again.count(END) == 1
    lost = written([OPEN], "The marks are gone.\n")
    assert lost.startswith("The marks are gone.\n")
    assert ids(lost.splitlines()) == ["c7f3a1b2c3"]


def test_it_is_written_the_same_again() -> None:
    text = written([OPEN, DONE], "")
    assert written([OPEN, DONE], text) == text
    assert "Nothing is open" in written([], "")


def test_private_steps_are_not_in_a_file_that_may_be_committed() -> None:
    secret = replace(OPEN, found=replace(OPEN.found, step=replace(STEP, private=True, title="Answer Dee")))
    assert "Dee" not in written([secret], "")


@pytest.mark.parametrize(
    "text",
    [
        "--> <b>x</b>",
        "[x](javascript:alert(1))",
        "a\nb",
        "`code` *s* @ana",
        "<!-- c7f3a1b2c3 done -->",
        "| a | b |",
        "\\",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    step = replace(STEP, title=text, because=text, action="https://a.example/<b>" + text)
    one = replace(OPEN, found=replace(OPEN.found, step=step, post_title=text))
    shown = written([one], "")
    assert ids(shown.splitlines()) == ["c7f3a1b2c3"]
    assert ticks(shown) == []
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Reader().feed(markdown.markdown(shown))
    assert set(tags) <= {"h1", "h2", "p", "ul", "li", "strong", "code", "a"}
    assert "a" not in tags or text == "a\nb"
    assert "@ana" not in shown.split(" · ")[0]  # nobody is notified by a title
