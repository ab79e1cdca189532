"""Letters to one person about one post: you are cited, thank you, your guest post is out. Words to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from ...core.site import Site
from ...core.view import EntryView
from ...extend.network import Network
from ...extend.step import one_line
from .material import Material, Named, material, title_of, who
from .text import composed
from .words import LANGUAGES, Words

MOST_QUOTES = 2


def letter(post: EntryView, site: Site, key: str, networks: Sequence[Network], asking: bool) -> tuple[str, list[str]]:
    """(text, what it is for); an empty text when the post has nothing to do with them."""
    said = material(post, site)
    words = LANGUAGES.get(said.language.partition("-")[0].lower(), LANGUAGES["en"])
    author = one_line(site.view.author.name) if site.view.author else ""
    title = words.quoted.format(text=said.title) if said.title else said.url
    if post.guest and who(post.guest) == key:
        name = one_line(post.guest.name) or key
        opening = f"{words.hello.format(who=name)}\n\n{words.guest_out.format(post=title)}\n{said.url}"
        parts = [opening, words.guest_thanks, *_to_share(post, site, said, networks, words), words.guest_later, author]
        return "\n\n".join(part for part in parts if part), ["guest"]
    reasons = dict(_reasons(post, key, words))
    if not reasons:
        return "", []
    name = next((one.name for one in said.people if one.who == key), key)
    opening = f"{words.hello.format(who=name)}\n\n{words.out.format(post=title)}\n{said.url}"
    right = words.right if "tell-source" in reasons else ""
    parts = [opening, *reasons.values(), words.ask if asking else "", right, author]
    return "\n\n".join(part for part in parts if part), [*reasons]


def related(post: EntryView) -> list[str]:
    """Keys and names of everybody to whom there is something to write."""
    people = [
        *([post.guest] if post.guest else []),
        *(mention.person for mention in post.mentions if mention.why or mention.quote or mention.source),
        *(ref.person for ref in (post.in_reply_to, post.of, post.via) if ref and ref.person),
        *(credit.person for credit in post.thanks),
        *post.contributors,
        *(citation.person for citation in post.citations if citation.person),
    ]
    return list(dict.fromkeys(who(person) for person in people))


def _reasons(post: EntryView, key: str, words: Words) -> Iterator[tuple[str, str]]:
    """Kind of step to a paragraph."""
    if (cited := post.in_reply_to) and cited.person and who(cited.person) == key:
        title = title_of(cited)
        yield "reply", f"{words.answer} {words.quoted.format(text=title)}" if title else f"{words.answer} {cited.url}"
    citations = [c for c in post.citations if c.person and who(c.person) == key]
    named = [m for m in post.mentions if who(m.person) == key and (m.why or m.quote or m.source)]
    sentences = list(dict.fromkeys(s for c in citations if (s := one_line(c.sentence))))
    quotes = list(dict.fromkeys([*(q for m in named if (q := one_line(m.quote))), *sentences]))[:MOST_QUOTES]
    links = [c.url for c in citations] + [m.source for m in named if m.source]
    if post.of and post.of.person and who(post.of.person) == key:
        links.append(post.of.url)
    if quotes:
        yield "tell-source", "\n\n".join([words.cited, *(f"> {quote}" for quote in quotes)])
    elif links:
        yield "tell-source", f"{words.cited_links}\n{links[0]}"
    if why := next((one_line(m.why) for m in named if m.why), ""):
        yield "mention", words.named.format(why=why)
    given = [credit for credit in post.thanks if who(credit.person) == key]
    why = words.and_.join(reason for credit in given if (reason := one_line(credit.reason)))
    if why:
        yield "thank", words.thank_for.format(why=why.removesuffix("."))
    elif given or any(who(person) == key for person in post.contributors):
        yield "thank", words.thank
    if post.via and post.via.person and who(post.via.person) == key:
        yield "via", words.led


def _to_share(post: EntryView, site: Site, said: Material, networks: Sequence[Network], words: Words) -> Iterator[str]:
    """Texts in the guest's own voice, for the networks where they are."""
    assert post.guest
    handles = dict(post.guest.handles)
    able = [network for network in networks if network.limit and network.share]
    places = [network for network in able if handles.get(network.name)] or able[:2]
    host = site.view.author
    hosts = () if host is None else (Named(who(host), one_line(host.name), "host", handles=dict(host.handles)),)
    others = tuple(one for one in said.people if one.role != "guest")
    theirs = replace(said, people=(*hosts, *others), social={})
    yield words.guest_texts
    for network in places:
        order = networks.index(network)
        yield f"## {network.label}\n\n{composed(theirs, network, order, 1 + len(others[:2]))[0]}"
    if handles.get("mastodon"):
        yield words.guest_credit.format(domain=urlsplit(said.url).hostname or said.url)
