"""Every layout with every kind of text, compared with pictures that somebody has looked at.

BLOGKIT_GOLDEN=1 draws the pictures anew. Look at them: `tests/stages/card/golden/LAYOUT.webp`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from blogkit.core.diagnostic import Outcome

Card = Callable[..., Outcome[bytes]]
Pixels = Callable[[bytes], Image.Image]

HERE = Path(__file__).parent
SAMPLE = str(HERE / "fonts" / "sample.ttc")
LAYOUTS = ("plain", "question", "quote", "guest", "photo")
TEXTS = {
    "short": "Ask",
    "usual": "What do you do when nobody answers?",
    "very long": "How we moved forty-two services without waking anyone up at night, and what we would change, " * 4,
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte",
    "CJK": "良い質問の「作り方」——なぜ、答えは一つではないのか？",
    "Arabic": "كيف تكتب أسئلة جيدة يجيب عنها الناس في Python 3؟",
    "Hebrew": "איך לשאול שאלות טובות ב-Python 3, ולמה זה חשוב?",
    "Devanagari": "अच्छे प्रश्न कैसे पूछें और क्यों उनके उत्तर महत्त्वपूर्ण हैं?",
    "emoji": "Shipping 🚀 on Fridays 👩 is fine ❤️ 🎉 ☕",
    "markup": '<script>alert("x")</script> & ]]> <image href="/etc/passwd"/> {{ 7 * 7 }}',
    "empty": "",
}
TILE = (240, 126)
COLUMNS = 3
FAR = 12.0
"""Difference, of 255, from which on two pictures are not the same."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A photo with a bright and a dark half, and a face."""
    folder = tmp_path_factory.mktemp("pictures")
    photo = Image.linear_gradient("L").resize((1500, 1000)).convert("RGB")
    photo.paste("#e8c170", (200, 150, 700, 650))
    photo.save(folder / "photo.jpg", quality=90)
    face = Image.new("RGB", (300, 400), "#88aacc")
    face.paste("#e0b090", (80, 60, 220, 260))
    face.save(folder / "guest.png")
    return {"photo": str(folder / "photo.jpg"), "guest": str(folder / "guest.png")}


@pytest.fixture(scope="module")
def drawn(card: Card, fonts: tuple[str, ...], pictures: dict[str, str]) -> Callable[[str, str], Outcome[bytes]]:
    def of(layout: str, text: str) -> Outcome[bytes]:
        wanted = {"photo": ("photo",), "guest": ("guest",)}.get(layout, ())
        return card(
            layout=layout,
            with_fonts=(*fonts, SAMPLE),
            pictures={name: pictures[name] for name in wanted},
            title=text if layout in ("plain", "guest", "photo") else "The quiet art of asking",
            question=text if layout == "question" else "",
            quote=text if layout == "quote" else "",
            quoted="Grace Hopper" if layout == "quote" else "",
            guest="Jonas Weber" if layout == "guest" else "",
            owner="Ana Lima",
            label="A guest post by Jonas Weber" if layout == "guest" else "",
            lang="ja" if text == TEXTS["CJK"] else "en",
        )

    return of


def sheet(tiles: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (COLUMNS * TILE[0], -(-len(tiles) // COLUMNS) * TILE[1]), "#888")
    for at, tile in enumerate(tiles):
        whole.paste(tile, (at % COLUMNS * TILE[0], at // COLUMNS * TILE[1]))
    return whole


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of the part that differs most, of 12 × 6: a letter is a small part of the whole."""
    parts = ImageChops.difference(one, other).convert("L").resize((12, 6), Image.Resampling.BOX)
    return float(parts.getextrema()[1])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cards_look_as_they_did(layout: str, drawn: Callable[[str, str], Outcome[bytes]], pixels: Pixels) -> None:
    outcomes = {name: drawn(layout, text) for name, text in TEXTS.items()}
    assert {
        name: [d.code for d in outcome.diagnostics] for name, outcome in outcomes.items() if outcome.diagnostics
    } == {}
    assert max(len(outcome.value) for outcome in outcomes.values()) < 100_000
    tiles = [pixels(outcome.value).resize(TILE, Image.Resampling.LANCZOS) for outcome in outcomes.values()]
    golden = HERE / "golden" / f"{layout}.webp"
    if os.environ.get("BLOGKIT_GOLDEN"):
        sheet(tiles).save(golden, quality=84, method=6)
    with Image.open(golden) as image:
        known = image.convert("RGB")
    far = {}
    for at, (name, tile) in enumerate(zip(TEXTS, tiles, strict=True)):
        x, y = at % COLUMNS * TILE[0], at // COLUMNS * TILE[1]
        apart = distance(tile, known.crop((x, y, x + TILE[0], y + TILE[1])))
        if apart > FAR:
            far[name] = apart
    assert far == {}


def test_the_comparison_notices_a_word(drawn: Callable[[str, str], Outcome[bytes]], pixels: Pixels) -> None:
    def tile(text: str) -> Image.Image:
        return pixels(drawn("plain", text).value).resize(TILE, Image.Resampling.LANCZOS)

    assert distance(tile(TEXTS["usual"]), tile(TEXTS["usual"])) == 0
    assert distance(tile(TEXTS["usual"]), tile("What do you do when somebody answers?")) > FAR
    assert distance(tile("Ask"), tile("Asks")) > FAR
