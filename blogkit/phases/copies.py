"""Copies of a post elsewhere: which network an address belongs to, and how it gets into the post's own file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

from ..core.site import Site
from ..extend.network import Network
from ..stages.drafts import folder
from ..stages.front_matter.conversation import unusable
from ..stages.front_matter.edit import NotEdited, with_copies

__all__ = ["Copy", "NotEdited", "Refused", "add", "recognised", "same"]


class Refused(ValueError):
    """Why no page may lead there."""


class Copy(msgspec.Struct, frozen=True):
    """An address, and the network it belongs to: none when blogkit knows no such place."""

    url: str
    network: str = ""
    label: str = ""
    doubt: str = ""
    """What one should look at twice."""


def recognised(url: str, networks: Sequence[Network], site: Site) -> Copy:
    """Raises Refused for what is no web page that readers could open."""
    url = url.strip()
    if problem := _unfit(url, site):
        raise Refused(problem)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    doubt = ""
    if "xn--" in host or not host.isascii():
        doubt = f"its host is read as {_read_out(host)}: make sure that it is the one you mean"
    owner = next((network for network in networks if network.owns(url)), None)
    if owner:
        return Copy(url, owner.name, owner.label, doubt)
    return Copy(url, "", host, doubt or f"no network that blogkit knows has such an address; readers will see {host}")


def _unfit(url: str, site: Site) -> str:
    if not url.lower().startswith(("https://", "http://")):
        return "an address begins with https://"
    if problem := unusable(url):
        return problem
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or a password"
    try:
        private = not ip_address(host).is_global
    except ValueError:
        private = "." not in host.strip(".") or host.endswith((".local", ".localhost", ".internal"))
    if private:
        return f"nobody but you can open {host}"
    own = urlsplit(site.view.base_url)
    if own.hostname and host == own.hostname and parts.path.startswith(own.path or "/"):
        return "that is your own site; a copy is somewhere else"
    return ""


def _read_out(host: str) -> str:
    try:
        if host.isascii():
            return host.encode("ascii").decode("idna")
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def same(one: str, other: str) -> bool:
    """Whether two addresses lead to one page."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
    except ValueError:
        return url, "", ""


def add(root: str, source: str, urls: Sequence[str]) -> None:
    """Puts the addresses under `syndication:` of a post's file. Raises NotEdited, with the file as it was."""
    path = os.path.join(root, source)
    with open(path, "rb") as stream:
        data = stream.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotEdited("it is not UTF-8", f"syndication: [{', '.join(urls)}]") from None
    folder.replace(path, with_copies(text, urls, source).encode("utf-8"))
