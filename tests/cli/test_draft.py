from __future__ import annotations

import subprocess
import webbrowser
from pathlib import Path

import pytest

from bad_input.sites import make, post, run
from blogkit.stages.drafts import file

PEOPLE = """
me:
  name: Mira
  handles: {mastodon: "@mira@social.example", bluesky: mira.example, linkedin: in/mira, email: m@b.example}
ana:
  name: Ana Ruiz
  url: https://ana.example/
  handles: {mastodon: "@ana@social.example", linkedin: in/ana}
tom: {name: Tom Wu, url: https://tom.example/, mention: ask, handles: {mastodon: "@tom@social.example"}}
vera: {name: Vera Lind, url: https://vera.example/, mention: never, handles: {mastodon: "@vera@social.example"}}
cy: {name: Cy Okafor, url: https://cy.example/, handles: {mastodon: "@cy@social.example", email: cy@cy.example}}
"""
PRIVATE = "ana: {email: canary@letters.example, handles: {bluesky: canary.example}, notes: Canary.}\n"
CONFIG = "base_url: https://b.example/blog/\nauthor: me\nchecklist: {days: 36500}\n"
HEAD = """
title: Retry kindly
date: 2026-03-02
description: A retry is a promise.
question: When did a retry hurt?
mentions: [{who: ana, why: her essay gave me the idea}]
thanks: [{who: Somebody Else, for: the tea}]
"""
BODY = "In [The patience of birds](https://ana.example/b), Ana writes that birds wait. See [T](https://tom.example/).\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "people.yaml": PEOPLE,
        "engagement/private/people.yaml": PRIVATE,
        "content/posts/retry.md": post(HEAD, BODY),
        "content/posts/rough.md": post("title: R\ndate: 2026-03-02\ndraft: true"),
        "content/posts/later.md": post("title: L\ndate: 9000-03-02"),
    }
    return make(tmp_path, files, CONFIG)


def test_links_that_nobody_can_follow_are_said(site: Path) -> None:
    assert "nobody can follow these links" in run(site, "draft", "retry").err
    (site / "blogkit.yaml").write_text(CONFIG.replace("b.example", "mira.blog"), "utf-8")
    assert "nobody can follow" not in run(site, "draft", "retry").err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(webbrowser, "open", urls.append)
    return urls


def drafts(root: Path, slug: str = "retry") -> dict[str, file.Draft]:
    folder = root / "engagement/drafts" / slug
    return {path.stem: file.read(path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))}


def asking_step(root: Path) -> str:
    import json

    steps = json.loads(run(root, "checklist", "--all", "--json").out)["steps"]
    return next(str(step["id"]) for step in steps if step["kind"] == "ask-first")


def test_one_for_each_place_of_the_author(site: Path) -> None:
    said = run(site, "draft", "retry")
    assert said.code == 0, said.all
    made = drafts(site)
    assert [*made] == ["bluesky", "linkedin", "mastodon"]
    one = made["mastodon"]
    assert one.text == (
        "A retry is a promise.\n\n"
        "@ana@social.example – her essay gave me the idea.\nThanks to Somebody Else for the tea.\n\n"
        "When did a retry hurt?\n\nhttps://b.example/blog/posts/retry/"
    )
    assert {key: one.head[key] for key in ("network", "limit", "mentions", "state", "url")} == {
        "network": "mastodon",
        "limit": "500",
        "mentions": "ana",
        "state": "draft",
        "url": "",
    }
    assert one.head["intent"].startswith(
        "https://share.joinmastodon.org/#text=A%20retry%20is%20a%20promise.%0A%0A%40ana"
    )
    assert one.head["intent"] in said.out
    assert "type @ there and pick Ana Ruiz" in " ".join(said.out.split())
    assert "blogkit link retry URL" in said.out
    assert "Tom" not in said.out  # he likes to be asked, and nothing here needs his name


def test_only_those_asked_for_each_once(site: Path) -> None:
    said = run(site, "draft", "Retry kindly", "--network", "x", "--network", "x", "--network", "Hacker News")
    assert [*drafts(site)] == ["hacker_news", "x"]
    assert said.out.count("of 280") == 1
    assert "The first line is the title" in said.out


def test_nothing_is_said_twice_about_what_has_not_changed(site: Path) -> None:
    run(site, "draft", "retry", "--network", "mastodon")
    path = site / "engagement/drafts/retry/mastodon.md"
    before = path.stat().st_mtime_ns
    said = run(site, "draft", "retry", "--network", "mastodon")
    assert path.stat().st_mtime_ns == before
    assert "written anew" not in said.out


def test_a_changed_post_changes_a_draft_that_nobody_touched(site: Path) -> None:
    run(site, "draft", "retry", "--network", "mastodon")
    (site / "content/posts/retry.md").write_text(post(HEAD.replace("a promise", "a vow"), BODY))
    said = run(site, "draft", "retry", "--network", "mastodon")
    assert "written anew, as the post has changed" in said.out
    assert drafts(site)["mastodon"].text.startswith("A retry is a vow.")


