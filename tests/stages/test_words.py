"""Words that the theme says inside a text: in the language of the entry, wherever the text is shown."""

from __future__ import annotations

import json
from pathlib import Path

from blogkit.testing.site import Site

BOX = """> [!NOTE]
> Boxed.[^1]

<!-- more -->

!!! tip
    Open.

!!! warning "Mine"
    Own title.

[^1]: A note.
"""
SITE = f"""
-- blogkit.yaml --
base_url: https://blog.example/
language: de
-- content/posts/eins.md --
---
title: Eins
date: 2026-03-02
---
{BOX}
-- content/posts/deux.md --
---
title: Deux
date: 2026-03-01
lang: fr-CA
---
{BOX}
"""


def test_words_in_a_text_are_of_its_language(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    tree = site.tree()
    german, french = tree["posts/eins/index.html"].decode(), tree["posts/deux/index.html"].decode()
    for page, words in ((german, ("Hinweis", "Tipp")), (french, ("Note", "Astuce"))):
        assert [f'<p class="admonition-title">{word}</p>' in page for word in (*words, "Mine")] == [True] * 3
    assert 'title="Zurück zum Text"' in german
    assert 'title="Retour au texte"' in french
    assert not any(b"\x1a" in data for path, data in tree.items() if path.endswith((".html", ".xml", ".json")))


def test_so_are_those_of_excerpts_and_feeds(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    home = site.tree()["index.html"].decode()
    assert home.index(">Hinweis</p>") < home.index(">Note</p>")
    bodies = [item["content_html"] for item in json.loads(site.tree()["feed.json"])["items"]]
    assert [">Hinweis</p>" in body for body in bodies] == [True, False]
    assert [">Note</p>" in body for body in bodies] == [False, True]


def test_another_word_is_a_reason_to_write_the_feeds_again(tmp_path: Path) -> None:
    site = Site.of(tmp_path, SITE)
    site.build()
    site.write({"i18n/de.yaml": "note: Obacht\n"})
    report = site.build().report
    assert {"posts/eins/index.html", "index.html", "feed.json", "rss.xml"} <= set(report.updated)
    assert not any(line.startswith("parse") for line in report.log)
    assert b">Obacht</p>" in site.tree()["posts/eins/index.html"]


def language(root: Path, files: str) -> list[tuple[str, str, str]]:
    found = Site.of(root, files).build().report.diagnostics
    return [(str(d.span), d.severity, d.fix) for d in found if d.code == "theme/no-words"]


def test_a_language_without_words_is_named_once(tmp_path: Path) -> None:
    found = language(tmp_path, "-- blogkit.yaml --\ntitle: Olá\nlanguage: pt-BR\n-- content/posts/a.md --\nOlá\n")
    assert [(place, severity) for place, severity, _ in found] == [("blogkit.yaml:2:11", "info")]
    assert "i18n/pt.yaml" in found[0][2]


def test_a_variant_of_a_language_speaks_its_words(tmp_path: Path) -> None:
    files = "-- blogkit.yaml --\nlanguage: pt-BR\n-- i18n/pt.yaml --\nskip: Saltar\n-- content/posts/a.md --\nOlá\n"
    assert not language(tmp_path, files)
    assert b">Saltar</a>" in (tmp_path / "public/index.html").read_bytes()
