from __future__ import annotations

from typing import Any

import msgspec

from blogkit.core.view import EntryView, FeedLink, Link, PersonView
from blogkit.testing.hostile import site_of
from blogkit.widgets.follow import WIDGET, Followed, FollowOptions

FEED = FeedLink("Blog", "/rss.xml", "https://ana.dev/rss.xml", "application/rss+xml")
MASTODON, BLUESKY = "https://hachyderm.io/@ana", "https://www.bsky.example/ana"
ANA = PersonView("Ana", "ana", "https://ana.dev/", profiles=(BLUESKY, MASTODON, "mailto:me@ana.dev", "javascript:x"))


def told(
    *authors: PersonView, guest: PersonView | None = None, options: FollowOptions | None = None, **site: Any
) -> tuple[Followed, ...] | None:
    post = EntryView(id="x", kind="article", source="", title="", url="/", permalink="", authors=authors, guest=guest)
    given = msgspec.structs.replace(site_of("Blog"), **{"author": None, "feeds": (FEED,), **site})
    return WIDGET.prepare(post, given, options or FollowOptions())  # type: ignore[no-any-return]


def test_places_under_the_names_of_their_hosts_what_is_preferred_first() -> None:
    ana = msgspec.structs.replace(ANA, preferred=Link("Mastodon", MASTODON))
    places = (Link("Mastodon", MASTODON), Link("bsky.example", BLUESKY))
    assert told(ana) == (Followed("Ana", places, "/rss.xml"),)


def test_ones_own_site_is_no_place_to_follow() -> None:
    home = PersonView("Ana", "ana", "https://ana.dev/", preferred=Link("ana.dev", "https://ana.dev/"))
    assert told(home) == (Followed("Ana", (), "/rss.xml"),)
    assert told(home, options=FollowOptions(feed=False)) is None


def test_a_guest_has_a_feed_of_their_own_or_none() -> None:
    noor = PersonView("Noor", "noor", feed="https://noor.example/feed.xml", profiles=(MASTODON,))
    places = (Link("hachyderm.io", MASTODON),)
    assert told(noor, guest=noor) == (Followed("Noor", places, "https://noor.example/feed.xml"),)
    assert told(noor, guest=noor, options=FollowOptions(feed=False)) == (Followed("Noor", places, ""),)
    shy = msgspec.structs.replace(noor, feed="javascript:x")
    assert told(shy, ANA, guest=shy) == (
        Followed("Noor", places, ""),
        Followed("Ana", (Link("bsky.example", BLUESKY), Link("hachyderm.io", MASTODON)), "/rss.xml"),
    )


def test_the_feed_stands_in_the_first_line_only() -> None:
    bo = PersonView("Bo", profiles=("https://bo.example/@bo",))
    assert told(PersonView("Nobody"), ANA, bo) == (
        Followed("Ana", (Link("bsky.example", BLUESKY), Link("hachyderm.io", MASTODON)), "/rss.xml"),
        Followed("Bo", (Link("bo.example", "https://bo.example/@bo"),), ""),
    )


def test_without_authors_it_is_the_sites() -> None:
    assert told(author=ANA)[0].name == "Ana"  # type: ignore[index]
    assert told() is None