def test_what_the_author_wrote_is_never_written_over(site: Path, opened: list[str]) -> None:
    run(site, "draft", "retry", "--network", "mastodon")
    path = site / "engagement/drafts/retry/mastodon.md"
    mine = path.read_text().replace("A retry is a promise.", "A retry is a dare. #retry")
    path.write_text(mine.replace("---\n\nA", "# my own note\n---\n\nA").replace("\n", "\r\n"))
    (site / "content/posts/retry.md").write_text(post(HEAD.replace("a promise", "a vow"), BODY))
    said = run(site, "draft", "retry", "--network", "mastodon", "--open")
    now = drafts(site)["mastodon"]
    assert now.text == file.read(mine).text
    assert now.edited
    assert now.more == ("# my own note",)
    assert "left as you have edited it" in said.out
    assert "-A retry is a dare. #retry" in said.out
    assert "+A retry is a vow." in said.out
    assert "a%20dare.%20%23retry" in now.head["intent"]  # the link goes with the text
    assert opened == [now.head["intent"]]
    assert now.head["count"] == str(
        len(now.text) - len("https://b.example/blog/posts/retry/") + 23 - len("@social.example")
    )
    path.unlink()
    run(site, "draft", "retry", "--network", "mastodon")
    assert drafts(site)["mastodon"].text.startswith("A retry is a vow.")


def test_a_draft_that_names_whoever_is_to_be_asked_is_held(site: Path, opened: list[str]) -> None:
    head = HEAD.replace("{who: ana, why: her", "{who: tom, why: his")
    (site / "content/posts/retry.md").write_text(post(head, BODY))
    said = run(site, "draft", "retry", "--network", "mastodon", "--open")
    assert said.code == 0, said.all
    one = drafts(site)["mastodon"]
    assert one.state == "held"
    assert "@tom@social.example" in one.text
    assert "intent" not in one.head
    assert f"blogkit checklist done {asking_step(site)[:6]}" in " ".join(said.out.split())
    assert "https://share." not in said.out
    assert "Not opened: it is held" in said.out
    assert opened == []
    run(site, "checklist", "done", asking_step(site))
    said = run(site, "draft", "retry", "--network", "mastodon")
    assert drafts(site)["mastodon"].state == "draft"
    assert "held" not in drafts(site)["mastodon"].head
    assert "https://share." in said.out


def test_whoever_is_not_to_be_asked_is_left_out(site: Path) -> None:
    (site / "content/posts/retry.md").write_text(post(HEAD.replace("{who: ana, why: her", "{who: tom, why: his"), BODY))
    run(site, "checklist", "skip", asking_step(site))
    run(site, "draft", "retry", "--network", "mastodon")
    assert drafts(site)["mastodon"].state == "draft"
    assert "tom" not in drafts(site)["mastodon"].text.casefold()


@pytest.mark.parametrize("words", ["Vera Lind is right.", "See @vera@social.example, and why?"])
def test_a_text_of_ones_own_cannot_name_whoever_is_not_to_be_named(site: Path, words: str) -> None:
    (site / "content/posts/retry.md").write_text(post(HEAD + f"social: {{mastodon: '{words}'}}", BODY))
    said = run(site, "draft", "retry", "--network", "mastodon")
    assert drafts(site)["mastodon"].state == "held"
    assert "it names Vera Lind, who is not to be named" in said.out


def test_what_is_written_for_a_network_is_taken(site: Path) -> None:
    (site / "content/posts/retry.md").write_text(post(HEAD + "social: {mastodon: 'Mine, all mine?'}", BODY))
    run(site, "draft", "retry", "--network", "mastodon")
    assert drafts(site)["mastodon"].text == "Mine, all mine?\n\nhttps://b.example/blog/posts/retry/"


# -- letters


def test_a_letter_quotes_the_sentence_that_cites_them(site: Path, opened: list[str]) -> None:
    said = run(site, "draft", "retry", "--to", "ana", "--open")
    assert said.code == 0, said.all
    assert [*drafts(site)] == ["to-ana"]
    one = drafts(site)["to-ana"]
    assert one.text.startswith("Hello Ana Ruiz,\n\n“Retry kindly” is out:\nhttps://b.example/blog/posts/retry/\n\n")
    assert "> In The patience of birds, Ana writes that birds wait." in one.text
    assert "because of this: her essay gave me the idea" in one.text
    assert one.text.endswith("Mira")
    assert one.head["for"] == "tell-source, mention"
    assert one.head["reach"] == "canary@letters.example"
    (mail,) = opened
    assert mail.startswith("mailto:canary@letters.example?subject=Retry%20kindly&body=Hello%20Ana%20Ruiz%2C%0D%0A")
    assert "canary" not in said.all.lower()
    assert "Reach them: Mastodon https://social.example/@ana" in said.out
    assert "blogkit checklist done " in said.out


