"""What belongs to a network and what does not: copies and talk, profiles, handles, mentions, places to follow."""

from __future__ import annotations

import pytest

from blogkit.builtin import BUILTIN
from blogkit.extend.network import Network
from blogkit.networks import lemmy

NETWORKS = {network.name: network for network in BUILTIN.networks}
URL = "https://ana.example/posts/?a=1&b=2#c"
SHOWN = "https%3A%2F%2Fana.example%2Fposts%2F%3Fa%3D1%26b%3D2%23c"

SHARED = {
    "mastodon": f"https://share.joinmastodon.org/#text=H%C3%A9%20%26%20why%3F%20{SHOWN}",
    "bluesky": f"https://bsky.app/intent/compose?text=H%C3%A9%20%26%20why%3F%20{SHOWN}",
    "threads": f"https://www.threads.com/intent/post?text=H%C3%A9%20%26%20why%3F&url={SHOWN}",
    "x": f"https://x.com/intent/tweet?text=H%C3%A9%20%26%20why%3F&url={SHOWN}",
    "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={SHOWN}",
    "facebook": f"https://www.facebook.com/sharer/sharer.php?u={SHOWN}",
    "reddit": f"https://www.reddit.com/submit?url={SHOWN}&title=H%C3%A9%20%26%20why%3F",
    "hacker_news": f"https://news.ycombinator.com/submitlink?u={SHOWN}&t=H%C3%A9%20%26%20why%3F",
    "lemmy": f"https://lemmy.world/create_post?url={SHOWN}&title=H%C3%A9%20%26%20why%3F",
    "whatsapp": f"https://wa.me/?text=H%C3%A9%20%26%20why%3F%20{SHOWN}",
    "telegram": f"https://t.me/share/url?url={SHOWN}&text=H%C3%A9%20%26%20why%3F",
    "email": f"mailto:?subject=H%C3%A9%20%26%20why%3F&body=H%C3%A9%20%26%20why%3F%0D%0A%0D%0A{SHOWN}",
    "github_discussions": None,
}


@pytest.mark.parametrize("name", NETWORKS)
def test_share(name: str) -> None:
    share = NETWORKS[name].share
    assert (share("Hé & why?", URL) if share else None) == SHARED[name]


def test_a_title_adds_no_header_to_a_letter() -> None:
    share = NETWORKS["email"].share
    assert share
    assert "&bcc" not in share("x&bcc=eve@example.net", URL)
    assert share("Two\r\nlines", URL).startswith("mailto:?subject=Two%20lines&body=Two%0D%0Alines%0D%0A")


def test_lemmy_on_another_server() -> None:
    assert lemmy.on("feddit.org")("", URL) == f"https://feddit.org/create_post?url={SHOWN}&title="


