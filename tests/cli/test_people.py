from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml

from bad_input.sites import CONFIG, as_found, make, post, run
from blogkit.testing.hostile import HOSTILE, HOSTILE_URLS

PEOPLE = """# Whom I know.
ana:
  name: Ana Ruiz            # reads drafts
  pronouns: she/her
  url: https://ana.example/
  handles: {mastodon: "@ana@social.example", bluesky: ana.example}
  listed: true

  # a comment of his own
bo: {name: 波, mention: ask}
"""
PRIVATE = """ana: {met: In a queue for waffles, notes: Likes tea., email: ana@private.example, quote: never}
zed: {name: Zed, notes: Nobody else's business.}
"""
SITE = {
    "people.yaml": PEOPLE,
    "engagement/private/people.yaml": PRIVATE,
    "content/posts/a.md": post("title: A\ndate: 2026-03-02\nauthor: ana\nthanks: [{who: ana, for: tea}]"),
    "content/posts/rough.md": post("title: R\ndate: 2026-03-02\ndraft: true", "[hers](https://ana.example/x)\n"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path, SITE)


def people(root: Path) -> str:
    return (root / "people.yaml").read_bytes().decode()


# -- list


def test_a_list_stands_in_columns(site: Path) -> None:
    said = run(site, "people", "list")
    assert said.code == 0
    assert said.out.splitlines() == [
        "ana  Ana Ruiz  Mastodon @ana@social.example  quote: never, listed",
        "bo   波                                      mention: ask",
        "1 more are known only privately: --private",
    ]


def test_a_list_as_json_has_nobody_who_is_only_private(site: Path) -> None:
    said = run(site, "people", "list", "--json")
    rows = json.loads(said.out)
    assert [row["key"] for row in rows] == ["ana", "bo"]
    assert rows[0] == {
        "key": "ana",
        "name": "Ana Ruiz",
        "place": "Mastodon @ana@social.example",
        "marks": ["quote: never", "listed"],
    }
    assert "zed" not in said.out
    assert [row["key"] for row in json.loads(run(site, "people", "list", "--private", "--json").out)][-1] == "zed"


def test_nobody_yet(tmp_path: Path) -> None:
    said = run(make(tmp_path, {}), "people", "list")
    assert (said.code, said.err) == (0, "")
    assert "blogkit people add" in said.out
    assert json.loads(run(tmp_path, "people", "list", "--json").out) == []


def test_a_broken_file_is_said_to_be(tmp_path: Path) -> None:
    root = make(tmp_path, {"people.yaml": "ana: {nmae: A}\n"})
    assert "1 error in these files may hide people: blogkit people check" in run(root, "people", "list").err


# -- show


def test_everything_known_of_somebody(site: Path) -> None:
    said = run(site, "people", "show", "@ana")
    assert said.code == 0
    assert said.out.splitlines() == [
        "Ana Ruiz  people.yaml:2:1",
        "  pronouns    she/her",
        "  url         https://ana.example/",
        "  mastodon    @ana@social.example  https://social.example/@ana",
        "  bluesky     ana.example  https://bsky.app/profile/ana.example",
        "  quote       never",
        "  listed      yes",
        "Only for you  engagement/private/people.yaml:1:1",
        "  email       ana@private.example",
        "  quote       never",
        "  met         In a queue for waffles",
        "  notes       Likes tea.",
        "Named in",
        "  content/posts/a.md  authors, thanks",
        "  content/posts/rough.md  citations",
    ]


def test_somebody_known_only_privately(site: Path) -> None:
    said = run(site, "people", "show", "zed")
    assert said.out.splitlines() == [
        "Only for you  engagement/private/people.yaml:2:1",
        "  name        Zed",
        "  notes       Nobody else's business.",
        "No post or page names them.",
    ]


def test_show_as_json(site: Path) -> None:
    data = json.loads(run(site, "people", "show", "ana", "--json").out)
    assert data["places"] == {"public": "people.yaml:2:1", "private": "engagement/private/people.yaml:1:1"}
    assert (data["person"]["name"], data["private"]["notes"]) == ("Ana Ruiz", "Likes tea.")
    assert [row["as"] for row in data["named"]] == [["authors", "thanks"], ["citations"]]


@pytest.mark.parametrize("key", ["anna", "", "\x1b[31m", "x" * 5000])
def test_who_is_not_there(site: Path, key: str) -> None:
    said = run(site, "people", "show", "--", key)
    assert said.code == 1
    assert "\x1b" not in said.all
    if key == "anna":
        assert 'did you mean "ana"?' in said.err


# -- add


@pytest.mark.parametrize(
    ("words", "key", "added"),
    [
        (["https://hachyderm.io/@cid"], "cid", {"name": "cid", "handles": {"mastodon": "@cid@hachyderm.io"}}),
        (["@cid@hachyderm.io"], "cid", {"name": "cid", "handles": {"mastodon": "@cid@hachyderm.io"}}),
        (["cid.dev"], "cid", {"name": "cid", "url": "https://cid.dev/"}),
        (["https://cid.dev/blog"], "cid", {"name": "cid", "url": "https://cid.dev/blog"}),
        (["@cid.bsky.social"], "cid", {"name": "cid", "handles": {"bluesky": "@cid.bsky.social"}}),
        (["mailto:cid@cid.example"], "cid", {"name": "cid", "handles": {"email": "cid@cid.example"}}),
        (["@cid", "--network", "x"], "cid", {"name": "cid", "handles": {"x": "@cid"}}),
        (["Cid: el campeador"], "cid-el-campeador", {"name": "Cid: el campeador"}),
        (["no"], "no", {"name": "no"}),
        (["cid.dev", "--name", "Çid", "--key", "c"], "c", {"name": "Çid", "url": "https://cid.dev/"}),
        (
            ["https://x.com/cid", "@cid@b.example", "cid.dev", "Cid"],
            "cid",
            {"name": "Cid", "url": "https://cid.dev/", "handles": {"x": "@cid", "mastodon": "@cid@b.example"}},
        ),
    ],
)
def test_somebody_is_added_and_nothing_else_changes(
    site: Path, words: list[str], key: str, added: dict[str, object]
) -> None:
    said = run(site, "people", "add", *words)
    assert (said.code, said.err) == (0, "")
    text = people(site)
    assert text.startswith(PEOPLE + "\n")
    assert yaml.load(text, yaml.BaseLoader)[key] == added
    place = said.out.splitlines()[0].split(": ")[0]
    assert text.splitlines()[int(place.removeprefix("people.yaml:")) - 1].startswith(f"{key}:") or key == "no"
    assert run(site, "people", "check").code == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["https://social.example/@ana"], 'people.yaml:2:1: "ana" has this handle already'),
        (["@Ana@Social.Example"], 'people.yaml:2:1: "ana" has this handle already'),
        (["http://www.ana.example"], 'people.yaml:2:1: "ana" has this site already'),
        (["Ana"], 'people.yaml:2:1: "ana" is there already'),
        (["cid.dev", "--key", "ana"], 'people.yaml:2:1: "ana" is there already'),
        (["@cid"], "say which: --network"),
        (["cid@cid.example"], "blogkit people add mailto:cid@cid.example"),
        (["cid.dev", "other.dev"], "two of these are their url"),
        (["cid.dev", "--key", "Cid Campeador"], "--key cid-campeador"),
        (["!!!"], "a key is a short word"),
        (["javascript:alert(1)", "--key", "../x"], "a key is a short word"),
        (["https://["], "is no address of a site"),
        (["https://a:b@cid.example/"], "is no address of a site"),
        (["@cid", "--network", "blusky"], 'did you mean "bluesky"?'),
        (["@@@", "--network", "x"], "is no handle on X"),
        ([], "say who"),
        (["  "], "say who"),
    ],
)
def test_what_is_refused_leaves_the_file_alone(site: Path, words: list[str], reason: str) -> None:
    said = run(site, "people", "add", *words)
    assert said.code in (1, 2)
    assert reason in said.err
    assert people(site) == PEOPLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "\ufeffana: {name: A}\n",
        "ana: {name: A}",
        "ana:\r\n  name: A\r\n",
        "  ana:\n    name: A\n  bo: {}\n",
        "ana:\n  note: |\n    two\n    lines\n",
        "ana:\n  note: |+\n    two\n\n",
        "ana: {name: A}\n\n\n# the end\n",
        "---\nana: {name: A}\n",
    ],
)
def test_any_way_of_writing_the_file_is_kept(tmp_path: Path, text: str) -> None:
    root = make(tmp_path, {"people.yaml": text})
    assert run(root, "people", "add", "Cid").code == 0
    after = people(root)
    assert after.startswith(text)
    assert "\r\n" not in text or after.count("\n") == after.count("\r\n")
    keys = list(yaml.safe_load(after.removeprefix("\ufeff")))
    assert keys == [*(yaml.safe_load(text.removeprefix("\ufeff")) or {}), "cid"]


