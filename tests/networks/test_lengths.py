"""Each network counts as it says it does.

Vectors: X from twitter-text, conformance/validate.yml (configuration v3, emoji discounted) and extract.yml; Mastodon from
the tests of its StatusLengthValidator; clusters from the Unicode file GraphemeBreakTest; the rest from the sources that
the files of the networks name. A selection, in our words.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from blogkit.builtin import BUILTIN
from blogkit.core.length import graphemes, is_host, utf8, utf16
from blogkit.extend.network import Limit

FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "🏴󠁧󠁢󠁥󠁮󠁧󠁿"
LONG_LINK = "https://" + "longlabel" * 8 + ".com/foo"
KANA = "あいうえおかきくけこ"


def limit(name: str) -> Limit:
    found = next(network for network in BUILTIN.networks if network.name == name).limit
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("Hi http://test.co", 26),
        ("http://test.co", 23),
        ("https://www.twitter.com/aloha " * 10, 240),
        ("285 chars-" + "xxxxxxxxxx-" * 25, 285),
        ("285 chars- http://www.twitter.com/jack " + "xxxxxxxxxx-" * 24, 299),
        ("故人西辞黄鹤楼，烟花三月下扬州。", 32),
        ("the故人", 7),
        ("😷" * 160, 320),
        ("A\u0301B", 2),
        ("A\ufb2c", 4),
        (f"H🐱☺{FAMILY}", 7),
        ("😷👾😡🔥💩", 10),
        ("🙋🏽👨‍🎤", 4),
        (FAMILY * 140, 280),
        ("1⃣", 2),
        (f"Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; {ENGLAND}", 34),
        ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾", 29),
        ("\u2000\u200a\u200b\u2010\u2016\u2017\u201f\u2032\u2037", 9),
        ("\u200e\u2028\u2038", 6),
        ("randomurl" * 7 + "s.com", 68),
        (f"{KANA * 12} http://{KANA * 5}あい.com", 264),
        (f"{KANA * 12} http://{KANA * 5}あいう.com", 358),
        (LONG_LINK, len(LONG_LINK)),
        ("ABC\u202a\uffffABC\ufffe", 12),
        ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),
        ("(http://example.com/path_(with)_parens).", 26),
        ("のhttp://example.com/の", 27),
        ("text:http://example.com", 28),
        ("@http://example.com", 19),
        ("http://trailingdash-.twitter.com", 32),
        ("http://sub_domain.twitter.com", 23),
        ("http://localhost:8000/posts/", 28),
        ("© ®", 3),
        ("©\ufe0f", 2),
    ],
)
def test_x_weighs(text: str, weight: int) -> None:
    assert limit("x").length(text) == weight
    assert limit("x").most == 280


def test_x_never_takes_a_bare_link_for_too_little() -> None:
    """There is no list of top-level domains here, so what could be one weighs as if it was, and no less than it is."""
    assert limit("x").length("example.com/posts") == 23
    assert limit("x").length("example.com/" + "x" * 30) == 42
    assert limit("x").length("ana@example.com") == 15


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("a" * 500, 500),
        ("a" * 476 + f" http://{'b' * 30}.com/example", 500),
        ("a" * 476 + f"http://{'b' * 30}.com/example", 476 + 49),
        ("a" * 475 + f" @alice@{'b' * 30}.com", 482),
        ("@alice@" + "b" * 500 + ".com", 511),
        ("http://example.com/valid?" + "#foo?" * 1000, 5025),
        ("http://example.com/valid?" + "a=b&" * 1100 + "c", 4426),
        ("@ana and (@bo@social.example)!", 15),
        ("ana@example.com", 15),
        ("https://social.example/@ana@example.com/1", 23),
        ("https://example.com/見出し です", 23 + 3),
        ("https://example.com.", 24),
        ("example.com/a/very/long/path/to/somewhere", 41),
        (FAMILY + ENGLAND + "e\u0301🇩🇪", 4),
    ],
)
def test_mastodon_counts(text: str, length: int) -> None:
    assert limit("mastodon").length(text) == length
    assert limit("mastodon").most == 500


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 300, 300),
        (FAMILY * 3, 8),
        (FAMILY * 300, 750),
        ("é" * 300, 300),
        ("見" * 300, 300),
        ("https://example.com/1", 21),
        ("\r\n", 1),
    ],
)
def test_bluesky_counts_clusters_and_a_tenth_of_the_bytes(text: str, length: int) -> None:
    assert limit("bluesky").length(text) == length
    assert limit("bluesky").most == 300


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * 500, 500), ("é見", 2), ("😷", 4), (f"a{FAMILY}b", 27), ("1⃣", 4), ("❤️ #1", 9), ("🇩🇪🇫🇷", 16)],
)
def test_threads_counts_an_emoji_by_its_bytes(text: str, length: int) -> None:
    assert limit("threads").length(text) == length
    assert limit("threads").most == 500


@pytest.mark.parametrize(
    ("name", "most", "emoji"),
    [
        ("linkedin", 3000, 2),
        ("facebook", 63_206, 2),
        ("reddit", 300, 1),
        ("hacker_news", 80, 1),
        ("lemmy", 200, 1),
        ("whatsapp", 65_536, 2),
        ("telegram", 4096, 2),
        ("github_discussions", 65_536, 2),
    ],
)
def test_the_others_count_characters(name: str, most: int, emoji: int) -> None:
    assert limit(name).most == most
    assert limit(name).length("Ré見😷") == 3 + emoji


def test_an_e_mail_may_be_as_long_as_it_likes() -> None:
    assert next(network for network in BUILTIN.networks if network.name == "email").limit is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 0),
        ("abc\r\n", 4),
        ("\r\r\n\n", 3),
        ("e\u0301\u0302x", 2),
        ("\u1112\u1161\u11ab", 1),
        ("한국", 2),
        ("\u0600a", 1),
        ("\u0915\u094d\u0937", 1),
        ("🇩🇪🇫🇷🇪", 3),
        ("a\u200db", 2),
        ("👩‍👩\u0308", 1),
        ("\ud800x", 2),
        ("©\u00ad®", 3),
    ],
)
def test_clusters(text: str, found: int) -> None:
    assert len(graphemes(text)) == found
    assert "".join(graphemes(text)) == text


def test_half_a_pair_has_a_length() -> None:
    assert (utf8("\ud800"), utf16("\ud800"), utf16("😷")) == (1, 1, 2)


def test_labels_have_63_letters_in_ascii() -> None:
    assert is_host("a" * 63 + ".com")
    assert not is_host("a" * 64 + ".com")
    assert not is_host("under_score.com")
    assert is_host("under_score.example.com")


def test_the_tables_of_unicode_are_fetched_for_texts_that_need_them() -> None:
    """Most titles of Western blogs do not, and a build without changes never does."""
    code = (
        "import sys; from blogkit.builtin import BUILTIN\n"
        "lengths = [network.limit.length for network in BUILTIN.networks if network.limit]\n"
        "[length('Was der Reiher lehrt: Geduld, für alle?') for length in lengths]\n"
        "early = 'regex' in sys.modules\n"
        "[length('Der Reiher 🐦') for length in lengths]\n"
        "sys.exit(early or 'regex' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
