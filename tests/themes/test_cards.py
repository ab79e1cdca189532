"""Each theme's own card layouts, with texts that fit nowhere: all is drawn, and nothing where apps cut."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from blogkit.core.card import CardJob, layouts, template_of
from blogkit.core.view import CardView
from blogkit.stages.card import draw
from themes.shipped import SHIPPED
from themes.ugly import LONG, picture

THEMES = Path(__file__).parents[2] / "themes"
SAFE = (119, 62, 1081, 571)
"""What the manual promises to be seen everywhere, with a hair for the tails of letters."""
OWN = [
    (theme, layout)
    for theme in SHIPPED
    for layout in layouts(f"cards/{path.name}" for path in (THEMES / theme / "templates/cards").iterdir())
]
TEXTS = {
    "short": {"title": "Ice", "question": "Why?", "quote": "So."},
    "long": {
        "title": LONG * 2,
        "question": LONG * 2 + "?",
        "quote": LONG * 3,
        "author": LONG,
        "guest": LONG,
        "quoted": LONG,
    },
    "one word": dict.fromkeys(("title", "question", "quote", "author", "guest", "quoted"), "W" * 60),
    "Arabic": {
        "title": "ما علّمني إيّاه مالك الحزين",
        "question": "أيّ حيوان تراقبه دون أن تنتظر منه شيئًا؟",
        "quote": "الصبر نصف الطريق",
        "author": "نور حدّاد",
        "lang": "ar",
        "dir": "rtl",
    },
}


@cache
def _templates(theme: str) -> dict[str, str]:
    folders = (("default", "cards"), ("default", "default/cards"), (theme, "cards"))
    return {
        f"{under}/{path.name}": path.read_text("utf-8")
        for name, under in folders
        for path in (THEMES / name / "templates/cards").glob("*.svg")
    }


def _drawn(theme: str, layout: str, pictures: dict[str, str], **fields: Any) -> Image.Image:
    fonts = (str(path) for name in (theme, "default") for path in sorted((THEMES / name / "fonts").glob("*.?tf")))
    view = CardView(**{"site": "The weir book", "host": "weir.example", "date": "12 March 2026", **fields})
    outcome = draw(CardJob(view, template_of(layout), _templates(theme), {}, tuple(fonts), pictures, 300_000))
    assert outcome.diagnostics == ()
    return Image.open(io.BytesIO(outcome.value)).convert("RGB")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("pictures") / "hills.png"
    path.write_bytes(picture(600, 400, 140))
    return dict.fromkeys(("photo", "author", "guest", "quoted"), str(path))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("theme", "layout"), OWN)
def test_every_text_is_drawn_where_it_is_seen(theme: str, layout: str, text: str, pictures: dict[str, str]) -> None:
    """What the words change lies within the part that no app cuts off."""
    shown = _drawn(theme, layout, pictures, **TEXTS[text])
    other = {name: "" if name not in ("lang", "dir") else given for name, given in TEXTS[text].items()}
    bare = _drawn(theme, layout, pictures, **{**other, "title": "\u00b7" if text != "Arabic" else "\u060c"})
    box = ImageChops.difference(shown, bare).point(lambda light: 255 if light > 24 else 0).getbbox()
    assert box
    assert SAFE[0] <= box[0] and SAFE[1] <= box[1] and box[2] <= SAFE[2] and box[3] <= SAFE[3], box  # noqa: PT018


def test_each_theme_has_layouts_of_its_own() -> None:
    assert {theme for theme, _ in OWN} == set(SHIPPED)
    looks = [_drawn(theme, "plain", {}, title="Ice").resize((60, 32)) for theme in (*SHIPPED, "default")]
    for n, one in enumerate(looks):
        for other in looks[:n]:
            assert ImageChops.difference(one, other).convert("L").point(lambda light: light > 40).getbbox()
