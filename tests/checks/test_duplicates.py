"""Two titles alike are said; notes, which have none, are not alike for that."""

from __future__ import annotations

import json
from pathlib import Path

from bad_input.sites import good, make, post, run


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one["code"], one["span"]["path"]) for one in json.loads(run(root, "check", "--json").out)]


def test_titles_that_differ_in_case_and_spaces_only_are_one(tmp_path: Path) -> None:
    site = make(tmp_path, {"content/posts/a.md": good("The  Heron"), "content/posts/b.md": good("the heron")})
    assert codes(site) == [("check/duplicate-title", "content/posts/b.md")]


def test_no_title_is_not_the_same_title(tmp_path: Path) -> None:
    note = post("date: 2026-03-02\nkind: note")
    site = make(tmp_path, {"content/posts/a.md": note, "content/posts/b.md": note})
    assert codes(site) == []
