from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bad_input.sites import CONFIG, good, make, outputs, post, run

MARCH = "2026-03-10T12:00"
SITE = {
    "content/posts/now.md": post("title: Now\ndate: 2026-03-02\ntags: [a]"),
    "content/posts/rough.md": post("title: Rough\ndate: 2026-03-02\ndraft: true"),
    "content/posts/easter.md": post("title: Easter\ndate: 2026-04-05 09:00"),
    "content/posts/gone.md": post("title: Gone\ndate: 2026-01-01\nexpires: 2026-02-01"),
    "content/pages/about.md": post("title: About"),
}


def build(root: Path, *args: str) -> str:
    said = run(root, "build", "--no-cards", "--clock", MARCH, *args, env={"COLUMNS": "80"})
    assert said.code == 0, said.err
    return said.out


def test_counts_and_what_was_left_out_by_name_and_reason(tmp_path: Path) -> None:
    lines = build(make(tmp_path, SITE, CONFIG + "timezone: Europe/Madrid\n")).splitlines()
    assert re.fullmatch(r"Built 1 post, 1 page, \d+ files in \d+\.\d s → public/", lines[0])
    assert lines[1] == f"  files     {len(outputs(tmp_path)) - 1} new"  # the manifest is not a page
    assert lines[2:5] == [
        "  left out  1 draft: posts/rough.md",
        "            1 future: posts/easter.md, Sun 5 Apr 2026 09:00 Europe/Madrid",
        "            1 expired: posts/gone.md, Sun 1 Feb 2026 00:00 Europe/Madrid",
    ]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("options", "posts"),
    [
        ([], {"now"}),
        (["--drafts"], {"now", "rough"}),
        (["-F"], {"now", "easter"}),
        (["--expired"], {"now", "gone"}),
        (["-D", "-F", "-E"], {"now", "rough", "easter", "gone"}),
    ],
)
def test_what_is_published_is_asked_for(tmp_path: Path, options: list[str], posts: set[str]) -> None:
    build(make(tmp_path, SITE), *options)
    assert {name.split("/")[1] for name in outputs(tmp_path) if re.fullmatch(r"posts/\w+/index.html", name)} == posts


def test_the_clock_can_be_set(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    assert "2 posts" in run(root, "build", "--no-cards", "--clock", "2026-05-01").out
    assert "2 posts" in run(root, "build", "--no-cards", "--clean", env={"SOURCE_DATE_EPOCH": "1777600000"}).out
    assert run(root, "build", "--no-cards", env={"SOURCE_DATE_EPOCH": "soon"}).code == 0


def test_another_base_url_and_another_folder(tmp_path: Path) -> None:
    build(make(tmp_path, SITE), "--base-url", "https://preview.example/pr/7", "--output", "out/7/")
    html = (tmp_path / "out" / "7" / "posts" / "now" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://preview.example/pr/7/posts/now/">' in html
    assert not (tmp_path / "public").exists()


def test_quiet_says_only_what_is_wrong(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    assert build(root, "--quiet") == ""
    (root / "content/posts/now.md").write_text("No head.\n", encoding="utf-8")
    said = run(root, "build", "--quiet", "--clock", MARCH)
    assert (said.code, said.all) == (0, "")  # a warning is not what is wrong
    (root / "content/posts/now.md").write_text(post("title: A: b"), encoding="utf-8")
    said = run(root, "build", "--quiet", "--clock", MARCH)
    assert said.code == 1
    assert said.out == ""
    assert "unquoted-colon" in said.err


def test_verbose_says_what_was_made_and_why(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    build(root)
    (root / "content/posts/now.md").write_text(
        post("title: Now\ndate: 2026-03-02\ntags: [a]", "Other.\n"), encoding="utf-8"
    )
    said = build(root, "--verbose")
    assert "parse content/posts/now.md" in said
    assert "render posts/now/index.html" in said
    assert re.search(r"posts/now/index\.html: \w+", said)
    assert "pages/about" not in said.partition("Next,")[0]
    assert "about/index" not in said


def test_json_is_one_value_with_everything_in_it(tmp_path: Path) -> None:
    root = make(tmp_path, {**SITE, "content/posts/odd.md": "No head.\n"})
    for form in (["--json"], ["--format", "json"]):
        said = run(root, "build", "--no-cards", "--clock", MARCH, *form)
        assert said.err == ""
        report: dict[str, Any] = json.loads(said.out)
        assert (report["posts"], report["pages"], report["failed"], report["output"]) == (2, 1, False, "public")
        assert {entry["reason"] for entry in report["left_out"]} == {"draft", "future", "expired"}
        assert set(report["diagnostics"][0]) == {"code", "severity", "message", "span", "found", "fix"}


def test_annotations_of_github_are_escaped_and_counted_from_the_repository(tmp_path: Path) -> None:
    root = make(
        tmp_path / "docs", {"content/posts/a,b: 100%.md": post('title: "x"\ndate: 2026-02-30\ndraft: "50%\\nmaybe"')}
    )
    said = run(root, "build", "--format", "github", env={"GITHUB_WORKSPACE": str(tmp_path)})
    lines = [line for line in said.out.splitlines() if line.startswith("::error")]
    assert len(lines) == 2
    for line in lines:
        match = re.fullmatch(r"::error title=([^:,]+),file=([^:,]+),line=(\d+),col=(\d+)::(.+)", line)
        assert match, line
        assert match[2] == "docs/content/posts/a%2Cb%3A 100%25.md"
    assert "%0Afix: " in lines[0]
    assert "50%25" in lines[1]
    assert "Not written: 2 errors" in said.out


def test_annotations_of_a_site_at_the_top_name_files_as_they_are(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/posts/a.md": "No head.\n"})
    for workspace in (str(tmp_path), ""):
        said = run(root, "build", "--no-cards", "--format", "github", env={"GITHUB_WORKSPACE": workspace})
        assert "::warning title=front-matter/no-title,file=content/posts/a.md,line=1,col=1::" in said.out


def test_a_site_without_a_word_says_how_to_begin(tmp_path: Path) -> None:
    assert 'blogkit new post "A title"' in build(make(tmp_path, {}))


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    from blogkit.engine.state import lock

    root = make(tmp_path, SITE)
    with lock(str(root)):
        said = run(root, "build")
    assert said.code == 75
    assert "another build of this site is running" in said.err
    assert run(root, "build", "--no-cards").code == 0


def test_text_of_any_kind_is_printed_harmlessly(tmp_path: Path) -> None:
    odd = "\u202e\u2066x\u200b"
    root = make(
        tmp_path,
        {"content/posts/a.md": post(f"title: {odd}\ndate: 2026-03-02\nimage: {odd}.png"), "content/posts/b.md": good()},
    )
    said = run(root, "build", "--no-cards", "--verbose")
    assert said.code == 0
    assert not set(odd) & set(said.all) - {"x"}
    assert "\\u202e" in said.err
