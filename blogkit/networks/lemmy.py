"""Lemmy, and whatever else has addresses of the same shape, such as PieFed.

As of 2026-11. There is no page that asks for the reader's server, so one has to be chosen: lemmy.world has the most
people. For another, register a network of your own with `share=on("feddit.org")`. A title has room for 200 characters
(join-lemmy.org, and the source of Lemmy 0.19: utils/validation.rs).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..extend.network import Limit, Network, encoded

_HOST = r"(?P<host>[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?)"
_USER = r"(?P<user>[A-Za-z0-9_]{1,60})"
_HANDLE = rf"@?{_USER}@{_HOST}"
_NOT = r"(?!(?i:(?:\w+\.)?(?:reddit|linkedin|facebook|medium)\.com)/)"
_PROFILE = rf"(?i:https?)://{_NOT}{_HOST}/u/{_USER}(?:@(?P<home>[\w-]+(?:\.[\w-]+)+))?/?(?:[?#][!-~]*)?"
_THREAD = rf"https?://{_NOT}{_HOST}/(?:post|comment)/[0-9]+(?:/[0-9]+)?/?(?:[?#][!-~]*)?"


def on(host: str) -> Callable[[str, str], str]:
    """The share link of one server."""

    def share(text: str, url: str) -> str:
        return f"https://{host}/create_post?url={encoded(url)}&title={encoded(text)}"

    return share


def owns(url: str) -> bool:
    return re.fullmatch(_THREAD, url) is not None


def profile(handle: str) -> str:
    match = re.fullmatch(_HANDLE, mention(handle))
    return f"https://{match['host']}/u/{match['user']}" if match else ""


def mention(written: str) -> str:
    match = re.fullmatch(_HANDLE, written.strip())
    return f"@{match['user']}@{match['host'].lower()}" if match else handle(written)


def handle(url: str) -> str:
    match = re.fullmatch(_PROFILE, url.strip())
    return f"@{match['user']}@{(match['home'] or match['host']).lower()}" if match else ""


NETWORK = Network(
    "lemmy", "Lemmy", on("lemmy.world"), owns, profile, mention, handle, limit=Limit(200, url_apart=True)
)  # fmt: skip
