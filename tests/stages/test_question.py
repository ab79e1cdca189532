"""Which question a text asks its readers, if any."""

from __future__ import annotations

import pytest

from blogkit.core.entry import MARK
from blogkit.stages.markdown import MarkdownOptions, to_body

LONG = "It waited. " * 60


def question(text: str) -> str:
    return to_body(text, MarkdownOptions(smart_quotes=True), "a.md").value.question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("It waits.\n\nWhat do *you* watch?", "What do you watch?"),
        ("Well. What do you watch? Tell me.", "What do you watch?"),
        ("- one\n- What is two?", "What is two?"),
        ("Which do you like? And why?", "Which do you like? And why?"),
        ("What about birds, e.g. herons?", "What about birds, e.g. herons?"),
        ("Have you asked Dr. Who?", "Have you asked Dr. Who?"),
        ("Really?!", "Really?!"),
        ("What of [this](https://a.example/?b) one?", "What of this one?"),
        ("What does `a ? b : c` mean?", "What does a ? b : c mean?"),
        ("Is it so?[^1]\n\n[^1]: Or is it?", "Is it so?"),
        ("And you, @ana?", f"And you, {MARK}@ana{MARK}?"),
        ("What is 1 &lt; 2 &amp; 3?", "What is 1 < 2 & 3?"),
        (f"{LONG}\n\nWhat do you watch?\n\nSee you.", "What do you watch?"),
        ("¿Y tú, qué miras?", "¿Y tú, qué miras?"),
        ("我在看鹭。你怎么看？我想知道。", "你怎么看？"),
        ("هذا رأيي. ما رأيك؟", "ما رأيك؟"),
        ("Περιμένει. Τι λες;", "Τι λες;"),
        ("Περιμένει. Τι λες\u037e", "Τι λες\u037e"),
        ("Սպասում է։ Դու ի՞նչ ես կարծում։", "Դու ի՞նչ ես կարծում։"),
        ("Es wartet. Was meinst du⸮", "Was meinst du⸮"),
        ("ምን ትላለህ፧", "ምን ትላለህ፧"),
    ],
)
def test_the_last_question_near_the_end(text: str, asked: str) -> None:
    assert question(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "It waits.",
        f"What do you watch?\n\n{LONG}\n\nSee you.",
        "It waits.\n\n> What do you watch?",
        "She asked: “What do you watch?”",
        'She asked: "Is it late? Is it cold?" and left.',
        "„Warum?“ fragte sie.",
        "« Pourquoi ? » dit-elle.",
        "(Why not?)",
        "It waits.\n\n## Why?",
        "```\nwhy?\n```",
        "    why?",
        "Use `why?`",
        "I read [Why wait?](https://a.example/)",
        "[What do you watch?](mailto:a@b.example)",
        "See https://a.example/?b=c",
        "| Why? |\n|---|\n| What? |",
        "!!! note\n    Why?",
        "<details><summary>Why?</summary>Why not?</details>",
        "<!-- Why? -->",
        "One; two; three;",
        "What " + "is it " * 60 + "?",
    ],
)
def test_no_question_to_the_reader(text: str) -> None:
    assert question(text) == ""


def test_nested_quotes_are_left_out_to_their_end() -> None:
    assert question("> a\n>\n> > b?\n>\n> c?\n\nAnd you?") == "And you?"
    assert question("And you?\n\n> a\n>\n> > b?\n>\n> c?\n") == "And you?"
