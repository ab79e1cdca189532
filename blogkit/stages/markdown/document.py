"""One pass over the finished HTML, where Markdown and the author's own tags look alike.

It gives headings their ids and anchors, puts a MARK in the place of every address of this site, notes links to
others, and finds `<!-- more -->`. Comments, scripts and styles are stepped over, and code is not there yet.

A body with an `<h1>` moves all its headings down one level: the title of the page is its only first heading.
"""

from __future__ import annotations

import re
from html import escape, unescape
from operator import attrgetter
from typing import NamedTuple

from blogkit.core.diagnostic import warning
from blogkit.core.entry import MARK, ExternalLink, Heading, Ref
from blogkit.core.span import Span

from .addresses import HTTP, Kind, each_candidate, is_ours, kind_of
from .attributes import Attribute, attributes
from .draft import Draft
from .places import Places
from .prose import Blocks, plain
from .slugs import slug, unique

TAG = re.compile(
    r"<!--(.*?)(?:-->|\Z)"
    r"|</(h[1-6])\s*>"
    r"""|<(h[1-6](?=[\s>])|[a-z][^\s/>"'<=]*(?=[\s/]))((?:[^<>"']|"[^"]*"|'[^']*')*+)>"""
    r"|<(script|style|textarea)>",
    re.IGNORECASE | re.DOTALL,
)
FIRST_HEADING = re.compile(r"<h1[\s>]", re.IGNORECASE)
ID = re.compile(r"""\sid\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
MORE = re.compile(r"\s*more\s*", re.IGNORECASE)
CLOSING_LINK = re.compile(r"</a\s*>", re.IGNORECASE)
OPAQUE = frozenset({"script", "style", "textarea"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
GENERATED = frozenset({"footnote-ref", "footnote-backref"})
"""Classes of links within the page that python-markdown made: they stay as they are."""
ADDRESSED = frozenset({"href", "src", "poster", "srcset"})
LINKING = frozenset({"a", "area", "link"})
IMAGE_DEFAULTS = {"alt": "", "loading": "lazy", "decoding": "async"}
START = attrgetter("start")
ALT = re.compile(r'<img\b[^<>]*\salt="([^"]+)"')


class Document:
    """Reads `html` once; the results are its fields."""

    def __init__(self, html: str, draft: Draft) -> None:
        self.source = html
        self.draft = draft
        self.places = Places(draft)
        self.pieces: list[str] = []
        self.done = 0
        """How much of the source is in `pieces`."""
        self.more = 0
        """How many pieces come before `<!-- more -->`."""
        self.refs: list[Ref] = []
        self.found_links: list[tuple[str, int, int]] = []
        self.headings: list[Heading] = []
        self.without_alt: list[Span] = []
        self.images = 0
        self.ids: dict[str, None] = {}
        self.taken = dict.fromkeys(ID.findall(html), 0)
        self.shift = 1 if FIRST_HEADING.search(html) else 0
        self.heading: OpenHeading | None = None
        self.read()

    def read(self) -> None:
        html, at = self.source, 0
        while found := TAG.search(html, at):
            at = found.end()
            comment, heading_end, name, text, bare = found.groups()
            if heading_end:
                self.end_heading(found.start(), at, int(heading_end[1]))
            elif bare or name:
                name = (bare or name).lower()
                if name in HEADINGS:
                    self.start_heading(found.start(), at, int(name[1]), text)
                elif text:
                    self.tag(found.start(), at, name, text)
                if name in OPAQUE and (close := re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, at)):
                    at = close.end()
            elif not self.more and MORE.fullmatch(comment):
                self.put(found.start(), at, "")
                self.more = len(self.pieces)
        self.pieces.append(html[self.done :])

    def put(self, start: int, end: int, text: str) -> None:
        """Write `text` instead of source[start:end]."""
        self.pieces += (self.source[self.done : start], text)
        self.done = end

    # Headings

    def start_heading(self, start: int, end: int, level: int, text: str) -> None:
        level = min(level + self.shift, 6)
        found = next((a.value for a in attributes(text) if a.name == "id"), "") if text else ""
        if found:
            self.note_id(found)
        self.put(start, end, f"<h{level}{text}>")
        self.heading = OpenHeading(len(self.pieces) - 1, level, found, text, end)

    def end_heading(self, start: int, end: int, level: int) -> None:
        level = min(level + self.shift, 6)
        heading, self.heading = self.heading, None
        anchor = ""
        if heading and heading.level == level:
            words = plain(self.source[heading.start : start])
            name = heading.id
            if not name:
                name = unique(slug(words.replace(MARK, "")), self.taken)
                self.ids[name] = None
                self.pieces[heading.piece] = f'<h{level} id="{escape(name)}"{heading.text}>'
            if words:
                self.headings.append(Heading(level, name, words))
            if not self.in_link(start):
                anchor = f'<a class="anchor" href="#{escape(name)}" aria-hidden="true" tabindex="-1"></a>'
        self.put(start, end, f"{anchor}</h{level}>")

    def in_link(self, at: int) -> bool:
        return self.source.rfind("<a ", 0, at) > self.source.rfind("</a", 0, at)

    # Other tags

    def tag(self, start: int, end: int, name: str, text: str) -> None:
        """Read one tag: `text` is what stands between its name and `>`."""
        found = {a.name: a for a in reversed(attributes(text))}  # of two with one name, browsers take the first
        pieces: list[str] = []
        done, source_ref = 0, -1
        generated = "class" in found and found["class"].value in GENERATED
        for attribute in sorted(found.values(), key=START):
            if attribute.name == "id" and attribute.value:
                self.note_id(attribute.value)
            elif attribute.name in ADDRESSED and not generated:
                value = self.address(name, attribute, start, end)
                if value:
                    pieces += (text[done : attribute.start], f'"{value}"')
                    done = attribute.end
                    if attribute.name == "src":
                        source_ref = len(self.refs) - 1
        rest = text[done:]
        if name == "img":
            if source_ref >= 0 and "width" not in found and "height" not in found:
                pieces.insert(0, f"{MARK}{source_ref}x{MARK}")
            if "alt" not in found:
                source = found["src"].value if "src" in found else "<img"
                self.without_alt.append(self.refs[source_ref].span if source_ref >= 0 else self.places.find(source))
            missing = "".join(self.default(key, source_ref) for key in IMAGE_DEFAULTS if key not in found)
            self.images += 1
            rest = rest.rstrip().removesuffix("/").rstrip() + missing
        if pieces or rest != text:
            self.put(start, end, f"<{self.source[start + 1 : start + 1 + len(name)]}{''.join(pieces)}{rest}>")

    def default(self, key: str, ref: int) -> str:
        """An attribute of an image as it usually is. Whether the first one waits, the model knows: it is often seen at
        once."""
        if key == "loading" and ref >= 0 and not self.images:
            return f"{MARK}{ref}l{MARK}"
        return f' {key}="{IMAGE_DEFAULTS[key]}"'

    def note_id(self, name: str) -> None:
        if name in self.ids:
            self.places.find(name)
            self.draft.diagnostics.append(
                warning(
                    "markdown/duplicate-id",
                    f'two things in this text have the id "{name}"',
                    self.places.find(name),
                    found=name,
                    fix="give one of them another id; links lead to the first",
                )
            )
        self.ids[name] = None

    def address(self, tag: str, attribute: Attribute, start: int, end: int) -> str:
        """What to write instead of the address, or nothing to leave it; notes where it leads."""
        if attribute.name == "href":
            if tag not in LINKING:
                return ""
            address = attribute.value.strip()
            if is_ours(address):
                return self.ref(address, "link")
            if tag == "a" and HTTP.match(address):
                self.found_links.append((address, start, end))
            return ""
        kind = kind_of(tag, attribute.name)
        if attribute.name == "srcset":
            return each_candidate(
                attribute.value, lambda address: self.ref(address, kind) if is_ours(address) else escape(address)
            )
        address = attribute.value.strip()
        return self.ref(address, kind) if is_ours(address) else ""

    def ref(self, address: str, kind: Kind) -> str:
        self.refs.append(Ref(address, self.places.find(address), kind))
        return f"{MARK}{len(self.refs) - 1}{MARK}"

    # Results

    def links(self) -> tuple[ExternalLink, ...]:
        if not self.found_links:
            return ()
        blocks = Blocks(self.source)
        links = []
        for address, start, end in self.found_links:
            close = CLOSING_LINK.search(self.source, end)
            inside = self.source[end : close.start()] if close else ""
            text = plain(inside) or next((unescape(alt) for alt in ALT.findall(inside)), "")
            sentence = blocks.sentence(start, close.end() if close else end)
            links.append(ExternalLink(address, text, sentence, self.places.find(address)))
        return tuple(links)


class OpenHeading(NamedTuple):
    """A heading whose end has not come yet."""

    piece: int
    level: int
    id: str
    text: str
    """Its attributes, as written."""
    start: int
    """Where its words begin."""
