from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import yaml

from bad_input.sites import build, inside, outputs, run
from blogkit.stages import settings


def test_one_command_makes_a_blog_that_builds_without_a_word_of_blame(tmp_path: Path) -> None:
    said = run(tmp_path, "new-site", "my-blog")
    assert said.code == 0
    assert "cd my-blog" in said.out
    assert "blogkit serve" in said.out
    root = tmp_path / "my-blog"
    assert (root / ".gitignore").is_file()
    built = run(root, "build", "--strict", "--no-cards")
    assert built.code == 0, built.all
    assert built.err == ""
    checked = run(root, "check", "--strict")
    assert (checked.code, checked.err) == (0, "")
    names = set(outputs(root))
    assert {"index.html", "404.html", "rss.xml"} <= names
    assert not [
        name
        for name in names
        if "__" in outputs(root)[name].decode("latin-1")
        and name.endswith((".html", ".xml"))
        and "__TITLE__" in outputs(root)[name].decode("latin-1")
    ]
    assert settings.load(str(root)).value.title == "My blog"


def test_the_schema_for_editors_is_there(tmp_path: Path) -> None:
    run(tmp_path, "new-site", "b")
    schema = json.loads((tmp_path / "b" / ".blogkit" / "schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "blogkit.yaml"
    schema = json.loads((tmp_path / "b" / ".blogkit" / "people.schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "people.yaml"


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Retry: a love story", 'O\'Brien "Bo"'),
        ("#1 & <b>", "</script><script>alert(1)</script>"),
        ("yes", "null"),
        ("two\nlines", "a\ttab"),
        ("{{ 7*7 }}", "[a, b]"),
        ("中文", "שלום"),
        ('Zoë: "Z"', "O'Brien"),
        ("Zoë: 'Z' \\", "- Bo: # x"),
    ],
)
def test_any_title_and_any_name_will_do(tmp_path: Path, title: str, author: str) -> None:
    assert run(tmp_path, "new-site", "b", "--title", title, "--author", author).code == 0
    root = tmp_path / "b"
    code, found, _ = build(root, "--strict")
    assert (code, found) == (0, [])
    assert settings.load(str(root)).value.title == " ".join(title.split())
    assert b"<script>alert" not in outputs(root)["index.html"]
    people = yaml.safe_load((root / "people.yaml").read_text(encoding="utf-8"))
    assert people["me"]["name"] == " ".join(author.split())


@pytest.mark.parametrize("hour", [0, 6, 11, 12, 13, 18, 23])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_no_sample_post_is_one_of_the_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hour: int, zone: str
) -> None:
    moment = dt.datetime(2026, 3, 10, hour, 30, tzinfo=dt.UTC)

    class Now(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Now:
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setattr("blogkit.cli.new_site.dt.datetime", Now)
    assert run(tmp_path, "new-site", "b").code == 0
    monkeypatch.undo()
    config = tmp_path / "b" / "blogkit.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("timezone: UTC ", f"timezone: {zone} "), encoding="utf-8")
    said = run(tmp_path / "b", "build", "--json", "--no-cards", f"--clock={moment.isoformat()}")
    assert (said.code, json.loads(said.out)["left_out"]) == (0, [])


@pytest.mark.parametrize("name", ["it's a blog", "über", "with space", "-dash", "a.b", "{{x}}", "#1", "yes"])
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, "new-site", "--", name).code == 0
    code, found, _ = build(tmp_path / name)
    assert (code, found) == (0, [])


def test_an_empty_folder_will_do_also_the_one_we_are_in(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    assert run(tmp_path / "here", "new-site", ".").code == 0
    assert build(tmp_path / "here")[:2] == (0, [])


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "diary.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("full", "file", "file/below"):
        said = run(tmp_path, "new-site", name)
        assert said.code == 1
        assert "Error: " in said.err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["diary.txt"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_blog_inside_a_blog_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "new-site", "b").code == 0
    said = run(tmp_path / "b", "new-site", "inner")
    assert said.code == 1
    assert "is a blog already" in said.err
    assert not (tmp_path / "b" / "inner").exists()


@pytest.mark.parametrize("name", ["", "  "])
def test_a_name_is_needed(tmp_path: Path, name: str) -> None:
    with inside(tmp_path):
        assert run(tmp_path, "new-site", name).code == 2
    assert not list(tmp_path.iterdir())
