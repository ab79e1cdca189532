"""Everything that is not a post, a list or a feed: assets, copies, old addresses, site map, search."""

from __future__ import annotations

from ...core.digest import digest
from ...core.permalink import output_path
from ...core.target import FREED
from ...core.view import EntryView, Meta, PlainPage
from . import meta, texts
from .draft import Draft


def copies(draft: Draft) -> None:
    """Files beside posts, and everything below static/."""
    for path, source in draft.given.site.attachments.items():
        _copy(draft, path, source)
    for source in draft.given.static:
        _copy(draft, source.removeprefix("static/"), source)


def _copy(draft: Draft, path: str, source: str) -> None:
    freed = draft.given.freed.get(source)
    if freed != "":
        draft.copy(path, source, source, freed or draft.given.digests[source], FREED if freed else "")
    for one in draft.given.smaller.get(source, ()):
        if one.path not in draft.targets:
            draft.copy(one.path, source, one.file, one.digest)


def plain(draft: Draft) -> None:
    pages = [("404.html", "404.html", draft.strings.text("missing_title"))]
    if draft.config.search != "none":
        pages.append(("search/index.html", "search.html", draft.strings.text("search")))
    if draft.site.feeds and "feed.xsl" in draft.theme.templates:
        pages.append(("feed.xsl", "feed.xsl", draft.site.title))
    for path, template, title in pages:
        url = draft.root + path.removesuffix("index.html")
        about = meta.of_list(title, url, draft.site, draft.site.feeds, None, noindex=template != "search.html")
        draft.page(path, f"({template})", template, PlainPage(about), yields=True)


def aliases(draft: Draft) -> None:
    for alias in draft.given.site.aliases:
        to = meta.lasting(meta.absolute(draft.site, alias.to))
        about = Meta(draft.site.title, url=to, canonical=to, lang=draft.site.language, noindex=True, redirect=alias.to)
        source = f"(alias in {alias.span.path})"
        draft.page(output_path(alias.permalink), source, "redirect.html", PlainPage(about), span=alias.span)


def assets(draft: Draft) -> dict[str, str]:
    """Plans the theme's assets; name to output path of each, and of the widgets' style and script under their names."""
    paths = {}
    for name, asset in draft.theme.assets.items():
        paths[name] = asset_path(name, asset.digest)
        if asset.text is None:
            draft.copy(paths[name], f"(theme: {name})", asset.file, asset.digest)
        else:
            draft.text(paths[name], f"(theme: {name})", asset.text.encode())
    for name, text in (("widgets.css", draft.style), ("widgets.js", draft.script)):
        if text:
            paths[name] = asset_path(name, digest(text.encode()))
            draft.text(paths[name], f"({name})", text.encode())
    return paths


def asset_path(name: str, name_digest: str) -> str:
    """Style sheets and scripts get a name that changes with their bytes; what they refer to keeps its own."""
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{name_digest[:10]}.{ending}" if ending in ("css", "js") and dot else f"assets/{name}"


def indexes(draft: Draft) -> None:
    """What robots and the search page read."""
    site = draft.given.site
    entries: tuple[EntryView, ...] = (*site.posts, *site.pages)
    if draft.config.search == "simple":
        wanted = [entry for entry in entries if site.entries[entry.source].front.search]
        draft.text("search.json", "(search index)", texts.search_index(wanted))
    if draft.config.sitemap and draft.site.base_url:
        draft.text("sitemap.xml", "(site map)", texts.sitemap(_addresses(draft, entries)))
    draft.text("robots.txt", "(robots.txt)", texts.robots(draft.site))


def _addresses(draft: Draft, entries: tuple[EntryView, ...]) -> list[tuple[str, str]]:
    """Not what only a preview shows, and not what has its original elsewhere."""
    public = [entry for entry in entries if not (entry.draft or entry.future or entry.expired)]
    newest = max((e.updated or e.date for e in public if e.kind != "page" and e.date), default=None)
    rows = [(draft.site.base_url, f"{newest:%Y-%m-%d}" if newest else "")]
    for entry in public:
        if entry.canonical == entry.permalink:
            changed = entry.updated or entry.date
            rows.append((entry.permalink, f"{changed:%Y-%m-%d}" if changed else ""))
    for target in draft.targets.values():
        if target.kind == "page" and target.template in ("taxonomy.html", "term.html", "archive.html", "people.html"):
            rows.append((target.view.meta.canonical, ""))
    return rows
