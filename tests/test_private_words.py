"""A site whose private folder is full of canaries is built, drafted, deployed and served to a reader: no canary gets out.

`test_privacy.py` has the same for people.yaml, field by field, down to what templates can reach.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bad_input.sites import CLOCK, run
from blogkit.testing.site import Site
from cli.test_serve import serving
from test_privacy import everything

FOLDER = "engagement/private/"
SITE = """
-- blogkit.yaml --
base_url: https://blog.dev/
title: Notes
author: me
-- people.yaml --
me: {name: Me, handles: {mastodon: "@me@social.example"}}
ana: {name: Ana, url: "https://ana.dev/", listed: true, handles: {mastodon: "@ana@social.example"}}
bo: {name: Bo, mention: ask}
-- content/posts/a.md --
---
title: A
id: a
date: 2026-03-02
thanks: [{who: ana, for: tea}, bo]
---
[hers](https://ana.dev/x), [theirs](https://other.dev/)
-- content/posts/rough.md --
---
title: Rough
draft: true
---
"""
PEOPLE = """
ana: {email: canary@mail.example, met: Canary, notes: canary, extra: {canary: canary}}
canary: {name: Canary, domains: [canary.example.dev], blocked: true}
"""
LEDGER = """
{"t":"2026-03-01T10:00:00Z","who":"ana","way":"in","what":"canary","url":"https://canary.dev/"}
{"t":"2026-03-01T10:00:00Z","who":"Canary","way":"out","what":"canary"}
{"t":"canary","who":"canary","way":"in","what":"canary"}
canary
"""
GARBLED = """
canary
{"t":"canary","id":"canary","event":"done"}
{"t":"2026-03-01T10:00:00Z","id":"canary","event":"canary"}
{"t":"2026-03-01T10:00:00Z","id":"canary","event":"snoozed","until":"canary"}
{"t":"2026-03-01T10:00:00Z","id":"canary","event":"done","kind":"canary","post":"canary","who":"canary","because":"canary"}
<<<<<<< canary
"""


def canaries(root: Path) -> list[str]:
    """Files with a canary that lie where others may read them: not below the private folder. A letter goes to the
    address that the author keeps for themselves, and stands in a folder that git leaves alone."""
    word = re.compile(b"canary(?!@mail)", re.IGNORECASE)
    found = [path for path, data in everything(root) if not path.startswith(FOLDER) and word.search(data)]
    letters = [path for path, data in everything(root) if b"canary@mail" in data and not path.startswith(FOLDER)]
    return found + [path for path in letters if not path.startswith("engagement/drafts/a/to-")]


def step(root: Path, kind: str) -> str:
    steps = json.loads(run(root, "checklist", "--json", "--all", "--clock", CLOCK).out)["steps"]
    return next(one["id"] for one in steps if one["kind"] == kind)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Used for some days: steps done, skipped and put off with private words, and the same lines garbled."""
    site = Site.of(tmp_path_factory.mktemp("private"), SITE)
    site.write({f"{FOLDER}people.yaml": PEOPLE, f"{FOLDER}ledger.jsonl": LEDGER})
    for words in (["done", "tell-source"], ["skip", "ask-question"], ["snooze", "send-webmentions"]):
        assert run(site.root, "checklist", words[0], step(site.root, words[1]), "--because", "Canary").code == 0
    assert run(site.root, "ledger", "add", "ana", "canary", "--in", "--url", "https://canary.dev/").code == 0
    events = site.root / FOLDER / "checklist.jsonl"
    assert events.read_text().count("Canary") == 3
    events.write_text(events.read_text() + GARBLED)
    return site


PUBLIC_COMMANDS = [
    ["build", "--clock", CLOCK, "--no-cards"],
    ["build", "--clock", CLOCK, "--no-cards"],
    ["build", "--clock", CLOCK, "--no-cards", "--verbose", "--clean"],
    ["build", "--clock", CLOCK, "--no-cards", "--json"],
    ["build", "--clock", CLOCK, "--no-cards", "--format", "github"],
    ["build", "--clock", CLOCK, "--no-cards", "--drafts", "--future"],
    ["check", "--verbose"],
    ["check", "--json"],
    ["list", "left-out", "--json"],
    ["explain", "/posts/a/"],
    ["config", "show"],
    ["people", "list", "--json"],
    ["people", "check", "--json"],
    ["draft", "a"],
    ["draft", "a", "--to", "ana"],
    ["deploy", "init", "github-pages"],
    ["link", "a", "https://social.example/@me/1"],
    ["balance", "--explain", "--json"],
    ["rhythm", "--json"],
]


def test_no_command_whose_words_others_read_tells(site: Site, tmp_path: Path) -> None:
    copy = site.fresh(tmp_path / "copy")
    for words in PUBLIC_COMMANDS:
        said = run(copy.root, *words)
        assert said.code == 0, (words, said.all)
        assert said.all, words
        assert "canary" not in said.all.lower(), words
        assert canaries(copy.root) == [], words
    assert {"feed.xml", "atom.xml", "feed.json"} & copy.tree().keys()
    assert (copy.root / "engagement/checklist.md").exists()
    assert (copy.root / "engagement/public/checklist.jsonl").exists()
    assert [*(copy.root / "engagement/drafts").rglob("to-ana.md")]
    subprocess.run(["git", "init", "-q"], cwd=copy.root, check=True)
    taken = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=copy.root, capture_output=True, check=True
    )
    files = taken.stdout.decode().split()
    assert {"people.yaml", "engagement/checklist.md", "engagement/public/checklist.jsonl"} <= {*files}
    assert [path for path in files if path.startswith((FOLDER, "engagement/drafts/"))] == []