OWNED = {
    "mastodon": (
        "https://hachyderm.io/@ana/112233445566",
        "https://hachyderm.io/@ana/112233445566/",
        "https://hachyderm.io/@bo@social.example/112233445566",
        "https://hachyderm.io/web/@ana/1",
        "https://hachyderm.io/users/ana/statuses/1",
        "https://hachyderm.io/ap/users/123/statuses/456?x=1#y",
        "http://localhost.test:3000/@ana.b-c_d/1",
    ),
    "bluesky": (
        "https://bsky.app/profile/ana.dev/post/3kabc2",
        "https://bsky.app/profile/did:plc:ewvi7nxzyoun6zhxrhs64oiz/post/3kabc2/",
    ),
    "threads": (
        "https://www.threads.com/@ana/post/DAbC-_1",
        "https://www.threads.net/@ana.bell/post/DAbC?xmt=1",
        "https://www.threads.com/t/DAbC",
    ),
    "x": (
        "https://x.com/ana/status/123",
        "https://twitter.com/ana/status/123?s=20",
        "https://mobile.twitter.com/ana/status/123",
        "https://x.com/i/web/status/123",
        "https://X.com/ana/status/123",
    ),
    "linkedin": (
        "https://www.linkedin.com/posts/ana-bell_herons-activity-7123456789-AbCd",
        "https://www.linkedin.com/feed/update/urn:li:activity:7123456789/",
        "https://de.linkedin.com/pulse/herons-ana-bell-x1yz",
    ),
    "facebook": (
        "https://www.facebook.com/ana.bell/posts/pfbid0AbC",
        "https://m.facebook.com/story.php?story_fbid=1&id=2",
        "https://www.facebook.com/permalink.php?id=2&story_fbid=pfbid0",
        "https://www.facebook.com/groups/herons/posts/123/",
        "https://www.facebook.com/share/p/1AbC/",
    ),
    "reddit": (
        "https://www.reddit.com/r/herons/comments/1abcde/retry_kindly/",
        "https://old.reddit.com/r/herons/comments/1abcde/retry_kindly/kx12/?context=3",
        "https://www.reddit.com/r/herons/s/AbCdEf",
        "https://redd.it/1abcde",
        "https://www.reddit.com/comments/1abcde",
    ),
    "hacker_news": ("https://news.ycombinator.com/item?id=123", "https://news.ycombinator.com/item?id=123#456"),
    "lemmy": (
        "https://lemmy.world/post/123",
        "https://feddit.org/comment/456/",
        "https://piefed.social/post/12?x=1",
        "https://lemmy.world/post/123/456",
    ),
    "whatsapp": ("https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKl/123",),
    "telegram": ("https://t.me/herons/12", "https://t.me/s/herons/12", "https://telegram.me/herons/12?single"),
    "email": (),
    "github_discussions": (
        "https://github.com/ana/herons/discussions/12",
        "https://github.com/orgs/herons/discussions/3#discussioncomment-1",
    ),
}
NOBODYS = (
    "https://hachyderm.io/@ana",
    "https://medium.com/@ana/retry-kindly-3f2a",
    "https://medium.com/@ana/12345",
    "https://www.youtube.com/@ana/videos",
    "https://bsky.app/profile/ana.dev",
    "https://bsky.app.evil.example/profile/ana.dev/post/3k",
    "https://bsky.app@evil.example/profile/ana.dev/post/3k",
    "https://evil.example/?https://bsky.app/profile/ana.dev/post/3k",
    "https://evil.example/#https://x.com/ana/status/1",
    "https://x.com.evil.example/ana/status/1",
    "https://x.com:x@evil.example/ana/status/1",
    "https://notx.com/ana/status/1",
    "https://х.com/ana/status/1",
    "https://x.com\\@evil.example/ana/status/1",
    "https://x.com/ana/status/1\n",
    "https://x.com/ana/status/1?\u202eevil",
    "https://x.com/\u202eana/status/1",
    "https://x.com/ana",
    "https://ana.dev/posts/2026/",
    "ftp://hachyderm.io/@ana/1",
    "javascript://x.com/ana/status/1",
    "https://hachyderm.io/@ana/1\nx",
    "https://hachyderm.io/@ana/1 https://evil.example/",
    "@ana@hachyderm.io",
    "https://www.linkedin.com/in/ana-bell",
    "https://www.facebook.com/ana.bell",
    "https://www.reddit.com/r/herons/",
    "https://news.ycombinator.com/user?id=ana",
    "https://news.ycombinator.com/item?id=",
    "https://t.me/herons",
    "https://github.com/ana/herons/issues/12",
    "mailto:ana@ana.dev",
)


@pytest.mark.parametrize(("name", "url"), [(name, url) for name, urls in OWNED.items() for url in urls])
def test_a_copy_is_known_by_one_network(name: str, url: str) -> None:
    assert [network.name for network in BUILTIN.networks if network.owns(url)] == [name]


@pytest.mark.parametrize("url", NOBODYS)
def test_other_addresses_are_not_claimed(url: str) -> None:
    assert [network.name for network in BUILTIN.networks if network.owns(url)] == []


def test_every_network_is_in_the_tables() -> None:
    assert set(OWNED) == set(SHARED) == set(PEOPLE) == set(NETWORKS)


