"""`blogkit checklist`: shown, ticked, put off, taken back; and what a build says about it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from bad_input.sites import make, post, run

TODAY = dt.datetime.now(dt.UTC).date().isoformat()
SITE = {
    "people.yaml": "me: {name: Me, handles: {mastodon: '@me@social.example'}}\nana: {name: Ana Ruiz, url: 'https://ana.example/'}\n",
    "blogkit.yaml": "base_url: https://b.example/\nauthor: me\nchecklist: {budget_minutes: 5}\n",
    "content/posts/retry.md": post(
        f"title: Retry kindly\nid: retry\ndate: {TODAY}\nquestion: And you?\nthanks: [{{who: Bo, for: tea}}]",
        "She [counts](https://ana.example/c).\n",
    ),
    "content/posts/other.md": post(f"title: Other\nid: other\ndate: {TODAY}\nquestion: Why?"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path, SITE)


def steps(site: Path, *more: str) -> dict[str, dict[str, str]]:
    said = run(site, "checklist", "--all", "--json", *more)
    assert said.code == 0, said.err
    return {f"{one['kind']} {one['post']}": one for one in json.loads(said.out)["steps"]}


def test_people_come_before_the_authors_own_news(site: Path) -> None:
    found = steps(site)
    assert next(iter(found)) == "tell-source retry"
    assert {kind.split()[0] for kind in list(found)[-3:]} <= {"announce", "put-back", "send-webmentions"}
    wanted = {"id", "kind", "post", "person", "state", "title", "because", "action", "minutes", "due"}
    assert wanted <= set(found["tell-source retry"])


def test_one_post_can_be_asked_about_by_any_of_its_names(site: Path) -> None:
    for name in ("retry", "retry.md", "content/posts/retry.md", "Retry kindly", "/posts/retry/"):
        assert all(key.endswith(" retry") for key in steps(site, name))
    said = run(site, "checklist", "retri")
    assert said.code == 2
    assert 'no published post "retri"' in said.err
    assert "retry" in said.err.split("retri", 1)[1]


def test_a_step_is_ticked_by_the_beginning_of_its_id_and_taken_back(site: Path) -> None:
    id = steps(site)["tell-source retry"]["id"]
    said = run(site, "checklist", "done", id[:5], "--url", "https://social.example/@me/1", "--because", "a secret")
    assert said.out.startswith('Done: Tell Ana Ruiz that you cite "counts"')
    one = steps(site)["tell-source retry"]
    assert (one["state"], one["url"]) == ("done", "https://social.example/@me/1")
    assert "secret" not in (site / "engagement/public/checklist.jsonl").read_text()
    assert "secret" in (site / "engagement/private/checklist.jsonl").read_text()
    run(site, "checklist", "reopen", id)
    assert steps(site)["tell-source retry"]["state"] == "open"
    run(site, "checklist", "skip", id)
    assert steps(site)["tell-source retry"]["state"] == "skipped"


def test_what_was_ticked_stays_ticked_without_the_private_part(site: Path) -> None:
    id = steps(site)["tell-source retry"]["id"]
    run(site, "checklist", "done", id, "--because", "x")
    (site / "engagement/private/checklist.jsonl").unlink()
    assert steps(site)["tell-source retry"]["state"] == "done"


def test_a_step_put_off_comes_back(site: Path) -> None:
    id = steps(site)["tell-source retry"]["id"]
    assert run(site, "checklist", "snooze", id, "--days", "3").code == 0
    assert steps(site)["tell-source retry"]["state"] == "snoozed"
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=4)).isoformat()
    assert steps(site, "--clock", later)["tell-source retry"]["state"] == "open"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("done", "zzzzzz"), 'no step has the id "zzzzzz"'),
        (("done", ""), "no step has the id"),
        (("done",), "Missing argument"),
        (("done", "ID", "--url", "javascript:alert(1)"), "is no address"),
        (("snooze", "ID", "--until", "soon"), "is no day"),
        (("snooze", "ID", "--until", "2020-01-01"), "not in the future"),
    ],
)
def test_a_slip_is_explained_and_changes_nothing(site: Path, words: tuple[str, ...], why: str) -> None:
    id = steps(site)["tell-source retry"]["id"]
    said = run(site, "checklist", *(id if word == "ID" else word for word in words))
    assert said.code == 2
    assert why in said.err
    assert not (site / "engagement/public").exists()


def test_an_id_that_begins_two_steps_names_both(site: Path) -> None:
    ids = [one["id"] for one in steps(site).values()]
    first = next(i[0] for i in ids if sum(other.startswith(i[0]) for other in ids) > 1)
    said = run(site, "checklist", "done", first)
    assert said.code == 2
    assert said.err.count("\n  ") >= 2


def test_a_build_prints_a_budget_and_a_box_ticked_in_the_file_counts(site: Path) -> None:
    said = run(site, "build")
    assert "Next, about" in said.out
    assert "more when you have time: blogkit checklist)" in said.out
    listed = site / "engagement/checklist.md"
    text = listed.read_text()
    line = next(line for line in text.splitlines() if "Tell Ana Ruiz" in line)
    listed.write_text(text.replace(line, line.replace("[ ]", "[x]")).replace("\n", "\r\n"), newline="")
    run(site, "build")
    assert steps(site)["tell-source retry"]["state"] == "done"
    assert "- [x] Tell Ana Ruiz" in listed.read_text()
    before = listed.read_bytes(), (site / "engagement/public/checklist.jsonl").read_bytes()
    run(site, "build")
    assert (listed.read_bytes(), (site / "engagement/public/checklist.jsonl").read_bytes()) == before


def test_a_failed_build_touches_no_box(site: Path) -> None:
    run(site, "build")
    before = (site / "engagement/checklist.md").read_text()
    (site / "content/posts/bad.md").write_text("---\ntitle: [\n---\n")
    assert run(site, "build").code == 1
    assert (site / "engagement/checklist.md").read_text() == before


def test_garbled_lines_are_named_and_the_rest_counts(site: Path) -> None:
    id = steps(site)["tell-source retry"]["id"]
    run(site, "checklist", "done", id)
    path = site / "engagement/public/checklist.jsonl"
    path.write_text("<<<<<<< HEAD\n" + path.read_text() + "not json\n")
    said = run(site, "checklist", "--all")
    assert "engagement/public/checklist.jsonl:1:1" in said.err
    assert "engagement/public/checklist.jsonl:3:1" in said.err
    assert steps(site)["tell-source retry"]["state"] == "done"


def test_an_empty_list_is_said_kindly(tmp_path: Path) -> None:
    said = run(make(tmp_path, {"content/posts/a.md": post("title: A\ndate: 2020-01-01")}), "checklist")
    assert (said.code, said.out.splitlines()[0][:16]) == (0, "Nothing is open.")
    (tmp_path / "blogkit.yaml").write_text("checklist: {enabled: false}\n")
    assert "turned off" in run(tmp_path, "checklist").out


def test_explain_says_why_it_stands_there(site: Path) -> None:
    said = run(site, "checklist", "--explain")
    assert f"you cite them, you know them; due {TODAY}, post of {TODAY}" in " ".join(said.out.split())


def test_a_broken_people_file_leaves_the_checklist_that_is_possible(site: Path) -> None:
    (site / "people.yaml").write_text("me: {name: Me}\nana: [\n")
    said = run(site, "build")
    assert said.code == 1
    assert "Next, about" in said.out
    (site / "content/posts/bad.md").write_text("---\ntitle: [\n---\n")
    assert "Next, about" not in run(site, "build").out
