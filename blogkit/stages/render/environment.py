"""Jinja, set up once per process: what a template of a theme may use beside the view it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from ...core.diagnostic import did_you_mean
from ...core.strings import Strings
from ...core.theme import Theme
from ...core.view import EntryView
from ...extend.slot import SLOTS
from ...extend.widget import Widget
from ..sandbox import Sandbox, begin, short_range
from .compiled import Compiled, texts
from .head import head
from .look import Look
from .slots import put
from .unknown import Unknown


class Page:
    """One page being rendered: the functions that templates call."""

    def __init__(self, look: Look, env: jinja2.Environment, widgets: tuple[Widget, ...], view: Any) -> None:
        self.look, self.env, self.widgets = look, env, widgets
        self.view = view
        self.entry: EntryView | None = getattr(view, "post", None) or getattr(view, "page", None)
        alone = type(view).__name__ in ("PostPage", "PagePage")
        language = self.entry.lang if self.entry and alone else look.site.language
        self.strings = Strings(look.theme.strings, language)
        self.language = language
        self.direction = self.entry.dir if self.entry and alone else look.site.dir
        self._unfilled: dict[str, None] = dict.fromkeys(SLOTS if alone else ("body.end",))
        """The slots that the template has not asked for yet."""

    def context(self) -> dict[str, Any]:
        fields = {name: getattr(self.view, name) for name in self.view.__struct_fields__}
        return {
            **fields,
            "site": self.look.site,
            "theme": self.look.theme.options,
            "lang": self.language,
            "dir": self.direction,
            "head": self.head,
            "t": self.t,
            "url_for": self.url_for,
            "asset": self.asset,
            "slot": self.slot,
            "format_date": self.format_date,
            "iso": iso,
        }

    def head(self) -> Markup:
        fills = self.entry is not None
        root = self.look.site.root
        return head(
            self.view.meta,
            self.look.site,
            [root + self.look.style] if fills and self.look.style else [],
            [root + self.look.script] if fills and self.look.script else [],
        )

    def t(self, key: str, n: int | None = None, **places: object) -> Markup:
        if n is not None:
            places["n"] = n
        text = escape(self.strings.pattern(key, n))
        for name, value in places.items():
            text = text.replace("{" + name + "}", escape(value))
        return text

    def url_for(self, path: str) -> str:
        return self.look.site.root + quote(path.lstrip("/"), safe="/:@!$&'()*+,;=~#?%")

    def asset(self, name: str) -> str:
        if name not in self.look.assets:
            near = did_you_mean(name, self.look.assets)
            raise jinja2.TemplateRuntimeError(f'the theme has no asset "{name}"{near and "; "}{near}')
        return self.look.site.root + self.look.assets[name]

    def format_date(self, moment: dt.datetime, style: str = "long") -> str:
        return self.strings.format_date(moment, style)

    def render(self, template: str) -> str:
        """The page. Where its template has no place for widgets, they are put where one would be."""
        begin()
        html = self.env.get_template(template).render(self.context())
        content = self.entry.content if self.entry else ""
        for name in tuple(self._unfilled):
            if fragment := self.slot(name):
                html = put(html, name, fragment, content)
        return html

    def slot(self, name: str) -> Markup:
        self._unfilled.pop(name, None)
        entry = self.entry
        if entry is None:
            return Markup("")
        chosen = dict(entry.widgets)
        parts = []
        for widget in self.widgets:
            wanted = chosen.get(widget.name, entry.kind != "page" or widget.pages)
            if widget.slot != name or not wanted:
                continue
            data = widget.prepare(entry, self.look.site, self.look.widgets[widget.name])
            if data is not None:
                template = self.env.get_template(f"widgets/{widget.name}.html")
                parts.append(
                    template.render(
                        widget=data,
                        post=entry,
                        site=self.look.site,
                        t=self.t,
                        url_for=self.url_for,
                        format_date=self.format_date,
                    )
                )
        return Markup("\n").join(Markup(part) for part in parts)


def iso(moment: dt.datetime, date_only: bool = False) -> str:
    """For <time datetime>: a day, or a moment with its offset."""
    return moment.date().isoformat() if date_only else moment.isoformat()


def environment(theme: Theme, widgets: Sequence[Widget], compiled: Mapping[str, bytes] = {}) -> jinja2.Environment:
    """`compiled`: what is known of the templates' code, by name."""
    templates = texts(theme, widgets)

    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name], theme.origins.get(name, name), None) if name in templates else None

    made = Sandbox if theme.sandboxed else jinja2.Environment
    result = made(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(compiled),
    )
    result.globals["range"] = short_range  # one slip of the pen in a template of one's own, and a build would never end
    return result
