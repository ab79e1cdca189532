"""What cannot be used of the people as they were written: each a finding with its cure, and left out of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from ...core.diagnostic import Diagnostic, Outcome, did_you_mean, warning
from ...core.permalink import slugify
from ...core.person import People, Person, PrivatePeople, is_listed, site_of
from ...core.source import Sources
from ...extend.network import Network, no_profile
from .file import Written

LONGEST = {"name": 200, "pronouns": 60, "note": 500}
LONGEST_ADDRESS = 2_000
OTHER_NAMES = {
    "twitter": "x",
    "fediverse": "mastodon",
    "bsky": "bluesky",
    "mail": "email",
    "e-mail": "email",
    "hn": "hacker_news",
    "hackernews": "hacker_news",
}
"""What people call networks, to the names that extensions have."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:[0-9]{1,5})?")


def mended(
    written: Sequence[Written[Person]], networks: Sequence[Network], sources: Sources, private: PrivatePeople
) -> Outcome[People]:
    look = _Look(networks, sources)
    people = {one.key: look.person(one) for one in written}
    look.twice(written, people)
    look.against_their_will(written, people, private)
    return Outcome(people, tuple(look.found))


class _Look:
    """One look at everybody, and what it found."""

    def __init__(self, networks: Sequence[Network], sources: Sources) -> None:
        self.networks = {network.name: network for network in networks}
        self.sources = sources
        self.found: list[Diagnostic] = []
        self.slugs: dict[str, str] = {}

    def odd(self, one: Written[Person], fields: tuple[str, ...], code: str, message: str, found: str, fix: str) -> None:
        self.found.append(warning(code, f"{_shown(one.key)}: {message}", one.at(*fields), found=found[:80], fix=fix))

    def person(self, one: Written[Person]) -> Person:
        self._key(one)
        changes: dict[str, Any] = {}
        for field, longest in LONGEST.items():
            changes |= self._text(one, field, longest)
        for field in ("url", "feed"):
            changes |= self._address(one, field)
        if one.person.photo:
            changes |= self._photo(one)
        if one.person.domains:
            changes["domains"] = self._domains(one)
        if one.person.handles:
            changes["handles"] = self._handles(one)
        if one.person.prefer:
            changes |= self._prefer(one)
        return msgspec.structs.replace(one.person, **changes) if changes else one.person

    def _key(self, one: Written[Person]) -> None:
        slug = slugify(one.key)
        if not slug:
            self.odd(one, (), "people/key", "a key needs a letter or a digit", one.key, "a short word, such as ana")
        elif slug in self.slugs:
            message = f'"{_shown(one.key)}" and "{_shown(self.slugs[slug])}" would have one page'
            self.odd(one, (), "people/key", message, one.key, "write one of them another way")
        self.slugs.setdefault(slug, one.key)

    def _text(self, one: Written[Person], field: str, longest: int) -> dict[str, str]:
        text = plain = getattr(one.person, field)
        if _TURNING.search(text):
            plain = _TURNING.sub("", text)
            message = f"{field} holds a character that turns the reading direction round"
            self.odd(one, (field,), "people/control-character", message, ascii(text), "it is left out; take it out")
        if len(plain) > longest:
            message = f"{field} is {len(plain):,} characters long, and {longest} are shown"
            self.odd(one, (field,), "people/too-long", message, plain[:40] + "…", "say it in a line")
            plain = plain[: longest - 1].rstrip() + "…"
        return {field: plain} if plain != text else {}

    def _address(self, one: Written[Person], field: str) -> dict[str, str]:
        url = getattr(one.person, field)
        if not url or _is_address(url):
            return {}
        bare = bool(_HOST.fullmatch(url.partition("/")[0])) and url.isprintable() and " " not in url
        fix = f"{field}: {'https://' + url if bare else 'https://example.org/'}"
        self.odd(one, (field,), "people/url", "this is no address of a site", _shown(url), fix)
        return {field: ""}

    def _photo(self, one: Written[Person]) -> dict[str, str]:
        photo = one.person.photo
        usual = f"people/{slugify(one.key) or 'ana'}.jpg"
        message = fix = ""
        if "//" in photo or ":" in photo:
            message, fix = "a photo is a file of this site, so that no reader is tracked", f"photo: /{usual}"
        elif ".." in photo.split("/") or "\\" in photo or not photo.isprintable():
            message, fix = "a photo lies in this site's folder", f"save it as static/{usual}, write  photo: /{usual}"
        elif not self._is_there(photo):
            near = did_you_mean(photo, [s.path.removeprefix("static") for s in self.sources.below("static")])
            message, fix = "there is no such photo", near or f"save it as static/{photo.lstrip('/')}"
        if not message:
            return {}
        self.odd(one, ("photo",), "people/photo", message, _shown(photo), fix)
        return {"photo": ""}

    def _is_there(self, photo: str) -> bool:
        """Below static/, or beside a post; with or without the path that the site lives at."""
        parts = unquote(photo).strip("/").split("/")
        places = [f"{top}{'/'.join(parts[n:])}" for n in range(len(parts)) for top in _TOPS]
        return any(self.sources.has(place) for place in places)

    def _domains(self, one: Written[Person]) -> tuple[str, ...]:
        good = []
        for domain in one.person.domains:
            host = site_of(domain)[0]
            if _HOST.fullmatch(host) and len(domain) <= LONGEST_ADDRESS:
                good.append(domain)
            else:
                message = "this is no domain"
                self.odd(one, ("domains",), "people/domain", message, _shown(domain), "domains: [ana.example]")
        return tuple(good)

    def _handles(self, one: Written[Person]) -> dict[str, str]:
        good = {}
        for name, handle in one.person.handles.items():
            at = ("handles", name)
            network = self.networks.get(name)
            if network is None:
                self._no_network(one, at, name)
            elif not handle.strip():
                self.odd(one, at, "people/handle", f"there is no handle behind {name}", "", "write it, or take it out")
                continue
            elif len(handle) > LONGEST_ADDRESS or not handle.isprintable() or not is_handle(network, handle):
                fix = f'write it as {network.label} does, or in full: {name}: "https://…"'
                self.odd(one, at, "people/handle", f"this is no handle on {network.label}", _shown(handle), fix)
                continue
            good[name] = handle
        return good

    def _no_network(self, one: Written[Person], at: tuple[str, ...], name: str) -> None:
        other = OTHER_NAMES.get(name.casefold(), "")
        near = f'did you mean "{other}"?' if other in self.networks else did_you_mean(name, self.networks)
        fix = near or "known are: " + ", ".join(self.networks)
        self.odd(one, at, "people/network", f'there is no network "{_shown(name)}"', "", fix)

    def _prefer(self, one: Written[Person]) -> dict[str, str]:
        name = one.person.prefer
        if name not in self.networks:
            self._no_network(one, ("prefer",), name)
        elif name not in one.person.handles:
            message = f"they prefer {name}, but have no handle there"
            self.odd(one, ("prefer",), "people/prefer", message, name, f"add it:  handles: {{{name}: …}}")
        else:
            return {}
        return {"prefer": ""}

    def twice(self, written: Sequence[Written[Person]], people: People) -> None:
        """Two people with one handle or one site: a link to it would be credited to the wrong one."""
        owners: dict[tuple[str, ...], Written[Person]] = {}
        for one in written:
            person = people[one.key]
            claims: list[tuple[tuple[str, ...], tuple[str, ...], str]] = []
            for name, handle in person.handles.items():
                if name in self.networks:
                    claims.append((account(self.networks[name], handle), ("handles", name), handle))
            for field, addresses in (("url", (person.url,)), ("domains", person.domains)):
                claims += [(("site", *site_of(address)), (field,), address) for address in addresses if address]
            for claim, fields, text in claims:
                first = owners.setdefault(claim, one)
                if first is not one:
                    code = "people/same-site" if claim[0] == "site" else "people/same-handle"
                    what = "site" if claim[0] == "site" else "handle"
                    message = f"{_shown(first.key)} ({first.at()}) has the same {what}"
                    self.odd(one, fields, code, message, _shown(text), "correct one of them, or make them one person")

    def against_their_will(self, written: Sequence[Written[Person]], people: People, private: PrivatePeople) -> None:
        for one in written:
            person = people[one.key]
            if not person.listed:
                continue
            mine = private.get(one.key)
            if not is_listed(person):
                why = "blocked: true" if person.blocked else "mention: never"
            elif mine and (mine.blocked or mine.mention == "never"):
                why = "what you keep privately"  # elsewhere the private file is not there to keep them off the page
            else:
                continue
            message = f"{_shown(one.key)}: listed: true, against {why}; they are left off the people page"
            fix = "take out  listed: true"
            self.found.append(warning("people/listed", message, one.at("listed"), fix=fix))


_TOPS = ("static/", "content/", "content/posts/", "content/pages/")


def account(network: Network, handle: str) -> tuple[str, ...]:
    """The same for every way to write one handle."""
    profile = network.profile(handle).rstrip("/")
    return ("handle", network.name, (profile or handle.strip().lstrip("@")).casefold())


def is_handle(network: Network, handle: str) -> bool:
    """Whether it can be somebody's. Where a network has no pages for people, any line of text can."""
    return network.profile is no_profile or bool(network.profile(handle))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = url.isprintable() and len(url) <= LONGEST_ADDRESS and not set(url) & set(" <>\"'`\\")
    return plain and parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def _shown(text: str) -> str:
    """On one line, and not all of it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
