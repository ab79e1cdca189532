"""Pictures in cards: cut, turned, freed of secrets, and never more than they may weigh."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from blogkit.core.diagnostic import Outcome
from blogkit.stages.card.photo import Unusable, embedded
from blogkit.stages.card.sfnt import read_font

Card = Callable[..., Outcome[bytes]]
SAMPLE = Path(__file__).parent / "fonts" / "sample.ttc"


def within(address: str) -> Image.Image:
    kind, data = address.split(",")
    assert kind == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(b64decode(data)))


def test_a_picture_is_upright_cut_to_size_and_tells_nothing_else(tmp_path: Path) -> None:
    image = Image.new("RGB", (800, 400), "#ff0000")
    image.paste("#0000ff", (0, 0, 400, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter: what was left is above
    exif[0x010E] = "my address"
    image.save(tmp_path / "turned.jpg", exif=exif, quality=95)
    shown = within(embedded(str(tmp_path / "turned.jpg"), 100, 200))
    assert shown.size == (100, 200)
    assert shown.getpixel((50, 20))[2] > 200
    assert shown.getpixel((50, 180))[0] > 200
    assert not shown.getexif()
    assert b"my address" not in b64decode(embedded(str(tmp_path / "turned.jpg"), 100, 200).split(",")[1])


def test_what_can_be_seen_through_is_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert within(embedded(str(tmp_path / "clear.png"), 10, 10)).getpixel((5, 5)) == (255, 255, 255)


def claims(width: int, height: int) -> bytes:
    """The head of a PNG that says it is this large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b""))


def zeroed_avif() -> bytes:
    """One whose pixels make no sense, at which Pillow raises what it raises for no other format."""
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(stream, "AVIF")
    data = stream.getvalue()
    start = data.index(b"mdat") + 4
    return data[:start] + b"\0" * (len(data) - start)


POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n/x 1 def\n%%EOF\n"
"""Pillow would hand it to Ghostscript, were it asked to."""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        claims(60_000, 60_000),
        claims(13_000, 13_000),
        claims(9_000, 9_000),
        b"<svg/>",
        zeroed_avif(),
        POSTSCRIPT,
    ],
)
def test_what_cannot_be_shown_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(data)
    with pytest.raises(Unusable):
        embedded(str(tmp_path / "bad.png"), 100, 100)
    with pytest.raises(Unusable):
        embedded(str(tmp_path / "none.png"), 100, 100)


def test_what_would_fill_the_memory_is_not_drawn(tmp_path: Path) -> None:
    for side in (9_000, 13_000):
        (tmp_path / "large.png").write_bytes(claims(side, side))
        with pytest.raises(Unusable, match=f"{side:,} × {side:,} pixels"):
            embedded(str(tmp_path / "large.png"), 100, 100)


def test_a_card_without_its_picture_is_still_a_card(card: Card, tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"no")
    outcome = card(layout="photo", pictures={"photo": str(tmp_path / "bad.jpg")})
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity, finding.found) == ("card/picture", "warning", "bad.jpg")
    assert Image.open(io.BytesIO(outcome.value)).format == "JPEG"


def test_a_heavy_photo_is_made_lighter(card: Card, tmp_path: Path) -> None:
    Image.effect_noise((1200, 630), 120).convert("RGB").save(tmp_path / "noise.png")
    given = {"layout": "photo", "pictures": {"photo": str(tmp_path / "noise.png")}}
    usual, light = card(**given), card(**given, max_bytes=200_000)
    assert 200_000 < len(usual.value) <= 300_000
    assert len(light.value) <= 200_000
    assert usual.diagnostics == light.diagnostics == ()


def test_a_heavy_drawing_has_fewer_colours_and_else_is_said(card: Card) -> None:
    usual = card()
    light = card(max_bytes=len(usual.value) - 1)
    assert 0 < len(light.value) < len(usual.value)
    assert light.diagnostics == ()
    (finding,) = card(max_bytes=500).diagnostics
    assert (finding.code, finding.severity) == ("card/too-large", "warning")


def test_a_collection_has_a_face_for_each_language() -> None:
    data = SAMPLE.read_bytes()
    families = {
        lang: read_font("x.ttc", data, lang).family for lang in ("ja", "zh", "zh-Hans", "zh-TW", "ko", "en", "")
    }
    chinese = {lang for lang, family in families.items() if family == "Noto Sans CJK SC"}
    assert chinese == {"zh", "zh-Hans"}
    assert {families[lang] for lang in families.keys() - chinese} == {"Noto Sans CJK JP"}


def test_the_same_character_is_drawn_as_each_language_writes_it(card: Card, fonts: tuple[str, ...]) -> None:
    given = {"title": "直关", "with_fonts": (*fonts, str(SAMPLE))}
    assert card(**given, lang="ja").value != card(**given, lang="zh").value
