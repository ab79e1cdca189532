"""Who else worked on a post: from real histories, and from none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from blogkit.core.ledger import Hand, Hands
from blogkit.stages import coauthors
from blogkit.testing.site import Site

SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
author: me
-- people.yaml --
me: {name: Me, handles: {email: me@example.org}}
dee: {name: Dee Doe, url: https://dee.example/, handles: {email: "mailto:dee@example.org"}}
nix: {name: Nix, blocked: true}
-- content/posts/a.md --
---
title: A
id: a
date: 2026-03-02
question: What?
---
Text.
"""
A = "content/posts/a.md"


def commit(root: Path, message: str = "x", name: str = "Me", email: str = "me@example.org") -> None:
    who = ["-c", f"user.name={name}", "-c", f"user.email={email}", "-c", "commit.gpgsign=false"]
    for words in (["add", "-A"], ["commit", "-q", "-m", message]):
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.of(tmp_path / "repository" / "my blog", SITE)
    subprocess.run(["git", "init", "-q"], cwd=site.root.parent, check=True)
    (site.root / ".gitignore").write_text(".blogkit/\npublic/\nengagement/\n")
    return site


def thanked(site: Site) -> list[tuple[str, str]]:
    report = site.build().report
    return [(one.found.step.person, one.found.step.action) for one in report.steps if one.found.step.kind == "thank"]


def names(root: Path, path: str = A) -> list[str]:
    return [hand.name for hand in coauthors.hands(str(root)).posts.get(path, ())]


def test_trailers_and_other_authors_are_helpers_and_the_author_is_not(site: Site) -> None:
    commit(site.root, "Write\n\nCo-authored-by: Bo Ek <bo@example.org>\nCo-Authored-By: me <other@example.org>")
    site.write({A: (site.root / A).read_text() + "More.\n"})
    commit(site.root, "Fix a typo", "D. Doe", "dee@example.org")
    site.write({A: (site.root / A).read_text() + "Mine.\n"})
    commit(site.root, "Go on")
    assert names(site.root) == ["D. Doe", "Bo Ek"]
    assert thanked(site) == [("dee", "mailto:dee@example.org"), ("Bo Ek", "")]


def test_a_commit_alone_brings_the_step_and_only_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    hands = coauthors.hands
    monkeypatch.setattr(coauthors, "hands", lambda root: asked.append(root) or hands(root))
    commit(site.root)
    assert thanked(site) == thanked(site) == []
    assert len(asked) == 1
    site.write({A: (site.root / A).read_text() + "More.\n"})
    assert thanked(site) == []
    commit(site.root, "More\n\nCo-authored-by: Bo <bo@example.org>")
    assert thanked(site) == [("Bo", "")]
    assert thanked(site) == [("Bo", "")]
    assert len(asked) == 2
    site.write({"blogkit.yaml": (site.root / "blogkit.yaml").read_text() + "checklist: {enabled: false}\n"})
    commit(site.root)
    assert thanked(site) == []
    assert len(asked) == 2


def test_a_renamed_post_keeps_its_helpers_and_its_old_name_belongs_to_another(site: Site) -> None:
    commit(site.root, "x\n\nCo-authored-by: Bo <bo@example.org>")
    new = "content/posts/ü b.md"
    site.rename(A, new)
    commit(site.root)
    site.write({A: "---\ntitle: Another\ndate: 2026-03-03\n---\nQuite another text, with nothing of the first.\n"})
    commit(site.root)
    assert (names(site.root), names(site.root, new)) == ([], ["Bo"])


def test_a_post_that_is_gone_leaves_its_helpers_with_no_other(site: Site) -> None:
    commit(site.root, "x\n\nCo-authored-by: Bo <bo@example.org>")
    site.write({A: None, "content/posts/b.md": "---\ntitle: B\n---\n"})
    commit(site.root)
    site.write({A: "---\ntitle: Another of this name\ndate: 2026-03-03\n---\nQuite another text.\n"})
    commit(site.root)
    assert names(site.root) == []


def test_programs_sweeps_and_the_blocked_are_nobody(site: Site) -> None:
    commit(
        site.root,
        "x\n\nCo-authored-by: dependabot[bot] <1+x@users.noreply.github.com>\nCo-authored-by: Z <noreply@x.example>",
    )
    site.write({A: (site.root / A).read_text() + "More.\n"})
    commit(site.root, "y", "Nix", "nix@example.org")
    assert names(site.root) == ["Nix"]
    assert thanked(site) == []
    site.write({f"content/posts/{n}.md": f"---\ntitle: {n}\ndate: 2020-01-01\n---\n" for n in range(30)})
    commit(site.root)
    site.write({f"content/posts/{n}.md": f"---\ntitle: {n}\ndate: 2020-01-02\n---\n" for n in range(30)})
    commit(site.root, "Another date format", "Cy", "cy@example.org")
    assert names(site.root, "content/posts/1.md") == []


def test_whoever_adds_a_post_wrote_it(site: Site) -> None:
    commit(site.root)
    site.write({"content/posts/g.md": "---\ntitle: Guest\ndate: 2026-03-02\n---\n"})
    commit(site.root, "A guest's", "Cy", "cy@example.org")
    site.write({"content/posts/g.md": "---\ntitle: Guest\ndate: 2026-03-02\n---\nMore.\n"})
    commit(site.root, "Cy goes on, and so do I\n\nCo-authored-by: Me <me@example.org>", "Cyril", "cy@example.org")
    assert coauthors.hands(str(site.root)) == Hands()


@pytest.mark.parametrize("why", ["no repository", "no git", "slow", "not ours", "no commits"])
def test_where_git_cannot_say_there_is_silence(site: Site, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why != "no commits":
        commit(site.root, "x\n\nCo-authored-by: Bo <bo@example.org>")
    if why == "no repository":
        (site.root.parent / ".git").rename(site.root.parent / ".not")
    elif why == "no git":
        monkeypatch.setenv("PATH", "")
    elif why == "slow":
        monkeypatch.setattr(coauthors, "PATIENCE", 0.0)
    elif why == "not ours":
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert thanked(site) == []
    assert not site.build().report.diagnostics


def test_a_surrounding_git_does_not_lead_astray(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(site.root, "x\n\nCo-authored-by: Bo <bo@example.org>")
    monkeypatch.setenv("GIT_DIR", os.devnull)  # as in a hook of another repository
    assert names(site.root) == ["Bo"]


def test_strange_logs_are_read_as_far_as_they_go() -> None:
    log = "\x1eMe\x1f\x1f\0\nA\0a\0\x1e\x1e\0\nR100\0b\x1eBo\x1fbo@x\x1fno address\x1f<only@address>\x1f\0\nM\0a\0"
    assert coauthors.of(reversed([*coauthors.commits(log)])) == Hands({"a": (Hand("Bo", "bo@x"), Hand("no address"))})
