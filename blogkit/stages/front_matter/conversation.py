"""Whom a post names, what it answers and what it asks: the short ways to write that, and what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...core.decode import Reader
from ...core.diagnostic import Diagnostic, error, warning
from ...core.entry import Mention, Reference
from ...core.span import Span

REFERENCES = ("in_reply_to", "of", "via")
LISTS = ("mentions", "thanks", "contributors", "authors")
"""Of people; the place of each is noted under `mentions ana`."""
MAX_ADDRESS = 2_000
MAX_NAME = 200
MAX_TITLE = 500
MAX_WORDS = 3_000
MAX_QUESTION = 500

_OFF = ("false", "no", "off")
_UNSEEN = re.compile('[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"<>\\\\^`{|}]')
"""What no address holds as it stands, and what turns the reading direction round."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?:[/:?#]|\Z)")
_FILE = re.compile(r"\.(?:md|markdown|mdown)(?:#|\Z)", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\.\.?/")


def shaped(name: str, node: Node) -> Node:
    """`in_reply_to: https://…` is `{url: …}`, `via: ana` is `{who: …}`, `mentions: ana, jonas` a list."""
    if not isinstance(node, ScalarNode) or not node.value:
        return node
    if name in REFERENCES:
        text = str(node.value).strip()
        place = _ADDRESS.match(text) or _FILE.search(text) or _HOST.match(text)
        key = "url" if name != "via" or place else "who"
        written = ScalarNode("tag:yaml.org,2002:str", key, node.start_mark, node.end_mark)
        return MappingNode("tag:yaml.org,2002:map", [(written, node)], node.start_mark, node.end_mark)
    if name in ("mentions", "thanks"):
        names = [one.strip() for one in str(node.value).split(",")]
        items = [ScalarNode(node.tag, one, node.start_mark, node.end_mark) for one in names if one]
        return SequenceNode("tag:yaml.org,2002:seq", items, node.start_mark, node.end_mark)
    return node


def places(name: str, node: Node, reader: Reader) -> Iterator[tuple[str, Span]]:
    """Where each person of a list stands."""
    for item in node.value if isinstance(node, SequenceNode) else ():
        pairs = item.value if isinstance(item, MappingNode) else ()
        who = next((value for key, value in pairs if getattr(key, "value", "") == "who"), item)
        if isinstance(who, ScalarNode):
            yield f"{name} {str(who.value).strip()}", reader.span(who)


def is_switch(node: Node) -> bool:
    """Whether this turns something on or off. Themes of other generators keep whole settings under `comments`."""
    return isinstance(node, ScalarNode) and node.value.lower() in (*_OFF, "true", "yes", "on")


def checked(values: dict[str, Any], spans: dict[str, Span], reader: Reader) -> None:
    """`values` without what no page can show as it stands; each is a finding."""
    for name in REFERENCES:
        if name in values:
            values[name] = _reference(name, values[name], spans.get(name), reader.found)
    for name in ("mentions", "thanks"):
        if name in values:
            kept = (_credit(name, one, spans.get(f"{name} {one.who}", spans.get(name)), reader) for one in values[name])
            values[name] = tuple(one for one in kept if one.who)
    if values.get("guest"):
        guest, span = _name("guest", values["guest"], spans.get("guest"), reader.found), spans.get("guest")
        values["guest"] = guest if _fits("guest", guest, MAX_NAME, span, reader.found) else ""
    if question := values.get("question"):
        values["question"] = _question(question, spans.get("question"), reader.found)


def _question(text: str, span: Span | None, found: list[Diagnostic]) -> str:
    if text.lower() in _OFF:
        return "false"
    if text.lower() in ("true", "yes", "on"):
        return ""
    if len(text) > MAX_QUESTION:
        message = f"a question is one sentence, and this has {len(text):,} characters"
        fix = "keep the one sentence that people can answer; the rest belongs to the text"
        found.append(warning("front-matter/too-long", message, span, found=text[:60] + "…", fix=fix))
        return ""
    return text


def _reference(name: str, one: Reference, span: Span | None, found: list[Diagnostic]) -> Reference:
    """Nothing at all where its address cannot be used: half of it would say something else."""
    who, title, quote = _name(name, one.who, span, found), one.title.strip(), one.quote.strip()
    one = replace(one, url=one.url.strip(), who=who, title=title, quote=quote)
    if one.url and (problem := unusable(one.url)):
        found.append(_no_address(name, one.url, problem, span))
        return Reference()
    if not one.url and not (one.who and name == "via") and (one.title or one.quote or one.who):
        message, fix = f"{name} has no address", f"{name}: {{url: https://example.org/page/, …}}"
        found.append(error("front-matter/address", message, span, fix=fix))
        return Reference()
    limits = ((one.who, MAX_NAME), (one.title, MAX_TITLE), (one.quote, MAX_WORDS))
    return one if all(_fits(name, text, most, span, found) for text, most in limits) else Reference()


def _credit(name: str, one: Any, span: Span | None, reader: Reader) -> Any:
    """A Mention or Credit; without `who` if it cannot be used."""
    one = replace(one, who=_name(name, one.who, span, reader.found))
    said = (one.why, one.quote) if isinstance(one, Mention) else (one.reason,)
    limits = ((one.who, MAX_NAME), *((text, MAX_WORDS) for text in said))
    if not all(_fits(name, text, most, span, reader.found) for text, most in limits):
        return replace(one, who="")
    if isinstance(one, Mention) and one.source and (problem := unusable(one.source)):
        reader.found.append(_no_address(f"{name}: source", one.source, problem, span))
        return replace(one, source="")
    return one


def _fits(name: str, text: str, most: int, span: Span | None, found: list[Diagnostic]) -> bool:
    if len(text) > most:
        message, fix = f"{name}: this is far too long", f"keep it below {most:,} characters"
        found.append(warning("front-matter/too-long", message, span, found=text[:60] + "…", fix=fix))
        return False
    return True


def _name(name: str, text: str, span: Span | None, found: list[Diagnostic]) -> str:
    """Without what would turn round the text beside it."""
    if turn := _TURNS.search(text):
        message, fix = (
            f"{name}: a character turns the reading direction round",
            "it is left out; take it out of the file",
        )
        found.append(warning("front-matter/control-character", message, span, found=ascii(turn[0]), fix=fix))
    return _TURNS.sub("", text).strip()


def unusable(url: str) -> str:
    """Why this is no address that a page may link to, or nothing. One without a scheme leads into this site."""
    if len(url) > MAX_ADDRESS:
        return "it is far too long"
    if odd := _UNSEEN.search(url):
        return f"it holds {odd[0]!a}"
    try:
        parts = urlsplit(url)
        bool(parts.port)
    except ValueError:
        return "it cannot be taken apart"
    if parts.scheme not in ("", "http", "https"):
        return f'a post cannot lead to "{parts.scheme}:"'
    if (parts.scheme or url.startswith("//")) and not (parts.scheme and parts.hostname):
        return "it has no host" if parts.scheme else "it has no https: at its beginning"
    if not parts.scheme and _HOST.match(url) and not _FILE.search(url):
        return "it has no https:// at its beginning"
    return ""


def _no_address(name: str, url: str, problem: str, span: Span | None) -> Diagnostic:
    fix = "for example  https://example.org/page/"
    if problem.endswith("beginning"):
        fix = f"{name}: https://{url.lstrip('/')}"
    return error("front-matter/address", f"{name}: this is no address: {problem}", span, found=url[:80], fix=fix)
