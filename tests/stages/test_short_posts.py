"""What lists show of a short note: all of it."""

from __future__ import annotations

import pytest

from blogkit.testing.site import Site

WORDS = "Two paragraphs.\n\nWith a [link](https://x.example/)[^1].\n\n[^1]: A note."


def _shown(tmp_path, head, body):
    site = Site.of(tmp_path, "-- blogkit.yaml --\ntitle: X\n")
    site.write({"content/posts/it.md": f"---\ndate: 2026-01-01\n{head}\n---\n{body}\n"})
    site.build()
    return site.tree()["index.html"].decode()


@pytest.mark.parametrize("head", ["kind: note", "in_reply_to: https://y.example/", "of: {url: https://y.example/}"])
def test_a_short_note_is_shown_whole_in_lists(tmp_path, head):
    home = _shown(tmp_path, head, WORDS)
    assert '<p>Two paragraphs.</p>\n<p>With a <a href="https://x.example/">link</a>.</p>' in home
    assert "fnref" not in home


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("title: An article", WORDS),
        ("kind: note", WORDS + " word" * 130),
        ("kind: note\ndescription: What it says.", WORDS),
        ("kind: note", WORDS.replace("\n\nWith", "\n\n<!-- more -->\n\nWith")),
    ],
    ids=["article", "long", "described", "more"],
)
def test_others_are_shown_as_far_as_they_say(tmp_path, head, body):
    assert "With a" not in _shown(tmp_path, head, body)
