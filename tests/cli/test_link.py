from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bad_input.sites import make, post, run
from blogkit.stages.drafts import file

PEOPLE = 'me: {name: Mira, handles: {mastodon: "@mira@social.example", bluesky: mira.example}}\n'
CONFIG = "base_url: https://b.example/blog/\nauthor: me\nchecklist: {days: 36500}\n"
TOOT = "https://social.example/@mira/112233"
HEAD = "title: 'Retry'   # kept\ndate: 2026-03-02\nquestion: Why?"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path, {"people.yaml": PEOPLE, "content/posts/retry.md": post(HEAD)}, CONFIG)


def text(root: Path) -> str:
    return (root / "content/posts/retry.md").read_bytes().decode()


def steps(root: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, title's network) → (state, url)."""
    listed = json.loads(run(root, "checklist", "--all", "--json").out)["steps"]
    return {(one["kind"], "Mastodon" if "Mastodon" in one["title"] else "Bluesky"): (one["state"], one["url"])
            for one in listed if one["kind"] in ("announce", "put-back")}  # fmt: skip


def events(root: Path) -> list[dict[str, str]]:
    path = root / "engagement/public/checklist.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_an_address_goes_into_the_post_and_all_that_it_does_is_done(site: Path) -> None:
    assert steps(site)["announce", "Mastodon"] == ("open", "")
    run(site, "draft", "retry")
    said = run(site, "link", "retry", TOOT)
    assert said.code == 0, said.all
    assert text(site) == post(f"{HEAD}\nsyndication:\n  - {TOOT}")
    draft = file.read((site / "engagement/drafts/retry/mastodon.md").read_text())
    assert (draft.state, draft.head["url"], "intent" in draft.head) == ("sent", TOOT, False)
    assert [(one["kind"], one["event"], one["url"]) for one in events(site)] == [
        ("announce", "done", TOOT),
        ("put-back", "done", TOOT),
    ]
    assert [line.split(":")[0].strip() for line in said.out.splitlines()] == [
        "Mastodon",
        "Added to content/posts/retry.md",
        "Marked as sent",
        "Done",
        "Done",
    ]
    assert ("announce", "Mastodon") not in steps(site)
    assert steps(site)["announce", "Bluesky"][0] == "open"
    assert run(site, "build", "--no-cards").code == 0
    assert TOOT in (site / "public/posts/retry/index.html").read_text()


def test_what_is_sent_is_left_alone(site: Path) -> None:
    run(site, "draft", "retry", "--network", "mastodon")
    run(site, "link", "retry", TOOT)
    before = (site / "engagement/drafts/retry/mastodon.md").read_bytes()
    said = run(site, "draft", "retry", "--network", "mastodon", "--open")
    assert "(sent)" in said.out
    assert "Not opened: it is sent" in said.out
    assert (site / "engagement/drafts/retry/mastodon.md").read_bytes() == before


@pytest.mark.parametrize("again", [TOOT, TOOT + "/", TOOT.replace("https", "http"), TOOT + "#top"])
def test_an_address_that_is_there_is_not_put_in_twice(site: Path, again: str) -> None:
    run(site, "link", "retry", TOOT)
    before = text(site)
    said = run(site, "link", "retry", again, again)
    assert said.code == 0
    assert said.out.count("Already in content/posts/retry.md") == 1
    assert text(site) == before
    assert len(events(site)) == 2


def test_several_at_once_and_one_that_nobody_knows(site: Path) -> None:
    other, unknown = "https://bsky.app/profile/mira.example/post/3kabc", "https://forum.example.org/t/12"
    said = run(site, "link", "retry", TOOT, other, unknown)
    assert text(site).count("\n  - https://") == 3
    assert "readers will see forum.example.org" in " ".join(said.out.split())
    assert len(events(site)) == 4


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("social.example/@mira/1", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("https://", "it has no host"),
        ("https://[", "it cannot be taken apart"),
        ("https://a.example/\u202egnp", "it holds"),
        ("https://a.example/a b", "it holds"),
        ("https://a.example/\n- x", "it holds"),
        ("https://me:secret@a.example/1", "a user name or a password"),
        ("http://127.0.0.1/@x/1", "nobody but you can open 127.0.0.1"),
        ("http://192.168.0.4/@x/1", "nobody but you can open"),
        ("http://[::1]/@x/1", "nobody but you can open"),
        ("http://localhost:8000/@x/1", "nobody but you can open"),
        ("https://b.example/blog/posts/retry/", "that is your own site"),
    ],
)
def test_addresses_that_no_page_may_lead_to(site: Path, url: str, told: str) -> None:
    before = text(site)
    said = run(site, "link", "retry", TOOT, url)
    assert said.code == 2
    assert told in " ".join(said.err.split())
    assert "nothing was changed" in " ".join(said.err.split())
    assert text(site) == before
    assert events(site) == []


def test_a_host_that_reads_otherwise_is_pointed_out(site: Path) -> None:
    said = run(site, "link", "retry", "https://xn--sozial-3ya.example/@mira/1")
    assert said.code == 0
    assert "make sure that it is the one you mean" in " ".join(said.out.split())


@pytest.mark.parametrize(
    ("content", "line", "below"),
    [
        ("+++\ntitle = 'Retry'\ndate = 2026-03-02\n+++\n\nText.\n", f'syndication = ["{TOOT}"]', "date = 2026-03-02"),
        ("Title: Retry\nDate: 2026-03-02\n\nText.\n", f"Syndication: {TOOT}", "Date: 2026-03-02"),
    ],
)
def test_other_heads_are_left_to_their_authors(site: Path, content: str, line: str, below: str) -> None:
    file_ = site / "content/posts/retry.md"
    file_.write_text(content)
    said = run(site, "link", "retry", TOOT)
    assert said.code == 1
    assert "only YAML is edited here" in " ".join(said.err.split())
    assert line in said.err
    assert (text(site), events(site)) == (content, [])
    file_.write_text(content.replace(below, f"{below}\n{line}"))
    said = run(site, "link", "retry", TOOT)
    assert "Already in" in said.out
    assert ("announce", "Mastodon") not in steps(site)


def test_a_linked_file_stays_a_link_with_its_rights(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "real.md"
    here = site / "content/posts/retry.md"
    here.rename(elsewhere)
    elsewhere.chmod(0o640)
    os.symlink(elsewhere, here)
    if run(site, "link", "retry", TOOT).code == 0:
        assert here.is_symlink()
        assert elsewhere.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in here.parent.iterdir()] == ["retry.md"]


def test_a_post_that_there_is_not(site: Path) -> None:
    said = run(site, "link", "retri", TOOT)
    assert said.code == 2
    assert 'did you mean "retry"?' in said.err.lower()
