from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from blogkit.networks.email import NETWORK


def test_share_writes_subject_and_body() -> None:
    fields = parse_qs(urlsplit(NETWORK.share("Retry &\nkindly", "https://ana.dev/?a=1&b=2")).query)
    assert fields == {"subject": ["Retry & kindly"], "body": ["Retry &\nkindly\r\n\r\nhttps://ana.dev/?a=1&b=2"]}


def test_a_title_adds_no_header() -> None:
    assert "bcc" not in parse_qs(urlsplit(NETWORK.share("x&bcc=eve@example.net", "https://ana.dev/")).query)


@pytest.mark.parametrize(
    ("handle", "profile"),
    [
        ("ana@ana.dev", "mailto:ana@ana.dev"),
        ("mailto:ana@ana.dev", "mailto:ana@ana.dev"),
        ("ana+blog@ana.dev", "mailto:ana%2Bblog@ana.dev"),
        ("ana?bcc=eve&x@ana.dev", "mailto:ana%3Fbcc%3Deve%26x@ana.dev"),
        ("https://ana.dev/contact/", "https://ana.dev/contact/"),
        ("ana@ana.dev, eve@example.net", ""),
        ("ana", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_mailbox_becomes_an_address(handle: str, profile: str) -> None:
    assert NETWORK.profile(handle) == profile
