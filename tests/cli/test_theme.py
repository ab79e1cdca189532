"""`blogkit theme`: from a new theme to one that others can trust."""

from __future__ import annotations

import builtins
import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bad_input.sites import good, inside, make, run
from blogkit.cli import theme_check
from blogkit.stages.theme_names import reference

ROOT = Path(__file__).parents[2]
BASE = """\
<!doctype html>
<html>
<head>{{ head() }}</head>
<body>
<a href="/">{{ site.titel }}</a>
<main>{% block main %}{% endblock %}</main>
</body></html>
"""
SHIPPED = sorted(path.name for path in (ROOT / "themes").iterdir() if (path / "theme.yaml").is_file())


@pytest.mark.parametrize("name", ["default"])
def test_a_theme_of_blogkits_own_has_no_finding(tmp_path: Path, name: str) -> None:
    said = run(make(tmp_path, {}), "theme", "check", name)
    assert (said.code, said.out) == (0, f"Checked the theme {name}: nothing to mend.\n"), said.all


@pytest.mark.parametrize("parent", SHIPPED)
def test_a_new_theme_runs_and_has_no_finding(tmp_path: Path, parent: str) -> None:
    make(tmp_path, {"content/posts/a.md": good()})
    said = run(tmp_path, "theme", "new", "paper", "--parent", parent)
    assert said.code == 0
    (tmp_path / "blogkit.yaml").write_text("base_url: https://blog.example/\ntheme: {name: paper}\n", "utf-8")
    assert run(tmp_path, "build").code == 0
    page = (tmp_path / "public/posts/a/index.html").read_text("utf-8")
    assert page.index("css/site.") < page.index("css/paper.")
    assert "nothing to mend" in run(tmp_path, "theme", "check").out
    assert "is there already" in run(tmp_path, "theme", "new", "paper").err


def test_a_theme_with_its_demo(tmp_path: Path) -> None:
    assert run(tmp_path, "theme", "new", "paper", "--demo").code == 0
    site = tmp_path / "paper"
    said = run(site, "build", "--json")
    found = [
        one for one in json.loads(said.out)["diagnostics"] if one["code"] not in ("card/no-glyph", "theme/no-words")
    ]
    assert found == []
    for post in ("note", "reply", "link", "photo", "arabic", "forty-tags", "guest", "long-title"):
        assert (site / f"public/posts/{post}/index.html").is_file(), post
    assert (site / "public/page/2/index.html").is_file()
    assert "leave the folder" in run(site, "theme", "new", "other", "--demo").err


@pytest.mark.parametrize(
    ("name", "parent"), [("../x", "default"), ("a b", "default"), ("x", "nope"), ("default", "default")]
)
def test_themes_that_cannot_be_started(tmp_path: Path, name: str, parent: str) -> None:
    said = run(make(tmp_path, {}), "theme", "new", name, "--parent", parent)
    assert said.code
    assert not (tmp_path / "themes").exists()


def test_list(tmp_path: Path) -> None:
    make(tmp_path, {"themes/mine/theme.yaml": "description: Mine alone.\n"}, "theme: {name: mine}\n")
    rows = {row["name"]: row for row in json.loads(run(tmp_path, "theme", "list", "--json").out)}
    assert set(rows) == {"mine", *SHIPPED}
    assert rows["mine"]["chosen"]
    assert not rows["default"]["chosen"]
    assert "* mine" in run(tmp_path, "theme", "list").out


def test_findings_have_levels_places_and_cures(tmp_path: Path) -> None:
    make(
        tmp_path,
        {"themes/bad/theme.yaml": "name: bad\n", "themes/bad/templates/base.html": BASE},
        "theme: {name: bad}\n",
    )
    said = run(tmp_path, "theme", "check", "--json")
    assert said.code == 1
    rows = json.loads(said.out)
    there = {(one["level"], one["finding"]["code"], one["finding"]["span"]["line"]) for one in rows}
    assert {
        ("error", "theme/no-lang", 2),
        ("error", "theme/no-skip-link", 2),
        ("error", "theme/absolute-url", 5),
        ("error", "theme/undefined", 5),
        ("warning", "theme/no-slot", 2),
        ("recommendation", "theme/no-about", 0),
    } <= there
    assert all(one["finding"]["fix"] for one in rows)
    assert all(one["finding"]["span"]["path"].startswith("themes/bad/") for one in rows)
    places = [
        (one["finding"]["code"], one["finding"]["span"]["line"])
        for one in rows
        if one["finding"]["code"] == "theme/undefined"
    ]
    assert len(places) == 1, "said once, not once for each page"
    human = run(tmp_path, "theme", "check")
    assert human.err.index("recommendation") < human.err.index("warning") < human.err.index("error")
    assert "themes/bad/templates/base.html:5:16" in human.err


