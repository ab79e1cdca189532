"""What would go wrong with a link: for everybody, and on one network."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ...core.diagnostic import Diagnostic, error, info, warning
from ...core.span import Span
from .picture import MARGIN, Picture, taken
from .rules import Rule
from .show import host, late, missing, refused, takes, value, welcome
from .tags import Tags
from .values import Built, Shown

_NOBODYS = ("example", "test", "invalid", "local", "localhost", "example.com", "example.net", "example.org")


def of_page(built: Built, tags: Tags, pictures: tuple[Picture, ...]) -> Iterator[Diagnostic]:
    """What holds for every network."""
    if not built.base_url:
        fix = "set it when you know where the site will live:  base_url: https://…"
        message = "without a base_url a page has no address, and a link no picture"
        yield warning("preview/base-url", message, Span("blogkit.yaml"), fix=fix)
    elif is_nobodys(host(built.base_url)):
        message = f"base_url is {built.base_url}, where nobody's crawler finds this page"
        fix = "put your own address into blogkit.yaml before you share a link"
        yield warning("preview/base-url", message, Span("blogkit.yaml"), found=built.base_url, fix=fix)
    yield from _address(built, tags)
    if "noindex" in tags.ranked(("robots",)).lower() and not built.hidden:
        message, fix = "the page tells robots to stay away, and some networks' crawlers obey", "take out  noindex"
        yield warning("preview/noindex", message, built.place("title"), found=tags.ranked(("robots",))[:80], fix=fix)
    if not tags.ranked(("og:description", "twitter:description", "description")):
        message = "the page has no description, so links to it say no more than the title"
        yield warning("preview/no-description", message, built.place("title"), fix="write  description: …")
    if not pictures:
        message = "the page names no picture, so links to it are shown without one"
        fix = "give it an  image,  or let blogkit draw a card:  cards: true"
        yield warning("preview/no-image", message, built.place("card"), fix=fix)
    for picture in pictures:
        yield from _picture(built, tags, picture)


def _address(built: Built, tags: Tags) -> Iterator[Diagnostic]:
    wanted = {"og:url": built.address, "link:canonical": built.canonical or built.address}
    for name, meant in wanted.items() if built.base_url else ():
        found = tags.ranked((name,))
        if found != meant:
            what = "canonical address" if name == "link:canonical" else name
            message = f"the {what} of the page is not its own, so networks may show another page, or count it apart"
            fix = f"let the theme's head() write it: {meant}"
            yield warning("preview/address", message, built.place("canonical"), found=found or "nothing", fix=fix)


def _picture(built: Built, tags: Tags, picture: Picture) -> Iterator[Diagnostic]:
    place = built.place("image")
    if "://" not in picture.url:
        message = "the address of the picture is relative, and most crawlers do not complete it"
        fix = f"write the whole address: {built.base_url or 'https://…/'}{picture.path or picture.url}"
        yield error("preview/relative-image", message, place, found=picture.url[:200], fix=fix)
    if not picture.path:
        message = "the picture lies on another site, where this preview does not look"
        yield info("preview/image-elsewhere", message, place, found=picture.url[:200])
        return
    if not picture.there:
        message = "the picture is not among the files of the site"
        fix = "put it there, or correct its name"
        yield error("preview/image-missing", message, place, found=picture.path, fix=fix)
        return
    if not picture.format:
        message, fix = "the picture is no image that any network shows", "save it again as PNG or JPEG"
        yield error("preview/image-unreadable", message, place, found=picture.path, fix=fix)
    if not tags.ranked(("og:image:alt", "twitter:image:alt")):
        message, fix = "the picture has no alternative text", "say what it shows:  image_alt: …"
        yield warning("preview/no-alt", message, place, found=picture.path, fix=fix)
    told = (tags.ranked(("og:image:width",)), tags.ranked(("og:image:height",)))
    true = (str(picture.width), str(picture.height))
    if picture.known and any(one and one != other for one, other in zip(told, true, strict=True)):
        message = f"the page says that the picture is {' by '.join(told)} pixels, and it is {' by '.join(true)}"
        yield warning("preview/image-size", message, place, found=picture.path, fix="say what it is, or say nothing")


def of_network(shown: Shown, built: Built, tags: Tags, picture: Picture | None) -> Iterator[Diagnostic]:
    """What is so on this one alone. `picture`: what it would show if it could."""
    rule = shown.rule
    yield from _nothing(rule, built, tags)
    for what, limit, seen in (
        ("title", rule.title_limit, shown.title),
        ("description", rule.description_limit, shown.description),
    ):
        whole = value(rule, tags, rule.title if what == "title" else rule.description)
        hidden = what == "description" and shown.layout == "large" and not rule.described
        if limit and limit.length(whole) > limit.most and not hidden:
            message = f"{rule.label} cuts the {what} after {limit.most} of its {limit.length(whole)} {rule.unit}"
            fix = "say what matters first" if what == "title" else "write a shorter  description"
            code = "preview/title-long" if what == "title" else "preview/description-long"
            yield info(code, message, built.place(what), found=f"…{seen[-40:]}" if len(seen) > 41 else seen, fix=fix)
    if picture and picture.there and picture.format:
        yield from _fit(shown, built, picture)


def _nothing(rule: Rule, built: Built, tags: Tags) -> Iterator[Diagnostic]:
    place = built.place("title")
    if lacking := missing(rule, tags):
        message = f"{rule.label} shows nothing of a page that lacks {' and '.join(lacking)}"
        yield warning("preview/nothing", message, place, fix="write a title and a description, and set base_url")
    for name in refused(rule, tags):
        message = f"{rule.label} shows nothing of a page with more than {rule.refuses[name]} characters in {name}"
        yield warning("preview/nothing", message, place, found=tags.ranked((name,))[:80] + "…", fix="shorten it")
    if late(rule, tags):
        message = f"{rule.label} reads {rule.head / 1000:.0f} kB of a page, and its head ends later"
        yield warning("preview/nothing", message, place, found=f"{tags.head:,} bytes", fix="put less into the head")
    if not welcome(rule, built):
        message = f"robots.txt turns away {rule.agent}, so {rule.label} shows no more than the address"
        file = Span("static/robots.txt")
        yield warning("preview/robots", message, file, found=rule.agent, fix="allow it there")


def _fit(shown: Shown, built: Built, picture: Picture) -> Iterator[Diagnostic]:
    rule, place = shown.rule, built.place("image")
    if not takes(rule, picture.format):
        message = f"{rule.label} does not show pictures of this kind"
        fix = "save it as PNG or JPEG, or leave it to the card"
        yield warning("preview/image-format", message, place, found=f"{picture.path}, {picture.format}", fix=fix)
    if rule.max_bytes and picture.bytes > rule.max_bytes:
        message = f"the picture has more than {rule.max_bytes / 1000:,.0f} kB: {rule.label} {rule.too_heavy}"
        found = f"{picture.path}, {picture.bytes / 1000:,.0f} kB"
        yield warning("preview/image-heavy", message, place, found=found, fix="save it smaller, or as JPEG")
    if not picture.known:
        return
    size = f"{picture.width} by {picture.height}"
    if picture.width < rule.large_from[0] or picture.height < rule.large_from[1]:
        least = f"{rule.large_from[0]} pixels wide" + f" and {rule.large_from[1]} high" * bool(rule.large_from[1])
        message = f"{rule.label} shows it small or not at all: it wants {least}"
        yield warning("preview/image-small", message, place, found=size, fix="take 1200 by 630")
    if rule.most and max(picture.width, picture.height) > rule.most:
        message = f"{rule.label} takes no picture of more than {rule.most:,} pixels"
        yield warning("preview/image-large", message, place, found=size, fix="take 1200 by 630")
    if rule.widest and picture.width > rule.widest * picture.height:
        message = f"{rule.label} takes no picture more than {rule.widest:g} times as wide as high"
        yield warning("preview/image-large", message, place, found=size, fix="take 1200 by 630")
    ratio = rule.small_ratio if shown.layout == "small" else rule.ratio
    if shown.picture and ratio:
        part, where = taken(picture.width, picture.height, ratio)
        if part > MARGIN:
            to = "a square" if ratio == 1.0 else f"{ratio:g} to 1"
            message = f"{rule.label} cuts it to {to}, which takes {part:.0%} at {where}: text there is lost"
            fix = "take 1200 by 630, and keep text within the inner 80 %"
            yield info("preview/image-cropped", message, place, found=size, fix=fix)


def is_nobodys(name: str) -> bool:
    """A host that only this machine has, or that stands for one in examples."""
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return "." not in name or any(name == end or name.endswith(f".{end}") for end in _NOBODYS)
