"""`head()`: everything that belongs into <head>, each once, every address absolute.

Open Graph (ogp.me), X cards, `fediverse:creator` (Mastodon 4.3), `rel=me`, feed discovery and a schema.org
BlogPosting as JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from ...core.moment import whole_minutes
from ...core.view import Meta, PersonView, SiteView

_LOCALES = {"en": "en_US", "de": "de_DE", "es": "es_ES", "fr": "fr_FR", "zh": "zh_CN", "ar": "ar_AR", "ja": "ja_JP"}


def head(meta: Meta, site: SiteView, styles: Iterable[str], scripts: Iterable[str]) -> Markup:
    lines = [
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
    ]
    suffix = "" if f" – {meta.title}".endswith(f" – {site.title}") else f" – {site.title}"
    lines.append(Markup("<title>{}</title>").format(meta.title + suffix if meta.title else site.title))
    lines += _pairs("name", _names(meta, site))
    if meta.redirect:
        lines.append(Markup('<meta http-equiv="refresh" content="0; url={}">').format(meta.redirect))
    lines += _links(meta, site)
    if not meta.redirect:
        lines += _pairs("property", _open_graph(meta, site))
        if meta.type == "article":
            lines.append(_json_ld(meta, site))
    lines += [Markup('<link rel="stylesheet" href="{}">').format(url) for url in styles]
    lines += [Markup('<script src="{}" defer></script>').format(url) for url in scripts]
    return Markup("\n").join(lines)


def _pairs(attribute: str, pairs: Iterable[tuple[str, object]]) -> list[Markup]:
    return [Markup('<meta {}="{}" content="{}">').format(attribute, name, value) for name, value in pairs if value]


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


def _links(meta: Meta, site: SiteView) -> list[Markup]:
    lines = []
    if meta.canonical:
        lines.append(Markup('<link rel="canonical" href="{}">').format(meta.canonical))
    for rel, url in (("prev", meta.previous), ("next", meta.next)):
        if url:
            lines.append(Markup('<link rel="{}" href="{}">').format(rel, url))
    for feed in meta.feeds:
        lines.append(
            Markup('<link rel="alternate" type="{}" title="{}" href="{}">').format(
                feed.media_type, feed.title, feed.permalink
            )
        )
    if site.blogroll_url and not meta.redirect:
        url = (site.base_url or site.root) + site.blogroll_url.removeprefix(site.root)
        lines.append(Markup('<link rel="blogroll" type="text/xml" href="{}">').format(url))
    if site.author and not meta.redirect:
        lines += [Markup('<link rel="me" href="{}">').format(url) for url in site.author.profiles]
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


def _json_ld(meta: Meta, site: SiteView) -> Markup:
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
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def _person(person: PersonView) -> dict[str, object]:
    pages = [address for address in person.profiles if address.startswith(("https:", "http:"))]
    data = {"@type": "Person", "name": person.name, "url": person.url, "sameAs": pages}
    return {k: v for k, v in data.items() if v}
