"""`blogkit card` draws one card and says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bad_input.sites import make, run

SITE = {
    "blogkit.yaml": "title: Notes\nbase_url: https://blog.example/\nauthor: Ana Lima\n",
    "content/posts/hello.md": "---\ntitle: Hello\ndate: 2026-03-01\nquestion: Who is there?\n---\nx\n",
    "content/posts/a-draft.md": "---\ntitle: A draft\ndraft: true\ncard: {layout: plain}\n---\nx\n",
    "content/pages/about.md": "---\ntitle: About\ncard: false\n---\nx\n",
}


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


@pytest.mark.parametrize(
    ("slug", "file", "layout"),
    [
        ("hello", "hello.png", "question"),
        ("/posts/hello/", "hello.png", "question"),
        ("https://blog.example/posts/hello/", "hello.png", "question"),
        ("content/posts/hello.md", "hello.png", "question"),
        ("a-draft", "a-draft.png", "plain"),
        ("about", "about.png", "plain"),
        ("home", "home.png", "plain"),
    ],
)
def test_one_card_is_drawn(tmp_path: Path, slug: str, file: str, layout: str) -> None:
    root = make(tmp_path, SITE)
    said = run(root, "card", slug)
    assert (said.code, said.err) == (0, "")
    path = root / ".blogkit/preview/cards" / file
    assert f"{layout}, " in said.out
    assert file in said.out
    assert opened(path).size == (1200, 630)
    assert not (root / "public").exists()


def test_another_layout_with_a_grid_in_a_file_of_ones_own(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    for name, more in (("a.png", ()), ("b.png", ("--debug-grid",)), ("c.png", ())):
        layout = "question" if name == "c.png" else "plain"
        assert run(root, "card", "hello", "--layout", layout, "--output", str(tmp_path / "out" / name), *more).code == 0
    one, grid, other = (opened(tmp_path / "out" / name) for name in ("a.png", "b.png", "c.png"))
    assert ImageChops.difference(one, grid).getbbox() == (0, 0, 1200, 630)
    assert ImageChops.difference(one, other).getbbox()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("helo",), 1, 'did you mean "hello"?'),
        (("hello", "--layout", "qoute"), 2, 'did you mean "quote"?'),
        (("hello", "--layout", "_frame"), 2, "auto, guest, photo, plain, question, quote"),
    ],
)
def test_what_is_not_there(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    found = run(make(tmp_path, SITE), "card", *words)
    assert found.code == code
    assert said in " ".join(found.err.split())


def test_a_layout_with_nothing_to_show_says_so_and_draws_another(tmp_path: Path) -> None:
    said = run(make(tmp_path, SITE), "card", "hello", "--layout", "guest")
    assert "card/nothing-to-show" in said.err
    assert "question, " in said.out


def test_a_broken_template_is_a_finding_and_no_picture(tmp_path: Path) -> None:
    root = make(tmp_path, {**SITE, "templates/cards/question.svg": "<svg>{{ nobody }}</svg>"})
    said = run(root, "card", "hello")
    assert said.code == 1
    assert "cards/question.svg:1" in said.err
    assert "Traceback" not in said.err
    assert not (root / ".blogkit/preview/cards").exists()