def test_what_only_building_shows(tmp_path: Path) -> None:
    """Some faults cannot be seen in the files; the ugly cases bring them out, and so does a site with no posts."""
    first = '{% extends "default/home.html" %}{% block main %}{{ super() }}{{ paginator.items|map(attribute="title")|join }}{{ (paginator.items|list)[0].url }}{% endblock %}'
    make(
        tmp_path,
        {
            "themes/x/theme.yaml": "{name: x, license: MIT, description: x, requires: '>=0'}",
            "themes/x/templates/home.html": first,
        },
    )
    said = run(tmp_path, "theme", "check", "x", "--json")
    assert [(one["level"], one["finding"]["code"]) for one in json.loads(said.out)] == [("error", "theme/undefined")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"themes/x/theme.yaml": "parent: nope"}, "theme/missing"),
        ({"themes/x/theme.yaml": "parent: y", "themes/y/theme.yaml": "parent: x"}, "theme/circle"),
        ({"themes/x/theme.yaml": "requires: '>=99'"}, "theme/requires"),
        (
            {"themes/x/theme.yaml": "", "themes/x/templates/post.html": "{% include '../../../x' %}"},
            "theme/no-template",
        ),
        ({"themes/x/theme.yaml": "", "themes/x/templates/post.html": "{% for %}"}, "theme/syntax"),
    ],
)
def test_themes_that_cannot_be_used_at_all(tmp_path: Path, files: dict[str, str], code: str) -> None:
    said = run(make(tmp_path, {**files}), "theme", "check", "x", "--json")
    fatal = [one["finding"]["code"] for one in json.loads(said.out) if one["level"] == "fatal"]
    assert (said.code, fatal) == (1, [code])


def test_a_theme_that_is_not_there(tmp_path: Path) -> None:
    said = run(make(tmp_path, {}), "theme", "check", "defualt")
    assert (said.code, said.err) == (1, 'Error: there is no theme "defualt"; did you mean "default"?\n')


def test_a_theme_is_checked_without_the_sites_templates(tmp_path: Path) -> None:
    make(tmp_path, {"templates/post.html": "{{ post.nope }}"})
    assert run(tmp_path, "theme", "check", "default").code == 0
    said = run(tmp_path, "theme", "check")
    assert said.code == 1
    assert "templates/post.html:1:4" in said.err


def test_copies_stay_honest(tmp_path: Path) -> None:
    make(tmp_path, {"themes/up/theme.yaml": "", "themes/up/templates/post.html": "one\ntwo\n"}, "theme: {name: up}\n")
    assert "No template was copied" in run(tmp_path, "theme", "diff").err
    said = run(tmp_path, "theme", "copy-template", "post.html")
    copy = tmp_path / "templates/post.html"
    assert (said.code, said.out) == (0, f"{os.path.join('templates', 'post.html')}\n")
    assert copy.read_text("utf-8").split("\n", 1)[1] == "one\ntwo\n"
    assert "is there already" in run(tmp_path, "theme", "copy-template", "post.html").err
    assert run(tmp_path, "theme", "diff").code == 0
    copy.write_text(copy.read_text("utf-8") + "my own\n", "utf-8")
    make(tmp_path, {"themes/up/templates/post.html": "one\n2\n"}, "theme: {name: up}\n")
    said = run(tmp_path, "theme", "diff")
    assert said.code == 1
    assert "-two\n+2\n" in said.out
    assert "my own" not in said.out
    found = json.loads(run(tmp_path, "theme", "check", "--json").out)
    assert [
        (o["level"], o["finding"]["span"]["path"]) for o in found if o["finding"]["code"] == "theme/outdated-copy"
    ] == [("warning", "templates/post.html")]
    assert run(tmp_path, "theme", "diff", "--seen").code == 0
    assert run(tmp_path, "theme", "diff").code == 0
    assert "my own" in copy.read_text("utf-8")