@pytest.mark.parametrize("text", ["{ana: {name: A}}\n", "ana: {name: A}\n...\n", "{}\n"])
def test_where_nothing_can_be_added_the_lines_are_shown(tmp_path: Path, text: str) -> None:
    root = make(tmp_path, {"people.yaml": text})
    said = run(root, "people", "add", "Cid")
    assert said.code == 1
    assert "cid:\n  name: Cid" in said.err
    assert people(root) == text


def test_a_file_with_mistakes_is_mended_first(tmp_path: Path) -> None:
    root = make(tmp_path, {"people.yaml": "ana: {nmae: A}\n"})
    said = run(root, "people", "add", "Cid")
    assert said.code == 1
    assert 'did you mean "name"?' in said.err
    assert people(root) == "ana: {nmae: A}\n"


def test_a_new_file_for_the_first_one(tmp_path: Path) -> None:
    root = make(tmp_path, {})
    assert run(root, "people", "add", "Cid").out == "people.yaml:1: cid, Cid\n"
    assert people(root) == "cid:\n  name: Cid\n"


def test_somebody_of_the_folder_is_somebody_already(tmp_path: Path) -> None:
    root = make(tmp_path, {"people/friends.yaml": "cid: {url: https://cid.dev/}\n"})
    assert 'people/friends.yaml:1:1: "cid" has this site already' in run(root, "people", "add", "cid.dev").err
    assert not (root / "people.yaml").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_mode_and_link_of_the_file_are_kept(tmp_path: Path) -> None:
    root = make(tmp_path / "site", {})
    real = tmp_path / "elsewhere.yaml"
    real.write_text("ana: {}\n", "utf-8")
    real.chmod(0o640)
    (root / "people.yaml").symlink_to(real)
    assert run(root, "people", "add", "Cid").code == 0
    assert (root / "people.yaml").is_symlink()
    assert "cid:" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("word", [*HOSTILE, *HOSTILE_URLS], ids=range(len(HOSTILE) + len(HOSTILE_URLS)))
