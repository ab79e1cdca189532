"""Every built-in extension keeps the laws of its kind, and every law can catch somebody."""

from __future__ import annotations

import dataclasses
from html import escape
from itertools import count
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from blogkit.builtin import BUILTIN
from blogkit.extend.feed import FeedFormat
from blogkit.extend.network import Limit, Network
from blogkit.extend.registry import Registry
from blogkit.extend.step import Step, StepKind
from blogkit.extend.widget import Widget
from blogkit.testing import LAWS, Law, LawBroken, cases, laws


def _name(value: Any) -> str:
    return getattr(value, "__name__", "") or value.name


@pytest.mark.parametrize(("law", "extension"), cases(BUILTIN), ids=_name)
def test_built_in_extensions_keep_the_laws(law: Law, extension: Any) -> None:
    law(extension)


def test_a_new_file_on_a_shelf_brings_its_own_tests() -> None:
    added = replace(BUILTIN.networks[0], name="elsewhere")
    registry = dataclasses.replace(BUILTIN, networks=(*BUILTIN.networks, added))
    assert len(cases(registry)) == len(cases(BUILTIN)) + len(LAWS[Network])
    assert {_name(extension) for _, extension in cases(registry)} >= {"elsewhere"}


def _widget(template: str, prepare: Any = lambda post, site, options: post, **more: Any) -> Widget:
    return Widget("broken", "entry.after", template, prepare, **more)


def _network(share: Any = BUILTIN.networks[0].share, owns: Any = lambda url: False, **more: Any) -> Network:
    return Network("broken", "Broken", share, owns, **more)


def _step(id: str = "1", title: str = "Do", because: str = "why", **more: Any) -> Step:
    return Step(id=id, kind="broken", post="retry", title=title, because=because, **more)


def _steps(find: Any) -> StepKind:
    return StepKind("broken", "own", find)


class Needy(msgspec.Struct, frozen=True):
    must_be_set: str


def raw_rss(view: Any) -> bytes:
    return f"<rss version='2.0'><channel><title>{view.title}</title></channel></rss>".encode("utf-8", "replace")


_call = count()
_mastodon = BUILTIN.networks[0]

BROKEN = {
    "widget_is_described": [_widget("<p>x</p>", options=Needy), replace(_widget("<p>x</p>"), name="Not A Name")],
    "widget_is_pure": [_widget("<p>{{ widget }}</p>", lambda post, site, options: next(_call))],
    "widget_escapes": [
        _widget("<p>{{ post.title | safe }}</p>"),
        _widget("<p title={{ post.title }}>x</p>"),
        _widget("<p title='{{ post.title | safe }}'>x</p>"),
        _widget("<p>{{ widget }}</p>", lambda post, site, options: escape(post.title)),
    ],
    "widget_is_sound": [
        _widget("<p>x<div>y</p></div>"),
        _widget("<p id='a'>x</p><p id='a'>y</p>"),
        _widget("<p style='color: red'>x</p>"),
        _widget("<p onclick='x()'>x</p>"),
        _widget("<script>x()</script>"),
        _widget("<img alt='' src='https://example.net/pixel.gif'>"),
        _widget("{% for link in post.syndication %}<a href='{{ link.url }}'>x</a>{% endfor %}"),
        _widget("<p>x</p>", style="p { background: url(https://example.net/x.png) }"),
    ],
    "widget_works_without_script": [
        _widget("<p hidden>x</p>"),
        _widget("<p>x</p><button>Copy</button>"),
        _widget("<a href='#'>Copy</a>"),
    ],
    "widget_has_names": [
        _widget("<section><p>x</p></section>"),
        _widget("<section aria-labelledby='nobody'><p>x</p></section>"),
        _widget("<p>x</p><a href='/'></a>"),
        _widget("<label>x</label><input type='text'>"),
        _widget("<img src='/x.png'>"),
    ],
    "network_is_described": [
        replace(_mastodon, limit=Limit(0)),
        replace(_mastodon, limit=Limit(80, lambda text: 1)),
        replace(_mastodon, limit=300),  # type: ignore[arg-type]
        replace(_mastodon, label=" "),
    ],
    "network_shares_exactly": [
        _network(lambda text, url: f"https://example.net/?text={text}&url={url}"),
        _network(lambda text, url: _mastodon.share(text[:500], url)),
        _network(lambda text, url: _mastodon.share(text, url.lower())),
        _network(lambda text, url: _mastodon.share(text, "")),
    ],
    "network_is_total": [
        _network(owns=lambda url: url.startswith("https://")),
        _network(profile=lambda handle: handle),
        _network(mention=lambda handle: None),
        _network(handle=lambda url: url),
        _network(follow=lambda handle: "javascript:" + handle),
        _network(limit=Limit(80, lambda text: "80")),  # type: ignore[arg-type, return-value]
    ],
    "network_has_room": [_network(limit=Limit(10, lambda text: 99 * (next(_call) % 2)))],
    "network_knows_its_people": [
        _network(profile=_mastodon.profile, handle=lambda url: _mastodon.handle(url).removesuffix("e")),
        replace(_mastodon, mention=lambda handle: handle),
    ],
    "feed_is_described": [replace(BUILTIN.feeds[0], file_name="../feed.xml")],
    "feed_parses": [
        FeedFormat("broken", "feed.xml", "application/rss+xml", raw_rss),
        replace(BUILTIN.feeds[0], render=lambda view: BUILTIN.feeds[0].render(view) + b"<!-- %d -->" % next(_call)),
        replace(BUILTIN.feeds[2], render=lambda v: BUILTIN.feeds[2].render(msgspec.structs.replace(v, items=()))),
    ],
    "step_is_described": [replace(_steps(lambda post, site, known: ()), name="")],
    "step_is_sound": [
        _steps(lambda post, site, known: [_step(), _step()]),
        _steps(lambda post, site, known: [_step(str(next(_call)))]),
        _steps(lambda post, site, known: [_step(because="")]),
        _steps(lambda post, site, known: [_step(title="Tell \x1b[2J")]),
        _steps(lambda post, site, known: [_step(action="javascript:alert(1)")]),
    ],
    "step_ids_last": [
        _steps(lambda post, site, known: [_step(post.title)]),
        _steps(lambda post, site, known: [_step(c.text) for c in post.citations]),
        _steps(lambda post, site, known: [_step(f"{n}{c.person.key}") for n, c in enumerate(post.thanks)]),
    ],
}


@pytest.mark.parametrize(("name", "broken"), [(law, one) for law, many in BROKEN.items() for one in many])
def test_each_law_catches_who_breaks_it(name: str, broken: Any) -> None:
    law = next(law for law in LAWS[type(broken)] if law.__name__ == name)
    with pytest.raises(LawBroken):
        law(broken)


def test_every_law_is_seen_to_fail() -> None:
    assert set(BROKEN) == {law.__name__ for of_kind in LAWS.values() for law in of_kind}


def test_outsiders_call_one_function() -> None:
    laws(_network(profile=_mastodon.profile))
    with pytest.raises(LawBroken, match="text became an element"):
        laws(_widget("<h2>{{ post.title | safe }}</h2>"))


def test_the_registry_claims_everything_for_blogkit() -> None:
    assert {owner for _, _, owner in BUILTIN.claims()} == {"blogkit"}
    assert cases(Registry()) == []
