"""A stranger's template reaches nothing but what it is given, and ends."""

from __future__ import annotations

import time
from typing import Any

import jinja2
import pytest
from jinja2.exceptions import SecurityError

from blogkit.stages import sandbox
from blogkit.stages.sandbox import Sandbox, TooMuch, begin


def render(template: str, **given: Any) -> str:
    begin()
    made = Sandbox(undefined=jinja2.StrictUndefined, autoescape=True, loader=jinja2.DictLoader({"x": template}))
    return made.get_template("x").render(**given)


def plain() -> str:
    return "plain"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ plain.__globals__ }}",
        "{{ '{0.__class__}'.format(plain) }}",
        "{{ '{x.__class__}'.format_map({'x': plain}) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ given.update(a=1) }}",
        "{{ given.pop('a') }}",
        "{{ [].append(1) }}",
    ],
)
def test_nothing_of_pythons_and_nothing_to_change(template: str) -> None:
    with pytest.raises(SecurityError):
        render(template, plain=plain, given={"a": 1})


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{{ range(10 ** 9) }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ 10 ** 10 * 'a' }}",
        "{{ [1] * 10 ** 9 }}",
        "{{ 'a'|center(10 ** 9) }}",
        "{{ 'a'.ljust(10 ** 9) }}",
        "{{ 5|round(-10 ** 9) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%*d' % (10 ** 9, 1) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '{:{w}}'.format(1, w=10 ** 9) }}",
        "{{ ('a' * 50000)|replace('a', 'b' * 50000) }}",
        "{{ ('a' * 50000).replace('a', 'b' * 50000) }}",
        "{% set n = namespace(x='aaaa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='aaaa') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(100) }}",
        "{% for a in range(9999) %}{% set x = range(100000)|list %}{% endfor %}",
    ],
)
def test_everything_ends(template: str) -> None:
    started = time.process_time()
    with pytest.raises((TooMuch, RecursionError)):
        render(template)
    assert time.process_time() - started < sandbox.SECONDS


def test_numbers_that_would_take_for_ever() -> None:
    with pytest.raises(OverflowError):
        render("{{ 9 ** (9 ** 9) }}")
    assert render("{{ 2 ** 10 }} {{ 2 ** -1 }}") == "1024 0.5"


def test_the_clock_ends_what_counting_does_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", -1.0)
    with pytest.raises(TooMuch):
        render("{% for i in range(1000) %}{% endfor %}")


def test_each_page_has_its_own_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 1500)
    once = "{% for i in range(1000) %}{% endfor %}done"
    assert render(once) == render(once) == "done"
    with pytest.raises(TooMuch):
        render(once + once)


def test_what_templates_do_all_day() -> None:
    template = (
        "{% for row in rows if row %}{{ loop.index }}/{{ loop.length }}{{ loop.last }} {% else %}none{% endfor %}"
        "{% for a, b in pairs.items() %}{{ a ~ b }}{% endfor %} {{ '%02d' % 7 }} {{ 'a' * 3 }} {{ 1 + 2 }} "
        "{{ 'x & y'|upper }} {{ '{} {:>3}'.format('<', 5) }} {{ rows|map('string')|join(', ') }} {{ 'a'|center(5) }}|"
    )
    assert render(template, rows=[1, 0, 2], pairs={"a": 1}) == (
        "1/2False 2/2True a1 07 aaa 3 X &amp; Y &lt;   5 1, 0, 2   a  |"
    )


def test_a_recursive_loop_with_an_end() -> None:
    tree = [{"n": 1, "below": [{"n": 2, "below": []}]}]
    template = "{% for one in tree recursive %}{{ one.n }}({{ loop(one.below) }}){% endfor %}"
    assert render(template, tree=tree) == "1(2())"