def test_a_copy_whose_original_was_not_kept_or_is_gone(tmp_path: Path) -> None:
    make(tmp_path, {"themes/up/theme.yaml": "", "themes/up/templates/post.html": "one\n"}, "theme: {name: up}\n")
    run(tmp_path, "theme", "copy-template", "post.html")
    (tmp_path / "templates/.originals/post.html").unlink()
    (tmp_path / "themes/up/templates/post.html").write_text("1\n", "utf-8")
    said = run(tmp_path, "theme", "diff")
    assert "--- templates/post.html (yours)" in said.out
    assert "-one\n+1\n" in said.out
    (tmp_path / "themes/up/templates/post.html").unlink()
    assert "no such template any more" in run(tmp_path, "theme", "diff").out


def test_the_mark_of_a_copy_is_not_on_the_page(tmp_path: Path) -> None:
    make(tmp_path, {"content/posts/a.md": good()})
    run(tmp_path, "theme", "copy-template", "base.html")
    run(tmp_path, "theme", "copy-template", "feed.xsl")
    assert run(tmp_path, "build").code == 0
    assert (tmp_path / "public/index.html").read_text("utf-8").lstrip().startswith("<!doctype html>")
    assert next(tmp_path.glob("public/*.xsl")).read_text("utf-8").startswith("<?xml")


def test_copies_for_a_theme(tmp_path: Path) -> None:
    make(tmp_path, {"themes/mine/theme.yaml": ""})
    assert run(tmp_path, "theme", "copy-template", "partials/tags.html", "--into", "mine").code == 0
    assert (tmp_path / "themes/mine/templates/partials/tags.html").is_file()
    assert run(tmp_path, "theme", "diff", "--into", "mine").code == 0
    assert "no folder themes/nope" in run(tmp_path, "theme", "diff", "--into", "nope").err
    assert run(tmp_path, "theme", "copy-template", "../../../etc/passwd").code
    assert 'did you mean "post.html"' in run(tmp_path, "theme", "copy-template", "pots.html").err


def test_every_name_is_printed(tmp_path: Path) -> None:
    said = run(tmp_path, "theme", "vars")
    assert said.code == 0
    for word in ("format_date", "EntryView", "share_links", "list of PersonView", "Where they like to be mentioned"):
        assert word in said.out
    assert run(tmp_path, "theme", "vars", "picture").out.startswith("Picture\n  url ")
    assert 'did you mean "Picture"' in run(tmp_path, "theme", "vars", "Pitcure").err
    rows = json.loads(run(tmp_path, "theme", "vars", "post.html", "--json").out)
    assert [one["name"] for one in rows[0]["names"]] == ["meta", "post"]
    titles = [group.title for group in reference()]
    assert len(titles) == len(set(titles))


def test_no_pictures_without_playwright(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("playwright"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    said = run(make(tmp_path, {}), "theme", "shot")
    assert said.code == 1
    assert "pip install playwright" in said.err


def shot(root: Path, *words: str, **more: Any) -> Any:
    """In a thread of its own: the browser of other tests may be at work in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(partial(run, root, "theme", "shot", *words, **more)).result()


def test_no_pictures_without_a_browser(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    root = make(tmp_path, {"content/posts/a.md": good()})
    said = shot(root, env={"BLOGKIT_CHROMIUM": str(tmp_path / "none")})
    assert said.code == 1
    assert "BLOGKIT_CHROMIUM" in said.err
    assert not list(tmp_path.glob(".shot-*"))


@pytest.mark.browser
def test_pictures(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    make(tmp_path, {"content/posts/a.md": good()})
    said = shot(tmp_path, "/", "/posts/a/", "--whole")
    if "no Chromium" in said.err:
        pytest.skip("no Chromium here")
    assert said.code == 0, said.all
    names = {
        f"{size}-{scheme}-{page}.png"
        for size in ("phone", "desktop")
        for scheme in ("light", "dark")
        for page in ("home", "posts-a")
    }
    assert {path.name for path in (tmp_path / "shots").iterdir()} == names
    assert len({path.read_bytes() for path in (tmp_path / "shots").iterdir()}) == 8
    assert not list(tmp_path.glob(".shot-*"))
    assert not (tmp_path / "public").exists()


def test_checking_leaves_the_site_alone(tmp_path: Path) -> None:
    make(tmp_path, {"content/posts/a.md": good()})
    before = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    with inside(tmp_path):
        assert theme_check.findings(str(tmp_path), None) == []
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == before
