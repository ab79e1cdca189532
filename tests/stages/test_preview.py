"""A page as crawlers read it: built HTML in, what each network shows and what is wrong with it out."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from blogkit.core.length import utf8
from blogkit.core.span import Span
from blogkit.stages.card import png
from blogkit.stages.preview import RULES, Built, Preview, preview, rule, wanted
from blogkit.stages.preview.faults import is_nobodys
from blogkit.stages.preview.picture import MARGIN, taken
from blogkit.stages.preview.tags import tags

BASE = "https://kind-retries.net/blog/"
HERE = BASE + "posts/retry/"
CARD = "cards/retry.png"
GOOD = {
    "og:title": "Retry kindly",
    "og:description": "How to wait.",
    "og:url": HERE,
    "og:site_name": "Kind Retries",
    "og:image": BASE + CARD,
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "Retry kindly, by Ana",
    "twitter:card": "summary_large_image",
}


def image(width: int = 1200, height: int = 630, kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("1" if kind == "BMP" else "RGB", (width, height)).save(data, kind)
    return data.getvalue()


def page(*more: str, canonical: str = HERE, title: str = "Retry kindly – Kind Retries", **changed: str | None) -> bytes:
    names = {name.replace(":", "_"): name for name in GOOD}
    given_tags = {**GOOD, **{names[name]: value for name, value in changed.items()}}
    lines = [f'<meta property="{name}" content="{value}">' for name, value in given_tags.items() if value is not None]
    link = f'<link rel="canonical" href="{canonical}">'
    return "\n".join(
        ['<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">', f"<title>{title}</title>", link, *lines,
         *more, "</head><body><p>Text</p></body></html>"]
    ).encode()  # fmt: skip


def looked(html: bytes, files: dict[str, bytes | None] | None = None, **more: Any) -> Preview:
    built = Built(html, "content/posts/retry.md", **{"address": HERE, "base_url": BASE, **more})
    return preview(built, {CARD: image()} if files is None else files)


def codes(seen: Preview) -> set[tuple[str, str]]:
    """(code, the network it is about or nothing)."""
    general = {(finding.code, "") for finding in seen.findings}
    return general | {(finding.code, one.rule.name) for one in seen.shown for finding in one.findings}


def on(seen: Preview, name: str) -> Any:
    return next(one for one in seen.shown if one.rule.name == name)


def test_a_page_as_blogkit_writes_it_has_nothing_to_mend() -> None:
    seen = looked(page())
    assert codes(seen) == set()
    assert [(one.rule.label, one.layout, one.site, one.title, one.alt) for one in seen.shown] == [
        ("X", "large", "kind-retries.net", "Retry kindly", "Retry kindly, by Ana"),
        ("Mastodon", "large", "Kind Retries", "Retry kindly", "Retry kindly, by Ana"),
        ("Bluesky", "large", "kind-retries.net", "Retry kindly", "Retry kindly, by Ana"),
        ("LinkedIn", "large", "kind-retries.net", "Retry kindly", "Retry kindly, by Ana"),
        ("Slack", "large", "Kind Retries", "Retry kindly", "Retry kindly, by Ana"),
        ("WhatsApp", "large", "kind-retries.net", "Retry kindly", "Retry kindly, by Ana"),
        ("Discord", "large", "Kind Retries", "Retry kindly", "Retry kindly, by Ana"),
    ]


def test_each_network_reads_its_own_tags() -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "L", "publisher": {"name": "P"}}</script>'
    x = '<meta name="twitter:title" content="T"><meta name="twitter:description" content="D">'
    titles = {one.rule.name: one.title for one in looked(page(x, linked)).shown}
    assert titles == {
        "x": "T",
        "mastodon": "L",
        **dict.fromkeys(("bluesky", "linkedin", "slack", "whatsapp", "discord"), "Retry kindly"),
    }
    first = looked(page(x).replace(b"<title>", x.encode() + b"<title>"))
    assert {one.rule.name for one in first.shown if one.title == "T"} == {"x", "slack", "discord"}
    other = looked(page(linked.replace("NewsArticle", "BlogPosting")))
    assert on(other, "mastodon").title == "Retry kindly"
    assert on(looked(page(linked)), "mastodon").site == "P"


def test_without_open_graph_the_title_element_is_left_to_some() -> None:
    seen = looked(page(**dict.fromkeys(("og_title", "og_description", "og_image"))))
    assert {one.rule.name: one.layout for one in seen.shown} == {
        **dict.fromkeys(("x", "mastodon", "bluesky", "linkedin", "slack", "discord"), "no picture"),
        "whatsapp": "nothing",
    }
    assert on(seen, "linkedin").title == "Retry kindly – Kind Retries"
    assert codes(seen) == {("preview/no-image", ""), ("preview/no-description", ""), ("preview/nothing", "whatsapp")}


def test_slack_shows_labels_and_discord_a_colour() -> None:
    more = '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="4 minutes">'
    colours = '<meta name="theme-color" content="#fdfcfb"><meta name="theme-color" content="#112233">'
    seen = looked(page(more, colours))
    assert on(seen, "slack").fields == (("Reading time", "4 minutes"),)
    assert on(seen, "discord").accent == "#112233"
    assert on(looked(page('<meta name="theme-color" content="red;x">')), "discord").accent == ""


@pytest.mark.parametrize(
    ("title", "network", "shown"),
    [
        ("a" * 70, "x", "a" * 70),
        ("a" * 71, "x", "a" * 69 + "…"),
        ("é" * 36, "discord", "é" * 33 + "…"),
        ("👩‍👩‍👧 " * 4, "discord", "👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧…"),
        ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter", "x", None),
        ("a" * 300, "mastodon", None),
    ],
)
def test_a_title_is_cut_where_the_network_cuts_it(title: str, network: str, shown: str | None) -> None:
    seen = looked(page(og_title=title.strip()))
    one = on(seen, network)
    assert one.title == (shown or title).strip()
    limit = rule(network).title_limit  # type: ignore[union-attr]
    assert limit is None or limit.length(one.title) <= limit.most
    assert (("preview/title-long", network) in codes(seen)) == (one.title != title.strip())


def test_the_finding_says_where_it_is_cut() -> None:
    seen = looked(page(og_title="b" * 100), spans={"title": Span("content/posts/retry.md", 2, 8)})
    finding = next(f for f in on(seen, "x").findings if f.code == "preview/title-long")
    assert finding.message == "X cuts the title after 70 of its 100 characters"
    assert finding.found == "…" + "b" * 39 + "…"
    assert str(finding.span) == "content/posts/retry.md:2:8"


def test_a_description_that_is_not_shown_may_be_long() -> None:
    assert ("preview/description-long", "x") not in codes(looked(page(og_description="d" * 300)))
    small = codes(looked(page(og_description="d" * 300, twitter_card="summary")))
    assert ("preview/description-long", "x") in small
    assert ("preview/description-long", "discord") in codes(looked(page(og_description="d" * 351)))


HOSTILE = (
    "</title><script>alert(1)</script>",
    "\"quotes\" & 'more' <b>",
    "مرحبا \u202e بالعالم",
    "w" * 60,
    "🏳️‍🌈👩‍👩‍👧",
    "\ud800",
    "\u200b",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_comes_through_as_text(title: str) -> None:
    from html import escape

    whole = escape(title).encode("utf-8", "replace").decode()
    seen = looked(page(og_title=whole, title=whole))
    plain = " ".join(title.encode("utf-8", "replace").decode().split())
    assert on(seen, "mastodon").title == plain
    assert utf8(on(seen, "discord").title) <= 70


@given(
    st.binary(max_size=400) | st.text(max_size=300).map(lambda text: ("<html><head>" + text).encode("utf-8", "replace"))
)
def test_any_bytes_are_read(data: bytes) -> None:
    seen = looked(data)
    assert len(seen.shown) == len(RULES)


@given(st.lists(st.sampled_from(sorted(GOOD)), unique=True), st.text(max_size=90))
def test_any_tags_are_read(dropped: list[str], text: str) -> None:
    from html import escape

    changed: dict[str, str | None] = {name.replace(":", "_"): None for name in dropped}
    looked(page(**{"og_title": escape(text), **changed}))


def test_a_picture_that_is_not_there() -> None:
    seen = looked(page(), {})
    assert codes(seen) == {("preview/image-missing", "")}
    assert {one.layout for one in seen.shown} == {"no picture"}
    assert all(one.picture is None for one in seen.shown)


def test_a_relative_address_is_completed_by_some() -> None:
    html = page(og_image="/blog/" + CARD)
    assert wanted(Built(html, "x.md", HERE, BASE)) == {"/blog/" + CARD: CARD}
    seen = looked(html)
    assert ("preview/relative-image", "") in codes(seen)
    assert {one.rule.name for one in seen.shown if one.picture} == {"mastodon", "bluesky", "slack", "discord"}


@pytest.mark.parametrize(
    "url", ["https://cdn.elsewhere.net/blog/cards/retry.png", "http://[", "https://kind-retries.net/a.png"]
)
def test_a_picture_elsewhere_is_never_fetched(url: str) -> None:
    html = page(og_image=url)
    assert wanted(Built(html, "x.md", HERE, BASE)) == {url: ""}
    assert codes(looked(html, {})) == {("preview/image-elsewhere", "")}


def test_what_the_page_says_of_the_picture_is_compared() -> None:
    seen = looked(page(og_image_alt=None), {CARD: image(1200, 600)})
    assert codes(seen) == {("preview/image-size", ""), ("preview/no-alt", "")}
    assert codes(looked(page(og_image_width=None, og_image_height=None))) == set()


@pytest.mark.parametrize(
    ("data", "takes_it"),
    [
        (image(kind="JPEG"), {"x", "mastodon", "bluesky", "linkedin", "slack", "whatsapp", "discord"}),
        (image(kind="WEBP"), {"x", "mastodon", "bluesky", "slack", "whatsapp", "discord"}),
        (image(kind="BMP"), {"bluesky", "slack", "whatsapp"}),
        (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', set()),
    ],
)
def test_not_every_network_takes_every_kind(data: bytes, takes_it: set[str]) -> None:
    seen = looked(page(), {CARD: data})
    assert {one.rule.name for one in seen.shown if one.picture} == takes_it
    refusing = {name for code, name in codes(seen) if code == "preview/image-format"}
    assert refusing == {one.name for one in RULES} - takes_it


def test_a_picture_that_is_none() -> None:
    seen = looked(page(), {CARD: b"not an image"})
    assert codes(seen) == {("preview/image-unreadable", "")}
    assert {one.layout for one in seen.shown} == {"no picture"}


@pytest.mark.parametrize(
    ("size", "heavy"),
    [(599_999, set()), (600_001, {"whatsapp"}), (1_000_001, {"whatsapp", "bluesky"}), (2_100_000, {"whatsapp", "bluesky", "mastodon"}),
     (5_000_001, {"whatsapp", "bluesky", "mastodon", "x", "linkedin"})],
)  # fmt: skip
def test_a_heavy_picture(size: int, heavy: set[str]) -> None:
    seen = looked(page(), {CARD: image().ljust(size, b"\0")})
    assert {name for code, name in codes(seen) if code == "preview/image-heavy"} == heavy
    assert {one.rule.name for one in seen.shown if not one.picture} == heavy - {"bluesky"}  # its app makes it smaller


@pytest.mark.parametrize(
    ("size", "card", "found"),
    [
        ((1200, 630), "summary_large_image", set()),
        ((900, 900), "summary_large_image", {("preview/image-cropped", "x"), ("preview/image-cropped", "linkedin")}),
        ((1200, 630), "summary", {("preview/image-cropped", "x")}),
        ((280, 150), "summary_large_image", {("preview/image-small", name) for name in ("x", "linkedin", "whatsapp")} | {("preview/image-cropped", "x")}),
        ((350, 180), "summary_large_image", {("preview/image-small", "linkedin")}),
        ((5000, 2500), "summary_large_image", {("preview/image-large", "x")}),
        ((2000, 400), "summary_large_image", {("preview/image-large", "whatsapp"), ("preview/image-cropped", "x"), ("preview/image-cropped", "linkedin")}),
    ],
)  # fmt: skip
def test_size_and_shape(size: tuple[int, int], card: str, found: set[tuple[str, str]]) -> None:
    html = page(og_image_width=None, og_image_height=None, twitter_card=card)
    assert codes(looked(html, {CARD: image(*size)})) == found


def test_cards_keep_text_where_no_crop_reaches() -> None:
    kept = [int(n) for n in re.findall(r"\d+", png._KEPT)]
    assert kept[0] == png.WIDTH * MARGIN
    assert round(png.HEIGHT * MARGIN) == 63
    assert 63 in kept
    assert all(taken(png.WIDTH, png.HEIGHT, one.ratio)[0] < MARGIN for one in RULES if one.ratio)
    assert taken(1200, 600, 1.0) == (0.25, "left and right")


@pytest.mark.parametrize(
    ("html", "more", "code"),
    [
        (page(og_url="https://kind-retries.net/other/"), {}, "preview/address"),
        (page(canonical="https://elsewhere.net/retry"), {}, "preview/address"),
        (page(og_url=None), {}, "preview/address"),
        (page('<meta name="robots" content="NOINDEX">'), {}, "preview/noindex"),
        (page(), {"base_url": ""}, "preview/base-url"),
    ],
)
def test_addresses_and_robots(html: bytes, more: dict[str, Any], code: str) -> None:
    assert (code, "") in codes(looked(html, **more))


def test_what_is_meant_is_no_fault() -> None:
    elsewhere = page('<meta name="robots" content="noindex">', canonical="https://elsewhere.net/retry")
    assert codes(looked(elsewhere, canonical="https://elsewhere.net/retry", hidden=True)) == set()


def test_robots_txt_may_turn_a_crawler_away() -> None:
    robots = "User-agent: Twitterbot\nDisallow: /blog/posts/\n"
    assert codes(looked(page(), robots=robots)) == {("preview/robots", "x")}
    assert {one.rule.name for one in looked(page(), robots=robots).shown if one.layout == "nothing"} == {"x"}
    assert codes(looked(page(), robots="User-agent: *\nAllow: /\n")) == set()
    assert codes(looked(page(), robots="User-agent: *\nDisallow: /\n")) == {
        ("preview/robots", "x"),
        ("preview/robots", "linkedin"),
    }


@pytest.mark.parametrize(
    ("host", "nobodys"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("192.168.0.7", True), ("blog.example", True), ("www.example.com", True),
     ("mac.local", True), ("myexample.com", False), ("example.blog", False), ("8.8.8.8", False), ("kind-retries.net", False)],
)  # fmt: skip
def test_hosts_that_nobody_can_reach(host: str, nobodys: bool) -> None:
    assert is_nobodys(host) is nobodys


def test_discord_refuses_and_whatsapp_stops_reading() -> None:
    assert codes(looked(page(og_site_name="s" * 257))) == {("preview/nothing", "discord")}
    late = page("<style>" + "x" * 300_000 + "</style>")
    assert codes(looked(late)) == {("preview/nothing", "whatsapp")}
    assert on(looked(late), "whatsapp").layout == "nothing"
    undescribed = looked(page('<meta name="description" content="D">', og_description=None))
    assert codes(undescribed) == {("preview/nothing", "whatsapp")}
    assert {one.rule.name for one in undescribed.shown if one.layout == "nothing"} == {"whatsapp"}


def test_tags_are_read_as_html() -> None:
    read = tags(
        b"<META CONTENT=' a  b ' NAME=og:title name=no><meta property='og:title' content=''><title>T</title><svg><title>S</title>"
    )
    assert read.found == (("og:title", "a b"), ("title", "T"))
    assert read.head > 0


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_every_rule_is_dated_and_sourced(one: Any) -> None:
    assert date(2026, 1, 1) <= date.fromisoformat(one.checked) <= date.today()
    assert one.source.startswith("https://")
    assert one.basis in ("published", "its code", "reported")
    assert one.title
    assert one.description
    assert one.image
