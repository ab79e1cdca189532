from __future__ import annotations

import pytest

from blogkit.core.view import ShareLink
from blogkit.testing.fragment import Fragment
from blogkit.widgets.share import WIDGET, ShareOptions
from widgets.showing import show

LINKS = (
    ShareLink("email", "e-mail", "mailto:?subject=x"),
    ShareLink("bluesky", "Bluesky", "https://bsky.app/intent/compose?text=x"),
    ShareLink("lemmy", "Lemmy", "https://lemmy.example/"),
    ShareLink("mastodon", "Mastodon", "https://share.joinmastodon.org/#text=x"),
)


def words(html: str) -> list[str]:
    return [e.text for e in Fragment(html).elements if e.tag == "a"]


def test_networks_stand_in_the_order_of_the_option() -> None:
    assert words(show(WIDGET, share_links=LINKS)) == ["Mastodon", "Bluesky", "Send by e-mail"]
    chosen = ShareOptions(networks=("lemmy", "gone", "email", "lemmy"))
    assert words(show(WIDGET, chosen, share_links=LINKS)) == ["Lemmy", "Send by e-mail"]


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        (ShareOptions(), {"permalink": "", "share_links": LINKS}),
        (ShareOptions(), {"permalink": "/retry/"}),
        (ShareOptions(copy=False), {}),
        (ShareOptions(networks=(), copy=False), {"share_links": LINKS}),
    ],
)
def test_nothing_to_share(options: ShareOptions, fields: dict[str, object]) -> None:
    assert show(WIDGET, options, **fields) == ""


def test_without_script_the_address_can_be_copied_by_hand() -> None:
    fragment = Fragment(show(WIDGET))
    (field,) = (e for e in fragment.elements if e.tag == "input")
    assert "readonly" in field.attributes
    assert field.attributes["value"] == "https://ana.dev/retry/"
    assert fragment.name_of(field) == "Link to this post"
    assert not field.hidden
    assert all(e.hidden for e in fragment.elements if e.tag == "button")


def test_copying_can_be_turned_off() -> None:
    html = show(WIDGET, ShareOptions(copy=False), share_links=LINKS)
    assert "bk-share-url" not in html
    assert "bk-share-copy" not in html
    assert words(html)


def test_a_server_of_ones_own_is_the_scripts_alone() -> None:
    fragment = Fragment(show(WIDGET, share_links=LINKS, title="Retry &\nkindly"))
    (form,) = (e for e in fragment.elements if e.tag == "form")
    assert form.hidden
    assert form.attributes["data-text"] == "Retry & kindly https://ana.dev/retry/"
    assert "<form" not in show(WIDGET, ShareOptions(instance=False), share_links=LINKS)
    assert "<form" not in show(WIDGET, ShareOptions(networks=("bluesky",)), share_links=LINKS)
