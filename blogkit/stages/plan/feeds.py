"""Feeds of the whole site and of single terms, in every format there is."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import msgspec

from ...core.digest import digest, digest_of, encode
from ...core.strings import Strings
from ...core.target import Target
from ...core.view import EntryView, FeedItem, FeedLink, FeedView
from . import meta
from .draft import Draft
from .footer import footer


def feeds(draft: Draft, folder: str, title: str, sources: Iterable[str]) -> tuple[FeedLink, ...]:
    """Plans one feed for each format in `folder` (empty: the site's own) and says where they are."""
    links = draft.feed_links(folder, title)
    if not links:
        return ()
    newest = [draft.posts[source] for source in list(sources)[: draft.config.feeds.limit]]
    full = draft.config.feeds.content == "full"
    contents = tuple(draft.given.site.contents[post.source] for post in newest) if full else ()
    items = tuple(
        FeedItem(draft.listed[post.source], footer=_footer(draft, post), card=draft.pictures.get(post.source))
        for post in newest
    )
    item_digests = [(draft.summary_digest(item.entry), item.footer, item.card) for item in items]
    home = meta.absolute(draft.site, draft.root + quote(folder))
    changed = [moment for post in newest for moment in (post.updated, post.date) if moment]
    formats = {form.media_type: form for form in draft.given.registry.feeds}
    for link in links:
        form = formats[link.media_type]
        readable = "xml" in form.media_type and "feed.xsl" in draft.theme.templates
        bare = FeedView(
            title=title,
            description=draft.site.description,
            id=home,
            home=home,
            permalink=link.permalink,
            language=draft.site.language,
            stylesheet=f"{draft.root}feed.xsl" if readable else "",
            author=draft.site.author,
            items=(),
            updated=max(changed, default=None),
            version=draft.site.version,
        )
        key = {
            "view": digest_of(bare, item_digests),
            "content": digest(encode(contents)),
            "site": digest_of(draft.theme.strings),
            "code": draft.code,
        }
        view = msgspec.structs.replace(bare, items=items)
        draft.add(Target(folder + form.file_name, "feed", f"({form.name} feed)", view, form.name, contents, key))
    return links


def _footer(draft: Draft, post: EntryView) -> str:
    if not draft.config.feeds.footer:
        return ""
    mailbox = getattr(draft.given.widgets.get("question"), "email", "")
    return footer(post, draft.site, Strings(draft.theme.strings, post.lang), mailbox)
