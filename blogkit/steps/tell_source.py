"""Tell the people you cite that you do. It is the kindest mail a writer gets, and few ever get it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..core.view import Citation, EntryView, SiteView
from ..extend.step import Step, StepKind, one_line, reach, step_id

NAME = "tell-source"

NOT_A_PERSON = (
    # Works of many hands, where nobody waits to hear from you
    "archive.org",
    "wikimedia.org",
    "wikipedia.org",
    # Houses that many people live in: the domain does not say whose door it is. Someone in people.yaml with such an
    # address is still told.
    "bsky.app",
    "facebook.com",
    "github.com",
    "gitlab.com",
    "google.com",
    "linkedin.com",
    "medium.com",
    "reddit.com",
    "x.com",
    "youtu.be",
    "youtube.com",
    # Standards and reference manuals
    "developer.mozilla.org",
    "docs.python.org",
    "doi.org",
    "ietf.org",
    "rfc-editor.org",
    "w3.org",
    "whatwg.org",
    # Names that stand for no site
    "example.com",
    "example.net",
    "example.org",
)


def find(post: EntryView, site: SiteView) -> Iterator[Step]:
    """One step for each person or domain, however many links lead there."""
    own = {person.key or one_line(person.name) for person in (*post.authors, site.author) if person}
    own_host = _domain(site.base_url)
    cited: dict[str, list[Citation]] = {}
    for citation in post.citations:
        if (who := _who(citation, own_host)) and who not in own:
            cited.setdefault(who, []).append(citation)
    for who, citations in cited.items():
        yield _step(post, who, citations)


def _who(citation: Citation, own_host: str) -> str:
    """The key or name of the person, or else the domain; empty when there is nobody to tell."""
    domain = _domain(citation.url)
    if not domain or domain == own_host:
        return ""
    if (person := citation.person) and (who := person.key or one_line(person.name)):
        return who
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or ":" in domain:
        return ""  # localhost, 192.0.2.1, [2001:db8::1]
    return "" if any(domain == known or domain.endswith("." + known) for known in NOT_A_PERSON) else domain


def _step(post: EntryView, who: str, citations: list[Citation]) -> Step:
    first = citations[0]
    text = next((text for c in citations if (text := one_line(c.text)) and "://" not in text), "")
    person = first.person
    name = (one_line(person.name) or person.key) if person else f"whoever writes {who}"
    quoted = f'"{text if len(text) <= 60 else text[:59].rstrip() + "…"}"' if text and person else "them"
    return Step(
        id=step_id(post, NAME, who),
        kind=NAME,
        post=post.id,
        title=f"Tell {name} that you cite {quoted}",
        because=one_line(first.sentence) or f"You link to {one_line(first.url)}",
        person=who,
        target=first.url,
        action=reach(person) if person else first.url,
    )


def _domain(url: str) -> str:
    """The host in small letters without `www.`; empty for what is no web address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return one_line(host).removeprefix("www.").rstrip(".")


STEP = StepKind(NAME, rank=20, find=find)
