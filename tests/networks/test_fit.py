"""A text is shortened to what a network has room for: never too long, never cut where it hurts, and the address whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.builtin import BUILTIN
from blogkit.core.length import graphemes
from blogkit.extend.fit import MORE, fit
from blogkit.extend.network import Limit, Network, together

LIMITED = [network for network in BUILTIN.networks if network.limit]
SHARING = [network for network in BUILTIN.networks if network.share]
URL = "https://ana.example/posts/herons/"
PIECES = (
    "word", " ", "  ", "\n", "\r\n", ".", ",", "“", "é", "e\u0301", "\u0301", "見出し", "。", "مرحبا", "\u202e", "\u0600",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "👍🏽", "\u200d", "1⃣", "\x00", "\x1b[2J", "\ud800", "&", "#", '"', "'", "%41", "+", "<b>",
    "https://example.org/a/b?c=d#e", "http://例え.jp/", "ana.example/posts", "@ana", "@ana@social.example",
    "@ana.example", "ana@ana.example", "u/ana", "x" * 90,
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=400).map("".join) | st.text(max_size=600)
URLS = st.sampled_from((URL, "https://ana.example/ü/?a=1&b=2#c", "https://ana.example/" + "x" * 240))


def small(most: int, length: object = len) -> Network:
    return Network("small", "Small", None, lambda url: False, limit=Limit(most, length, url_apart=True))  # type: ignore[arg-type]


@given(TEXTS, URLS, st.sampled_from(LIMITED))
def test_what_was_fitted_fits(text: str, url: str, network: Network) -> None:
    limit = network.limit
    assert limit
    fitted = fit(text, url, network)
    sent = fitted if limit.url_apart else together(fitted, url)
    assert limit.length(sent) <= limit.most or (not fitted and limit.length(url) > limit.most)


@given(TEXTS, st.integers(1, 80), st.sampled_from((len, lambda text: len(graphemes(text)))))
def test_nothing_is_cut_in_two(text: str, most: int, length: object) -> None:
    fitted = fit(text, URL, small(most, length))
    if fitted in (text, ""):
        return
    assert fitted.endswith(MORE)
    kept = fitted.removesuffix(MORE).rstrip()
    assert text.startswith(kept)
    at = len(kept)
    assert at in accumulate(map(len, graphemes(text))) or text[at].isspace() or not kept
    assert not any(start < at < end for start, end in whole(text))


def whole(text: str) -> Iterator[tuple[int, int]]:
    """Where links and mentions are, roughly; monsters of more than 250 characters may be cut."""
    for found in re.finditer(
        r"https?://[^\s<>\"。]+|(?<![\w.+@-])@[a-z][a-z.-]*(?:@[a-z.-]+)?|(?<![\w/])u/[a-z]+", text
    ):
        if len(found[0]) <= 250:
            yield found.span()


@given(TEXTS, st.sampled_from(LIMITED))
def test_what_fits_is_left_alone(text: str, network: Network) -> None:
    assert network.limit
    short = text[:20]
    sent = short if network.limit.url_apart else together(short, URL)
    if network.limit.length(sent) <= network.limit.most:
        assert fit(short, URL, network) == short


@pytest.mark.parametrize(
    ("text", "most", "fitted"),
    [
        ("Retry kindly", 12, "Retry kindly"),
        ("Retry kindly", 11, "Retry…"),
        ("Retry kindly", 6, "Retry…"),
        ("Retry kindly", 5, "Retr…"),
        ("Retry kindly", 2, "R…"),
        ("Retry kindly", 1, ""),
        ("Retry   kindly", 9, "Retry…"),
        ("見出しは長い", 4, "見出し…"),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 8, "👩‍👩‍👧‍👦…"),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 7, ""),
        ("see https://a.example/b now", 23, "see…"),
        ("see https://a.example/b now", 25, "see https://a.example/b …"),
        ("https://a.example/b", 18, ""),
        ("thanks @ana@social.example, dear", 30, "thanks @ana@social.example,…"),
        ("thanks @ana@social.example, dear", 26, "thanks…"),
        ("thanks @ana, dear", 13, "thanks @ana,…"),
        ("thanks @ana dear", 13, "thanks @ana …"),
        ("thanks u/ana-bell dear", 12, "thanks…"),
        ("read ana.example/posts/herons today", 20, "read…"),
        ("mail ana@ana.example today", 14, "mail…"),
    ],
)
def test_where_it_is_cut(text: str, most: int, fitted: str) -> None:
    assert fit(text, URL, small(most)) == fitted


def test_the_address_takes_its_share() -> None:
    by_name = {network.name: network for network in BUILTIN.networks}
    assert len(together(fit("x" * 1000, URL, by_name["bluesky"]), URL)) == 300
    assert len(fit("x" * 1000, URL, by_name["x"])) == 280 - 24 - 1  # an ellipsis weighs 2
    assert len(fit("x" * 1000, URL, by_name["mastodon"])) == 500 - 24
    assert len(fit("x" * 1000, URL, by_name["hacker_news"])) == 80
    assert fit("x" * 1000, URL, by_name["email"]) == "x" * 1000
    assert fit("Retry", "https://ana.example/" + "x" * 300, by_name["bluesky"]) == ""


def given_to(shared: str) -> dict[str, str]:
    """What the page at the other end is given."""
    parts = urlsplit(shared)
    return dict(parse_qsl((parts.query or parts.fragment).replace("+", "%2B"), keep_blank_values=True))


FIELDS: dict[str, tuple[str, str]] = {
    "mastodon": ("text", "text"),
    "bluesky": ("text", "text"),
    "threads": ("text", "url"),
    "x": ("text", "url"),
    "linkedin": ("", "url"),
    "facebook": ("", "u"),
    "reddit": ("title", "url"),
    "hacker_news": ("t", "u"),
    "lemmy": ("title", "url"),
    "whatsapp": ("text", "text"),
    "telegram": ("text", "url"),
    "email": ("body", "body"),
}


@given(TEXTS, URLS, st.sampled_from(SHARING))
def test_a_share_link_decodes_to_what_was_given(text: str, url: str, network: Network) -> None:
    assert network.share
    shared = network.share(text, url)
    assert re.fullmatch(r"[!-~]+", shared)
    fields = given_to(shared)
    text = re.sub("[\ud800-\udfff]", "?", text)
    text_in, url_in = FIELDS[network.name]
    if text_in == url_in:
        between = "\r\n\r\n" if network.name == "email" else " "
        assert fields[text_in] == (f"{text}{between}{url}" if text else url)
    else:
        assert fields[url_in] == url
        assert not text_in or fields[text_in] == text


def test_every_network_that_shares_is_looked_at() -> None:
    assert set(FIELDS) == {network.name for network in SHARING}
