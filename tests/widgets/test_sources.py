from __future__ import annotations

from typing import Any

import mf2py
import pytest

from blogkit.core.view import Citation, PersonView
from blogkit.testing.fragment import Fragment
from blogkit.widgets.sources import WIDGET, SourcesOptions
from widgets.showing import show

ANA = PersonView("Ana Ruiz", "ana", "https://ana.dev/")
RETRY = Citation("https://ana.dev/retry/", "Retry <kindly>", "See Retry.", "ana.dev", ANA)
PLAIN = Citation("https://docs.example/x", "docs", "", "docs.example")


def cites(html: str) -> list[dict[str, Any]]:
    return [item["properties"] for item in mf2py.parse(doc=html)["items"] if item["type"] == ["h-cite"]]


def test_people_are_cited_by_name() -> None:
    (cite,) = cites(show(WIDGET, citations=(RETRY, PLAIN)))
    (author,) = cite.pop("author")
    assert author["properties"] == {"name": ["Ana Ruiz"], "url": ["https://ana.dev/"]}
    assert cite == {"name": ["Retry <kindly>"], "url": ["https://ana.dev/retry/"], "publication": ["ana.dev"]}


def test_every_link_on_request_and_each_address_once() -> None:
    html = show(WIDGET, SourcesOptions(all=True), citations=(PLAIN, RETRY, PLAIN, RETRY))
    assert [cite["name"] for cite in cites(html)] == [["docs"], ["Retry <kindly>"]]
    assert show(WIDGET, citations=(PLAIN,)) == "" == show(WIDGET)


def test_nobody_cites_themselves() -> None:
    assert show(WIDGET, citations=(RETRY,), authors=(ANA,)) == ""


@pytest.mark.parametrize(("count", "folded"), [(2, False), (3, True)])
def test_a_long_list_is_folded_and_says_how_long(count: int, folded: bool) -> None:
    many = tuple(Citation(f"https://ana.dev/{n}", f"no {n}", "", "ana.dev", ANA) for n in range(count))
    html = show(WIDGET, SourcesOptions(open=2), citations=many)
    assert ("<details" in html) is folded
    (heading,) = (e.text for e in Fragment(html).elements if e.tag == "h2")
    assert heading == ("Sources (3)" if folded else "Sources")
    assert len(cites(html)) == count


def test_a_link_that_runs_code_is_no_source() -> None:
    assert show(WIDGET, citations=(Citation("javascript:x", "x", "", "", ANA),)) == ""
