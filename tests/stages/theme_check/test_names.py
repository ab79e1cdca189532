"""Names in templates, held against the contract: all that is documented renders, nothing else passes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest

from blogkit.core import contract
from blogkit.core.card import CardJob
from blogkit.core.contract import PAGES, Deprecated
from blogkit.core.theme import Asset, Theme, ThemeOption
from blogkit.core.view import CardView
from blogkit.stages.card.fonts import Fonts
from blogkit.stages.card.template import render
from blogkit.stages.theme_check.kinds import hints, plain
from blogkit.stages.theme_check.names import names, parsed
from blogkit.testing.site import Site


def theme(**templates: str) -> Theme:
    texts = {name.replace("__", "/") + ".html": text for name, text in templates.items()}
    strings: dict[str, dict[str, Any]] = {"en": {"menu": "Menu"}}
    assets = {"css/site.css": Asset("site.css", "0")}
    return Theme("x", texts, {name: f"t/{name}" for name in texts}, assets, strings, {"accent": "#000"})


def said(**templates: str) -> list[tuple[str, str, str]]:
    made = theme(**templates)
    trees, broken = parsed(made)
    assert not broken
    return [(str(one.finding.span), one.finding.code, one.finding.fix) for one in names(made, trees)]


def printing(expression: str, kind: Any, depth: int) -> str:
    """A template that prints everything below an expression, as deep as it goes."""
    kind = plain(kind)
    origin: Any = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        inner = "".join(printing(f"{expression}.{name}", part, depth - 1) for name, part in hints(kind).items())
        return f"{{% if {expression} %}}{inner}{{% endif %}}" if depth else ""
    if origin is tuple and get_args(kind)[1:] == (...,):
        name = f"x{depth}"
        return (
            f"{{% for {name} in {expression} %}}{printing(name, get_args(kind)[0], depth - 1)}{{% endfor %}}"
            if depth
            else ""
        )
    if kind is dt.datetime:
        return f"{{% if {expression} %}}{{{{ format_date({expression}) }}}}{{{{ iso({expression}) }}}}{{% endif %}}"
    return f"{{{{ {expression} }}}}"


EVERYWHERE = (
    "{{ site.title }}{{ theme.accent }}{{ lang }}{{ dir }}{{ head() }}{{ t('menu') }}{{ url_for('x') }}"
    "{{ asset('css/site.css') }}{{ slot('body.end') }}" + printing("site", contract.GIVEN["site"], 4)
)
WHOLE = {
    name: EVERYWHERE + "".join(printing(field, kind, 4) for field, kind in hints(page).items())
    for name, page in PAGES.items()
}


def test_a_template_that_prints_every_name_renders(tmp_path: Path) -> None:
    """With the site of the ugly cases, so that what may be nothing is there once."""
    demo = Path(contract.__file__).parents[1] / "demo"
    files = {p.relative_to(demo).as_posix(): p.read_bytes() for p in demo.rglob("*") if p.is_file()}
    site = Site(tmp_path)
    files["blogkit.yaml"] = files["blogkit.yaml"].replace(b"__NAME__", b"default")
    site.write({**files, **{f"templates/{name}": text for name, text in WHOLE.items()}})
    report = site.build().report
    assert report.written, report.diagnostics[:3]
    assert b"PersonView(" not in b"".join(site.tree().values())


@pytest.mark.parametrize("name", [name for name in WHOLE if name.endswith(".html")])
def test_no_documented_name_is_found_fault_with(name: str) -> None:
    assert said(**{name.removesuffix(".html"): WHOLE[name]}) == []


@pytest.mark.parametrize(
    ("template", "column", "fix"),
    [
        ("{{ post.titel }}", 4, 'did you mean "title"?'),
        ("{{ psot.title }}", 4, 'did you mean "post"?'),
        ("{{ paginator }}", 4, "this template has: "),
        ("{% if false %}{{ post.zebra }}{% endif %}", 18, "EntryView has: id, kind"),
        ("{% for a in post.authors %}{{ a.nmae }}{% endfor %}", 31, 'did you mean "name"?'),
        ("{% for tag in post.tags|sort(attribute='name') %}{{ tag.titel }}{% endfor %}", 53, "TermView has: name"),
        ("{{ post.tags|map(attribute='nmae')|join }}", 29, 'did you mean "name"?'),
        ("{{ (post.tags|first).nmae }}", 21, 'did you mean "name"?'),
        ("{{ post['titel'] }}", 10, 'did you mean "title"?'),
        ("{{ post.guest.nmae if post.guest else '' }}", 4, 'did you mean "name"?'),
        ("{{ (post.guest or post.authors[0]).nmae }}", 35, 'did you mean "name"?'),
        ("{% set who = post.guest %}{{ who.nmae }}", 30, 'did you mean "name"?'),
        ("{% with who = post.guest %}{{ who.nmae }}{% endwith %}", 31, 'did you mean "name"?'),
        ("{{ theme.acent }}", 4, 'did you mean "accent"?'),
        ("{{ t('menus') }}", 4, 'did you mean "menu"?'),
        ("{{ asset('css/sites.css') }}", 4, 'did you mean "css/site.css"?'),
        ("{{ post.date.yaer }}", 4, "leave it out"),
        ("{% macro m(x) %}{{ x.anything }}{{ nothing }}{% endmacro %}", 36, "this template has"),
    ],
)
def test_names_that_are_not_there(template: str, column: int, fix: str) -> None:
    ((where, code, cure),) = said(post="\n" + template)
    assert where == f"t/post.html:2:{column}"
    assert code in ("theme/undefined", "theme/no-string", "theme/no-asset")
    assert cure.startswith(fix)


@pytest.mark.parametrize(
    "template",
    [
        "{{ here|default('') }}",
        "{% if here is defined %}{{ here }}{% endif %}",
        "{{ here|default('') and here.startswith('/') }}",
        "{{ here if here is defined else '' }}",
        "{% set x = namespace(a=1) %}{{ x.a }}{% for i in range(3) %}{{ loop.index }}{% endfor %}",
        "{% macro m(x) %}{{ x.anything }}{{ caller() }}{% endmacro %}{% call m(1) %}{% endcall %}",
        "{% import 'p.html' as p %}{{ p.anything() }}",
        "{{ post.title.upper() }}{{ post.extra.mine }}{{ site.extra['mine'] }}{{ post.date.year }}",
        "{% for network, handle in post.authors[0].handles %}{{ handle.lower() }}{% endfor %}",
        "{{ post.widgets|map('first')|join }}",
    ],
)
def test_what_may_be_written(template: str) -> None:
    assert said(post=template) == []


def test_a_partial_is_read_with_what_each_page_gives_it() -> None:
    part = "{{ entry.title }}{{ entry.nmae }}"
    found = said(
        post='{% set entry = post %}{% include "part.html" %}',
        home='{% for entry in paginator.items %}{% include "part.html" %}{% endfor %}',
        part=part,
    )
    assert {where for where, _, _ in found} == {"t/part.html:1:21"}
    assert said(post='{% include "part.html" %}', part=part)[0][0] == "t/part.html:1:4"


def test_blocks_see_what_the_page_sets() -> None:
    base = "{% block main %}{{ here }}{% endblock %}"
    assert said(base=base, post='{% extends "base.html" %}{% set here = post.url %}') == []
    own = '{% extends "base.html" %}{% block main %}{{ super() }}{{ post.nope }}{% endblock %}'
    assert {where for where, _, _ in said(base=base, post=own)} == {"t/base.html:1:20", "t/post.html:1:58"}


def test_deprecated_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is empty today; one day it will not be. A build warns too."""
    monkeypatch.setitem(contract.DEPRECATED, "EntrySummary.minutes", Deprecated("post.words", "0.2"))
    monkeypatch.setitem(contract.DEPRECATED, "dir", Deprecated("site.dir"))
    found = said(post="{{ post.title }}\n{{ post.minutes }}{{ dir }}{{ site.dir }}")
    assert found == [
        ("t/post.html:2:9", "theme/deprecated", "write  post.words"),
        ("t/post.html:2:22", "theme/deprecated", "write  site.dir"),
    ]
    site = Site.of(
        tmp_path, "-- blogkit.yaml --\nbase_url: https://x.example/\n-- content/posts/a.md --\n---\ntitle: A\n---\n"
    )
    site.write({"templates/post.html": "<p>\n{{ post.minutes }}"})
    report = site.build().report
    warned = [
        (str(d.span), d.fix)
        for d in report.diagnostics
        if d.code == "theme/deprecated" and d.span.path.startswith("templates/")
    ]
    assert report.written
    assert warned == [("templates/post.html:2:9", "write  post.words")]


