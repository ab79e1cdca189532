"""Names on a network with one home: how they are written, and the addresses of their profiles."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import msgspec

SUBDOMAINS = r"(?:www\.|m\.|mobile\.)?"


class Accounts(msgspec.Struct, frozen=True):
    """Its three functions are what a Network wants. Expressions are compiled when one of them is called first."""

    name: str
    """What a name may be: a regular expression."""
    written: str
    """How people write it, such as `@{}`. What is around the name may be left out."""
    home: str
    """The profile, such as `https://x.com/{}`."""
    hosts: str = ""
    """A regular expression for all the hosts with the same profiles, if there are more than `www.` and none."""

    def profile(self, handle: str) -> str:
        name = self._name(handle.strip())
        return self.home.format(quote(name, safe="/:")) if name else ""

    def mention(self, handle: str) -> str:
        name = self._name(handle.strip())
        return self.written.format(name) if name else ""

    def handle(self, url: str) -> str:
        name = self._name_at(url.strip())
        return self.written.format(name) if name else ""

    def _name(self, handle: str) -> str:
        before, _, after = self.written.partition("{}")
        match = re.fullmatch(rf"/?(?:{re.escape(before)})?({self.name})(?:{re.escape(after)})?", handle)
        return match[1] if match else self._name_at(handle)

    def _name_at(self, url: str) -> str:
        """Whatever is percent-encoded is read first, so that no hidden part slips by; a name may have one slash."""
        host, slash, path = self.home.removeprefix("https://").partition("/")
        before, _, after = path.partition("{}")
        hosts = self.hosts or SUBDOMAINS + re.escape(host.removeprefix("www."))
        start = re.match(rf"https?://(?i:{hosts}){slash}{re.escape(before)}", url)
        if not start:
            return ""
        rest = re.match(rf"([^/?#&\s]+(?:/[^/?#&\s]+)??){re.escape(after)}/?(?:[?#&][!-~]*)?\Z", url[start.end() :])
        name = unquote(rest[1]) if rest else ""
        return name if re.fullmatch(self.name, name) else ""