def test_what_is_wrong_in_private_lines_is_said_without_their_words(site: Site, tmp_path: Path) -> None:
    copy = site.fresh(tmp_path / "copy")
    said = run(copy.root, "build", "--clock", CLOCK, "--no-cards", "--verbose")
    assert said.err.count(f"{FOLDER}checklist.jsonl:") >= 5
    assert "canary" not in said.all.lower()


def test_the_author_alone_can_ask_for_it(site: Site) -> None:
    """So that the other tests cannot pass because there is nothing to tell."""
    for words in (["ledger"], ["ledger", "--json"], ["people", "show", "ana"], ["today", "--json"]):
        assert "canary" in run(site.root, *words).out.lower(), words
    said = run(site.root, "ledger").all
    assert "Canary" not in said  # who is blocked is shown to nobody
    assert canaries(site.root) == []  # nor does asking leave anything behind


def addresses(site: Site) -> Iterator[str]:
    """Every page, and every way one could think of to come at what is not one."""
    for path in site.tree():
        yield "/" + quote(path)
    for path in ("people.yaml", "ledger.jsonl", "checklist.jsonl"):
        for start in ("", ".blogkit/", "../", "%2e%2e/", "..%2f", "posts/../../", ".blogkit/../", "..\\", "//"):
            yield f"/{start}{FOLDER}{path}"
            yield f"/{start}../{FOLDER}{path}"
    yield from ("/.blogkit/", "/.blogkit/plan", "/.blogkit/today", "/engagement/", "/engagement/private/", "/nothing")


def test_a_reader_of_the_preview_sees_none_of_it(site: Site, tmp_path: Path) -> None:
    copy = site.fresh(tmp_path / "copy")
    copy.build()
    run(copy.root, "today")
    with serving(copy.root) as server:
        found = {address: server.get(address) for address in addresses(copy)}
    assert found["/posts/a/index.html"][0] == 200
    for address, (status, headers, body) in found.items():
        assert b"canary" not in body.lower(), (address, status)
        assert "canary" not in str(headers).lower(), address
    assert "canary" not in "".join(server.said).lower()
    assert canaries(copy.root) == []
