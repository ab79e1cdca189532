"""Who is who: names, keys and links → `PersonView` and `Citation`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

import msgspec

from ...core.diagnostic import Diagnostic, did_you_mean, warning
from ...core.entry import ExternalLink
from ...core.person import People, Person
from ...core.span import Span
from ...core.view import Citation, PersonView, Picture

Profile = Callable[[str, str], str]
"""(network, handle) → address of the profile, or ""."""


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
    page: Callable[[str], str],
    own_host: str,
) -> Directory:
    views = {key: _view(key, person, picture, profile, page) for key, person in people.items()}
    sites: dict[str, list[tuple[str, str]]] = {}
    for key, person in people.items():
        for address in (person.url, *person.domains, *views[key].profiles):
            host, path = _place(address)
            if host:
                sites.setdefault(host, []).append((path, key))
    by_length = {host: tuple(sorted(set(found), key=lambda f: (-len(f[0]), f[1]))) for host, found in sites.items()}
    return Directory(people, views, by_length, own_host)


def _view(
    key: str, person: Person, picture: Callable[[str], Picture | None], profile: Profile, page: Callable[[str], str]
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
    )


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


def owner(who: Directory, url: str) -> str:
    """The key of whoever the linked site belongs to, or ""."""
    host, path = _place(url)
    for prefix, key in who.sites.get(host, ()):
        if not prefix or path == prefix or path.startswith(prefix + "/"):
            return key
    return ""


def citations(who: Directory, links: Iterable[ExternalLink]) -> tuple[Citation, ...]:
    """One for each address a post links to outside this site; never of somebody who asked not to be mentioned."""
    result: dict[str, Citation] = {}
    for link in links:
        host = _place(link.url)[0]
        if not host or host == who.own_host or link.url in result:
            continue
        key = owner(who, link.url)
        if key and who.people[key].mention == "never":
            continue
        result[link.url] = Citation(link.url, link.text, link.sentence, host, who.views.get(key))
    return tuple(result.values())