def test_thanks_by_a_plain_name(site: Path) -> None:
    run(site, "draft", "retry", "--to", "Somebody Else")
    ((name, one),) = drafts(site).items()
    assert name.startswith("to-somebody-else-")
    assert "Thank you for the tea." in one.text
    assert one.head["reach"] == ""


def test_a_letter_asks_whoever_likes_to_be_asked(site: Path) -> None:
    said = run(site, "draft", "retry", "--to", "tom")
    assert "May I name you" in drafts(site)["to-tom"].text
    assert f"When they said yes:  blogkit checklist done {asking_step(site)[:6]}\n" in said.out
    run(site, "checklist", "done", asking_step(site))
    run(site, "draft", "retry", "--to", "tom")
    assert "May I name you" not in drafts(site)["to-tom"].text


def test_a_guest_is_sent_all_they_need(site: Path) -> None:
    (site / "content/posts/retry.md").write_text(post(HEAD + "guest: cy", BODY))
    run(site, "draft", "retry", "--to", "cy")
    one = drafts(site)["to-cy"]
    assert one.text.startswith("Hello Cy Okafor,\n\nyour post “Retry kindly” is out:\n")
    assert "## Mastodon\n\nA retry is a promise.\n\nI wrote it as a guest of @mira@social.example." in one.text
    assert "add b.example under Author attribution" in one.text
    assert "## Bluesky" not in one.text
    assert one.head["reach"] == "cy@cy.example"
    run(site, "draft", "retry", "--network", "mastodon")
    assert "A guest post by @cy@social.example." in drafts(site)["mastodon"].text


def test_what_is_private_stays_in_letters_and_out_of_git(site: Path) -> None:
    run(site, "draft", "retry")
    run(site, "draft", "retry", "--to", "ana")
    holders = [path.name for path in (site / "engagement/drafts").rglob("*") if path.is_file()
               and b"canary" in path.read_bytes().lower()]  # fmt: skip
    assert holders == ["to-ana.md"]
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    listed = subprocess.run(["git", "status", "--short", "-uall"], cwd=site, check=True, capture_output=True).stdout
    assert b"people.yaml" in listed
    assert b"drafts" not in listed
    (site / "engagement/drafts/.gitignore").write_text("")
    run(site, "draft", "retry", "--network", "x")
    assert (site / "engagement/drafts/.gitignore").read_text() == ""


# -- what cannot be


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["retri"], 'there is no published post "retri"; did you mean "retry"?'),
        (["rough"], "content/posts/rough.md is not published: take draft: true out of it first"),
        (["content/posts/later.md"], "content/posts/later.md is not published: it comes out"),
        (["retry", "--network", "mastodn"], 'there is no network "mastodn"; did you mean "mastodon"?'),
        (["retry", "--network", "myspace"], "known are: mastodon, bluesky"),
        (["retry", "--to", "anna"], 'the post has nothing to tell "anna"; did you mean "ana"?'),
        (["retry", "--to", "cy"], "it has to do with: ana, Somebody Else, tom"),
        (["retry", "--to", "vera"], '"vera" is not to be mentioned: nothing is drafted about them'),
    ],
)
def test_mistakes_are_answered(site: Path, words: list[str], told: str) -> None:
    said = run(site, "draft", *words)
    assert said.code == 2
    assert told in " ".join(said.err.split())
    assert not (site / "engagement/drafts").exists()


def test_a_site_without_an_address(site: Path) -> None:
    (site / "blogkit.yaml").write_text("author: me\n")
    said = run(site, "draft", "retry")
    assert said.code == 2
    assert "base_url: https://you.example/" in said.err


def test_an_author_without_handles(site: Path) -> None:
    (site / "blogkit.yaml").write_text("base_url: https://b.example/\n")
    said = run(site, "draft", "retry")
    assert said.code == 2
    assert "--network mastodon" in said.err


def test_posts_of_one_name_keep_apart(site: Path) -> None:
    (site / "content/posts/es").mkdir()
    (site / "content/posts/es/again.md").write_text(post("title: B\ndate: 2026-03-05\npermalink: /es/retry/\nid: b"))
    (site / "content/posts/odd.md").write_text(post("title: O\ndate: 2026-03-05\npermalink: /a/con…/"))
    for name in ("B", "retry.md", "O"):
        assert run(site, "draft", name, "--network", "x").code == 0
    folders = sorted(path.name for path in (site / "engagement/drafts").iterdir() if path.is_dir())
    assert len(folders) == 3
    assert folders[1] == "retry"
    assert folders[2].startswith("retry-")


def test_a_broken_head_costs_nobody_a_text(site: Path) -> None:
    folder = site / "engagement/drafts/retry"
    folder.mkdir(parents=True)
    (folder / "x.md").write_bytes(b"---\nnetwork: [\xff\n: :\nwritten\n---\nMy words \xff about this?\n")
    said = run(site, "draft", "retry", "--network", "x")
    assert said.code == 0
    assert "My words � about this?" in said.out
    assert drafts(site)["x"].text == "My words � about this?"
