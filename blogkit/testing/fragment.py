"""Reads a widget's HTML as a browser would, and keeps what a strict reader would hold against it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


class Element:
    """One element of a fragment. `line` leads from it up to the outermost; `text` is all text within."""

    def __init__(self, tag: str, attributes: dict[str, str], above: tuple[Element, ...]) -> None:
        self.tag, self.attributes, self.line, self.text = tag, attributes, (self, *above), ""

    @property
    def hidden(self) -> bool:
        return any("hidden" in up.attributes or up.tag == "template" for up in self.line)


class Fragment(HTMLParser):
    """A fragment as a browser would read it, and what a strict reader would hold against it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source, self.faults = source, ""
        self.elements: list[Element] = []
        self._open: tuple[Element, ...] = ()
        self.feed(source)
        self.close()
        if self._open:
            self.faults += f"<{self._open[0].tag}> is never closed "

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults += f"<{tag}> has an attribute twice "
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self.elements.append(element)
        self._open = self._open if tag in VOID else element.line

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[0].tag != tag:
            self.faults += f"</{tag}> closes nothing "
        self._open = self._open[1:]

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def name_of(self, element: Element) -> str:
        own = element.attributes
        pointed = own.get("aria-labelledby", "").split()
        labels = [e.text for e in self.elements if e.attributes.get("id") in pointed and e.attributes.get("id")]
        labels += [e.text for e in self.elements if e.tag == "label" and e.attributes.get("for", "-") == own.get("id")]
        labels += [e.text for e in element.line if e.tag == "label"]
        labels += [own.get("aria-label", ""), "" if element.tag in ("section", "input") else element.text]
        labels += [e.attributes.get("alt", "") for e in self.elements if e.tag == "img" and element in e.line]
        return " ".join(labels).strip()
