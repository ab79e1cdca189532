"""A card is drawn, always the same, always within its margins, and whatever is wrong with it is said."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageOps

from blogkit.core.diagnostic import Outcome
from blogkit.stages.card.letters import direction

Card = Callable[..., Outcome[bytes]]
Pixels = Callable[[bytes], Image.Image]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1200" height="630">'
    "{}</svg>"
)
TITLES = {
    "short": "Ask",
    "very long": "How we moved forty-two services without waking anyone up at night, " * 5,
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunternehmen",
    "wide word": "W" * 60,
    "Cyrillic": "Как задавать вопросы, на которые хочется отвечать",
    "Greek": "Η τέχνη της ερώτησης: ένα μικρό εγχειρίδιο",
    "emoji": "Shipping 🚀 on Fridays 👩🏽‍💻 is fine ❤️ 🇫🇷",
    "markup": '<script>alert("x")</script> & ]]> <image href="/etc/passwd"/> {{ 7 * 7 }} \x00\ud800\u202e',
    "Arabic": "كيف تكتب أسئلة جيدة؟",
    "marks": "Z" + "\u0301\u0316" * 40 + "algo ÅÇĘ",
    "empty": "",
}


def chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        found.append(kind)
        at += 12 + length
    return found


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_every_title_stays_within_the_margins(card: Card, pixels: Pixels, title: str) -> None:
    png = card(
        title=title, site="A site whose name is long, too long for one line of a card", author="Ana, " * 40
    ).value
    image = pixels(png)

    assert image.size == (1200, 630)
    assert len(png) < 100_000
    assert set(chunks(png)) == {b"IHDR", b"IDAT", b"IEND"}
    image = ImageOps.mirror(image) if direction(title) == "rtl" else image
    for box in ((24, 0, 116, 630), (1084, 0, 1200, 630), (24, 0, 1200, 60), (24, 570, 1200, 630)):
        assert len(image.crop(box).getcolors(70_000)) == 1, f"something is drawn in {box}"
    assert len(image.crop((120, 150, 1080, 500)).getcolors(700_000)) > 10, "no title"


def test_same_job_same_bytes(card: Card) -> None:
    assert card() == card()
    assert card() != card(title="Another")


@pytest.mark.parametrize("field", ["title", "site", "author", "date", "host"])
def test_each_text_is_drawn_and_takes_ink_away_when_empty(card: Card, pixels: Pixels, field: str) -> None:
    shown, without = pixels(card().value), pixels(card(**{field: ""}).value)
    assert ImageChops.difference(shown, without).getbbox()


def test_the_card_of_the_site_says_its_name_once(card: Card) -> None:
    assert card(title="Notes", site="Notes").value == card(title="", site="Notes").value


def test_markup_in_a_title_is_text(card: Card, pixels: Pixels) -> None:
    outcome = card(title="<b>&amp;</b>")
    assert outcome.diagnostics == ()
    assert ImageChops.difference(pixels(outcome.value), pixels(card(title="&").value)).getbbox()


def test_right_to_left_is_set_from_the_right(card: Card, pixels: Pixels) -> None:
    image = pixels(card(title="1", dir="rtl").value)
    paper = image.getpixel((600, 5))
    assert image.getpixel((1190, 300)) != paper
    title = image.crop((0, 200, 1170, 420))
    left = ImageChops.difference(title, Image.new("RGB", title.size, paper)).getbbox()
    assert left
    assert left[0] > 900


def test_a_sign_that_no_font_has_is_left_out_and_named(card: Card) -> None:
    outcome = card(title="Kafka 〒 Python 3")
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity) == ("card/no-glyph", "warning")
    assert "U+3012 POSTAL MARK" in finding.found
    assert outcome.value == card(title="Kafka Python 3").value


@pytest.mark.parametrize(("field", "text"), [("title", "Kafka と Python 3"), ("date", "2026年2月11日")])
def test_a_text_of_letters_that_no_font_has_is_left_out_whole(card: Card, field: str, text: str) -> None:
    outcome = card(**{field: text})
    assert [d.code for d in outcome.diagnostics] == ["card/no-glyph"]
    assert outcome.value == card(**{field: ""}).value


def test_a_title_with_nothing_left_gives_way_to_the_site(card: Card) -> None:
    outcome = card(title="「質問」!")
    assert [d.code for d in outcome.diagnostics] == ["card/no-glyph"]
    assert outcome.value == card(title="").value


def test_many_missing_letters_make_a_short_finding(card: Card) -> None:
    (finding,) = card(title="".join(map(chr, range(0x4E00, 0x4E40)))).diagnostics
    assert finding.found.endswith("and 56 more")


def test_an_unreadable_font_is_named_and_the_rest_still_draws(card: Card, fonts: tuple[str, ...]) -> None:
    outcome = card(with_fonts=(*fonts, "/nowhere/font.otf"))
    assert [(d.code, d.severity, d.found) for d in outcome.diagnostics] == [
        ("card/font", "warning", "/nowhere/font.otf")
    ]
    assert outcome.value == card().value


def test_no_font_at_all_is_an_error(card: Card) -> None:
    outcome = card(with_fonts=())
    assert outcome.value == b""
    assert [(d.code, d.severity) for d in outcome.diagnostics] == [("card/font", "error")]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n{% if %}", "cards/plain.svg:2"),
        ("\n\n{{ view.nothing }}", "cards/plain.svg:3"),
        ("{{ 1 / 0 }}", "cards/plain.svg:1"),
        ("{{ fit(view.title, 100, []) }}", "cards/plain.svg:1"),
        ("<svg>&</svg>", "line 1, column"),
        ("not a picture", "line 1, column"),
        ("<html/>", "fails"),
        ('{% extends "cards/plain.svg" %}', "recursion"),
    ],
)
def test_a_broken_template_is_a_finding(card: Card, template: str, said: str) -> None:
    outcome = card(template=template)
    assert outcome.value == b""
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.severity) == ("card/template", "error")
    assert said in f"{finding.span and finding.span.path}:{finding.span and finding.span.line} {finding.message}"


@pytest.mark.parametrize(
    "href", ["/etc/hostname", "file:///etc/hostname", "photo.png", "http://127.0.0.1/x.png", "data:image/svg+xml,x"]
)
@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_a_template_cannot_read_files(card: Card, href: str, name: str) -> None:
    outcome = card(template=SVG.format(f'<image {name}="{href}" width="9" height="9"/>'))
    assert outcome.value == b""
    assert [d.code for d in outcome.diagnostics] == ["card/outside-file"]


def test_an_unknown_font_family_is_said_not_swallowed(card: Card) -> None:
    outcome = card(template=SVG.format('<text y="50" font-family="Comic Neue">x</text>'))
    assert [d.code for d in outcome.diagnostics] == ["card/font-family"]
    fine = card(template=SVG.format('<text y="50" font-family="Comic Neue, sans-serif">x</text>'))
    assert fine.diagnostics == ()
    assert fine.value != card(template=SVG.format("")).value


def test_everything_a_template_prints_is_escaped(card: Card) -> None:
    outcome = card(title='"/><nope', template=SVG.format('<text id="{{ view.title }}">{{ view.title }}</text>'))
    assert outcome.diagnostics == ()
