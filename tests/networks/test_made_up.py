"""A network of a site's own, in one file and with one line, is everywhere where ours are."""

from __future__ import annotations

import runpy
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from blogkit.core.diagnostic import has_errors
from blogkit.extend.fit import fit
from blogkit.testing import network_laws
from blogkit.testing.site import Site

GARDEN = '''\
"""The Garden: a made-up place where posts are leaves of twenty letters."""

from blogkit.extend.accounts import Accounts
from blogkit.extend.network import Limit, Network, at, encoded
from blogkit.extend.registry import Registry

_WHO = Accounts(r"[a-z]{2,20}", "~{}", "https://garden.example/of/{}")


def share(text: str, url: str) -> str:
    return f"https://garden.example/plant?leaf={encoded(text)}&root={encoded(url)}"


def owns(url: str) -> bool:
    return at(r"garden\\.example", r"/leaf/[0-9]+", url)


NETWORK = Network(
    "garden", "The Garden", share, owns, _WHO.profile, _WHO.mention, _WHO.handle, limit=Limit(20, url_apart=True)
)
REGISTRY = Registry(networks=(NETWORK,))
'''
SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
author: mira
extensions: [extensions/garden.py]
widgets: {share: {networks: [garden, telegram, github_discussions, email]}}
-- people.yaml --
mira: {name: Mira, handles: {garden: ~mira, telegram: "@mira_writes"}}
-- content/posts/herons.md --
---
title: Herons "&" weirs, a long story
date: 2026-03-09
question: What did the heron teach you?
syndication: [https://garden.example/leaf/12, https://news.ycombinator.com/item?id=34]
---

Hello.
-- extensions/garden.py --
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.of(tmp_path, SITE + GARDEN)


def page_of(site: Site) -> str:
    built = site.build()
    assert not has_errors(built.report.diagnostics, strict=True), built.report.diagnostics
    return shown_by(site)


def shown_by(site: Site) -> str:
    return unescape(site.tree()["posts/herons/index.html"].decode())


def test_it_is_shared_to_and_the_text_has_room(site: Site) -> None:
    shown = page_of(site)
    assert "Share on The Garden" in shown
    leaf = quote('Herons "&" weirs, a…')
    assert (
        f'href="https://garden.example/plant?leaf={leaf}&root=https%3A%2F%2Fblog.example%2Fposts%2Fherons%2F"' in shown
    )
    assert "https://t.me/share/url?url=https%3A%2F%2Fblog.example%2Fposts%2Fherons%2F&text=Herons%20" in shown
    assert "GitHub Discussions" not in shown, "one cannot share to it"


def test_its_copies_are_recognised(site: Site) -> None:
    shown = page_of(site)
    assert "Answer on The Garden" in shown
    assert "Answer on Hacker News" in shown


def test_its_profiles_are_linked(site: Site) -> None:
    shown = page_of(site)
    assert "https://garden.example/of/mira" in shown
    assert "https://t.me/mira_writes" in shown


def test_it_keeps_the_laws_and_has_a_limit_for_drafts(tmp_path: Path) -> None:
    file = tmp_path / "garden.py"
    file.write_text(GARDEN, "utf-8")
    garden = runpy.run_path(str(file))["NETWORK"]
    for law in network_laws.LAWS:
        if law is not network_laws.network_is_described:  # a file that was run is no module
            law(garden)
    assert fit("Herons and weirs, a long story", "https://blog.example/", garden) == "Herons and weirs, a…"
    assert (garden.handle("https://garden.example/of/mira"), garden.mention("mira")) == ("~mira", "~mira")


def test_without_that_line_there_is_no_such_network(tmp_path: Path) -> None:
    without = SITE.replace("extensions: [extensions/garden.py]\n", "").replace("networks: [garden, ", "networks: [")
    site = Site.of(tmp_path, without + GARDEN)
    site.build()
    shown = shown_by(site)
    assert "The Garden" not in shown
    assert "Answer on garden.example" in shown
    assert "https://garden.example/of/mira" not in shown
