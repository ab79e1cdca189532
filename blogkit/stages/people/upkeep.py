"""What a look after a while finds: who cannot be reached, and what may have moved. Nothing here stops a build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...core.diagnostic import Diagnostic, info, warning
from ...core.person import Person, PrivatePeople, PrivatePerson, site_of
from ...extend.network import Network
from .faults import account, is_handle
from .file import Written

CLOSED = {
    "botsin.space": "December 2024",
    "cohost.org": "December 2024",
    "plus.google.com": "April 2019",
    "post.news": "May 2024",
    "geocities.com": "October 2009",
    "posterous.com": "April 2013",
}
"""Places that are no more, and since when."""


def upkeep(written: Iterable[Written[Person]], private: PrivatePeople, networks: Sequence[Network]) -> list[Diagnostic]:
    known = {network.name for network in networks}
    found: list[Diagnostic] = []
    for one in written:
        person, mine = one.person, private.get(one.key, PrivatePerson())
        reachable = person.url or known & person.handles.keys() or mine.email or known & mine.handles.keys()
        if not reachable and not person.blocked:
            message = f"{one.key}: nobody can reach them: there is no url and no handle"
            fix = "add where they are:  url: https://…"
            found.append(warning("people/unreachable", message, one.at(), fix=fix))
        for field, url in (("url", person.url), ("feed", person.feed)):
            if url.startswith("http://"):
                fix = f"{field}: https://{url[7:]}"
                message = f"{one.key}: this is an old kind of address; most sites have a safe one by now"
                found.append(info("people/stale", message, one.at(field), found=url[:80], fix=fix))
        places = [("url", person.url), ("feed", person.feed), *person.handles.items()]
        for field, text in places:
            host = site_of(text)[0] if "://" in text else text.rpartition("@")[2] if "@" in text[1:] else ""
            if host in CLOSED:
                message = f"{one.key}: {host} closed in {CLOSED[host]}"
                at = one.at(field) if field in ("url", "feed") else one.at("handles", field)
                found.append(warning("people/stale", message, at, found=text[:80], fix="see where they have gone"))
    return found


def private_doubles(
    written: Iterable[Written[Person]], private: Iterable[Written[PrivatePerson]], networks: Sequence[Network]
) -> list[Diagnostic]:
    """Handles in the private file that are somebody else's too. Said without a word of that file."""
    by_name = {network.name: network for network in networks}
    owners: dict[tuple[str, ...], tuple[str, str]] = {}
    for one in written:
        for name, handle in one.person.handles.items():
            if name in by_name:
                owners.setdefault(account(by_name[name], handle), (one.key, f"{one.key} ({one.at()})"))
    found: list[Diagnostic] = []
    for mine in private:
        for name, handle in mine.person.handles.items():
            at = mine.at("handles", name)
            if name not in by_name:
                fix = "known are: " + ", ".join(by_name)
                found.append(warning("people/network", "there is no such network", at, fix=fix))
            elif not is_handle(by_name[name], handle):
                message = f"this is no handle on {by_name[name].label}"
                found.append(warning("people/handle", message, at, fix="write it as they do"))
            else:
                key, who = owners.setdefault(account(by_name[name], handle), (mine.key, f"line {at.line}"))
                if key != mine.key:
                    fix = "correct one of them, or make them one person"
                    found.append(warning("people/same-handle", f"this is the handle of {who} too", at, fix=fix))
    return found
