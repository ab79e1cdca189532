"""Whom a post names, and what it answers, is about or was found through: checked against people.yaml and the site."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ...core.diagnostic import Diagnostic, did_you_mean, error, info, warning
from ...core.entry import Entry, Ref, Reference
from ...core.html import named, shorten
from ...core.site import Content, Unchecked
from ...core.span import Span
from ...core.view import CreditView, Link, MentionView, PersonView, ReferenceView
from . import links, people

REFERENCES = ("in_reply_to", "of", "via")


@dataclass(slots=True)
class Conversation:
    who: people.Directory
    where: links.Map
    found: list[Diagnostic]
    unchecked: list[Unchecked]
    inbound: dict[str, dict[str, None]]
    """Source of an entry to those that link to it."""
    inside: dict[tuple[str, str], links.Target] = field(default_factory=dict)
    """(source, address as its front matter has it) → where that leads in this site."""

    # -- in the text

    def named(self, entry: Entry) -> dict[str, tuple[str, str]]:
        """Everybody whom the text names by `@key`, for the places where it does."""
        result: dict[str, tuple[str, str]] = {}
        strangers: list[Ref] = []
        for ref in entry.content.refs:
            if ref.kind != "person":
                continue
            key = self.key(ref.key)
            if not key and ref.url.startswith("@{"):
                self._stranger(ref)
            elif not key:
                strangers.append(ref)
            elif people.may_name(self.who, key, ref.span, self.found):
                view = self.who.views[key]
                result[ref.url] = (view.name, people.home(view, self.who.own_host))
        if strangers:
            self._strangers(strangers)
        return result

    def key(self, written: str) -> str:
        """The key that is meant; empty for a stranger. There is more than one way to compose an é."""
        forms = (written, unicodedata.normalize("NFC", written), unicodedata.normalize("NFD", written))
        return next((form for form in forms if form in self.who.views), "")

    def _stranger(self, ref: Ref) -> None:
        message = f'people.yaml has no "{ref.key}"'
        fix = did_you_mean(ref.key, self.who.views) or f"add to people.yaml:  {_stub(ref.key)}"
        self.found.append(warning("people/unknown", message, ref.span, found=ref.url, fix=fix))

    def _strangers(self, refs: Sequence[Ref]) -> None:
        """One line a file, for old posts may be full of names from elsewhere, which stay as they are written."""
        first, others = refs[0], len(refs) - 1
        message = f'people.yaml has no "{first.key}"'
        if others:
            message += f", nor {others} more that this text names with @"
        shown = ", ".join(ref.url for ref in refs[:5]) + (", …" if others > 4 else "")
        meant = did_you_mean(first.key, self.who.views) or f"add to people.yaml:  {_stub(first.key)}"
        fix = f"{meant}  (or leave it: it stays as it is written)"
        self.found.append(info("people/unknown-name", message, first.span, found=shown, fix=fix))

    # -- in the front matter

    def person(self, entry: Entry, key: str, name: str) -> PersonView | None:
        """Who is named under `key`; None, and an error, for somebody who must not be."""
        span = place(entry, key, name)
        view = people.resolve(self.who, (name,), span, self.found)[0]
        return view if people.may_name(self.who, view.key, span, self.found) else None

    def persons(self, entry: Entry, key: str, names: Iterable[str]) -> tuple[PersonView, ...]:
        found = (self.person(entry, key, name) for name in names)
        return tuple(dict.fromkeys(view for view in found if view))

    def thanks(self, entry: Entry) -> tuple[CreditView, ...]:
        given = ((self.person(entry, "thanks", credit.who), credit.reason) for credit in entry.front.thanks)
        return tuple(CreditView(person, reason) for person, reason in given if person)

    def mentions(self, entry: Entry, content: Content, authors: Sequence[PersonView]) -> tuple[MentionView, ...]:
        """With a reason first, then those whom the text names; nobody twice, and no author of the post."""
        result: dict[str, MentionView] = {}
        for one in entry.front.mentions:
            span = place(entry, "mentions", one.who)
            person = self.person(entry, "mentions", one.who)
            if person is None:
                continue
            who = person.key or person.name
            if who in result:
                message, fix = f"{person.name} is mentioned twice", "say both in one `why`"
                self.found.append(warning("people/twice", message, span, found=one.who, fix=fix))
                continue
            target = self.inside.get((entry.path, one.source))
            quote = one.quote if not one.quote or people.may_quote(self.who, person.key, span, self.found) else ""
            result[who] = MentionView(person, one.why, target.url if target else one.source, quote)
        own = {author.key for author in authors}
        for ref in entry.content.refs:
            if ref.kind == "person" and ref.url in content.named:
                key = self.key(ref.key)
                if key not in own:
                    result.setdefault(key, MentionView(self.who.views[key]))
        return tuple(result.values())

    # -- what others have published

    def look_up(self, entries: Iterable[Entry]) -> None:
        """Finds what front matter points at in this site. A post that in the end answers itself is an error."""
        answers: dict[str, str] = {}
        for entry in entries:
            front = entry.front
            said = [(key, getattr(front, key).url) for key in REFERENCES]
            said += [(f"mentions {one.who}", one.source) for one in front.mentions]
            for key, url in said:
                if url and "://" not in url:
                    target = self._inside(entry, url, place(entry, key))
                    if key == REFERENCES[0] and target.source:
                        answers[entry.path] = target.source
        for path in answers:
            self._circle(path, answers)

    def _circle(self, path: str, answers: dict[str, str]) -> None:
        chain = [path]
        while (other := answers.get(chain[-1])) and other not in chain:
            chain.append(other)
        if other == path:
            entry = self.where.entries[path]
            message = "this post answers itself" if len(chain) == 1 else f"in the end, {chain[1]} answers this post"
            fix = "take in_reply_to: out of the one that came first"
            written, span = entry.front.in_reply_to.url, place(entry, REFERENCES[0])
            self.found.append(error("reply/circle", message, span, found=written, fix=fix))

    def _inside(self, entry: Entry, url: str, span: Span) -> links.Target:
        """Checked like a link of the text."""
        ref = Ref(url, span)
        target = links.resolve(ref, entry, self.where, self.found)
        if target.unchecked:
            self.unchecked.append(links.unchecked(ref, target))
        if target.source in self.where.urls and target.source != entry.path:
            self.inbound.setdefault(target.source, {})[entry.path] = None
        self.inside[entry.path, url] = target
        return target

    def reference(self, entry: Entry, key: str, contents: dict[str, Content]) -> ReferenceView | None:
        """What stands under `in_reply_to`, `of` or `via`."""
        one: Reference = getattr(entry.front, key)
        if not one.url and not one.who:
            return None
        span = place(entry, key)
        person = self.person(entry, key, one.who) if one.who else None
        owner = people.owner(self.who, one.url) if one.url else ""
        if owner and not one.who:
            known = self.who.people[owner]
            if known.blocked:
                people.may_name(self.who, owner, span, self.found)
                return None
            person = self.who.views[owner] if known.mention != "never" else None
        quote = one.quote
        if quote and not people.may_quote(self.who, person.key if person and person.key else owner, span, self.found):
            quote = ""
        if not one.url:
            return ReferenceView("", "", person, quote) if person else None
        if "://" in one.url:
            host = (urlsplit(one.url).hostname or "").removeprefix("www.")
            return ReferenceView(one.url, one.title or host or one.url, person, quote)
        target = self.inside[entry.path, one.url]
        return ReferenceView(target.url, one.title or self._title(target, contents) or target.url, person, quote)

    def _title(self, target: links.Target, contents: dict[str, Content]) -> str:
        other = self.where.entries.get(target.source)
        if other is None or target.source not in contents:
            return ""
        return other.front.title or shorten(named(other.content.lead, contents[target.source]), 80)


def place(entry: Entry, key: str, name: str = "") -> Span:
    """Where a name stands in a list of the front matter, else the list, else the file."""
    return entry.spans.get(f"{key} {name}") or entry.spans.get(key) or Span(entry.path, 1, 1)


def odd_kind(entry: Entry) -> Diagnostic | None:
    """A kind of post that lacks what it is made of."""
    front, kind = entry.front, entry.front.kind
    if entry.kind == "page":
        message, fix = "only posts have a kind", "take it out, or move the file to content/posts/"
        return warning("front-matter/kind", message, place(entry, "kind"), found=kind, fix=fix) if kind else None
    lacks = {
        "reply": (front.in_reply_to.url, "a reply answers something", "in_reply_to: https://example.org/their-post/"),
        "link": (front.of.url, "a link post points at something", "of: https://example.org/their-post/"),
        "photo": (front.image, "a photo post shows a picture", "image: photo.jpg"),
    }
    has, message, fix = lacks.get(kind, ("yes", "", ""))
    return None if has else warning("front-matter/kind", message, place(entry, "kind"), found=f"kind: {kind}", fix=fix)


def question(entry: Entry, content: Content) -> str:
    """What stands at the end of a page is no question to its readers."""
    if entry.front.question == "false":
        return ""
    return entry.front.question or (named(entry.content.question, content) if entry.kind == "post" else "")


def copies(entry: Entry, network_of: Callable[[str], str], found: list[Diagnostic]) -> tuple[Link, ...]:
    """Where else a post stands."""
    result = []
    for url in entry.front.syndication:
        if people.safe_url(url):
            result.append(Link(network_of(url) or (urlsplit(url).hostname or url), url))
        else:
            message, span = "a copy elsewhere is named by its address", place(entry, "syndication")
            finding = warning("syndication/not-a-url", message, span, found=url, fix="syndication: [https://…]")
            found.append(finding)
    return tuple(result)


def _stub(key: str) -> str:
    return f"{key}: {{name: {key.replace('-', ' ').replace('_', ' ').title()}}}"
