"""What somebody is known by (a name, a site, a profile, a handle) → an entry of people.yaml, without asking anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from ...core.diagnostic import has_errors
from ...core.permalink import slugify
from ...core.person import People, Person, site_of
from ...extend.network import Network
from .faults import account
from .file import Written, understood

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(:[0-9]{1,5})?(/[!-~]*)?")
_LETTERBOX = re.compile(r"[^\s@/]+@[\w-]+(\.[\w-]+)+")
_PLAIN = re.compile(r"[^\W\d_][\w .'/-]*[\w.'/]|[^\W\d_]|https?://[\w./~?=&%+-]+")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


class Newcomer(msgspec.Struct, frozen=True):
    key: str
    person: Person
    named: bool = True
    """Whether the name was given, and not guessed."""


class Unclear(Exception):
    """What was given says too little, or two things at once."""


def newcomer(words: Iterable[str], name: str, key: str, network: str, networks: Sequence[Network]) -> Newcomer:
    """`words` may be several, about one person. `network` is whose the handles are that many networks could have."""
    person, guess = Person(name=name), ""
    for word in (word.strip() for word in words):
        told, guessed = _told(word, network, {n.name: n for n in networks})
        twice = [*(person.handles.keys() & told.handles.keys()), *(["url"] if person.url and told.url else [])]
        if twice:
            raise Unclear(f"two of these are their {twice[0]}: add one now, and the other by hand")
        person = Person(
            name=person.name or told.name, url=person.url or told.url, handles={**person.handles, **told.handles}
        )
        guess = guess or guessed
    named = bool(person.name)
    if not named:
        person = msgspec.structs.replace(person, name=guess)
    chosen = key or slugify(name or guess or person.name)
    if not chosen or slugify(chosen) != chosen:
        better = slugify(chosen)
        raise Unclear("a key is a short word" + (f": --key {better}" if better else ", such as --key ana"))
    return Newcomer(chosen, person, named)


def _told(word: str, chosen: str, networks: dict[str, Network]) -> tuple[Person, str]:
    """(what it tells of a person, what one may call them until their name is known)"""
    if chosen and not word.startswith(("https://", "http://")):
        if networks[chosen].profile(word):
            return Person(handles={chosen: word}), _short(word)
        if word.startswith("@"):
            raise Unclear(f'"{word}" is no handle on {networks[chosen].label}')
    for one in networks.values():
        if ":" in word and (handle := one.handle(word)):
            return Person(handles={one.name: handle}), _short(handle)
    if word.startswith(("https://", "http://")):
        host = site_of(word)[0]
        if not host or "@" in urlsplit(word).netloc or not word.isprintable() or " " in word:
            raise Unclear(f'"{word}" is no address of a site')
        return Person(url=word), _label(host)
    if _LETTERBOX.fullmatch(word) and not word.startswith("@"):
        raise Unclear(
            f"people.yaml may be read by anybody. If {word} is published: blogkit people add mailto:{word}\n"
            "If it is for you alone, it belongs into engagement/private/people.yaml, as email:"
        )
    able = [one for one in networks.values() if one.mention(word).casefold() == word.casefold()]
    if able and (len(able) == 1 or "." in word or "@" in word[1:]):
        return Person(handles={able[0].name: word}), _short(word)
    if able or word.startswith("@"):
        names = " or ".join(f"--network {one.name}" for one in able)
        which = f"say which: {names}" if names else "give the address of the profile"
        raise Unclear(f'"{word}" could be somebody on several networks; {which}')
    if _DOMAIN.fullmatch(word):
        return Person(url=f"https://{word}" + "/" * ("/" not in word)), _label(site_of(word)[0])
    return Person(name=word), ""


def _short(handle: str) -> str:
    """`ana` of `@ana@hachyderm.io`, of `ana.example` and of `in/ana`."""
    return re.split(r"[@.]", handle.rpartition("/")[2].lstrip("@"), maxsplit=1)[0]


def _label(host: str) -> str:
    return host.split(".")[0]


def known_as(new: Newcomer, written: Iterable[Written[Person]], networks: Sequence[Network]) -> str:
    """Who in the file this is already, and where, or nothing."""
    by_name = {network.name: network for network in networks}

    def claims(person: Person) -> set[tuple[str, ...]]:
        sites = {("site", *site_of(url)) for url in (person.url, *person.domains) if url}
        return sites | {account(by_name[n], h) for n, h in person.handles.items() if n in by_name}

    mine = claims(new.person)
    for one in written:
        if shared := mine & claims(one.person):
            what = "site" if next(iter(shared))[0] == "site" else "handle"
            return f'{one.at()}: "{one.key}" has this {what} already'
        if slugify(one.key) == new.key:
            return f'{one.at()}: "{one.key}" is there already; for somebody else, choose another word with --key'
    return ""


def stub(new: Newcomer) -> list[str]:
    """The lines of a new entry."""
    person = new.person
    lines = [f"{_scalar(new.key)}:", f"  name: {_scalar(person.name)}"]
    if person.url:
        lines.append(f"  url: {_scalar(person.url)}")
    if person.handles:
        lines.append("  handles:")
        lines += [f"    {name}: {_scalar(handle)}" for name, handle in person.handles.items()]
    return lines


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def appended(text: str, new: Newcomer) -> str:
    """The file with one more person at its end and nothing else changed; empty if that cannot be had."""
    bare = text.removeprefix("\ufeff")
    written, found = understood(bare, "people.yaml", Person)
    if has_errors(found):
        return ""
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (written[0].key_node.start_mark.column if written else 0)
    end = "" if not text or text.endswith("\n") else newline
    wanted = _people(written) | {new.key: new.person}
    for between in (newline if written else "", ""):  # a text that keeps its last empty lines would gain one
        longer = text + end + between + "".join(f"{indent}{line}{newline}" for line in stub(new))
        again, wrong = understood(longer.removeprefix("\ufeff"), "people.yaml", Person)
        if not has_errors(wrong) and _people(again) == wanted:
            return longer
    return ""


def _people(written: Iterable[Written[Person]]) -> People:
    return {one.key: one.person for one in written}