# ---- cards


def said_of_cards(**templates: str) -> list[tuple[str, str]]:
    texts = {f"cards/{name}.svg": text for name, text in templates.items()}
    origins = {name: f"t/{name}" for name in texts}
    made = Theme(
        "x", texts, origins, {}, {"en": {"menu": "Menu"}}, {"accent": "#000"}, cards={"scrim": ThemeOption("number")}
    )
    trees, broken = parsed(made)
    assert not broken
    return [(str(one.finding.span), one.finding.fix) for one in names(made, trees)]


CARD = "{{ options.accent }}{{ options.scrim }}" + "".join(
    printing(name, kind, 1) if kind else f"{{{{ {name} is callable }}}}" for name, kind in contract.CARD.items()
)


def test_every_name_of_a_card_is_given_and_no_other() -> None:
    view = CardView("title", "site", question="Why?")
    job = CardJob(view, "cards/plain.svg", {"cards/plain.svg": CARD}, {"accent": "a", "scrim": 1}, (), {}, 0)
    assert render(job, view, Fonts(()), lambda *_: "").count("True") == sum(k is None for k in contract.CARD.values())
    assert said_of_cards(plain=CARD) == []


@pytest.mark.parametrize(
    ("template", "column", "fix"),
    [
        ("{{ view.titel }}", 4, 'did you mean "title"?'),
        ("{{ veiw.title }}", 4, 'did you mean "view"?'),
        ("{{ options.scrin }}", 4, 'did you mean "scrim"?'),
        ("{{ t('menu') }}", 4, "this template has: "),
        ("{{ post.title }}", 4, "this template has: "),
        ("{% set title = fit(view.quoet, 700, [40]) %}", 20, 'did you mean "quote"?'),
        ("{% import 'cards/_own.svg' as own %}{{ own.x() }}{{ nothing }}", 53, "this template has: "),
    ],
)
def test_names_that_a_card_does_not_have(template: str, column: int, fix: str) -> None:
    ((where, cure),) = said_of_cards(plain="\n" + template, _own="{% macro x() %}{% endmacro %}")
    assert where == f"t/cards/plain.svg:2:{column}"
    assert cure.startswith(fix)


def test_a_layout_has_what_its_frame_sets_and_a_macro_only_what_it_is_handed() -> None:
    frame = "{% import 'cards/_own.svg' as own %}{% set ink = 1 %}{% block main scoped %}{% endblock %}"
    layout = "{% extends 'cards/_frame.svg' %}{% block main %}{{ own.x(ink) }}{{ inc }}{% endblock %}"
    found = said_of_cards(plain=layout, _frame=frame, _own="{% macro x(a) %}{{ a }}{{ ink }}{% endmacro %}")
    assert {where for where, _ in found} == {"t/cards/plain.svg:1:68", "t/cards/_own.svg:1:27"}
