"""What every network keeps."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ..extend.network import Network
from .hostile import ADDRESS, HOSTILE, HOSTILE_URLS
from .law import described, must


def network_is_described(network: Network) -> None:
    described(network.name, network.share)
    must(network.label.strip(), f"{network.name}: label must be what people call it")
    must(network.limit is None or network.limit > 0, f"{network.name}: limit must be a number of characters, or None")


def network_shares_exactly(network: Network) -> None:
    """The address decodes to the text and the URL as they were, and can stand anywhere an address can."""
    takes_text = "Retry kindly" in unquote(network.share("Retry kindly", ADDRESS))
    for text in (*HOSTILE, "half a pair \ud800"):
        for url in (ADDRESS, *HOSTILE_URLS):
            shared = network.share(text, url)
            must(shared == network.share(text, url), f"{network.name}: share must be pure")
            must(re.fullmatch(r"(https|mailto):[!-~]+", shared), f"{network.name}: share must be a URL: {shared!r}")
            must(not re.search(r"[<>\"'`\\^{|}]", shared), f"{network.name}: share must be percent-encoded: {shared!r}")
            parts = urlsplit(shared)
            given = [unquote(pair.partition("=")[2]) for pair in f"{parts.query}&{parts.fragment}".split("&")]
            must(any(url in one for one in given), f"{network.name}: share must keep the URL {url!r}: {shared!r}")
            kept = not takes_text or "\ud800" in text or any(text in one for one in given)
            must(kept, f"{network.name}: share must keep the text {text!r}: {shared!r}")


def network_is_total(network: Network) -> None:
    for text in (*HOSTILE, *HOSTILE_URLS, "half a pair \ud800"):
        must(isinstance(network.owns(text), bool), f"{network.name}: owns must answer True or False for {text!r}")
        must(isinstance(network.mention(text), str), f"{network.name}: mention must be text for {text!r}")
        found = network.profile(text)
        sound = not found or (found.startswith(("https://", "mailto:")) and not re.search(r"[\s\x00-\x20<>\"']", found))
        must(sound, f"{network.name}: profile of {text!r} must be empty or an address: {found!r}")
    must(not network.owns("https://example.org/about/"), f"{network.name}: owns must not claim every address")


LAWS = (network_is_described, network_shares_exactly, network_is_total)
