from __future__ import annotations

import pytest

from blogkit.networks.mastodon import NETWORK


def test_share_asks_for_the_readers_own_server() -> None:
    assert NETWORK.share("Retry & kindly?", "https://ana.dev/a/?b=c#d") == (
        "https://share.joinmastodon.org/#text=Retry%20%26%20kindly%3F%20https%3A%2F%2Fana.dev%2Fa%2F%3Fb%3Dc%23d"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://hachyderm.io/@ana/112233445566",
        "https://hachyderm.io/@ana/112233445566/",
        "https://hachyderm.io/@bo@social.example/112233445566",
        "https://hachyderm.io/web/@ana/1",
        "https://hachyderm.io/users/ana/statuses/1",
        "https://hachyderm.io/ap/users/123/statuses/456?x=1#y",
        "http://localhost.test:3000/@ana.b-c_d/1",
    ],
)
def test_a_status_is_known_on_any_server(url: str) -> None:
    assert NETWORK.owns(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://hachyderm.io/@ana",
        "https://medium.com/@ana/retry-kindly-3f2a",
        "https://www.threads.com/@ana/post/DAbC",
        "https://www.youtube.com/@ana/videos",
        "https://bsky.app/profile/ana.dev/post/3kabc",
        "https://ana.dev/posts/2026/",
        "ftp://hachyderm.io/@ana/1",
        "https://hachyderm.io/@ana/1\nx",
        "@ana@hachyderm.io",
    ],
)
def test_other_addresses_are_not_claimed(url: str) -> None:
    assert not NETWORK.owns(url)


@pytest.mark.parametrize(
    ("handle", "profile", "mention"),
    [
        ("@ana@hachyderm.io", "https://hachyderm.io/@ana", "@ana@hachyderm.io"),
        (" ana@hachyderm.io ", "https://hachyderm.io/@ana", "@ana@hachyderm.io"),
        ("https://hachyderm.io/@ana", "https://hachyderm.io/@ana", "@ana@hachyderm.io"),
        ("https://hachyderm.io/users/ana", "https://hachyderm.io/users/ana", "https://hachyderm.io/users/ana"),
        ("@ana", "", "@ana"),
        ("javascript:alert(1)", "", "javascript:alert(1)"),
        ('https://x.example/"onclick="', "", 'https://x.example/"onclick="'),
        ("@a/b@hachyderm.io", "", "@a/b@hachyderm.io"),
    ],
)
def test_a_handle_as_people_write_it(handle: str, profile: str, mention: str) -> None:
    assert (NETWORK.profile(handle), NETWORK.mention(handle)) == (profile, mention)
