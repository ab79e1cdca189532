"""Tell the people you cite that you do. It is the kindest mail a writer gets, and few ever get it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..core.view import Citation, EntryView, SiteView
from ..extend.step import Known, Step, StepKind, is_nobodys, one_line, own_keys, reach, step_id

NAME = "tell-source"


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """One step for each person or domain, however many links lead there; a mention with a reason counts as one."""
    own, own_host = own_keys(post, site), _domain(site.base_url)
    cited: dict[str, list[Citation]] = {}
    for mention in post.mentions:
        who = mention.person.key or one_line(mention.person.name)
        if who and who not in own and (mention.why or mention.source or mention.quote):
            as_link = Citation(mention.source, mention.quote, mention.why, _domain(mention.source), mention.person)
            cited.setdefault(who, []).append(as_link)
    for reference, because in ((post.in_reply_to, "You answer them"), (post.of, "Your post is about it")):
        person = reference.person if reference else None
        if reference and person and (who := person.key or one_line(person.name)) and who not in own:
            as_link = Citation(reference.url, reference.title, because, _domain(reference.url), person)
            cited.setdefault(who, []).append(as_link)
    for citation in post.citations:
        if (who := _who(citation, own_host, known)) and who not in own:
            cited.setdefault(who, []).append(citation)
    for who, citations in cited.items():
        yield _step(post, who, citations, known)


def _who(citation: Citation, own_host: str, known: Known) -> str:
    """The key or name of the person, or else the domain; empty when there is nobody to tell."""
    domain = _domain(citation.url)
    if not domain or domain == own_host:
        return ""
    if (person := citation.person) and (who := person.key or one_line(person.name)):
        return who
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or ":" in domain:
        return ""  # localhost, 192.0.2.1, [2001:db8::1]
    return "" if is_nobodys(domain, known) else domain


def _step(post: EntryView, who: str, citations: list[Citation], known: Known) -> Step:
    first = citations[0]
    text = next((text for c in citations if (text := one_line(c.text)) and "://" not in text), "")
    quoted = f'"{text if len(text) <= 60 else text[:59].rstrip() + "…"}"' if text else "them"
    because = next((said for c in citations if (said := one_line(c.sentence))), "")
    person = first.person
    if person:
        cited = f"cite {quoted}" if any(c.url for c in citations) else "name them"
        title, action = f"Tell {one_line(person.name) or person.key} that you {cited}", reach(person)
    else:
        title = f"Find out who writes {who}, and tell them that you cite them"
        action = f"blogkit people add https://{who}/"
    return Step(
        id=step_id(post, NAME, who),
        kind=NAME,
        post=post.id,
        title=title,
        because=because or (f"You link to {one_line(first.url)}" if first.url else "The post names them"),
        person=who,
        target=first.url,
        action=one_line(action),
        former=_former(post, who, citations) if person else (),
        after=step_id(post, "ask-first", who) if who in known.ask_first else "",
    )


def _former(post: EntryView, who: str, citations: list[Citation]) -> tuple[str, ...]:
    """The ids of this step before people.yaml knew whose domain it is, and whose name."""
    names = {domain for c in citations if (domain := _domain(c.url))}
    names |= {name for c in citations if c.person and (name := one_line(c.person.name))}
    return tuple(step_id(post, NAME, name) for name in sorted(names - {who}))


def _domain(url: str) -> str:
    """The host in small letters without `www.`; empty for what is no web address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return one_line(host).removeprefix("www.").rstrip(".")


STEP = StepKind(NAME, "cited", find)
