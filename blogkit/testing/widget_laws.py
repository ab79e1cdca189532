"""What every widget keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ..core.view import EntryView, SiteView
from ..extend.widget import Widget
from .fragment import Fragment
from .hostile import EVIL, HOSTILE, post_of, posts, site_of
from .law import described, must

NAMED = frozenset(("a", "button", "input", "select", "textarea", "section", "h1", "h2", "h3", "h4", "h5", "h6"))
ELSEWHERE = {"script": "write it as Widget.script", "style": "write it as Widget.style", "iframe": "load it on a click"}


def widget_is_described(widget: Widget) -> None:
    described(widget.name, widget.prepare)
    try:
        widget.options()
    except TypeError as without:
        must(False, f"{widget.name}: every option needs a default, for the site that sets nothing: {without}")


def widget_is_pure(widget: Widget) -> None:
    for post, site in posts():
        before = msgspec.msgpack.encode((post, site))
        first = _render(widget, post, site, widget.options())
        must(first == _render(widget, post, site, widget.options()), f"{widget.name}: must say the same twice")
        must(before == msgspec.msgpack.encode((post, site)), f"{widget.name}: must not change what it was given")


def widget_escapes(widget: Widget) -> None:
    """No text of the site becomes an element or an attribute, and none is escaped twice."""
    for fragment in fragments(widget):
        for element in fragment.elements:
            must(EVIL not in element.tag, f"{widget.name}: text became an element: {fragment.source!r}")
            attributes = " ".join(element.attributes)
            must(EVIL not in attributes, f"{widget.name}: text became an attribute: {fragment.source!r}")
            must("&lt;" not in element.text.replace("&lt;b&gt;", ""), f"{widget.name}: escaped twice: {element.text!r}")


def widget_is_sound(widget: Widget) -> None:
    """Well-formed, every id once, nothing inline, nothing from another host, no address that runs code."""
    for fragment in fragments(widget):
        where = f"{widget.name}: {fragment.source[:2000]!r}"
        must(not fragment.faults, f"{fragment.faults} in {where}")
        ids = [element.attributes["id"] for element in fragment.elements if "id" in element.attributes]
        must(len(ids) == len(set(ids)), f"an id stands twice in {where}")
        for element in fragment.elements:
            must(element.tag not in ELSEWHERE, f"<{element.tag}>: {ELSEWHERE.get(element.tag)}, in {where}")
            for name, value in element.attributes.items():
                must(not name.startswith("on") and name != "style", f"{name}= is inline, in {where}")
                if name in ("href", "action", "formaction"):
                    must(re.match(r"(?i)(https?:|mailto:|/|[?#.][^:]*$)", value), f"{name}={value!r} in {where}")
                if name in ("src", "srcset", "poster", "data"):
                    must(re.match(r"/(?!/)", value), f"{name}={value!r} asks another host, in {where}")
    must(not re.search(r"(?i)@import|url\(", widget.style), f"{widget.name}: style must ask nobody for files")


def widget_works_without_script(widget: Widget) -> None:
    """What is not hidden makes sense alone: it says something, and every button and link in it does something."""
    for fragment in fragments(widget):
        seen = [element for element in fragment.elements if not element.hidden]
        must(any(e.text.strip() or e.tag in ("img", "input") for e in seen), f"{widget.name}: shows nothing by itself")
        for element in seen:
            dead = element.tag == "button" and not any("form" in (up.tag, *up.attributes) for up in element.line)
            must(not dead, f"{widget.name}: a button outside a form needs a script; hide it until that runs")
            must(element.attributes.get("href") not in ("", "#"), f"{widget.name}: a link leads nowhere")


def widget_has_names(widget: Widget) -> None:
    """Whoever cannot see it is told what every part is."""
    for fragment in fragments(widget, ("Retry kindly", HOSTILE[3], "مرحبا")):
        for element in fragment.elements:
            if element.tag in NAMED and element.attributes.get("type") != "hidden":
                must(fragment.name_of(element), f"{widget.name}: <{element.tag}> has no accessible name")
            must(element.tag != "img" or "alt" in element.attributes, f"{widget.name}: an image has no alt")


def fragments(widget: Widget, texts: tuple[str, ...] = ()) -> Iterator[Fragment]:
    """What the widget shows for every hostile post (or for posts of `texts`), with hostile options too."""
    given = [(post_of(text), site_of(text)) for text in texts] if texts else posts()
    for post, site in given:
        for options in (widget.options(), _with(widget.options(), post.title)):
            if html := _render(widget, post, site, options):
                yield Fragment(html)


def _with(options: msgspec.Struct, text: str) -> msgspec.Struct:
    """The same options with `text` wherever a site may write any words."""
    words = {f: getattr(options, f) for f in options.__struct_fields__}
    changed = {f: text if isinstance(old, str) else old for f, old in words.items()}
    return msgspec.structs.replace(options, **changed)


def _render(widget: Widget, post: EntryView, site: SiteView, options: msgspec.Struct) -> str:
    from jinja2 import Environment, StrictUndefined

    shown = widget.prepare(post, site, options)
    if shown is None:
        return ""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(widget.template)
    return template.render(widget=shown, post=post, site=site, t=_translate, url_for=lambda name: "/blog/" + name)


def _translate(key: str, **given: str) -> str:
    return " ".join((key, *given.values()))


LAWS = (
    widget_is_described,
    widget_is_pure,
    widget_escapes,
    widget_is_sound,
    widget_works_without_script,
    widget_has_names,
)
