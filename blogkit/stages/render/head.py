"""`head()`: everything that belongs into <head>, each once, every address absolute.

Open Graph (ogp.me), X cards, `fediverse:creator` (Mastodon 4.3), `rel=me`, feed discovery and a schema.org
BlogPosting as JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup, escape

from ...core.moment import whole_minutes
from ...core.view import Meta, PersonView, SiteView

_LOCALES = {"en": "en_US", "de": "de_DE", "es": "es_ES", "fr": "fr_FR", "zh": "zh_CN", "ar": "ar_AR", "ja": "ja_JP"}


def head(meta: Meta, site: SiteView, styles: Iterable[str], scripts: Iterable[str]) -> Markup:
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ]
    suffix = "" if f" – {meta.title}".endswith(f" – {site.title}") else f" – {site.title}"
    lines.append(_line("<title>%s</title>", meta.title + suffix if meta.title else site.title))
    lines += _pairs("name", _names(meta, site))
    if meta.redirect:
        lines.append(_line('<meta http-equiv="refresh" content="0; url=%s">', meta.redirect))
    lines += _links(meta, site)
    if not meta.redirect:
        lines += _pairs("property", _open_graph(meta, site))
        if meta.type == "article":
            lines.append(_json_ld(meta, site))
    lines += [_line('<link rel="stylesheet" href="%s">', url) for url in styles]
    lines += [_line('<script src="%s" defer></script>', url) for url in scripts]
    return Markup("\n".join(lines))


def _line(html: str, *values: object) -> str:
    """Escaped values in their places; some twenty of these make a page, so each is made the fast way."""
    return html % tuple(map(escape, values))


def _pairs(attribute: str, pairs: Iterable[tuple[str, object]]) -> list[str]:
    return [_line('<meta %s="%s" content="%s">', attribute, name, value) for name, value in pairs if value]


def _names(meta: Meta, site: SiteView) -> list[tuple[str, object]]:
    names: list[tuple[str, object]] = [("description", meta.description)]
    if meta.type == "article":
        names.append(("author", ", ".join(a.name for a in meta.authors)))
    if meta.noindex:
        names.append(("robots", "noindex"))
    creator = next((h for a in meta.authors for h in (handle(a, "mastodon"),) if h), "")
    names.append(("fediverse:creator", creator))
    if not meta.redirect:
        names.append(("twitter:card", "summary_large_image" if meta.image else "summary"))
        names.append(("twitter:image:alt", meta.image.alt if meta.image else ""))
        names.append(("twitter:creator", next((h for a in meta.authors for h in (handle(a, "x"),) if h), "")))
    names.append(("generator", f"blogkit {site.version}"))
    return names


def handle(person: PersonView, network: str) -> str:
    """A handle as that network writes it; a profile's address gives none."""
    found = dict(person.handles).get(network, "")
    if not found or found.startswith(("http://", "https://")):
        return ""
    return found if found.startswith("@") else "@" + found


def _links(meta: Meta, site: SiteView) -> list[str]:
    lines = []
    if meta.canonical:
        lines.append(_line('<link rel="canonical" href="%s">', meta.canonical))
    for rel, url in (("prev", meta.previous), ("next", meta.next)):
        if url:
            lines.append(_line('<link rel="%s" href="%s">', rel, url))
    for feed in meta.feeds:
        lines.append(
            _line('<link rel="alternate" type="%s" title="%s" href="%s">', feed.media_type, feed.title, feed.permalink)
        )
    if site.blogroll_url and not meta.redirect:
        url = (site.base_url or site.root) + site.blogroll_url.removeprefix(site.root)
        lines.append(_line('<link rel="blogroll" type="text/xml" href="%s">', url))
    if site.author and not meta.redirect:
        lines += [_line('<link rel="me" href="%s">', url) for url in site.author.profiles]
    return lines


def _open_graph(meta: Meta, site: SiteView) -> list[tuple[str, object]]:
    base = meta.lang.partition("-")[0]
    pairs: list[tuple[str, object]] = [
        ("og:type", meta.type),
        ("og:title", meta.title or site.title),
        ("og:description", meta.description),
        ("og:url", meta.url),
        ("og:site_name", site.title),
        ("og:locale", meta.lang.replace("-", "_") if "-" in meta.lang else _LOCALES.get(base, base)),
    ]
    if meta.image:
        image = meta.image
        pairs += [
            ("og:image", image.permalink),
            ("og:image:type", image.media_type),
            ("og:image:width", image.width),
            ("og:image:height", image.height),
            ("og:image:alt", image.alt),
        ]
    if meta.type == "article":
        pairs += [
            ("article:published_time", whole_minutes(meta.published).isoformat() if meta.published else ""),
            ("article:modified_time", whole_minutes(meta.modified).isoformat() if meta.modified else ""),
        ]
        pairs += [("article:author", a.url) for a in meta.authors if a.url]
        pairs.append(("article:section", meta.section))
        pairs += [("article:tag", tag) for tag in meta.tags]
    return pairs


def _json_ld(meta: Meta, site: SiteView) -> str:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": meta.title,
        "description": meta.description,
        "url": meta.url,
        "mainEntityOfPage": meta.canonical or meta.url,
        "image": [meta.image.permalink] if meta.image else None,
        "datePublished": whole_minutes(meta.published).isoformat() if meta.published else None,
        "dateModified": whole_minutes(meta.modified).isoformat() if meta.modified else None,
        "inLanguage": meta.lang,
        "author": [_person(a) for a in meta.authors],
        "publisher": {"@type": "Organization", "name": site.title},
        "keywords": list(meta.tags),
        "citation": list(meta.citations),
        "discussionUrl": meta.discussion,
    }
    text = msgspec.json.encode({k: v for k, v in data.items() if v}).decode()
    for character in "<>&\u2028\u2029":  # "</script>" in a title must not end the script
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _person(person: PersonView) -> dict[str, object]:
    pages = [address for address in person.profiles if address.startswith(("https:", "http:"))]
    data = {"@type": "Person", "name": person.name, "url": person.url, "sameAs": pages}
    return {k: v for k, v in data.items() if v}