def test_hostile_words_are_added_as_they_are_or_refused(tmp_path: Path, word: str) -> None:
    root = make(tmp_path, {"people.yaml": PEOPLE})
    said = run(root, "people", "add", "--", word)
    assert said.code in (0, 1, 2)
    assert "\x1b" not in said.all
    text = people(root)
    assert text.startswith(PEOPLE)
    assert len(yaml.safe_load(text)) == 2 + (said.code == 0)
    if said.code:
        assert text == PEOPLE
    else:
        assert "error" not in run(root, "people", "check").all


# -- check


def test_people_who_cannot_be_reached_and_places_that_have_closed(tmp_path: Path) -> None:
    text = (
        "ana: {name: Ana}\n"
        "bo: {url: http://bo.example/}\n"
        "cy: {handles: {mastodon: '@cy@botsin.space'}}\n"
        "di: {handles: {nope: x}}\n"
        "ed: {blocked: true}\n"
        "fi: {name: Fi}\n"
    )
    root = make(tmp_path, {"people.yaml": text, "engagement/private/people.yaml": "fi: {email: fi@fi.example}\n"})
    said = run(root, "people", "check", "--json")
    found = [(one.code, one.severity, one.where) for one in map(as_found, json.loads(said.out))]
    assert found == [
        ("people/unreachable", "warning", "people.yaml:1:1"),
        ("people/stale", "info", "people.yaml:2:11"),
        ("people/stale", "warning", "people.yaml:3:26"),
        ("people/unreachable", "warning", "people.yaml:4:1"),
        ("people/network", "warning", "people.yaml:4:22"),
    ]
    assert said.code == 0
    assert run(root, "people", "check", "--strict").code == 1
    assert run(root, "people", "check").out == "Checked 6 people: 4 warnings.\n"
    assert (
        "::warning title=people/unreachable,file=people.yaml,line=1"
        in run(root, "people", "check", "--format", "github").out
    )


def test_nothing_to_mend(site: Path) -> None:
    (site / "people.yaml").write_text("ana: {name: Ana, url: https://ana.example/}\n", "utf-8")
    (site / "engagement/private/people.yaml").unlink()
    said = run(site, "people", "check", "--strict")
    assert (said.code, said.out, said.err) == (0, "Checked 1 person: nothing to mend.\n", "")


def test_doubles_with_the_private_file_are_found_without_its_words(site: Path) -> None:
    private = (
        "secretkey: {handles: {mastodon: '@ana@social.example', nope: secretvalue}}\n"
        "other: {handles: {mastodon: '@secret@b.example'}}\n"
        "third: {handles: {mastodon: '@secret@b.example', x: 'secret value'}}\n"
        "ana: {handles: {mastodon: '@ana@social.example'}}\n"
    )
    (site / "engagement/private/people.yaml").write_text(private, "utf-8")
    said = run(site, "people", "check", "--json")
    found = [(one["code"], one["span"]["line"]) for one in json.loads(said.out) if "private" in one["span"]["path"]]
    assert sorted(found) == [
        ("people/handle", 3),
        ("people/network", 1),
        ("people/same-handle", 1),
        ("people/same-handle", 3),
    ]
    assert "secret" not in said.all
    assert "secret" not in run(site, "people", "check").all


def test_errors_fail(tmp_path: Path) -> None:
    root = make(tmp_path, {"people.yaml": "ana: {mention: nevr}\n"}, CONFIG)
    assert run(root, "people", "check").code == 1


# -- nobody


def test_a_domain_that_is_nobodys_is_remembered_once(site: Path) -> None:
    said = run(site, "people", "nobody", "https://www.Docs.example/a", "docs.example")
    assert (said.code, said.out) == (0, "docs.example: nobody to tell\ndocs.example: known already\n")
    path = site / "engagement/public/domains.yaml"
    path.write_text("# mine\n- kept.example  # why\n")
    run(site, "people", "nobody", "docs.example")
    assert path.read_text() == "# mine\n- kept.example  # why\n- docs.example\n"
    assert run(site, "people", "nobody", "no domain").code == 2
