"""`Site`, `Theme`, `Registry` → `Plan`: every output that will exist, with its view and its key. Pure.

Incremental building happens here, by planning and not by tracking: whatever a page may show is in its view, so the
digest of the view tells whether the page has to be made again.
"""

from __future__ import annotations

from ...core.diagnostic import Outcome, did_you_mean, error, warning
from ...core.span import Span
from ...core.target import Plan
from . import archives, entries, feeds, files, lists, people
from .draft import Draft
from .given import Given

__all__ = ["Given", "plan"]


def plan(given: Given) -> Outcome[Plan]:
    """The order is that of claims: what a site's author wrote holds its address against what blogkit makes."""
    draft = Draft(lists.worded(given))
    picture = entries.site_card(draft)
    entries.entries(draft)
    files.copies(draft)
    archives.home(draft, picture)
    if given.config.archive:
        archives.archive(draft)
    archives.taxonomies(draft, picture)
    feeds.feeds(draft, "", draft.site.title, draft.listed)
    people.page(draft)
    files.plain(draft)
    files.aliases(draft)
    assets = files.assets(draft)
    files.indexes(draft)
    _check_folders(draft)
    _check_links(draft)
    style, script = assets.pop("widgets.css", ""), assets.pop("widgets.js", "")
    return Outcome(Plan(dict(sorted(draft.targets.items())), draft.site, assets, style, script), tuple(draft.found))


def _check_folders(draft: Draft) -> None:
    """A file cannot also be the folder of another."""
    for path, target in draft.targets.items():
        folder = path.rpartition("/")[0]
        while folder:
            file = draft.holder(folder)
            if file:
                message = f"{file.source} would be the file /{folder}, but {target.source} needs a folder of that name"
                draft.found.append(
                    error("plan/collision", message, Span(file.source), fix="give one of them another name")
                )
            folder = folder.rpartition("/")[0]


def _check_links(draft: Draft) -> None:
    """Links to addresses of this site that are no entry and no file: only the whole plan can tell."""
    for link in draft.given.site.unchecked:
        path = link.url
        places = (path, f"{path.rstrip('/')}/index.html".lstrip("/"), f"{path}.html")
        if not any(place in draft.targets for place in places):
            alike = ["/" + p.removesuffix("index.html") for p in draft.targets if p[:3] == path[:3]]
            near = did_you_mean("/" + path, alike[:500])
            fix = near or "correct it, or give the post it means an alias"
            message = "there is nothing at this address of the site"
            draft.found.append(warning("link/broken", message, link.span, found=link.written, fix=fix))
