"""Send webmentions (https://www.w3.org/TR/webmention/): a site can then show that you link to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from ..core.view import EntryView, SiteView
from ..extend.step import Known, Step, StepKind, is_nobodys, one_line, step_id, titled

NAME = "send-webmentions"
_MADE_UP = re.compile(r"^$|(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$")
"""Hosts that no service can reach (RFC 2606): a site that has no address of its own yet."""


def find(post: EntryView, site: SiteView, known: Known) -> Iterator[Step]:
    """One step for a post that links to others. It names a service to send them, as blogkit uses no network itself."""
    domains = list(dict.fromkeys(one_line(c.domain) for c in post.citations if not is_nobodys(c.domain, known)))
    answered = [one_line(ref.url) for ref in (post.in_reply_to, post.of) if ref and ref.url.startswith("http")]
    if not (domains or answered) or _MADE_UP.search(urlsplit(post.permalink).hostname or ""):
        return
    more = f" and {len(domains) - 2} more" if len(domains) > 2 else ""
    yield Step(
        id=step_id(post, NAME, ""),
        kind=NAME,
        post=post.id,
        title=f"Send webmentions for {titled(post)}",
        because=f"You answer {answered[0]}" if answered else f"You link to {', '.join(domains[:2])}{more}",
        action=f"curl -X POST 'https://webmention.app/check?url={quote(post.permalink, safe=':/')}'",
        minutes=1,
    )


STEP = StepKind(NAME, "own", find)
