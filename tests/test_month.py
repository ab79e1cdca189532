"""One month of a blog, day by day, on a real disk and with a real git: what is done stays done, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from bad_input.sites import run
from blogkit.core.step import Standing
from blogkit.engine import fresh
from blogkit.serve.desk import Desk
from blogkit.testing.site import Site
from engine.age import trusted

START = """
-- .gitignore --
/public/
/.blogkit/
/engagement/private/
-- blogkit.yaml --
base_url: https://blog.dev/
author: me
-- people.yaml --
me: {name: Me, handles: {mastodon: "@me@social.example", bluesky: me.example.dev}}
ana: {name: Ana Ruiz, url: "https://ana.dev/", handles: {email: ana@mail.example}}
bo: {name: Bo Ek}
-- content/posts/old.md --
---
title: Long ago
date: 2025-12-24
question: What?
---
[Hers](https://ana.dev/old).
"""
RETRY = """---
title: {title}
date: 2026-03-02
id: retry
thanks: [{{who: bo, for: reading the draft}}]
---
{more}She says that [retrying is a promise](https://ana-ruiz.dev/retry), and [others agree](https://notes.cy.dev/).
"""
WALK = """---
title: {title}
date: 2026-03-04
question: Where do you walk?
thanks: [{{who: Dee, for: the map}}]
---
As [Ana found out](https://ana.dev/walks).
"""
FINISHED = ("done", "skipped")


class Month:
    """The site, its clock, and what has ever become of each step."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.root = site, str(site.root)
        self.day = dt.date(2026, 3, 2)
        self.finished: dict[str, str] = {}
        self.seen: set[str] = set()
        clock = SimpleNamespace(time=lambda: self.now)
        for module in ("blogkit.serve.desk", "blogkit.phases.read"):
            monkeypatch.setattr(f"{module}.time", clock)

    @property
    def now(self) -> float:
        return dt.datetime.combine(self.day, dt.time(12), dt.UTC).timestamp()

    def until(self, day: int, month: int = 3) -> None:
        """On to that day, with a build on each."""
        while self.day < dt.date(2026, month, day):
            self.day += dt.timedelta(days=1)
            self.look()

    def look(self) -> list[Standing]:
        """Builds, and holds the two promises: no finished step comes back, none is lost."""
        report = self.site.build(clock=self.now).report
        assert not report.failed
        assert not report.diagnostics
        steps = list(Desk(self.root).remembered.steps)
        states = {i: one.state for one in steps for i in (one.found.step.id, *one.found.step.former)}
        for one, state in self.finished.items():
            assert states[one] == state, (self.day, one)
        assert self.seen <= states.keys(), (self.day, self.seen - states.keys())
        self.seen |= {one.found.step.id for one in steps}
        shown = {one.found.step.id for one in report.steps}
        assert shown <= {one.found.step.id for one in steps if one.state == "open"}
        assert len(shown) + report.more_steps == sum(one.state == "open" for one in steps)
        return steps

    def step(self, kind: str, who: str, slug: str) -> Standing:
        (one,) = [s for s in self.look() if name(s) == (kind, who, slug)]
        return one

    def act(self, what: str, kind: str, who: str, slug: str, *more: str) -> None:
        """`blogkit checklist done …`."""
        one = self.step(kind, who, slug)
        said = run(self.site.root, "checklist", what, one.found.step.id[:7], *more)
        assert said.code == 0, said.err
        self.expect(one, {"done": "done", "skip": "skipped"}[what])

    def tick(self, kind: str, who: str, slug: str) -> None:
        """A box in engagement/checklist.md, in an editor on Windows."""
        one = self.step(kind, who, slug)
        path = self.site.root / "engagement/checklist.md"
        lines = path.read_text("utf-8").split("\n")
        (at,) = [n for n, line in enumerate(lines) if one.found.step.id in line]
        lines[at] = lines[at].replace("[ ]", "[x]")
        path.write_bytes("\r\n".join(lines).encode())
        self.expect(one, "done")

    def expect(self, one: Standing, state: str) -> None:
        self.finished[one.found.step.id] = state
        self.look()

    def gone(self, kind: str, who: str, slug: str) -> None:
        """The post does not ask for this any more."""
        assert not [one for one in Desk(self.root).remembered.steps if name(one) == (kind, who, slug)]
        self.seen &= {one.found.step.id for one in Desk(self.root).remembered.steps}

    def rename(self, old: str, new: str) -> None:
        """A post without an id of its own gets another file, and so other step ids."""
        before = {one.found.step.id: name(one) for one in self.look()}
        self.site.rename(f"content/posts/{old}.md", f"content/posts/{new}.md")
        after = {name(one): one.found.step.id for one in Desk(self.root).remembered.steps}
        moved = {i: after[kind, who, new] for i, (kind, who, slug) in before.items() if slug == old}
        assert moved
        assert not moved.keys() & moved.values()
        self.finished = {moved.get(i, i): state for i, state in self.finished.items()}
        self.seen = {moved.get(i, i) for i in self.seen}
        self.look()

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Me", "-c", "user.email=me@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=self.root, check=True, capture_output=True)

    def commit(self, message: str = "x") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def states(self, *wanted: str) -> dict[tuple[str, str, str], str]:
        return {name(one): one.state for one in self.look() if one.state in wanted and one.found.step.post != OLD}


OLD = "tag:blog.dev,2025-12-24:posts/old"


def name(one: Standing) -> tuple[str, str, str]:
    return (
        one.found.step.kind,
        one.found.step.person or one.found.step.target,
        one.found.source.rpartition("/")[2].removesuffix(".md"),
    )


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Month:
    month = Month(Site.of(tmp_path, START), monkeypatch)
    month.git("init", "-q", "-b", "main")
    month.commit()
    return month


def test_a_month(month: Month) -> None:
    site, root = month.site, month.site.root
    assert month.states("open", "later") == {}  # what is long past asks for nothing

    # 2 March, a post: a box ticked by the command, one in the file
    site.write({"content/posts/retry.md": RETRY.format(title="Retry kindly", more="")})
    assert set(month.states("open")) == {
        ("tell-source", "ana-ruiz.dev", "retry"),
        ("tell-source", "notes.cy.dev", "retry"),
        ("announce", "mastodon", "retry"),
        ("announce", "bluesky", "retry"),
        ("ask-question", "", "retry"),
        ("send-webmentions", "", "retry"),
    }
    month.act("done", "tell-source", "ana-ruiz.dev", "retry", "--because", "by mail")
    month.tick("send-webmentions", "", "retry")
    month.commit("The first post")

    # 3 March: another title, another text, a question; nothing of it brings back what is done
    month.until(3)
    site.write({"content/posts/retry.md": RETRY.format(title="On retrying", more="Do you retry?\n\n")})
    month.act("done", "thank", "bo", "retry")
    site.write(
        {
            "content/posts/retry.md": RETRY.format(title="On retrying", more="Why? ").replace(
                "id: ", "question: Why?\nid: "
            )
        }
    )
    month.gone("ask-question", "", "retry")

    # 4 March: a post without an id, done in parts, and then its file gets another name
    month.until(4)
    site.write({"content/posts/walk.md": WALK.format(title="Walking")})
    month.act("done", "announce", "mastodon", "walk", "--url", "https://social.example/@me/1")
    month.until(5)
    month.act("skip", "thank", "Dee", "walk", "--because", "she would hate it")
    month.rename("walk", "walking")
    assert month.step("announce", "bluesky", "walking").state == "open"  # only Mastodon is done
    month.commit("A second post")

    # 6 March: two branches tick different boxes, and git merges them line by line
    month.until(6)
    month.git("checkout", "-q", "-b", "side")
    ours = dict(month.finished)
    month.act("done", "tell-source", "notes.cy.dev", "retry")
    month.commit("On the side")
    theirs = dict(month.finished)
    month.git("checkout", "-q", "main")
    month.finished = ours  # what the side did, this branch does not know yet
    month.act("done", "announce", "bluesky", "retry")
    month.commit("On main")
    month.git("merge", "-q", "side", "-m", "Together")
    month.finished |= theirs
    month.look()

    # 9 March: the unknown domains get names, also that of a post whose file moved; and the private folder is lost
    month.until(9)
    people = (root / "people.yaml").read_text().replace('ana.dev/",', 'ana.dev/", domains: [ana-ruiz.dev],')
    site.write({"people.yaml": people + "cy: {name: Cy, domains: [notes.cy.dev]}\n"})
    month.look()
    assert month.states("done")["tell-source", "cy", "retry"] == "done"
    assert "by mail" in (root / "engagement/private/checklist.jsonl").read_text()
    shutil.rmtree(root / "engagement/private")
    month.look()
    month.commit()

    # 10 March: Ana has heard from the author eight days ago, so the walk waits; a mail for the subscribers does not
    assert month.step("tell-source", "ana", "walking").state == "later"
    month.until(15)
    assert month.step("tell-source", "ana", "walking").state == "later"
    month.until(16)
    assert month.step("tell-source", "ana", "walking").state == "open"

    # 17 March: something is put off for a while, and a guest helps with a commit
    month.until(17)
    off = month.step("send-webmentions", "", "walking")
    Desk(month.root).record([off], "snoozed", until="2026-03-20")
    month.until(19)
    assert month.step("send-webmentions", "", "walking").state == "snoozed"
    month.until(20)
    assert month.step("send-webmentions", "", "walking").state == "open"
    site.write({"content/posts/walking.md": WALK.format(title="Walks") + "Mended.\n"})
    assert ("thank", "ana", "walking") not in month.states("open", "later")
    month.commit("A typo\n\nCo-authored-by: A. R. <ANA@mail.example>")
    assert month.step("thank", "ana", "walking").state == "open"

    # 24 March: the copy on Mastodon is noted in the post, so nobody asks for its address any more
    month.until(24)
    assert month.step("put-back", "mastodon", "walking").state == "open"
    text = (root / "content/posts/walking.md").read_text()
    site.write(
        {
            "content/posts/walking.md": text.replace(
                "question:", "syndication: [https://social.example/@me/1]\nquestion:"
            )
        }
    )
    month.gone("put-back", "mastodon", "walking")
    month.gone("announce", "mastodon", "walking")
    month.finished = {i: state for i, state in month.finished.items() if i in month.seen}

    # 25 March: one taken back, which is open again and nothing else
    month.until(25)
    one = month.step("send-webmentions", "", "retry")
    assert run(root, "checklist", "reopen", one.found.step.id).code == 0
    del month.finished[one.found.step.id]
    assert month.step("send-webmentions", "", "retry").state == "open"

    # 2 April: what was not done in thirty days expires, and says so
    month.until(2, 4)
    assert month.states("open", "later", "snoozed", "expired", "skipped", "done") == {
        ("tell-source", "ana", "retry"): "done",
        ("tell-source", "cy", "retry"): "done",
        ("thank", "bo", "retry"): "done",
        ("announce", "bluesky", "retry"): "done",
        ("announce", "mastodon", "retry"): "expired",
        ("put-back", "bluesky", "retry"): "expired",
        ("put-back", "mastodon", "retry"): "expired",
        ("send-webmentions", "", "retry"): "open",  # taken back eight days ago
        ("tell-source", "ana", "walking"): "open",
        ("thank", "ana", "walking"): "open",
        ("thank", "Dee", "walking"): "skipped",
        ("announce", "bluesky", "walking"): "open",
        ("put-back", "bluesky", "walking"): "later",
        ("send-webmentions", "", "walking"): "open",  # put off, so it counts from then
    }
    clean = site.fresh(root.parent / "elsewhere")
    assert clean.build(clock=month.now, clean=True).report.steps == site.build(clock=month.now, clean=True).report.steps


def test_a_post_moves_and_then_the_domain_it_cites_gets_a_name(month: Month) -> None:
    month.site.write({"content/posts/a.md": "---\ntitle: A\ndate: 2026-03-02\n---\n[x](https://notes.cy.dev/)\n"})
    month.act("done", "tell-source", "notes.cy.dev", "a")
    month.rename("a", "b")
    people = (month.site.root / "people.yaml").read_text()
    month.site.write({"people.yaml": people + "cy: {name: Cy, domains: [notes.cy.dev]}\n"})
    assert month.states("open", "done")["tell-source", "cy", "b"] == "done"


def test_a_commit_alone_is_news_to_the_build_that_has_nothing_to_do(month: Month) -> None:
    with trusted():
        run(month.site.root, "build", "--no-cards")
        asked = ["build", "--no-cards"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["blogkit", *asked])
            run(month.site.root, *asked)
            assert fresh.answer(month.root) is not None
            month.commit("Help\n\nCo-authored-by: Bo <bo@example.org>")
            assert fresh.answer(month.root) is None
            run(month.site.root, *asked)
            assert fresh.answer(month.root) is not None
