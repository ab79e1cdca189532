from __future__ import annotations

import pytest

from blogkit.networks.bluesky import NETWORK


def test_share() -> None:
    assert NETWORK.share("Hé", "https://ana.dev/") == (
        "https://bsky.app/intent/compose?text=H%C3%A9%20https%3A%2F%2Fana.dev%2F"
    )


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://bsky.app/profile/ana.dev/post/3kabc2", True),
        ("https://bsky.app/profile/did:plc:ewvi7nxzyoun6zhxrhs64oiz/post/3kabc2/", True),
        ("https://bsky.app/profile/ana.dev", False),
        ("https://bsky.app.evil.example/profile/ana.dev/post/3k", False),
        ("https://example.net/?https://bsky.app/profile/ana.dev/post/3k", False),
    ],
)
def test_a_post_is_known(url: str, owned: bool) -> None:
    assert NETWORK.owns(url) is owned


@pytest.mark.parametrize(
    ("handle", "profile", "mention"),
    [
        ("ana.dev", "https://bsky.app/profile/ana.dev", "@ana.dev"),
        ("@ana.dev", "https://bsky.app/profile/ana.dev", "@ana.dev"),
        ("https://bsky.app/profile/ana.dev", "https://bsky.app/profile/ana.dev", "@ana.dev"),
        ("did:plc:ewvi7nx", "https://bsky.app/profile/did:plc:ewvi7nx", "@did:plc:ewvi7nx"),
        ("ana", "", "ana"),
        ("javascript:alert(1)", "", "javascript:alert(1)"),
        ("data:text/html,x", "", "data:text/html,x"),
    ],
)
def test_a_handle_as_people_write_it(handle: str, profile: str, mention: str) -> None:
    assert (NETWORK.profile(handle), NETWORK.mention(handle)) == (profile, mention)