# (as written, profile, mention, handle of that profile)
PEOPLE: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "mastodon": (
        ("@ana@hachyderm.io", "https://hachyderm.io/@ana", "@ana@hachyderm.io", "@ana@hachyderm.io"),
        (" ana@Hachyderm.io ", "https://hachyderm.io/@ana", "@ana@hachyderm.io", "@ana@hachyderm.io"),
        ("https://hachyderm.io/@ana", "https://hachyderm.io/@ana", "@ana@hachyderm.io", "@ana@hachyderm.io"),
        ("https://hachyderm.io/users/ana", "https://hachyderm.io/users/ana", "@ana@hachyderm.io", "@ana@hachyderm.io"),
        ("@ana@threads.net", "https://threads.net/@ana", "@ana@threads.net", ""),
        ("@ana", "", "", ""),
        ("@a/b@hachyderm.io", "", "", ""),
        ("@ana@hachyderm.io\u202e", "", "", ""),
    ),
    "bluesky": (
        ("ana.dev", "https://bsky.app/profile/ana.dev", "@ana.dev", "@ana.dev"),
        ("@ana.dev", "https://bsky.app/profile/ana.dev", "@ana.dev", "@ana.dev"),
        ("https://bsky.app/profile/ana.dev/", "https://bsky.app/profile/ana.dev", "@ana.dev", "@ana.dev"),
        ("did:plc:ewvi7nx", "https://bsky.app/profile/did:plc:ewvi7nx", "@did:plc:ewvi7nx", "@did:plc:ewvi7nx"),
        ("ana", "", "", ""),
        ("https://bsky.app.evil.example/profile/ana.dev", "", "", ""),
    ),
    "threads": (
        ("ana.bell", "https://www.threads.com/@ana.bell", "@ana.bell", "@ana.bell"),
        ("https://www.threads.net/@ana?x=1", "https://www.threads.com/@ana", "@ana", "@ana"),
        ("@ana.", "", "", ""),
    ),
    "x": (
        ("@ana", "https://x.com/ana", "@ana", "@ana"),
        ("https://twitter.com/ana?lang=de", "https://x.com/ana", "@ana", "@ana"),
        ("http://mobile.twitter.com/ana/", "https://x.com/ana", "@ana", "@ana"),
        ("https://x.com/home", "", "", ""),
        ("homer", "https://x.com/homer", "@homer", "@homer"),
        ("https://x.com/ana/status/1", "", "", ""),
        ("https://x.com@evil.example/ana", "", "", ""),
        ("https://x.com/%61na", "https://x.com/ana", "@ana", "@ana"),
        ("https://x.com/ana%2F..%2Fevil", "", "", ""),
        ("ana-bell", "", "", ""),
        ("x" * 16, "", "", ""),
    ),
    "linkedin": (
        ("ana-bell", "https://www.linkedin.com/in/ana-bell", "", "in/ana-bell"),
        ("in/ana-bell", "https://www.linkedin.com/in/ana-bell", "", "in/ana-bell"),
        ("https://de.linkedin.com/in/ana-bell/?x=1", "https://www.linkedin.com/in/ana-bell", "", "in/ana-bell"),
        ("in/josé-b", "https://www.linkedin.com/in/jos%C3%A9-b", "", "in/josé-b"),
        ("company/acme", "https://www.linkedin.com/company/acme", "", "company/acme"),
        ("in/../evil", "", "", ""),
    ),
    "facebook": (
        ("ana.bell", "https://www.facebook.com/ana.bell", "", "ana.bell"),
        ("https://m.facebook.com/ana.bell?x=1", "https://www.facebook.com/ana.bell", "", "ana.bell"),
        ("https://www.facebook.com/profile.php?id=10012&x=1", "https://www.facebook.com/10012", "", "10012"),
        ("https://www.facebook.com/groups", "", "", ""),
        ("https://www.facebook.com/profile.php", "", "", ""),
    ),
    "reddit": (
        ("u/ana", "https://www.reddit.com/user/ana", "u/ana", "u/ana"),
        ("/u/ana", "https://www.reddit.com/user/ana", "u/ana", "u/ana"),
        ("ana", "https://www.reddit.com/user/ana", "u/ana", "u/ana"),
        ("https://old.reddit.com/u/ana", "https://www.reddit.com/user/ana", "u/ana", "u/ana"),
        ("https://www.reddit.com/user/ana/", "https://www.reddit.com/user/ana", "u/ana", "u/ana"),
        ("r/herons", "", "", ""),
    ),
    "hacker_news": (
        ("ana", "https://news.ycombinator.com/user?id=ana", "", "ana"),
        ("https://news.ycombinator.com/user?id=ana&x=1", "https://news.ycombinator.com/user?id=ana", "", "ana"),
        ("ana&id=eve", "", "", ""),
    ),
    "lemmy": (
        ("@ana@lemmy.world", "https://lemmy.world/u/ana", "@ana@lemmy.world", "@ana@lemmy.world"),
        ("https://feddit.org/u/ana@lemmy.world", "https://lemmy.world/u/ana", "@ana@lemmy.world", "@ana@lemmy.world"),
        ("https://www.reddit.com/u/ana", "", "", ""),
        ("ana", "", "", ""),
    ),
    "whatsapp": (
        ("+49 170 123-4567", "https://wa.me/491701234567", "", "+491701234567"),
        ("https://wa.me/491701234567?text=x", "https://wa.me/491701234567", "", "+491701234567"),
        ("https://api.whatsapp.com/send?phone=491701234567", "https://wa.me/491701234567", "", "+491701234567"),
        (
            "https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKl",
            "https://whatsapp.com/channel/0029VaAbCdEfGhIjKl",
            "",
            "https://whatsapp.com/channel/0029VaAbCdEfGhIjKl",
        ),
        ("0170 1234567", "", "", ""),
        ("+49 170 ١٢٣٤٥٦٧", "", "", ""),
    ),
    "telegram": (
        ("@herons", "https://t.me/herons", "@herons", "@herons"),
        ("https://telegram.me/herons", "https://t.me/herons", "@herons", "@herons"),
        ("https://t.me/share", "", "", ""),
        ("1ana", "", "", ""),
    ),
    "email": (
        ("ana@ana.dev", "mailto:ana@ana.dev", "", "ana@ana.dev"),
        ("mailto:ana@ana.dev", "mailto:ana@ana.dev", "", "ana@ana.dev"),
        ("ana+blog@ana.dev", "mailto:ana%2Bblog@ana.dev", "", "ana+blog@ana.dev"),
        ("ana?bcc=eve&x@ana.dev", "mailto:ana%3Fbcc%3Deve%26x@ana.dev", "", "ana?bcc=eve&x@ana.dev"),
        ("https://ana.dev/contact/", "https://ana.dev/contact/", "", ""),
        ("ana@ana.dev, eve@example.net", "", "", ""),
        ("ana", "", "", ""),
    ),
    "github_discussions": (
        ("@ana-bell", "https://github.com/ana-bell", "@ana-bell", "@ana-bell"),
        ("https://github.com/ana", "https://github.com/ana", "@ana", "@ana"),
        ("https://github.com/orgs", "", "", ""),
        ("https://github.com/ana/herons", "", "", ""),
        ("ana--bell", "", "", ""),
    ),
}


