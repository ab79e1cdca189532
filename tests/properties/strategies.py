"""Random blogs, and random things that people do to them.

A `World` is a whole blog as a value; `files` writes it out. An edit is data too (what kind of thing, which one of them,
what instead), so that hypothesis can shrink a long story to the two edits that matter.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from hypothesis import strategies as st

CLOCK = 1_773_144_000.0  # 10 March 2026, noon in UTC
DAY = 86_400.0
WIDE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAADklEQVR42mNgGAUkAgABLAABTXhGLAAAAABJRU5ErkJggg=="
)
TALL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAICAIAAABr7dvEAAAADUlEQVR42mNgGAVUBQABKAABOtXq1wAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Text:
    """A post or a page."""

    name: str = "first"
    folder: bool = False
    title: str = "First"
    date: str = "2026-03-01"
    draft: bool = False
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()
    body: tuple[str, ...] = ("Plain words.",)
    head: dict[str, Any] = field(default_factory=dict)
    comment: bool = False
    """A line in the front matter that means nothing and moves everything below it."""
    image: bytes | None = None

    def write(self, section: str) -> dict[str, bytes]:
        known = {
            "title": self.title,
            "date": self.date,
            "draft": self.draft,
            "tags": self.tags,
            "categories": self.categories,
            "series": self.series,
            "authors": self.authors,
        }
        values = {key: value for key, value in known.items() if value} | self.head
        lines = ["---", *(["# nothing to see"] if self.comment else [])]
        lines += [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        text = "\n".join([*lines, "---", "", "\n\n".join(self.body), ""]).encode()
        if not self.folder:
            return {f"content/{section}/{self.name}.md": text}
        files = {f"content/{section}/{self.name}/index.md": text}
        return files | ({f"content/{section}/{self.name}/photo.png": self.image} if self.image else {})


@dataclass(frozen=True)
class World:
    posts: tuple[Text, ...] = ()
    pages: tuple[Text, ...] = ()
    config: dict[str, Any] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    other: dict[str, bytes] = field(default_factory=dict)
    """Templates, words, a theme, an extension, static files: by path."""
    clock: float = CLOCK
    drafts: bool = False

    def files(self) -> dict[str, bytes]:
        config = {"title": "A blog", "base_url": "https://blog.example/"} | self.config
        found = {"blogkit.yaml": _yaml(config)}
        if self.people:
            found["people.yaml"] = _yaml(self.people)
        for text in self.posts:
            found |= text.write("posts")
        for text in self.pages:
            found |= text.write("pages")
        return found | self.other


def _yaml(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


# -- what may stand in it -----------------------------------------------------------------------------------------

NAMES = ("first", "second", "third", "über-uns", "2026-02-03-dated")
TITLES = ("First", "Second thoughts", '"Quoted" & <b>bold</b>', "مرحبا", "", "Über uns")
DATES = ("2026-03-01", "2026-03-01T10:30", "2026-02-14", "2025-12-31", "2026-03-20", "2026-04-11", "")
TAGS = ("python", "Web", "web", "two words", "ñ")
AUTHORS = ("ana", "ben", "Somebody Else")
BODIES = (
    "Plain words.",
    "Other words, and a few more of them, so that the time to read it might change as well.",
    "word " * 300,
    "<!-- more -->",
    "## A heading\n\nWith text.",
    "## Another heading\n\nWith text.",
    "```python\nprint('hello')\n```",
    "Read [the second](second.md#a-heading) and [a page](../pages/first.md).",
    "Read [the first](first.md).",
    "See [the tag](/tags/python/) and [a file](/note.txt).",
    "![A photo](photo.png)",
    "![A photo](/wide.png 'With a caption')",
    "Ana wrote [something](https://ana.example/post/) that I liked.",
    'She said "so" -- and more.',
    "Maths: $x^2$ and ~~no~~.[^1]\n\n[^1]: A note.",
)
HEADS: dict[str, tuple[Any, ...]] = {
    "slug": ("other", "second", "third/part"),
    "permalink": ("/somewhere/", "/a/{year}/{slug}/", "/about.html"),
    "aliases": (["/old/"], ["/old/", "/posts/second/"]),
    "description": ("What it says.", "What it says now."),
    "pin": (True,),
    "lang": ("de", "ar"),
    "updated": ("2026-03-02", "2026-03-05"),
    "expires": ("2026-03-05", "2026-03-25"),
    "question": ("And you?", "Why?"),
    "thanks": ([{"who": "ana", "for": "reading"}], [{"who": "Zoe"}]),
    "contributors": (["ben"],),
    "syndication": (["https://social.example/@me/1"],),
    "canonical": ("https://elsewhere.example/first/",),
    "image": ("photo.png", "/wide.png", "/none.png"),
    "menu": (1,),
    "card": (False,),
    "search": (False,),
    "widgets": ({"share": False},),
    "extra": ({"mood": "good"}, {"mood": "bad"}),
    "id": ("for-ever",),
}
CONFIG: dict[str, tuple[Any, ...]] = {
    "title": ("Another blog", "A & B"),
    "description": ("About everything",),
    "base_url": ("https://blog.example/sub/", "https://other.example/", ""),
    "permalink": ("/{year}/{month}/{slug}/", "/{slug}.html", "/{category}/{slug}/"),
    "paginate": (1, 2),
    "language": ("de", "ar"),
    "timezone": ("Asia/Tokyo", "America/Los_Angeles"),
    "author": ("ana", "ben"),
    "related": (0,),
    "summary_length": (20,),
    "archive": (False,),
    "sitemap": (False,),
    "search": ("none",),
    "widgets": ({"share": False}, {"thanks": False}, {"share": {"networks": ["email"]}}),
    "feeds": ({"limit": 1}, {"rss": False}, {"content": "summary"}),
    "taxonomies": ({"tags": {"feed": False, "paginate": 1}}, {"tags": {"pages": False}}),
    "markdown": ({"smart_quotes": True}, {"math": False}),
    "menu": ([{"label": "Home", "url": "/"}],),
    "theme": (
        {"options": {"summaries": False}},
        {"options": {"accent": "#123456"}},
        {"name": "mine"},
    ),
    "extra": ({"colour": "blue"},),
    "checklist": ({"days": 5},),
    "extensions": (["extensions/mine.py"],),
}
PEOPLE: tuple[dict[str, Any], ...] = (
    {"name": "Ana Ruiz", "url": "https://ana.example/", "handles": {"mastodon": "@ana@social.example"}},
    {"name": "Ana R.", "url": "https://ana.example/", "note": "A friend"},
    {"name": "Ben", "photo": "/wide.png", "handles": {"email": "ben@ben.example"}},
    {"name": "Ben", "url": "https://ana.example/post/"},
)
_WIDGET = b"""from blogkit.extend.registry import Registry
from blogkit.extend.widget import Widget
REGISTRY = Registry(widgets=(Widget("mine", "entry.after", "<p>%s</p>", lambda post, site, options: post.title),))
"""
OTHER: dict[str, tuple[bytes, ...]] = {
    "templates/post.html": (
        b'{% extends "base.html" %}{% block main %}{{ post.title }}{{ post.content|safe }}{{ slot("entry.after") }}'
        b"{% endblock %}",
        b'{% extends "default/post.html" %}{% block brand %}{{ post.minutes }}{{ post.words }}{% endblock %}',
        b'{% extends "base.html" %}{% block main %}{% include "partials/mine.html" %}{% endblock %}',
    ),
    "templates/partials/mine.html": (b"mine", b"mine, and {{ site.title }}"),
    "templates/partials/entry.html": (b"<p>{{ entry.title }} {{ entry.minutes }}</p>", b"<p>{{ entry.url }}</p>"),
    "templates/widgets/share.html": (b"<p>share {{ post.title }}</p>",),
    "i18n/en.yaml": (b"archive: Attic\n", b"archive: Cellar\n"),
    "themes/mine/theme.yaml": (b"name: mine\n", b"name: mine\nparent: default\n"),
    "themes/mine/assets/css/site.css": (b"a { color: red }\n", b"a { color: blue }\n"),
    "themes/mine/templates/404.html": (b"lost", b"not found"),
    "extensions/mine.py": (_WIDGET % b"one", _WIDGET % b"two {{ widget }}"),
    "static/note.txt": (b"one", b"two"),
    "static/wide.png": (WIDE, TALL),
    "static/.well-known/thing": (b"x",),
    "static/posts/first/extra.txt": (b"beside a post",),
    "static/thing": (b"a file",),
    "static/thing/inside.txt": (b"now a folder",),
    "static/robots.txt": (b"User-agent: *\n",),
    "static/favicon.svg": (b"<svg/>",),
    "content/posts/notes.txt": (b"lies about",),
    "content/posts/first/photo.png": (WIDE, TALL),
}


def _some(choices: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=most, unique=True).map(tuple)


def _few(values: dict[str, tuple[Any, ...]], most: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(_one(values), max_size=most).map(dict)


def _one(values: dict[str, tuple[Any, ...]], *more: Any) -> st.SearchStrategy[tuple[str, Any]]:
    """A key and one of its values, or one of `more`."""
    return st.sampled_from(sorted(values)).flatmap(
        lambda key: st.tuples(st.just(key), st.sampled_from((*values[key], *more)))
    )


texts = st.builds(
    Text,
    name=st.sampled_from(NAMES),
    folder=st.booleans(),
    title=st.sampled_from(TITLES),
    date=st.sampled_from(DATES),
    draft=st.sampled_from((False, False, False, True)),
    tags=_some(TAGS, 3),
    categories=_some(("essays", "notes"), 1),
    series=st.sampled_from(("", "", "Learning")),
    authors=_some(AUTHORS, 2),
    body=_some(BODIES, 4),
    head=_few(HEADS, 3),
    comment=st.booleans(),
    image=st.sampled_from((None, WIDE, TALL)),
)
others = _one(OTHER, None)
templates = _one({path: texts for path, texts in OTHER.items() if path.startswith("templates/")}, None)
worlds = st.builds(
    World,
    posts=st.lists(texts, min_size=2, max_size=4, unique_by=lambda text: text.name).map(tuple),
    pages=st.lists(texts, max_size=2, unique_by=lambda text: text.name).map(tuple),
    config=_few(CONFIG, 2),
    people=st.dictionaries(st.sampled_from(("ana", "ben")), st.sampled_from(PEOPLE), max_size=2),
    other=st.lists(others, max_size=3).map(lambda pairs: {path: data for path, data in pairs if data is not None}),
)


# -- what may be done to it ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    what: str
    which: int = 0
    value: Any = None

    def __call__(self, past: list[World]) -> World:
        """The world after this, given all worlds until now."""
        return _DO[self.what](past, self.which, self.value)


def _field(past: list[World], which: int, value: Any) -> World:
    """One thing about one text is now as it is in another: its body, title, name, tags, whether it is a draft."""
    now, (section, name, text) = past[-1], value
    there: tuple[Text, ...] = getattr(now, section)
    if not there:
        return replace(now, **{section: (text,)})
    old = there[which % len(there)]
    return _texts(now, section, [replace(old, **{name: getattr(text, name)}) if t is old else t for t in there])


def _add(past: list[World], which: int, value: Any) -> World:
    section, text = value
    return _texts(past[-1], section, [*getattr(past[-1], section), text])


def _delete(past: list[World], which: int, value: Any) -> World:
    there = list(getattr(past[-1], value))
    return _texts(past[-1], value, there[:which] + there[which + 1 :])


def _texts(now: World, section: str, there: list[Text]) -> World:
    return replace(now, **{section: tuple({text.name: text for text in there}.values())})


def _entry_of(name: str) -> Callable[[list[World], int, Any], World]:
    def change(past: list[World], which: int, value: Any) -> World:
        key, new = value
        kept = {k: v for k, v in getattr(past[-1], name).items() if k != key}
        return replace(past[-1], **{name: kept if new is None else {**kept, key: new}})

    return change


_DO: dict[str, Callable[[list[World], int, Any], World]] = {
    "field": _field,
    "add": _add,
    "delete": _delete,
    "config": _entry_of("config"),
    "people": _entry_of("people"),
    "other": _entry_of("other"),
    "revert": lambda past, which, value: past[-1 - which % len(past)],
    "time": lambda past, which, value: replace(past[-1], clock=past[-1].clock + value * DAY),
    "drafts": lambda past, which, value: replace(past[-1], drafts=not past[-1].drafts),
}
_sections = st.sampled_from(("posts", "posts", "posts", "pages"))
_which = st.integers(0, 3)
_fields = st.sampled_from(sorted(one.name for one in fields(Text)))

edits = st.one_of(
    st.builds(Edit, st.just("field"), _which, st.tuples(_sections, st.just("body"), texts)),
    st.builds(Edit, st.just("field"), _which, st.tuples(_sections, _fields, texts)),
    st.builds(Edit, st.just("field"), _which, st.tuples(_sections, _fields, texts)),
    st.builds(Edit, st.just("add"), _which, st.tuples(_sections, texts)),
    st.builds(Edit, st.just("delete"), _which, _sections),
    st.builds(Edit, st.just("config"), _which, _one(CONFIG, None)),
    st.builds(Edit, st.just("people"), _which, _one({"ana": PEOPLE, "ben": PEOPLE}, None)),
    st.builds(Edit, st.just("other"), _which, others),
    st.builds(Edit, st.just("other"), _which, templates),
    st.builds(Edit, st.just("revert"), st.integers(1, 4)),
    st.builds(Edit, st.just("time"), _which, st.sampled_from((1, 12, 40))),
    st.builds(Edit, st.just("drafts")),
)


# -- one of each ---------------------------------------------------------------------------------------------------

_THERE = (
    "extensions/mine.py",
    "static/note.txt",
    "static/wide.png",
    "templates/partials/mine.html",
    "themes/mine/theme.yaml",
)
WARNED = "[About](../pages/first.md#nowhere)"
"""A link for which a warning is said, with its line, as long as it stands there."""
RICH = World(
    posts=(
        Text(
            "first",
            folder=True,
            tags=("python", "web"),
            categories=("essays",),
            series="Learning",
            authors=("ana",),
            body=(
                *BODIES[3:7],
                "Read [the second](../second.md#a-heading) and [a page](../../pages/first.md).",
                *BODIES[9:],
            ),
            head={"pin": True, "thanks": [{"who": "ben"}], "widgets": {"thanks": True}},
            image=WIDE,
        ),
        Text(
            "second",
            title="Second",
            date="2026-02-14",
            tags=("python",),
            series="Learning",
            body=(*BODIES[4:5], WARNED),
        ),
        Text("third", title="Third", date="2026-03-20", authors=("ben", "Somebody Else"), body=BODIES[7:8]),
        Text("2026-02-03-dated", title="", date="", head={"expires": "2026-03-25"}),
        Text("über-uns", title="A draft", draft=True, body=BODIES[12:13]),
    ),
    pages=(Text("first", title="About", date="", head={"menu": 1}), Text("index", title="Welcome", date="")),
    config={"theme": {"name": "mine"}, "extensions": ["extensions/mine.py"]},
    people={"ana": PEOPLE[0], "ben": PEOPLE[2]},
    other={path: OTHER[path][0] for path in _THERE},
)
_OTHERWISE: dict[str, tuple[Any, ...]] = {
    "name": ("renamed", "2026-01-05-day"),
    "folder": (False,),
    "title": TITLES,
    "date": DATES,
    "draft": (True,),
    "tags": ((), ("web", "two words", "python")),
    "categories": ((), ("notes",)),
    "series": ("",),
    "authors": ((), ("ben",), ("ana", "ben")),
    "comment": (True,),
    "image": (TALL, None),
    "body": (*((*RICH.posts[0].body, more) for more in BODIES), (), ("[Nothing](missing.md)",)),
    "head": tuple({key: value} for key, values in HEADS.items() for value in values),
}


def _set(section: str, which: int, **changes: Any) -> Edit:
    """As `_field`, for one thing."""
    ((name, value),) = changes.items()
    return Edit("field", which, (section, name, replace(Text(), **{name: value})))


EACH: dict[str, list[Edit]] = {
    name: [_set("posts", 0, **{name: value}) for value in values] for name, values in _OTHERWISE.items()
} | {
    "another post": [
        *(_set("posts", 2, date=date) for date in ("2026-03-01", "")),
        *(_set("posts", which, body=("Other words.",)) for which in (1, 3, 4)),
        _set("posts", 4, draft=False),
        _set("posts", 1, comment=True),
        _set("posts", 1, body=("Nothing to warn of.",)),
        *(Edit("delete", which, "posts") for which in range(5)),
    ],
    "pages": [
        _set("pages", 0, body=("Other words.",)),
        _set("pages", 0, title="About us"),
        _set("pages", 1, body=("Other words.",)),
        *(Edit("delete", which, "pages") for which in range(2)),
    ],
    "settings": [Edit("config", value=(key, value)) for key, values in CONFIG.items() for value in (*values, None)],
    "people": [Edit("people", value=(key, value)) for key in ("ana", "ben") for value in (*PEOPLE, None)],
    "files": [Edit("other", value=(path, value)) for path, values in OTHER.items() for value in (*values, None)],
    "time": [*(Edit("time", value=days) for days in (1, 12, 40, 365)), Edit("drafts")],
}
"""Everything that can be done to `RICH`, by what it touches."""
