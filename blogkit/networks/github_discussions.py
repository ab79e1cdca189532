"""GitHub Discussions: a place to talk, with no share link.

As of 2026-11, docs.github.com: discussions belong to a repository or an organisation. Room: 65,536 characters, by the
message one gets; its emoji may count for more.
"""

from __future__ import annotations

from ..core.length import utf16
from ..extend.accounts import Accounts
from ..extend.network import Limit, Network, at

_NAME = (
    r"(?!(?i:orgs|apps|topics|features|settings|notifications|marketplace|sponsors|explore|login|join|about|pricing)\Z)"
    r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}"
)
_WHO = Accounts(_NAME, "@{}", "https://github.com/{}")


def owns(url: str) -> bool:
    return at(r"(?:www\.)?github\.com", r"/(?:orgs/[\w-]+|[\w-]+/[\w.-]+)/discussions/[0-9]+", url)


NETWORK = Network(
    "github_discussions", "GitHub Discussions", None, owns, _WHO.profile, _WHO.mention, _WHO.handle,
    limit=Limit(65_536, utf16),
)  # fmt: skip