@pytest.mark.parametrize(
    ("name", "written", "profile", "mention", "handle"),
    [(name, *person) for name, people in PEOPLE.items() for person in people],
)
def test_a_handle_as_people_write_it(name: str, written: str, profile: str, mention: str, handle: str) -> None:
    network = NETWORKS[name]
    assert (network.profile(written), network.mention(written)) == (profile, mention)
    assert network.handle(profile) == handle


FOLLOWED = {
    "threads": ("@ana", "https://www.threads.com/intent/follow?username=ana"),
    "x": ("https://x.com/ana", "https://x.com/intent/follow?screen_name=ana"),
    "email": ("ana@ana.dev", ""),
    "whatsapp": ("+49 170 1234567", ""),
    "mastodon": ("@ana@hachyderm.io", "https://hachyderm.io/@ana"),
    "bluesky": ("ana.dev", "https://bsky.app/profile/ana.dev"),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_where_one_can_follow(name: str) -> None:
    handle, place = FOLLOWED[name]
    assert NETWORKS[name].follow(handle) == place
    assert NETWORKS[name].follow("<javascript:alert(1)>") == ""


def test_the_profile_is_the_place_to_follow_unless_said() -> None:
    made = Network("made", "Made", None, lambda url: False, lambda handle: f"https://made.example/{handle}")
    assert made.follow("ana") == "https://made.example/ana"


HOSTILE = (
    "javascript:alert(1)",
    "javascript://x.com/ana",
    "data:text/html,x",
    'https://x.com/"onclick="',
    "https://x.com/ana\u202e",
    "https://x.com/ana\nhttps://evil.example/",
    "https://ana@x.com/ana",
    "https://x.com:443@evil.example/ana",
    "//x.com/ana",
    "ana\x00",
    "x" * 10_000,
    "@" * 10_000,
    "@x" * 5_000,
)
ELSEWHERE = ("https://x.com/ana%E2%80%AE", "https://x.com//ana", "https://x.com/" + "a/" * 5_000)


@pytest.mark.parametrize("given", HOSTILE)
@pytest.mark.parametrize("name", NETWORKS)
def test_nothing_hostile_becomes_a_handle(name: str, given: str) -> None:
    network = NETWORKS[name]
    assert network.handle(given) == ""
    assert network.mention(given) == ""
    assert network.profile(given) == ""
    assert not network.owns(given)


@pytest.mark.parametrize("given", ELSEWHERE)
@pytest.mark.parametrize("name", NETWORKS)
def test_an_address_is_kept_only_where_servers_are_many(name: str, given: str) -> None:
    """A profile in the fediverse or a contact form may be anywhere; on other networks it has one home."""
    network = NETWORKS[name]
    assert (network.handle(given), network.mention(given), network.owns(given)) == ("", "", False)
    assert network.profile(given) == (given if name in ("mastodon", "email") else "")
