"""people.yaml, people/*.yaml and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.builtin import BUILTIN
from blogkit.core.diagnostic import Diagnostic
from blogkit.core.person import Person, PrivatePerson, guarded
from blogkit.core.source import Source, Sources
from blogkit.stages import people
from blogkit.testing.hostile import HOSTILE, HOSTILE_URLS


def sources(root: Path, files: dict[str, str]) -> Sources:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return Sources(str(root), {path: Source(path, "", "") for path in sorted(files)})


def directory(root: Path, **files: str) -> tuple[people.Directory, list[Diagnostic]]:
    """Of files named without their endings: `people`, `friends`, `private`."""
    places = {"people": "people.yaml", "private": people.PRIVATE}
    named = {places.get(name, f"people/{name}.yaml"): text for name, text in files.items()}
    outcome = people.directory(sources(root, named), BUILTIN.networks)
    return outcome.value, list(outcome.diagnostics)


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.code, str(one.span)) for one in found]


def test_nobody(tmp_path: Path) -> None:
    known, found = directory(tmp_path)
    assert (known.people, known.private, known.only_private, found) == ({}, {}, frozenset(), [])


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "---\n", "{}\n", "\ufeff"])
def test_empty_files(tmp_path: Path, text: str) -> None:
    assert directory(tmp_path, people=text, friends=text, private=text)[1] == []


def test_a_folder_is_read_like_the_file(tmp_path: Path) -> None:
    known, found = directory(
        tmp_path, people="ana: {name: Ana}\n", friends="bo: {name: Bo}\ncy:\n", work="di: {name: Di}\n"
    )
    assert found == []
    assert [(key, one.name) for key, one in known.people.items()] == [
        ("ana", "Ana"),
        ("bo", "Bo"),
        ("cy", ""),
        ("di", "Di"),
    ]


def test_one_key_in_two_places_names_both(tmp_path: Path) -> None:
    known, found = directory(tmp_path, people="bo: {name: Bo}\nana: {name: A}\n", friends="\nana: {name: B}\n")
    (one,) = found
    assert (one.code, one.severity, str(one.span)) == ("people/duplicate-key", "error", "people/friends.yaml:2:1")
    assert "people.yaml:2:1" in one.found
    assert known.people["ana"].name == "A"


def test_a_file_that_nobody_reads_is_named(tmp_path: Path) -> None:
    files = {"people/a.yml": "ana: {name: A}\n", "people/deep/b.yaml": "bo: {name: B}\n", "people/README.md": "Hello"}
    outcome = people.directory(sources(tmp_path, files), ())
    assert told(list(outcome.diagnostics)) == [
        ("people/file-name", "people/a.yml:1:1"),
        ("people/file-name", "people/deep/b.yaml:1:1"),
    ]
    assert [one.fix for one in outcome.diagnostics] == ["rename it to people/a.yaml", "rename it to people/b.yaml"]
    assert outcome.value.people == {}


@pytest.mark.parametrize(
    ("line", "code", "column", "fix"),
    [
        ('url: "javascript:alert(1)"', "people/url", 8, "url: https://example.org/"),
        ("url: ana.example", "people/url", 8, "url: https://ana.example"),
        ("url: https://me:secret@ana.example/", "people/url", 8, "url: https://example.org/"),
        ("feed: /feed.xml", "people/url", 9, "feed: https://example.org/"),
        ('feed: "https://ana.example/a b"', "people/url", 9, "feed: https://example.org/"),
        ("photo: https://ana.example/a.jpg", "people/photo", 10, "photo: /people/ana.jpg"),
        ("photo: ../../secret.jpg", "people/photo", 10, "save it as static/people/ana.jpg, write"),
        ("photo: /people/nana.jpg", "people/photo", 10, 'did you mean "/people/ana.jpg"?'),
        ("photo: /nothing.gif", "people/photo", 10, "save it as static/nothing.gif"),
        ("handles: {mastadon: '@a@b.example'}", "people/network", 23, 'did you mean "mastodon"?'),
        ("handles: {twitter: '@a'}", "people/network", 22, 'did you mean "x"?'),
        ("handles: {mastodon: ana}", "people/handle", 23, "write it as Mastodon does"),
        ("handles: {mastodon: ''}", "people/handle", 13, "write it, or take it out"),
        ("prefer: blusky", "people/network", 11, 'did you mean "bluesky"?'),
        ("prefer: bluesky", "people/prefer", 11, "add it:  handles: {bluesky: …}"),
        ('domains: ["http://[", ana.example]', "people/domain", 3, "domains: [ana.example]"),
        ('name: "a\\u202eb"', "people/control-character", 9, "it is left out"),
        (f"note: {'x' * 501}", "people/too-long", 9, "say it in a line"),
        ("listed: true\n  blocked: true", "people/listed", 11, "take out  listed: true"),
        ("listed: true\n  mention: never", "people/listed", 11, "take out  listed: true"),
    ],
)
def test_what_cannot_be_used_is_found_at_its_place(tmp_path: Path, line: str, code: str, column: int, fix: str) -> None:
    files = {"people.yaml": f"# one\nana:\n  {line}\n", "static/people/ana.jpg": "x"}
    outcome = people.directory(sources(tmp_path, files), BUILTIN.networks)
    (one,) = outcome.diagnostics
    assert (one.code, one.severity) == (code, "warning")
    assert one.span is not None
    assert (one.span.path, one.span.line, one.span.column) == ("people.yaml", 3, column)
    assert one.fix.startswith(fix)
    ana = outcome.value.people["ana"]
    assert (ana.url, ana.feed, ana.photo, ana.prefer) == ("", "", "", "")
    assert "\u202e" not in ana.name
    assert len(ana.note) <= 500


@pytest.mark.parametrize("photo", ["/people/ana.jpg", "people/ana.jpg", "/blog/people/ana.jpg", "/people/%61na.jpg"])
def test_a_photo_that_is_there(tmp_path: Path, photo: str) -> None:
    files = {"people.yaml": f"ana: {{photo: '{photo}'}}\n", "static/people/ana.jpg": "x"}
    outcome = people.directory(sources(tmp_path, files), ())
    assert outcome.diagnostics == ()
    assert outcome.value.people["ana"].photo == photo


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("handles: {mastodon: '@a@b.example'}", "handles: {mastodon: 'https://B.example/@a'}", "people/same-handle"),
        ("handles: {bluesky: a.example}", "handles: {bluesky: '@A.example'}", "people/same-handle"),
        ("url: https://a.example/", "url: http://www.a.example", "people/same-site"),
        ("url: https://a.example/", "domains: [a.example]", "people/same-site"),
    ],
)
def test_two_people_with_one_handle_or_site(tmp_path: Path, one: str, other: str, code: str) -> None:
    found = directory(tmp_path, people=f"ana: {{{one}}}\n", friends=f"bo: {{{other}}}\n")[1]
    assert [(f.code, f.span and f.span.path) for f in found] == [(code, "people/friends.yaml")]
    assert "ana (people.yaml:1:1)" in found[0].message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("url: https://forge.example/ana", "url: https://forge.example/bo"),
        ("handles: {mastodon: '@a@b.example'}", "handles: {lemmy: '@a@b.example'}"),
        ("name: Ana", "name: Ana"),
    ],
)
def test_what_two_people_may_share(tmp_path: Path, one: str, other: str) -> None:
    assert directory(tmp_path, people=f"ana: {{{one}}}\nbo: {{{other}}}\n")[1] == []


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_URLS], ids=range(len(HOSTILE) + len(HOSTILE_URLS)))
def test_hostile_values_are_findings_with_a_place_and_a_cure(tmp_path: Path, text: str) -> None:
    import json

    said = json.dumps(text)
    fields = ["name", "pronouns", "url", "photo", "note", "feed", "prefer"]
    lines = [*(f"  {field}: {said}" for field in fields), f"  domains: [{said}]", f"  handles: {{{said}: {said}}}"]
    known, found = directory(tmp_path, people="\n".join(["ana:", *lines, ""]))
    assert all(one.fix and one.span and one.span.line and one.span.column for one in found)
    assert all("\n" not in one.message for one in found)
    ana = known.people["ana"]
    assert all(one == "" or one.startswith(("http://", "https://")) for one in (ana.url, ana.feed))
    assert "javascript" not in ana.photo
    assert max(len(ana.name), len(ana.note), len(ana.url)) <= 2_000


# -- private


def test_the_stricter_of_both_wins() -> None:
    public = {"a": Person(mention="never"), "b": Person(), "c": Person(quote="ask"), "d": Person()}
    private = {
        "a": PrivatePerson(mention="ask"),
        "b": PrivatePerson(mention="ask", quote="never", blocked=True),
        "c": PrivatePerson(quote="ok"),
        "e": PrivatePerson(blocked=True),
    }
    merged = guarded(public, private)
    assert merged == {
        "a": Person(mention="never"),
        "b": Person(mention="ask", quote="never", blocked=True),
        "c": Person(quote="ask"),
        "d": Person(),
    }


def test_who_is_only_in_the_private_file_is_nobody(tmp_path: Path) -> None:
    known, found = directory(tmp_path, people="ana: {name: Ana}\n", private="zed: {name: Zed}\nana: {mention: never}\n")
    assert found == []
    assert list(known.people) == ["ana"]
    assert known.people["ana"].mention == "never"
    assert known.only_private == {"zed"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("zed: {secretkey: secretvalue}\n", "people/unknown-key", 1),
        ("zed: {mention: secretvalue}\n", "people/wrong-choice", 1),
        ("zed: {met: [secretvalue]}\n", "people/wrong-type", 1),
        ("zed:\n  notes: secretkey: secretvalue\n", "people/unquoted-colon", 2),
        ("zed:\n  notes: 'secretvalue\n", "people/quotes", 2),
        ("secretkey: {}\nsecretkey: {}\n", "people/duplicate-key", 2),
        ("- secretvalue\n", "people/wrong-type", 1),
        ("zed: !secretvalue x\n", "people/tag", 1),
        ('zed: {notes: "secretvalue \\x01"}\n', "people/control-character", 1),
    ],
)
def test_findings_repeat_nothing_of_the_private_file(tmp_path: Path, text: str, code: str, line: int) -> None:
    found = directory(tmp_path, private=text)[1]
    assert found[0].code == code
    for one in found:
        assert "secret" not in one.message + one.found + one.fix
        assert one.message
        assert one.fix
        assert one.span is not None
    assert found[0].span is not None
    assert (found[0].span.path, found[0].span.line) == (people.PRIVATE, line)


def test_listed_against_a_private_boundary_is_a_finding_in_the_public_file(tmp_path: Path) -> None:
    found = directory(tmp_path, people="ana: {listed: true}\n", private="ana: {blocked: true}\n")[1]
    assert told(found) == [("people/listed", "people.yaml:1:15")]


# -- git


def git_index(top: Path, path: str) -> None:
    (top / ".git").mkdir()
    (top / ".git" / "index").write_bytes(b"DIRC\0\0\0\2\0\0\0\1" + bytes(62) + path.encode() + b"\0")


def test_git_may_not_track_what_is_private(tmp_path: Path) -> None:
    site = tmp_path / "blog"
    site.mkdir()
    assert people.tracked(str(site)) == []
    git_index(tmp_path, "blog/engagement/private/people.yaml")
    (one,) = people.tracked(str(site))
    assert (one.code, one.severity, one.fix) == (
        "people/tracked",
        "warning",
        "git rm -r --cached engagement/private/ && echo /engagement/private/ >> .gitignore",
    )


def test_another_sites_private_folder_is_not_this_ones(tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    git_index(tmp_path, "engagement/private/people.yaml")
    assert people.tracked(str(tmp_path / "blog")) == []


def test_real_git_agrees(tmp_path: Path) -> None:
    import shutil
    import subprocess

    if not shutil.which("git"):
        pytest.skip("no git here")
    file = tmp_path / "engagement" / "private" / "people.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("zed: {}\n", "utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "core.hooksPath=/dev/null"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert people.tracked(str(tmp_path)) == []
    subprocess.run([*git, "add", "-f", "engagement"], check=True)
    assert len(people.tracked(str(tmp_path))) == 1
    subprocess.run([*git, "rm", "-rq", "--cached", "engagement/private/"], check=True)
    assert people.tracked(str(tmp_path)) == []
