"""`blogkit ledger`, `balance`, `rhythm` and `today`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.sites import CLOCK, make, post, run

CONFIG = "base_url: https://blog.example/\nauthor: me\n"
PEOPLE = """
me: {name: Me}
ana: {name: Ana Ruiz, url: "https://ana.example/", feed: "https://ana.example/feed.xml", handles: {mastodon: "@ana@s.example"}}
bo: {name: Bo Ek, url: "https://bo.example/"}
shy: {name: Shy, mention: never, url: "https://shy.example/"}
nix: {name: Nix Nought, blocked: true}
"""
SITE = {
    "people.yaml": PEOPLE,
    "engagement/private/people.yaml": "zed: {name: Zed}\nyak: {name: Yak, blocked: true}\n",
    "content/posts/one.md": post("title: One\ndate: 2026-02-15\nthanks: [{who: bo, for: reading the draft}]"),
    "content/posts/two.md": post("title: Two\ndate: 2026-02-20", "[Retry](https://ana.example/retry)\n"),
    "content/posts/three.md": post("title: Three\ndate: 2026-03-10T08:00\nquestion: What?"),
    "content/posts/soon.md": post("title: Soon\ndate: 2026-03-20"),
    "content/posts/rough.md": post("title: Rough\ndraft: true"),
}
LEDGER = "engagement/private/ledger.jsonl"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path, SITE, CONFIG)


def at(root: Path, *words: str, clock: str = CLOCK, **more: object) -> str:
    said = run(root, *words, "--clock", clock, env={"COLUMNS": "80"})
    assert (said.code, said.err) == (0, "")
    assert "--json" in words or [line for line in said.out.splitlines() if len(line) > 80 and "://" not in line] == []
    return said.out


def friends(root: Path, clock: str = CLOCK) -> dict[str, list[str]]:
    people = json.loads(at(root, "ledger", "--json", clock=clock))["people"]
    return {one["who"]: [favour["what"] for favour in one["favours"]] for one in people}


# -- ledger


def test_who_was_kind_and_how_to_repay_them(site: Path) -> None:
    at(site, "ledger", "add", "@ana", "shared the launch", "--in", "--url", "https://s.example/1")
    assert at(site, "ledger").splitlines() == [
        "People to be kind to:",
        "",
        "Bo Ek",
        '  reading the draft, for "One" (2026-02-15)',
        "  → " + _id(site, "bo") + "  Thank Bo Ek for reading the draft",
        "    https://bo.example/",
        "  → you have never linked to them; do it in your next post",
        "    https://bo.example/",
        "",
        "Ana Ruiz",
        "  shared the launch (2026-03-10)",
        "  → " + _id(site, "ana") + '  Tell Ana Ruiz that you cite "Retry"',
        "    https://s.example/@ana",
        "  → read what they wrote lately, and pass on the best of it",
        "    https://ana.example/feed.xml",
    ]


def _id(root: Path, who: str) -> str:
    steps = json.loads(at(root, "checklist", "--json"))["steps"]
    return next(step["id"][:6] for step in steps if step["person"] == who)


def test_a_ticked_step_and_a_kindness_written_down_repay(site: Path) -> None:
    at(site, "ledger", "add", "Dee", "lent a book", "--in")
    assert [*friends(site)] == ["bo", "Dee"]
    run(site, "checklist", "done", _id(site, "bo"))
    assert [*friends(site, "2099-01-01T00:00")] == []  # ticked today, by the clock of this machine
    at(site, "ledger", "add", "Dee", "brought it back", "--out")
    assert "Dee" not in friends(site)


def test_names_are_found_however_they_are_given(site: Path) -> None:
    for who in ("ana", "@ana", "Ana Ruiz", "ana ruiz", "zed", "Zed", "Somebody Else"):
        at(site, "ledger", "add", who, "x", "--in")
    lines = [json.loads(line) for line in (site / LEDGER).read_text().splitlines()]
    assert [line["who"] for line in lines] == ["ana"] * 4 + ["zed"] * 2 + ["Somebody Else"]
    assert (site / "engagement/private/.gitignore").read_text() == "*\n"
    assert lines[0] == {"t": "2026-03-10T12:00:00Z", "who": "ana", "way": "in", "what": "x"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["anna", "x", "--in"], 'did you mean "ana"'),
        (["Bo", "x", "--in"], 'did you mean "bo"'),
        (["@nobody", "x", "--in"], "blogkit people list"),
        (["ana", "x"], "--in"),
        (["ana", " ", "--in"], "what they did"),
        (["ana", "x", "--in", "--url", "javascript:1"], "is no address"),
        (["ana"], "Missing argument 'WHAT'"),
    ],
    ids=" ".join,
)
def test_slips_are_answered_and_nothing_is_written(site: Path, words: list[str], said: str) -> None:
    answer = run(site, "ledger", "add", *words)
    assert answer.code == 2
    assert said in answer.err
    assert not (site / LEDGER).exists()


def test_nobody_who_is_blocked_is_ever_shown_and_nobody_linked_against_their_will(site: Path) -> None:
    for who in ("nix", "Nix Nought", "yak", "Yak", "shy"):
        at(site, "ledger", "add", who, "x", "--in")
    assert [*friends(site)] == ["bo", "shy"]
    said = at(site, "ledger").partition("Shy")[2]
    assert "thank" in said
    assert "link" not in said


def test_garbled_lines_are_named_without_their_words_and_the_others_count(site: Path) -> None:
    at(site, "ledger", "add", "Dee", "lent a book", "--in")
    with (site / LEDGER).open("a") as file:
        file.write('garbled canary\n{"t":"canary","who":"a","way":"in","what":"x"}\n')
        file.write('{"t":"2026-03-01T00:00:00Z","who":"a","way":"canary","what":"x"}\n{"t":"2999-01-01T00:00:00Z",')
        file.write('"who":"Later","way":"in","what":"x"}')
    said = run(site, "ledger", "--clock", CLOCK)
    assert "lent a book" in said.out
    assert "Later" not in said.out
    assert [f"{LEDGER}:{n}:1" in said.err for n in (1, 2, 3, 4)] == [False, True, True, False]
    assert "1 more of checklist/line" in said.err
    assert "canary" not in said.all


def test_an_empty_site_gets_a_kind_word(tmp_path: Path) -> None:
    make(tmp_path, {})
    assert at(tmp_path, "ledger").startswith("Nobody waits for a kindness")
    assert at(tmp_path, "balance").startswith("Nothing is published yet.")
    assert "blogkit new post" in at(tmp_path, "rhythm")
    assert at(tmp_path, "today").splitlines() == [
        "Tue 10 Mar 2026", "", "Nothing is due. Cite somebody in a post, and it begins.",
    ]  # fmt: skip


# -- balance and rhythm


def test_balance_explains_each_post(site: Path) -> None:
    assert at(site, "balance") == "Each of your last 3 posts points at somebody else.\n"
    assert at(site, "balance", "--explain").splitlines()[1:] == [
        "  2026-03-10 ● Three",
        "               asks its readers something",
        "  2026-02-20 ● Two",
        "               links to Ana Ruiz",
        "  2026-02-15 ● One",
        "               thanks Bo Ek",
    ]
    data = json.loads(at(site, "balance", "--json"))
    assert (data["outward"], data["of"], len(data["items"])) == (3, 3, 3)


def test_rhythm_shows_what_was_and_what_is_ready(site: Path) -> None:
    lines = at(site, "rhythm").splitlines()
    assert " ".join(lines[:2]) == (
        "You usually publish every 5 days; the next one waits for its date, Fri 20 Mar 2026 00:00 UTC."
    )
    assert lines[3].strip("─ ●○") == ""
    assert lines[3].count("●") == 3
    assert lines[5:] == [
        "",
        "Waiting for their date:",
        "  soon.md  Soon  Fri 20 Mar 2026 00:00 UTC",
        "",
        "Drafts:",
        "  rough.md  Rough",
    ]
    data = json.loads(at(site, "rhythm", "--json"))
    assert (data["interval_days"], data["next"]) == (5, "2026-03-15")
    assert [one["title"] for one in (*data["scheduled"], *data["drafts"])] == ["Soon", "Rough"]


# -- today


def real(root: Path, day: str) -> dict[str, object]:
    """Today as it is on that day, remembered."""
    import datetime as dt

    seconds = str(int(dt.datetime.fromisoformat(f"{day}T12:00+00:00").timestamp()))
    said = run(root, "today", "--json", env={"SOURCE_DATE_EPOCH": seconds})
    assert said.code == 0
    data: dict[str, object] = json.loads(said.out)
    return data


def test_today_fits_one_screen(site: Path) -> None:
    for number in range(9):
        body = f"[x](https://a{number}.example.dev/) " * 9
        (site / f"content/posts/many-{number}.md").write_text(post(f"title: {'Long ' * 30}\ndate: 2026-03-09", body))
    at(site, "ledger", "add", "Dee Doe", "lent a book that is very long " * 9, "--in")
    lines = at(site, "today").splitlines()
    assert len(lines) <= 22
    assert lines[0] == "Tue 10 Mar 2026"
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    for word in ("published", "to come", "be kind to", "drafts", "rhythm", "more when you have time"):
        assert any(word in line for line in lines), word


def test_news_are_what_came_since_the_last_look(site: Path) -> None:
    first = real(site, "2026-03-10")
    assert (first["since"], first["new"], first["expired"]) == ("2026-03-09", [], [])
    assert [one["title"] for one in first["published"]] == ["Three"]  # type: ignore[attr-defined]
    (site / "content/posts/four.md").write_text(post("title: Four\ndate: 2026-03-12", "[x](https://cy.example.dev/)"))
    later = real(site, "2026-03-13")
    assert later["since"] == "2026-03-10"
    assert [one["title"] for one in later["published"]] == ["Four", "Three"]  # type: ignore[attr-defined]
    steps = json.loads(at(site, "checklist", "four", "--json", "--due", clock="2026-03-13T12:00"))["steps"]
    assert {step["id"] for step in steps} <= set(later["new"])  # type: ignore[call-overload]
    assert len(steps) > 1
    assert real(site, "2026-03-13")["new"] == later["new"]  # the same day once more
    at(site, "today", clock="2999-01-01")  # as if: this is not remembered
    assert real(site, "2026-03-14")["new"] == []
    gone = real(site, "2026-05-14")
    assert set(later["new"]) <= set(gone["expired"])  # type: ignore[call-overload]
    assert real(site, "2026-03-15")["expired"] == []  # a clock that jumped back


def test_one_person_to_be_kind_to_whom_no_step_on_the_screen_is_about(site: Path) -> None:
    assert json.loads(at(site, "today", "--json"))["kind_to"] is None  # Bo has a step
    at(site, "ledger", "add", "Dee", "lent a book", "--in")
    assert json.loads(at(site, "today", "--json"))["kind_to"]["name"] == "Dee"
