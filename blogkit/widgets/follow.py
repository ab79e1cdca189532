"""Where else the author is to be met, and the feed: for the moment when a reader has come to the end."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from ..core.view import EntryView, Link, PersonView, SiteView
from ..extend.widget import Widget, on_web


class FollowOptions(msgspec.Struct, frozen=True):
    feed: Annotated[bool, msgspec.Meta(description="Name the site's feed, or a guest's own.")] = True


class Followed(msgspec.Struct, frozen=True):
    name: str
    places: tuple[Link, ...]
    feed: str


def prepare(post: EntryView, site: SiteView, options: FollowOptions) -> tuple[Followed, ...] | None:
    """One line for each author that has places; the site's feed stands in the first of them, a guest's in their own."""
    people = [one for one in (post.authors or (site.author,)) if one and one.name.strip()]
    hosts = [one for one in people if one != post.guest]
    feeds = {one.name: one.feed for one in people if one == post.guest and on_web(one.feed)}
    if hosts and site.feeds:
        feeds[next(filter(_places, hosts), hosts[0]).name] = site.feeds[0].url
    told = [Followed(one.name, _places(one), feeds.get(one.name, "") if options.feed else "") for one in people]
    return tuple(one for one in told if one.places or one.feed) or None


def _places(person: PersonView) -> tuple[Link, ...]:
    """What they prefer comes first, under the network's own name; the others under that of their host."""
    links = {}
    if person.preferred and on_web(person.preferred.url) and person.preferred.url != person.url:
        links[person.preferred.url] = person.preferred.label
    for url in person.profiles:
        if on_web(url):
            links.setdefault(url, _host(url))
    return tuple(Link(label, url) for url, label in links.items())


def _host(url: str) -> str:
    return urlsplit(url.replace("[", "").replace("]", "")).netloc.rpartition("@")[2].removeprefix("www.") or url


TEMPLATE = """\
{% for one in widget %}
<div class="bk-widget bk-follow" data-pagefind-ignore>
<p id="bk-follow{{ loop.index }}">{{ t("follow_title", name=one.name) }}</p>
<ul aria-labelledby="bk-follow{{ loop.index }}">
{% for place in one.places %}
<li><a href="{{ place.url }}" rel="noopener"><bdi>{{ place.label }}</bdi></a></li>
{% endfor %}
{% if one.feed %}
<li><a href="{{ one.feed }}">{{ t("follow_feed") }}</a></li>
{% endif %}
</ul>
</div>
{% endfor %}
"""

STYLE = """\
.bk-follow, .bk-follow ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
.bk-follow { align-items: baseline; margin-block: 1rem 0; font-size: 0.9em; }
.bk-follow p { margin: 0; }
.bk-follow a { display: inline-block; padding-block: 0.25rem; overflow-wrap: anywhere; }
"""

WIDGET = Widget("follow", "entry.after", TEMPLATE, prepare, options=FollowOptions, style=STYLE)
