"""What the bundled fonts hold, read without a library, agrees with libraries and with the renderer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from blogkit.stages.card import undrawable
from blogkit.stages.card.fonts import open_fonts
from blogkit.stages.card.png import render_svg

LINES = [
    "The quiet art of asking",
    "AVATAR To Wave, Tyre!",
    "Как задавать вопросы",
    "Η τέχνη της ερώτησης",
    "fi ffl -> x 2026 ąčę",
]


def test_weights_share_one_family(fonts: tuple[str, ...]) -> None:
    files = open_fonts(fonts)[0].files
    assert sorted(font.weight for font in files if font.family == "Inter") == [400, 600, 800]
    assert files[0].family == "Inter"


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("weight", [400, 600, 800])
def test_measured_widths_are_those_of_pillow_without_kerning(fonts: tuple[str, ...], line: str, weight: int) -> None:
    set_ = open_fonts(fonts)[0]
    font = set_.choose("a", weight)
    assert font
    face = ImageFont.truetype(font.path, 1000, layout_engine=ImageFont.Layout.BASIC)
    letters = sum(face.getlength(char) for char in line) / 1000
    assert set_.width(line, weight) == pytest.approx(letters, abs=0.01)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("weight", [400, 800])
def test_no_line_is_drawn_wider_than_it_was_measured(
    fonts: tuple[str, ...], line: str, weight: int, pixels: Callable[[bytes], Image.Image]
) -> None:
    set_ = open_fonts(fonts)[0]
    text = line.replace(">", "&gt;")
    ink = pixels(
        render_svg(
            '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630"/>'
            f'<text x="0" y="99" font-family="Inter" font-size="60" font-weight="{weight}" fill="#fff">'
            f"{text}</text></svg>",
            set_,
        )
    ).getbbox()
    assert ink
    measured = set_.width(line, weight) * 60
    assert measured * 0.88 < ink[2] <= measured + 1


def test_scripts_of_the_bundled_fonts(fonts: tuple[str, ...]) -> None:
    for text in (
        "Ærøskøbing, Žižek, Ñandú, Tiếng Việt",
        "Съешь ещё этих мягких булок, ґанок",
        "Ἀρχὴ ἥμισυ παντός",
        "✓ “x” — €",
        "كيف تكتب أسئلة جيدة؟ چگونه می‌نویسیم، ۱۲۳",
        "איך לשאול שָׁלוֹם?",
        "अच्छे प्रश्न कैसे पूछें, १२३",
        "🚀 ❤️ 🎉 ☕ 👩‍💻",
    ):
        assert undrawable(text, fonts) == ""


def test_characters_without_a_picture_are_not_missed(fonts: tuple[str, ...]) -> None:
    assert undrawable("a\u200db\ufe0fc\u200dd\x00\n", fonts) == ""


def test_undrawable_names_each_character_once(fonts: tuple[str, ...]) -> None:
    assert undrawable("漢字 and 漢 ไทย", fonts) == "漢字ไทย"


@given(st.text(max_size=40))
def test_what_is_kept_can_be_drawn(text: str) -> None:
    folder = Path(__file__).parents[3] / "themes" / "default" / "fonts"
    set_ = open_fonts(tuple(str(path) for path in sorted(folder.glob("*.?tf"))))[0]
    kept, _ = set_.split(text)
    assert set_.split(kept) == (kept, "")
    assert all(font and font.has(run) for font, run in set_.runs(kept, 800))


@pytest.mark.parametrize(
    "data", [b"", b"OTTO", b"\0\1\0\0" + b"\xff" * 200, b"wOF2" + b"\0" * 100, b"ttcf\xff\xff\xff\xff" * 4]
)
def test_what_is_not_a_font_is_passed_over(fonts: tuple[str, ...], tmp_path: Path, data: bytes) -> None:
    bad = tmp_path / "bad.otf"
    bad.write_bytes(data)
    set_, unread = open_fonts((str(bad), *fonts, str(tmp_path / "none.otf")))
    assert unread == (str(bad), str(tmp_path / "none.otf"))
    assert set_.files == open_fonts(fonts)[0].files


def test_a_font_cut_short_anywhere_is_no_crash(fonts: tuple[str, ...], tmp_path: Path) -> None:
    whole = Path(fonts[0]).read_bytes()
    for length in range(0, len(whole), 4999):
        cut = tmp_path / "cut.otf"
        cut.write_bytes(whole[:length])
        set_, unread = open_fonts((str(cut),))
        assert len(set_.files) + len(unread) == 1


def test_asking_what_a_font_lacks_loads_no_heavy_library(fonts: tuple[str, ...]) -> None:
    code = (
        "import sys; from blogkit.stages.card import undrawable; "
        f"assert undrawable('漢', {fonts!r}); "
        "assert not {'jinja2', 'resvg_py', 'PIL'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
