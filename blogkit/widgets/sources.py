"""Whose work a post builds on: the links of its text to people, once more and by name, as h-cite."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from ..core.view import Citation, EntryView, SiteView
from ..extend.widget import Widget, home_of, on_web


class SourcesOptions(msgspec.Struct, frozen=True):
    all: Annotated[bool, Meta(description="List every link to another site, not only those to people you know.")] = (
        False
    )
    open: Annotated[
        int, Meta(ge=0, description="A list longer than this is folded; the text has the links anyway.")
    ] = 0


class Source(msgspec.Struct, frozen=True):
    name: str
    home: str
    title: str
    url: str
    domain: str


class Sources(msgspec.Struct, frozen=True):
    cited: tuple[Source, ...]
    folded: bool


def prepare(post: EntryView, site: SiteView, options: SourcesOptions) -> Sources | None:
    """Every address once. Authors do not cite themselves."""
    own = {author.key for author in (*post.authors, *((site.author,) if site.author else ())) if author.key}
    links = {
        one.url: one
        for one in reversed(post.citations)
        if on_web(one.url) and (one.person.key not in own if one.person else options.all)
    }
    cited = tuple(map(_source, reversed(links.values())))
    return Sources(cited, len(cited) > options.open) if cited else None


def _source(one: Citation) -> Source:
    person = one.person
    name, home = (person.name, home_of(person)) if person and person.name.strip() else ("", "")
    return Source(name, home, one.text.strip() or one.domain or one.url, one.url, one.domain)


TEMPLATE = """\
{% macro list() %}
<ul>
{%- for one in widget.cited %}
<li class="h-cite">
{%- if one.name and one.home %}<a class="p-author h-card" href="{{ one.home }}"><bdi>{{ one.name }}</bdi></a>{{ ": " }}
{%- elif one.name %}<span class="p-author h-card"><bdi>{{ one.name }}</bdi></span>{{ ": " }}
{%- endif -%}
<a class="p-name u-url" href="{{ one.url }}"><bdi>{{ one.title }}</bdi></a>
{%- if one.domain and one.domain != one.title %} (<bdi class="p-publication">{{ one.domain }}</bdi>){% endif -%}
</li>
{%- endfor %}
</ul>
{% endmacro %}
<section class="bk-widget bk-small bk-sources" data-pagefind-ignore aria-labelledby="bk-sources">
{% if widget.folded %}
<details>
<summary><h2 id="bk-sources">{{ t("sources_title") }} ({{ widget.cited|length }})</h2></summary>
{{ list() -}}
</details>
{% else %}
<h2 id="bk-sources">{{ t("sources_title") }}</h2>
{{ list() -}}
{% endif %}
</section>
"""

STYLE = """\
.bk-sources { margin-block: 1.5rem; font-size: 0.9em; overflow-wrap: anywhere; }
.bk-sources h2 { margin: 0; font-size: 1em; }
.bk-sources summary { padding-block: 0.25rem; }
.bk-sources summary h2 { display: inline; }
.bk-sources ul { margin: 0; padding-inline-start: 1.25rem; }
"""

WIDGET = Widget("sources", "entry.after", TEMPLATE, prepare, options=SourcesOptions, style=STYLE, pages=True)
