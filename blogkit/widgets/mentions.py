"""Whom a post points out, and why: their name, where they like to be met, and what they said."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from ..core.view import EntryView, Link, MentionView, SiteView
from ..extend.widget import Widget, home_of, on_web


class MentionsOptions(msgspec.Struct, frozen=True):
    all: Annotated[bool, msgspec.Meta(description="List those, too, whom the text only names, without a reason.")] = (
        False
    )


class Mentioned(msgspec.Struct, frozen=True):
    name: str
    url: str
    place: Link | None
    """Where they like to be mentioned, if that is not the address of their name."""
    why: str
    quote: str
    source: Link | None
    """What they wrote or made, under the name of its host."""


def prepare(post: EntryView, site: SiteView, options: MentionsOptions) -> tuple[Mentioned, ...] | None:
    """Everyone once for each reason. Somebody with a reason needs no second line without one."""
    wanted = [one for one in post.mentions if one.person.name.strip()]
    reasoned = {_who(one) for one in wanted if _tells(one)}
    chosen = {
        (_who(one), one.why, one.source, one.quote): one
        for one in wanted
        if _tells(one) or (options.all and _who(one) not in reasoned)
    }
    return tuple(map(_mentioned, chosen.values())) or None


def _tells(one: MentionView) -> bool:
    return bool(one.why.strip() or one.quote.strip() or on_web(one.source))


def _who(one: MentionView) -> str:
    return one.person.key or "\0" + one.person.name


def _mentioned(one: MentionView) -> Mentioned:
    url, place = home_of(one.person), one.person.preferred
    apart = place if place and place.url != url and on_web(place.url) else None
    source = Link(_host(one.source), one.source) if on_web(one.source) else None
    return Mentioned(one.person.name, url, apart, one.why.strip(), one.quote.strip(), source)


def _host(url: str) -> str:
    return urlsplit(url.replace("[", "").replace("]", "")).netloc.rpartition("@")[2].removeprefix("www.") or url


TEMPLATE = """\
<section class="bk-widget bk-small bk-mentions" aria-labelledby="bk-mentions">
<h2 id="bk-mentions">{{ t("mentions_title") }}</h2>
<ul>
{%- for one in widget %}
<li>
{%- if one.url %}<a class="u-category h-card" href="{{ one.url }}"><bdi>{{ one.name }}</bdi></a>
{%- else %}<span class="p-category h-card"><bdi>{{ one.name }}</bdi></span>
{%- endif %}
{%- if one.place %} (<a href="{{ one.place.url }}" rel="noopener">{{ t("mentions_on", network=one.place.label) }}</a>)
{%- endif %}
{%- if one.why %} – <bdi>{{ one.why }}</bdi>{% endif %}
{%- if one.quote %} <q dir="auto">{{ one.quote }}</q>{% endif %}
{%- if one.source %} <a class="bk-mentions-source" href="{{ one.source.url }}"><bdi>{{ one.source.label }}</bdi></a>
{%- endif -%}
</li>
{%- endfor %}
</ul>
</section>
"""

STYLE = """\
.bk-mentions { margin-block: 1.5rem; font-size: 0.9em; overflow-wrap: anywhere; }
.bk-mentions h2 { margin: 0; font-size: 1em; }
.bk-mentions ul { margin: 0; padding-inline-start: 1.25rem; }
"""

WIDGET = Widget("mentions", "entry.after", TEMPLATE, prepare, options=MentionsOptions, style=STYLE, pages=True)
