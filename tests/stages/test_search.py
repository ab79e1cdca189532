"""What the search stage says when Pagefind is missing or fails, and what Pagefind's index holds when it is there."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.util import find_spec

import pytest

from blogkit.stages import search


def page(title: str, body: str, lang: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} · Blog</title></head><body>'
        f"<p>Navigation</p><article data-pagefind-body><h1>{title}</h1><p>{body}</p></article></body></html>"
    ).encode()


PAGES = {
    "posts/kind/index.html": page("Retry kindly", "Back off with jitter."),
    "posts/freundlich/index.html": page("Freundlich bleiben", "Auch Häuser warten.", "de"),
    "old.htm": page("An old name", "This file has an ending of 1998."),
    "v1.2/index.html": page("A folder with a dot", "And a file in it."),
}


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A Pagefind of our own making, in place of any that is installed: `fake("raise SystemExit(3)")`."""

    def put(program: str) -> None:
        (tmp_path / "pagefind").mkdir()
        (tmp_path / "pagefind" / "__init__.py").write_text("", "utf-8")
        (tmp_path / "pagefind" / "__main__.py").write_text("import os, sys\n" + program, "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.delitem(sys.modules, "pagefind", raising=False)

    return put


def codes(outcome):
    return [finding.code for finding in outcome.diagnostics]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(search, "find_spec", lambda name: None)
    outcome = search.index(PAGES, "en")
    assert (outcome.value, codes(outcome)) == ({}, ["search/no-pagefind"])
    assert 'pip install "blogkit[search]"' in outcome.diagnostics[0].fix


def test_a_pagefind_without_its_program_counts_as_missing(fake):
    fake("raise FileNotFoundError('Could not find pagefind binary')")
    assert codes(search.index(PAGES, "en")) == ["search/no-pagefind"]


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("sys.exit('Error: no space left\\nfor an index')", "no space left for an index"),
        ("raise ImportError('half of it is gone')", "ImportError: half of it is gone"),
        ("sys.exit(3)", "it ended with status 3"),
        ("", "it ended with status 0"),
    ],
)
def test_a_failure_is_one_finding_in_its_own_words(fake, program, words):
    fake(program)
    outcome = search.index(PAGES, "en")
    assert (outcome.value, codes(outcome)) == ({}, ["search/failed"])
    assert outcome.diagnostics[0].message == f"Pagefind could not index the site: {words}"


def test_it_does_not_wait_for_ever(fake, monkeypatch):
    fake("import threading; threading.Event().wait()")
    monkeypatch.setattr(search, "_SECONDS", 0.1)
    outcome = search.index(PAGES, "en")
    assert codes(outcome) == ["search/failed"]
    assert "did not finish within 0.1 seconds" in outcome.diagnostics[0].message


def test_a_full_disk_is_a_finding(monkeypatch, tmp_path):
    monkeypatch.setattr(search, "find_spec", lambda name: True)
    monkeypatch.setattr(search.tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert codes(search.index(PAGES, "en")) == ["search/failed"]


def test_pagefinds_own_settings_do_not_reach_it(fake, monkeypatch):
    monkeypatch.setenv("PAGEFIND_VERBOSE", "true")
    fake("sys.exit(' '.join([*[k for k in os.environ if 'PAGEFIND' in k], 'none', *sorted(os.listdir())]))")
    assert search.index(PAGES, "en").diagnostics[0].message.endswith("the site: none pages")


def test_a_warning_comes_with_its_index(fake):
    fake(
        "os.makedirs('bundle/index'); open('bundle/pagefind.js', 'w').write('x'); open('bundle/index/a', 'w')\n"
        "for unused in ('pagefind-ui.js', 'pagefind-ui.css', 'pagefind-highlight.js'): open('bundle/' + unused, 'w')\n"
        "print('Indexing Chinese in non-extended mode.', file=sys.stderr)"
    )
    outcome = search.index(PAGES, "zh-Hans")
    assert outcome.value == {"pagefind/index/a": b"", "pagefind/pagefind.js": b"x"}
    assert codes(outcome) == ["search/unsegmented"]


def test_no_pages_no_index_and_no_complaint():
    assert search.index({}, "en") == search.Outcome({})


# From here on with the real one.


@pytest.fixture(scope="module")
def real():
    pytest.importorskip("pagefind", reason="the extra blogkit[search] is not installed")
    return search.index(PAGES, "en-GB")


def fragments(outcome):
    found = [gzip.decompress(data) for path, data in outcome.value.items() if path.endswith(".pf_fragment")]
    return {row["url"]: row for row in (json.loads(text[text.index(b"{") :]) for text in found)}


def test_every_page_is_in_one_index_whatever_its_name_or_language(real):
    assert real.diagnostics == ()
    assert sorted(fragments(real)) == ["/old.htm", "/posts/freundlich/", "/posts/kind/", "/v1.2/"]
    languages = json.loads(real.value["pagefind/pagefind-entry.json"])["languages"]
    assert {name: found["page_count"] for name, found in languages.items()} == {"en-gb": 4}


def test_only_the_marked_part_is_indexed(real):
    kind = fragments(real)["/posts/kind/"]
    assert (kind["meta"]["title"], kind["content"]) == ("Retry kindly", "Retry kindly. Back off with jitter.")


def test_it_holds_what_the_search_page_loads_and_no_search_box_of_pagefinds_own(real):
    names = {path.removeprefix("pagefind/").partition("/")[0] for path in real.value}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.en-gb.pagefind", "index", "fragment"} <= names
    assert not [name for name in names if "ui" in name or name.endswith(".css")]


def test_the_same_pages_give_the_same_bytes_in_any_order_and_zone(real, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    assert search.index(dict(reversed(PAGES.items())), "en-GB") == real


def test_pages_without_a_word_give_no_index_and_no_complaint(real):
    assert search.index({"index.html": page("!", "…")}, "en") == search.Outcome({})


def test_chinese_needs_more_than_the_plain_program(real):
    extended = find_spec("pagefind_bin_extended") is not None
    assert codes(search.index(PAGES, "zh-Hans")) == ([] if extended else ["search/unsegmented"])
