"""Which page shows which card: the layout that suits it, its own image, or none; and what is wrong with that."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from blogkit.testing.site import Site

BASE = """
-- blogkit.yaml --
title: Notes
base_url: https://blog.example/
author: ana
{config}
-- people.yaml --
ana: {{name: Ana Lima}}
jonas: {{name: Jonas Weber, photo: /jonas.png}}
-- content/posts/a.md --
---
title: A post
date: 2026-03-01
{front}
---
{body}
"""
QUOTE = "mentions: [{who: jonas, why: he said so, quote: Ask twice.}]"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 500)) -> bytes:
    data = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(data, kind)
    return data.getvalue()


def made(tmp_path: Path, front: str = "", config: str = "", body: str = "Words.", **files: bytes) -> Site:
    site = Site.of(tmp_path, BASE.format(front=front, config=config, body=body))
    site.write(
        {"static/jonas.png": picture(size=(50, 60)), **{name.replace("__", "."): data for name, data in files.items()}}
    )
    return site


def shown(site: Site, page: str = "posts/a/index.html") -> dict[str, str]:
    """The `og:image` properties of a page."""
    html = site.tree()[page].decode()
    return dict(re.findall(r'<meta property="og:(image[^"]*)" content="([^"]*)">', html))


def layout(site: Site) -> str:
    """Which layout was planned for the post, by what its picture says."""
    from blogkit.cli.reading import prepared

    targets = prepared(str(site.root), clock=1_773_144_000.0).planned.targets
    return next((t.template.removeprefix("cards/").removesuffix(".svg") for t in targets.values()
                 if t.kind == "card" and t.source == "content/posts/a.md"), "")  # fmt: skip


@pytest.mark.parametrize(
    ("front", "config", "body", "wanted"),
    [
        ("", "", "Words.", "plain"),
        ("question: Who reads this?", "", "Words.", "question"),
        ("", "", "Words.\n\nWhat do you do when nobody answers?", "question"),
        (f"question: Who {'really ' * 30}reads this?", "", "Words.", "plain"),
        (f"question: Who reads this?\n{QUOTE}", "", "Words.", "quote"),
        (f"guest: jonas\nquestion: Who?\n{QUOTE}", "", "Words.", "guest"),
        ("question: Who reads this?\ncard: {layout: plain}", "", "Words.", "plain"),
        ("question: Who reads this?", "cards: {layout: plain}", "Words.", "plain"),
        ("", "cards: {layout: question}", "Words.", "plain"),
        ("card: false", "", "Words.", ""),
        ("", "cards: false", "Words.", ""),
    ],
)
def test_the_layout_that_suits_a_post(tmp_path: Path, front: str, config: str, body: str, wanted: str) -> None:
    site = made(tmp_path, front, config, body)
    assert layout(site) == wanted
    report = site.build(cards=True).report
    assert [d.code for d in report.diagnostics] == []
    assert ("image" in shown(site)) == bool(wanted)


def test_what_networks_are_told(tmp_path: Path) -> None:
    site = made(tmp_path, "question: Who reads this?")
    site.build(cards=True)
    told = shown(site)
    assert re.fullmatch(r"https://blog\.example/cards/posts-a-\w{10}\.png", told.pop("image"))
    alt = "Who reads this? – A post – Ana Lima – Notes"
    assert told == {"image:type": "image/png", "image:width": "1200", "image:height": "630", "image:alt": alt}
    assert b'<meta name="twitter:card" content="summary_large_image">' in site.tree()["posts/a/index.html"]


def test_an_image_wins_unless_a_card_is_asked_for(tmp_path: Path) -> None:
    files = {"static/p__png": picture()}
    site = made(tmp_path / "a", "image: /p.png", **files)
    site.build(cards=True)
    assert shown(site)["image"] == "https://blog.example/p.png"
    site = made(tmp_path / "b", "image: /p.png\ncard: {layout: plain}", **files)
    site.build(cards=True)
    assert "/cards/posts-a-" in shown(site)["image"]


def test_a_photo_card_is_made_from_the_image_and_changes_with_it(tmp_path: Path) -> None:
    site = made(tmp_path, "image: /p.png", "cards: {layout: photo}", **{"static/p__png": picture()})
    site.build(cards=True)
    first = shown(site)
    assert first["image"].endswith(".jpg")
    assert first["image:type"] == "image/jpeg"
    data = site.tree()[first["image"].removeprefix("https://blog.example/")]
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) < 300_000
    site.write({"static/p.png": picture(size=(500, 900))})
    site.build(cards=True)
    assert shown(site)["image"] != first["image"]


def test_no_photo_makes_the_card_that_suits(tmp_path: Path) -> None:
    site = made(tmp_path, "card: {layout: photo}")
    (finding,) = site.build(cards=True).report.diagnostics
    assert (finding.code, str(finding.span and finding.span.line)) == ("card/nothing-to-show", "4")
    assert shown(site)["image"].endswith(".png")


@pytest.mark.parametrize("image", ["https://elsewhere.example/p.png", "/p.svg"])
def test_an_image_that_no_card_can_show_is_never_fetched(tmp_path: Path, image: str) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    site = made(tmp_path, f"image: {image}\ncard: {{layout: photo}}", **{"static/p__svg": svg})
    assert [d.code for d in site.build(cards=True).report.diagnostics] == ["card/nothing-to-show"]
    assert "/cards/posts-a-" in shown(site)["image"]


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()[:300], picture("JPEG")[:200]])
def test_an_image_that_is_none_is_left_out_of_its_card(tmp_path: Path, data: bytes) -> None:
    site = made(tmp_path, "image: /p.png\ncard: {layout: photo}", **{"static/p__png": data})
    report = site.build(cards=True).report
    about_the_image = {"image/unreadable", "image/left-out", "image/damaged", "image/misnamed"}
    assert {d.code for d in report.diagnostics} <= {"card/picture"} | about_the_image
    assert "card/picture" in {d.code for d in report.diagnostics}
    assert not report.failed
    assert shown(site)["image"].endswith(".jpg")


def test_an_image_with_a_wrong_name_is_shown_all_the_same(tmp_path: Path) -> None:
    site = made(tmp_path, "image: /p.png\ncard: {layout: photo}", **{"static/p__png": picture("JPEG")})
    assert [d.code for d in site.build(cards=True).report.diagnostics] == ["image/misnamed"]


@pytest.mark.parametrize(
    ("front", "code", "fix"),
    [
        ("card: {layout: qoute}", "card/no-layout", 'did you mean "quote"?'),
        ("card: {layout: ../../x}", "card/no-layout", "one of auto, guest, photo, plain, question, quote"),
        ("card: {options: {acent: '#fff'}}", "card/option", 'did you mean "accent"?'),
        ("card: {options: {accent: red}}", "card/option", ""),
        ("card: {options: {scrim: dark}}", "card/option", ""),
        ("card: {layuot: plain}", "front-matter/unknown-key", 'did you mean "layout"?'),
        ("card: photo", "front-matter/wrong-type", "for example  card: {layout: photo}"),
    ],
)
def test_a_wrong_choice_is_found_in_the_front_matter(tmp_path: Path, front: str, code: str, fix: str) -> None:
    (finding,) = made(tmp_path, front).build(cards=True).report.diagnostics
    assert finding.code == code
    assert finding.span
    assert (finding.span.path, finding.span.line) == ("content/posts/a.md", 4)
    assert fix in finding.fix


def test_colours_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    front = "card: {options: {background: '#222222'}}"
    (finding,) = made(tmp_path / "a", front).build(cards=True).report.diagnostics
    assert finding.code == "card/contrast"
    assert "1.1 to 1" in finding.message
    fine = "card: {options: {background: '#222', text: '#fafafa'}}"
    assert made(tmp_path / "b", fine).build(cards=True).report.diagnostics == ()
    config = "cards: {options: {text: '#888888'}}"
    (finding,) = made(tmp_path / "c", config=config).build(cards=True).report.diagnostics
    assert (finding.code, finding.span and finding.span.path) == ("card/contrast", "blogkit.yaml")


def test_options_change_the_card_and_nothing_else(tmp_path: Path) -> None:
    cards = []
    for number, front in enumerate(("", "card: {options: {background: '#ffffff'}}")):
        site = made(tmp_path / str(number), front)
        site.build(cards=True)
        cards.append({path for path in site.tree() if path.startswith("cards/")})
    ((old,), (new,)) = cards[0] - cards[1], cards[1] - cards[0]
    assert old.startswith("cards/posts-a-")
    assert new.startswith("cards/posts-a-")


def test_lists_have_cards_but_not_every_tag(tmp_path: Path) -> None:
    site = made(tmp_path, "tags: [rare]")
    site.write(
        {f"content/posts/{n}.md": f"---\ntitle: T{n}\ndate: 2026-02-0{n}\ntags: [often]\n---\nx\n" for n in (1, 2, 3)}
    )
    site.build(cards=True)
    names = sorted(re.sub(r"-\w{10}\.png", "", path) for path in site.tree() if path.startswith("cards/"))
    assert names == [
        "cards/archive", "cards/authors", "cards/authors-ana", "cards/home",
        *(f"cards/posts-{n}" for n in "123a"), "cards/tags", "cards/tags-often",
    ]  # fmt: skip
    assert "/cards/tags-often-" in shown(site, "tags/often/index.html")["image"]
    assert "/cards/home-" in shown(site, "tags/rare/index.html")["image"]
    assert "/cards/archive-" in shown(site, "archive/2026/index.html")["image"]


def test_a_theme_adds_a_layout_with_one_file(tmp_path: Path) -> None:
    site = made(tmp_path, "card: {layout: mine}")
    mine = '{% extends "cards/_frame.svg" %}{% block main %}<circle cx="600" cy="300" r="50"/>{% endblock %}'
    site.write({"templates/cards/mine.svg": mine})
    assert site.build(cards=True).report.diagnostics == ()
    before = shown(site)["image"]
    site.write({"templates/cards/mine.svg": mine.replace("50", "60")})
    site.build(cards=True)
    assert shown(site)["image"] != before


def test_fonts_of_the_site_draw_what_the_theme_cannot(tmp_path: Path) -> None:
    sample = (Path(__file__).parents[1] / "card" / "fonts" / "sample.ttc").read_bytes()
    site = made(tmp_path)
    site.write({"content/posts/a.md": "---\ntitle: 良い質問\ndate: 2026-03-01\nlang: ja\n---\nx\n"})
    (finding,) = site.build(cards=True).report.diagnostics
    assert finding.code == "card/no-glyph"
    assert finding.span
    assert finding.span.path == "content/posts/a.md"
    site.write({"fonts/sample.ttc": sample})
    assert site.build(cards=True).report.diagnostics == ()


def test_a_site_whose_title_no_font_can_write_has_no_cards(tmp_path: Path) -> None:
    site = made(tmp_path)
    site.write({"blogkit.yaml": "title: 良い質問\nbase_url: https://blog.example/\n"})
    built = site.build(cards=True)
    (finding,) = [one for one in built.report.diagnostics if one.code == "card/no-glyph"]
    assert finding.message == "no cards are drawn: no card font has the letters of the site's title"
    assert not [path for path in site.tree() if path.startswith("cards/")]
    assert "og:image" not in (site.root / "public/index.html").read_text("utf-8")


def test_a_font_that_this_machine_lacks(tmp_path: Path) -> None:
    site = made(tmp_path, config="cards: {system_fonts: [NoSuchFontAnywhere.ttc]}")
    (finding,) = site.build(cards=True).report.diagnostics
    assert (finding.code, finding.severity) == ("card/no-font", "warning")
    assert finding.span
    assert (finding.span.path, finding.span.line) == ("blogkit.yaml", 4)


def test_a_broken_template_or_font_is_said_once_however_many_cards_there_are(tmp_path: Path) -> None:
    site = made(tmp_path)
    site.write({f"content/posts/{n}.md": f"---\ntitle: T{n}\ndate: 2026-02-0{n}\n---\nx\n" for n in (1, 2, 3)})
    site.write({"fonts/broken.otf": b"OTTO", "templates/cards/plain.svg": "<svg>{{ nobody }}</svg>"})
    found = site.build(cards=True).report.diagnostics
    assert [(d.code, d.span and d.span.path) for d in found] == [
        ("card/font", "broken.otf"),
        ("card/template", "cards/plain.svg"),
    ]
