"""Who is who: names, keys and links → `PersonView` and `Citation`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

import msgspec

from ...core.diagnostic import Diagnostic, did_you_mean, error, warning
from ...core.entry import ExternalLink
from ...core.html import named
from ...core.person import People, Person, is_listed
from ...core.site import Content
from ...core.span import Span
from ...core.view import Citation, Link, PersonView, Picture

Profile = Callable[[str, str], str]
"""(network, handle) → address of the profile, or ""."""
Label = Callable[[str], str]
"""Network → what it is called."""


class Directory(msgspec.Struct, frozen=True):
    """people.yaml, ready to be asked."""

    people: People
    views: dict[str, PersonView]
    sites: dict[str, tuple[tuple[str, str], ...]]
    """Host to (path prefix, key), the longest prefix first."""
    own_host: str


def directory(
    people: People,
    picture: Callable[[str], Picture | None],
    profile: Profile,
    label: Label,
    page: Callable[[str], str],
    own_host: str,
) -> Directory:
    views = {key: _view(key, person, picture, profile, label, page) for key, person in people.items()}
    sites: dict[str, list[tuple[str, str]]] = {}
    for key, person in people.items():
        for address in (person.url, *person.domains, *views[key].profiles):
            host, path = _place(address)
            if host:
                sites.setdefault(host, []).append((path, key))
    by_length = {host: tuple(sorted(set(found), key=lambda f: (-len(f[0]), f[1]))) for host, found in sites.items()}
    return Directory(people, views, by_length, own_host)


def _view(
    key: str,
    person: Person,
    picture: Callable[[str], Picture | None],
    profile: Profile,
    label: Label,
    page: Callable[[str], str],
) -> PersonView:
    profiles = tuple(url for network, handle in person.handles.items() if (url := profile(network, handle)))
    return PersonView(
        person.name or key,
        key,
        safe_url(person.url),
        picture(person.photo) if person.photo else None,
        person.note,
        tuple(person.handles.items()),
        profiles,
        page(key),
        person.pronouns,
        safe_url(person.feed),
        _preferred(person, profile, label),
    )


def _preferred(person: Person, profile: Profile, label: Label) -> Link | None:
    """Where to mention them: on the network they prefer, else the first with a page of theirs, else on their site."""
    networks = dict.fromkeys([person.prefer, *person.handles]) if person.prefer else person.handles
    for network in networks:
        url = profile(network, person.handles.get(network, ""))
        if safe_url(url) or (url and network == person.prefer):
            return Link(label(network), url)
    url = safe_url(person.url)
    return Link(_place(url)[0], url) if url else None


def home(person: PersonView, own_host: str) -> str:
    """Where a mention of them leads: their own site, else their page here, else a profile."""
    own = _place(person.url)[0] == own_host
    profile = next((url for url in person.profiles if safe_url(url)), "")
    return (not own and person.url) or person.page or person.url or profile


def may_name(who: Directory, key: str, span: Span, found: list[Diagnostic]) -> bool:
    """Whether a post may name them; an error if not. Plain names are free."""
    person = who.people.get(key)
    if person is None or not (person.blocked or person.mention == "never"):
        return True
    if person.blocked:
        message, setting = f'"{key}" is blocked: nothing here may name or link them', "blocked"
    else:
        message, setting = f'"{key}" is not to be mentioned', "mention: never"
    fix = f"say it without them, or take `{setting}` out where you wrote it down"
    found.append(error("people/not-to-be-named", message, span, found=person.name or key, fix=fix))
    return False


def may_quote(who: Directory, key: str, span: Span, found: list[Diagnostic]) -> bool:
    person = who.people.get(key)
    if person is None or person.quote != "never":
        return True
    fix = "say it in your own words, or ask them and change `quote` where you wrote it down"
    message = f'"{key}" is not to be quoted'
    found.append(error("people/not-to-be-quoted", message, span, found=person.name or key, fix=fix))
    return False


def safe_url(url: str) -> str:
    """An address a page may link to; anything but http(s) is nothing."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else ""
    except ValueError:  # "https://["
        return ""


@cache
def _place(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address if "//" in address else "//" + address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return host, parts.path.rstrip("/")


def resolve(who: Directory, names: Iterable[str], span: Span, found: list[Diagnostic]) -> tuple[PersonView, ...]:
    """Keys of people.yaml become these people; any other text is a plain name. A near miss is a finding."""
    result: list[PersonView] = []
    for name in names:
        key = name.removeprefix("@")
        view = who.views.get(key)
        if view is None:
            near = did_you_mean(key, who.views) if " " not in key else ""
            if near or name.startswith("@"):
                found.append(
                    warning(
                        "people/unknown",
                        f'people.yaml has no "{key}"',
                        span,
                        fix=near or f"add to people.yaml:  {key}: {{name: …}}",
                    )
                )
            view = PersonView(key)
        if view not in result:
            result.append(view)
    return tuple(result)


def listed(who: Directory) -> tuple[PersonView, ...]:
    """Who stands on the people page."""
    return tuple(who.views[key] for key, person in who.people.items() if is_listed(person))


def owner(who: Directory, url: str) -> str:
    """The key of whoever the linked site belongs to, or ""."""
    host, path = _place(url)
    for prefix, key in who.sites.get(host, ()):
        if not prefix or path == prefix or path.startswith(prefix + "/"):
            return key
    return ""


def citations(
    who: Directory, links: Iterable[ExternalLink], content: Content, found: list[Diagnostic]
) -> tuple[Citation, ...]:
    """One for each address a post links to outside this site; never of somebody who asked not to be mentioned."""
    result: dict[str, Citation] = {}
    for link in links:
        host = _place(link.url)[0]
        if not host or host == who.own_host or link.url in result:
            continue
        key = owner(who, link.url)
        if key and who.people[key].blocked:
            may_name(who, key, link.span, found)
            continue
        if key and who.people[key].mention == "never":
            continue
        text, sentence = named(link.text, content), named(link.sentence, content)
        result[link.url] = Citation(link.url, text, sentence, host, who.views.get(key))
    return tuple(result.values())
