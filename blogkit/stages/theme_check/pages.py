"""What templates write out, and what every page has in the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes

from ...core.contract import PAGES
from ...core.span import Span
from ...core.theme import Theme
from ...extend.slot import SLOTS
from .kinds import literals
from .markup import HOLE, Markup, Tag, urls
from .note import Note, note

_LOADS = {"src", "srcset", "poster", "data", "imagesrcset"}
_FOREIGN = re.compile(r"(https?:)?//", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_UNTOLD = {"script", "style", "code", "kbd", "samp", "pre", "svg", "noscript", "template"}
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "aria-description")
_HIDES = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]))", re.IGNORECASE)
_NO_PAGES = {"redirect.html", "feed.xsl"}


def written(name: str, file: str, markup: Markup) -> Iterator[Note]:
    """What stands in one template that should not."""
    for tag in markup.tags:
        at = Span(file, tag.line, tag.column)
        yield from _addresses(tag, at)
        yield from _inline(tag, at)
        yield from _words(tag, at)
        yield from _scripts(tag, at)
    for text in markup.texts:
        word = _WORDS.search(text.text) and "<" not in text.text and '="' not in text.text  # the half of a tag
        if word and not text.text.isupper() and not _UNTOLD & set(text.around) and not name.endswith((".xsl", ".svg")):
            yield _untold(text.text, Span(file, text.line, text.column))


def _addresses(tag: Tag, at: Span) -> Iterator[Note]:
    for attribute, url in urls(tag):
        loads = attribute in _LOADS or (tag.name == "link" and _fetched(tag)) or tag.name in ("use", "image")
        if url.startswith("/") and not url.startswith("//"):
            inside = url.lstrip("/").partition(HOLE)[0]
            fix = f"{attribute}=\"{{{{ url_for('{inside}') }}}}\"" if inside else f'{attribute}="{{{{ site.root }}}}"'
            message = "this address breaks where the site lives in a folder"
            yield note("error", "theme/absolute-url", message, at, found=f'{attribute}="{_shown(url)}"', fix=fix)
        elif loads and _FOREIGN.match(url):
            message = "each reader's browser asks another host for this"
            fix = "put the file into assets/ and use asset()"
            yield note("error", "theme/other-host", message, at, found=f'{attribute}="{_shown(url)}"', fix=fix)


def _fetched(tag: Tag) -> bool:
    fetched = {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "icon", "manifest"}
    return bool(fetched & set(tag.attributes.get("rel", "").lower().split()))


def _inline(tag: Tag, at: Span) -> Iterator[Note]:
    names = [name for name in tag.attributes if name == "style" or (name.startswith("on") and len(name) > 3)]
    if tag.name == "style" or (tag.name == "script" and not tag.attributes.keys() & {"src", "type"}):
        names.append(f"<{tag.name}>")
    for name in names:
        message = "a strict content policy forbids what stands inline"
        yield note("warning", "theme/inline", message, at, found=name, fix="put it into a file in assets/")


def _words(tag: Tag, at: Span) -> Iterator[Note]:
    if tag.name == "img" and "alt" not in tag.attributes:
        message = "an image without alt is read out as its file name"
        yield note("error", "theme/no-alt", message, at, found="<img>", fix='alt="", or what the image shows')
    for name in _SPOKEN:
        value = tag.attributes.get(name, "").replace(HOLE, " ")
        if _WORDS.search(value) and not value.strip().isupper() and tag.name not in ("meta", "link"):
            yield _untold(value.strip(), at)


def _untold(text: str, at: Span) -> Note:
    message = "these words are the same in every language"
    fix = "{{ t('a_key') }}, and the words in i18n/en.yaml"
    return note("recommendation", "theme/untranslated", message, at, found=_shown(text), fix=fix)


def _scripts(tag: Tag, at: Span) -> Iterator[Note]:
    """Signs that a page shows nothing until a script has run."""
    attributes = tag.attributes
    sign = ""
    if tag.name in ("html", "body", "main", "article"):
        if _HIDES.search(attributes.get("style", "")) or "hidden" in attributes:
            sign = f"<{tag.name}> is hidden"
        elif {"no-js", "js-only", "loading"} & set(attributes.get("class", "").split()):
            sign = f'<{tag.name} class="{_shown(attributes["class"])}">'
    elif tag.name in ("img", "iframe") and "src" not in attributes and "srcset" not in attributes:
        sign = f"<{tag.name}> without src" if any(name.startswith("data-") for name in attributes) else ""
    elif tag.name == "a" and attributes.get("href", "").strip().lower().startswith("javascript:"):
        sign = 'href="javascript:"'
    if sign:
        message = "without its script a reader sees nothing here"
        yield note(
            "warning", "theme/script-needed", message, at, found=sign, fix="show it, and let the script improve it"
        )


def _shown(text: str) -> str:
    return re.sub(f"{HOLE}+", "…", text)[:60]


def pages(theme: Theme, trees: Mapping[str, nodes.Template], markups: Mapping[str, Markup]) -> Iterator[Note]:
    """What a page lacks, said at the template that has its `<html>`."""
    said: set[tuple[str, Span]] = set()
    for name in PAGES:
        if name in _NO_PAGES or name not in trees:
            continue
        used = _used(name, trees)
        for one in _page(name, theme, used, trees, markups):
            key = (one.finding.message, one.finding.span or Span(""))
            if key not in said:
                said.add(key)
                yield one


def _page(
    name: str, theme: Theme, used: list[str], trees: Mapping[str, nodes.Template], markups: Mapping[str, Markup]
) -> Iterator[Note]:
    tags = [(file, tag) for file in used for tag in markups[file].tags]
    file, root = next(((file, tag) for file, tag in tags if tag.name == "html"), (name, None))
    at = Span(theme.origins[file], root.line if root else 1, root.column if root else 1)
    heads = sum(len(_calls(trees[one], "head")) for one in used)
    if heads != 1:
        message = "head() is called twice" if heads else "head() is not called: there is no title, no feed, no card"
        yield note("error", "theme/head", message, at, fix="{{ head() }} once, inside <head>")
    language = root.attributes.get("lang", "") if root else ""
    if HOLE not in language:
        message = "pages do not say their language" if not language else "pages all say the same language"
        found = f'lang="{language}"' if language else ""
        yield note("error", "theme/no-lang", message, at, found=found, fix='<html lang="{{ lang }}" dir="{{ dir }}">')
    elif root and HOLE not in root.attributes.get("dir", ""):
        message = "languages that run from right to left are set as if they did not"
        yield note("warning", "theme/no-dir", message, at, fix='<html lang="{{ lang }}" dir="{{ dir }}">')
    if not any(tag.name == "main" or tag.attributes.get("role") == "main" for _, tag in tags):
        yield note("error", "theme/no-main", "pages have no <main>", at, fix='<main id="main">, once on each page')
    ids = {tag.attributes["id"] for _, tag in tags if tag.attributes.get("id")}
    links = [tag.attributes.get("href", "") for _, tag in tags if tag.name == "a"]
    if not any(link[:1] == "#" and link[1:] in ids for link in links):
        message = "whoever uses a keyboard has to pass the menu on every page"
        fix = '<a class="skip" href="#main">{{ t(\'skip\') }}</a> at the start of <body>'
        yield note("error", "theme/no-skip-link", message, at, fix=fix)
    placed = {call.args[0].value for one in used for call in _calls(trees[one], "slot")
              if call.args and isinstance(call.args[0], nodes.Const)}  # fmt: skip
    for slot in SLOTS if name in ("post.html", "page.html") else ("body.end",):
        if slot not in placed:
            where = at if slot == "body.end" else Span(theme.origins[name], 1, 1)
            message = f"{slot} has no place here, so blogkit looks for one"
            yield note("warning", "theme/no-slot", message, where, fix=f"{{{{ slot('{slot}') }}}}")


def _calls(tree: nodes.Template, name: str) -> list[nodes.Call]:
    return [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == name]


def _used(name: str, trees: Mapping[str, nodes.Template]) -> list[str]:
    """The template and all that it extends or includes, what it extends first."""
    used: list[str] = []
    waiting = [name]
    while waiting:
        one = waiting.pop(0)
        if one in used or one not in trees:
            continue
        used.append(one)
        found: list[Any] = [*trees[one].find_all((nodes.Extends, nodes.Include))]
        waiting += [name for node in found for name in literals(node.template)]
    return used
