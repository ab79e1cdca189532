"""What every network keeps."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ..extend.fit import MORE, fit
from ..extend.network import Limit, Network, together
from .hostile import ADDRESS, HOSTILE, HOSTILE_URLS
from .law import described, must

HALF = "half a pair \ud800"
HANDLES = (
    "ana", "@ana", "ana-bell", "in/ana-bell", "u/ana", "@ana.example", "ana@ana.example", "@ana@social.example",
    "+49 170 1234567",
)  # fmt: skip
"""As people write them somewhere."""
LONG = (
    "word " * 20_000,
    "見出しは長い。" * 10_000,
    "👩‍👩‍👧‍👦" * 10_000,
    "e\u0301\u0302" * 10_000,
    "https://example.org/a-rather-long-address/and-more " * 1_500,
    "thanks to @ana@social.example " * 2_500,
)


def network_is_described(network: Network) -> None:
    described(network.name, network.owns)
    must(network.label.strip(), f"{network.name}: label must be what people call it")
    limit = network.limit
    must(limit is None or isinstance(limit, Limit), f"{network.name}: a limit must be a Limit, or None")
    if limit:
        must(limit.most > 0, f"{network.name}: a limit must leave room for something")
        must(limit.length("") == 0, f"{network.name}: nothing must have no length")
        must(0 < limit.length("Retry kindly") <= 24, f"{network.name}: length must be that of the text")


def network_shares_exactly(network: Network) -> None:
    """The address decodes to the text and the URL as they were, and can stand anywhere an address can."""
    share = network.share
    if share is None:
        return
    takes_text = "Retry kindly" in unquote(share("Retry kindly", ADDRESS))
    for text in (*HOSTILE, HALF):
        for url in (ADDRESS, *HOSTILE_URLS):
            shared = share(text, url)
            must(shared == share(text, url), f"{network.name}: share must be pure")
            must(re.fullmatch(r"(https|mailto):[!-~]+", shared), f"{network.name}: share must be a URL: {shared!r}")
            must(not re.search(r"[<>\"'`\\^{|}]", shared), f"{network.name}: share must be percent-encoded: {shared!r}")
            parts = urlsplit(shared)
            given = [unquote(pair.partition("=")[2]) for pair in f"{parts.query}&{parts.fragment}".split("&")]
            must(any(url in one for one in given), f"{network.name}: share must keep the URL {url!r}: {shared!r}")
            kept = not takes_text or "\ud800" in text or any(text in one for one in given)
            must(kept, f"{network.name}: share must keep the text {text!r}: {shared!r}")


def network_has_room(network: Network) -> None:
    """What was fitted is within the limit, unless the address alone is not; and it is a beginning of the text."""
    if network.limit is None:
        return
    for text, url in (
        *((text, ADDRESS) for text in (*HOSTILE, *LONG, HALF)),
        *(("Retry", url) for url in HOSTILE_URLS),
    ):
        fitted = fit(text, url, network)
        whole = fitted if network.limit.url_apart else together(fitted, url)
        inside = network.limit.length(whole) <= network.limit.most
        must(inside or not fitted, f"{network.name}: more than the limit: {whole[:200]!r}")
        kept = fitted == text or text.startswith(fitted.removesuffix(MORE).rstrip())
        must(kept, f"{network.name}: not a beginning of {text[:60]!r}: {fitted[:60]!r}")


def network_is_total(network: Network) -> None:
    for text in (*HOSTILE, *HOSTILE_URLS, *HANDLES, HALF):
        must(isinstance(network.owns(text), bool), f"{network.name}: owns must answer True or False for {text!r}")
        must(isinstance(network.mention(text), str), f"{network.name}: mention must be text for {text!r}")
        must(isinstance(network.handle(text), str), f"{network.name}: handle must be text for {text!r}")
        if network.limit:
            counted = network.limit.length(text)
            must(isinstance(counted, int) and counted >= 0, f"{network.name}: length of {text!r} must be a number")
        for found in (network.profile(text), network.follow(text)):
            sound = not found or re.fullmatch(r"(https://|mailto:)[^\s\x00-\x20<>\"']+", found)
            must(sound, f"{network.name}: profile of {text!r} must be empty or an address: {found!r}")
    for other in ("https://example.org/about/", "https://example.org/", "https://example.org/@ana/notes"):
        must(not network.owns(other), f"{network.name}: owns must not claim every address")
        must(not network.handle(other), f"{network.name}: handle must not claim every address")


def network_knows_its_people(network: Network) -> None:
    """A profile's address and the handle in it lead to each other, where the network has a way back at all."""
    for written in HANDLES:
        profile = network.profile(written)
        if handle := network.handle(profile):
            must(network.profile(handle) == profile, f"{network.name}: {handle!r} must lead back to {profile!r}")
            again = network.handle(network.profile(handle))
            must(again == handle, f"{network.name}: {profile!r} must lead back to {handle!r}, not {again!r}")
            must(network.mention(profile) == network.mention(handle), f"{network.name}: {profile!r} is {handle!r}")


LAWS = (
    network_is_described,
    network_shares_exactly,
    network_has_room,
    network_is_total,
    network_knows_its_people,
)
