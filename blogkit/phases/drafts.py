"""The drafts of a post: made from the site, kept on disk, and never written over once their author has touched them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from ..core.config import Config
from ..core.person import Person, PrivatePerson
from ..core.site import Site
from ..core.step import Standing
from ..core.view import EntryView
from ..extend.network import Network
from ..stages.drafts import consent, file, folder, guards, letters, text
from ..stages.drafts.file import Draft
from ..stages.drafts.material import material

Fate = Literal["new", "anew", "same", "yours", "sent"]
"""What became of a draft: written; written anew, as the post has changed; there already; left alone, as its author has
edited it; left alone, as it is sent."""


class About(msgspec.Struct, frozen=True):
    """A post, and everything that its drafts are made from."""

    root: str
    site: Site
    config: Config
    networks: tuple[Network, ...]
    post: EntryView
    steps: tuple[Standing, ...] = ()

    @property
    def folder(self) -> str:
        return folder.of_post(self.post, self.site)

    @property
    def asked(self) -> consent.Asked:
        return consent.asked(self.steps, self.post.source)


class Drafted(msgspec.Struct, frozen=True):
    """A draft as it stands on disk, and all there is to say about it."""

    path: str
    label: str
    """The network's, or the person's name."""
    draft: Draft
    fate: Fate
    count: int = 0
    limit: int = 0
    held: str = ""
    intent: str = ""
    """Opens the network, or the author's mail program, with the text in it; empty while the draft is held."""
    advice: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    """Names to pick from the network's own list: a mention cannot be typed there."""
    apart: bool = False
    """Whether the first line is submitted as a title, and the rest is for a comment."""
    paste: bool = False
    """Whether the link leaves the text behind."""
    reach: str = ""
    """Of a letter: where everybody may know that they can be reached."""
    differences: tuple[str, ...] = ()
    """From the author's text to the one that would be written now."""


def for_network(about: About, network: Network) -> Drafted:
    """The draft for one network, brought up to date on disk."""
    people, most = about.site.people, about.config.checklist.max_mentions
    said = material(about.post, about.site)
    said = replace(said, people=tuple(consent.nameable(said.people, people, about.asked)))
    fresh, _ = text.composed(said, network, about.networks.index(network), most)
    path = f"{about.folder}/{network.name}.md"
    there = folder.read(about.root, path)
    kept, fate = _kept(there, fresh)
    held = next(consent.objections(kept, people, network, about.asked), "") if fate != "sent" else ""
    link = "" if held or fate == "sent" else text.intent(kept, said.title, said.url, network)
    count, limit = text.counted(kept, network), network.limit.most if network.limit else 0
    head = {"network": network.name, "post": about.post.id}
    head |= {"limit": str(limit), "count": str(count)} if limit else {"count": str(count)}
    head["mentions"] = ", ".join(consent.named_in(kept, people, (network,)))
    head |= {"state": "held", "held": held} if held else {"state": "draft", "url": "", "intent": link}
    return Drafted(
        path,
        network.label,
        _saved(about.root, path, there, kept, fate, head),
        fate,
        count,
        limit,
        held,
        link,
        advice=tuple(guards.guarded(kept, said, network, most, _others(about, network))) if fate != "sent" else (),
        by_hand=tuple(text.by_hand([one for one in said.people if one.name in kept], network)),
        apart=network.limit is not None and network.limit.url_apart,
        paste=bool(link) and not text.takes_text(network),
        differences=tuple(file.differences(kept, fresh)) if fate == "yours" else (),
    )


def _others(about: About, network: Network) -> dict[str, str]:
    """What stands in the drafts for other networks where it would be read beside this one."""
    if not _is_read(network):
        return {}
    some = [one for one in about.networks if one.name != network.name and _is_read(one)]
    others = ((one.label, folder.read(about.root, f"{about.folder}/{one.name}.md")) for one in some)
    return {label: draft.text for label, draft in others if draft}


def _is_read(network: Network) -> bool:
    """Whether people follow one there: not by e-mail, and not where titles are submitted."""
    return network.limit is not None and not network.limit.url_apart


def for_person(about: About, key: str, private: PrivatePerson | None) -> Drafted | None:
    """The letter to one person, brought up to date on disk; None when the post has nothing to do with them."""
    fresh, reasons = letters.letter(about.post, about.site, key, about.networks, key in about.asked.waiting)
    if not fresh:
        return None
    path = f"{about.folder}/{folder.letter_name(key)}"
    there = folder.read(about.root, path)
    kept, fate = _kept(there, fresh)
    person = about.site.people.get(key, Person())
    mailbox, reach = _reach(person, private, about.networks)
    link = text.letter_to(mailbox, about.post.title, kept) if mailbox and fate != "sent" else ""
    head = {"to": key, "for": ", ".join(reasons), "post": about.post.id, "reach": reach, "state": "draft", "url": ""}
    draft = _saved(about.root, path, there, kept, fate, head)
    differences = tuple(file.differences(kept, fresh)) if fate == "yours" else ()
    public = _reach(person, None, about.networks)[1]
    name = person.name or key
    return Drafted(path, name, draft, fate, len(kept), intent=link, differences=differences, reach=public)


def _reach(person: Person, private: PrivatePerson | None, networks: Sequence[Network]) -> tuple[str, str]:
    """(mailbox, where to say something to them); the address that only the author knows comes first."""
    handles = {**person.handles, **(private.handles if private else {})}
    if mailbox := (private.email if private else "") or handles.get("email", ""):
        return mailbox, mailbox
    known = {network.name: network for network in networks}
    for name in dict.fromkeys((person.prefer, *handles)):
        if name in known and (handle := handles.get(name, "")):
            return "", f"{known[name].label} {known[name].profile(handle) or handle}"
    return "", person.url


def _kept(there: Draft | None, fresh: str) -> tuple[str, Fate]:
    """The text that stands from now on."""
    if there is None:
        return fresh, "new"
    if there.state == "sent":
        return there.text, "sent"
    if file.signature(there.text) == file.signature(fresh):
        return there.text, "same"
    return (there.text, "yours") if there.edited else (fresh, "anew")


def _saved(root: str, path: str, there: Draft | None, kept: str, fate: Fate, head: dict[str, str]) -> Draft:
    """The head is blogkit's, and always true of the text. What is sent is history, and stays as it is."""
    if fate == "sent" and there:
        return there
    signature = there.head.get("written", "") if there and fate == "yours" else file.signature(kept)
    draft = Draft(kept, {**head, "written": signature}, there.more if there else ())
    if draft != there:
        folder.write(root, path, draft)
    return draft
