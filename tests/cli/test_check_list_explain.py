from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.sites import CONFIG, as_found, good, make, outputs, post, run

SITE = {
    "content/posts/now.md": post("title: Now\ndate: 2026-03-02\ntags: [a]"),
    "content/posts/rough.md": post("title: Rough\ndate: 2026-03-02\ndraft: true"),
    "content/posts/easter.md": post("title: Easter\ndate: 2999-04-05 09:00"),
    "content/posts/gone.md": post("title: Gone\ndate: 2026-01-01\nexpires: 2026-02-01"),
    "content/pages/about.md": post("title: About"),
}


# -- check


def test_check_looks_at_drafts_too_and_writes_nothing(tmp_path: Path) -> None:
    root = make(tmp_path, {**SITE, "content/posts/rough.md": post("title: Rough\ndraft: true\ndate: 2026-02-30")})
    said = run(root, "check")
    assert said.code == 1
    assert "content/posts/rough.md:4:7: error: " in said.err
    assert said.out.startswith("Checked 5 posts and pages: 1 error")
    assert not (root / "public").exists()


def test_check_of_a_good_site(tmp_path: Path) -> None:
    said = run(make(tmp_path, SITE), "check", "--strict")
    assert (said.code, said.out, said.err) == (0, "Checked 5 posts and pages: nothing to mend.\n", "")


def test_check_finds_what_a_build_lets_pass(tmp_path: Path) -> None:
    body = "![](x.png)\n\n# One\n\n### Three\n\n[a](#nowhere) [b](/nowhere/)\n"
    root = make(
        tmp_path,
        {
            "content/posts/a.md": post("title: Same\ndate: 2026-03-02", body),
            "content/posts/b.md": post("title: Same\ndate: 2026-03-01"),
            "static/x.png": b"",
        },
    )
    said = run(root, "check", "--json")
    assert said.code == 0
    found = [as_found(d) for d in json.loads(said.out)]
    assert {f.severity for f in found} <= {"warning", "info"}
    assert len({f.code for f in found}) >= 4
    assert run(root, "check", "--strict").code == 1


def test_check_as_annotations(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/posts/a.md": "No head.\n"})
    assert (
        "::warning title=front-matter/no-title,file=content/posts/a.md,line=1,col=1::"
        in run(root, "check", "--format", "github").out
    )


# -- list


@pytest.mark.parametrize(
    ("state", "lines"),
    [
        ([], ["2026-03-02  content/posts/now.md  Now", "            content/pages/about.md  About"]),
        (["drafts"], ["content/posts/rough.md  Rough"]),
        (["future"], ["content/posts/easter.md  Easter  Fri 5 Apr 2999 09:00 UTC"]),
        (["expired"], ["content/posts/gone.md  Gone  Sun 1 Feb 2026 00:00 UTC"]),
    ],
)
def test_lists_stand_in_columns(tmp_path: Path, state: list[str], lines: list[str]) -> None:
    said = run(make(tmp_path, SITE), "list", *state)
    assert (said.code, said.out.splitlines()) == (0, lines)


def test_everything_left_out_with_its_reason(tmp_path: Path) -> None:
    lines = run(make(tmp_path, SITE), "list", "left-out").out.splitlines()
    assert sorted(line.split()[0] for line in lines) == ["draft", "expired", "future"]


def test_a_list_as_json(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    rows = json.loads(run(root, "list", "--json").out)
    assert rows[0] == {
        "path": "content/posts/now.md",
        "title": "Now",
        "url": "/posts/now/",
        "date": "2026-03-02T00:00:00+00:00",
    }
    rows = json.loads(run(root, "list", "left-out", "--format", "json").out)
    assert {row["reason"] for row in rows} == {"draft", "future", "expired"}


@pytest.mark.parametrize("state", ["published", "drafts", "future", "expired", "left-out"])
def test_an_empty_list_says_so(tmp_path: Path, state: str) -> None:
    root = make(tmp_path, {})
    said = run(root, "list", state)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Nothing ")
    assert json.loads(run(root, "list", state, "--json").out) == []


def test_a_list_of_a_broken_site_warns_that_it_may_not_be_whole(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/posts/a.md": post("title: A: b\ndate: 2026-03-02"), "content/posts/b.md": good()})
    said = run(root, "list")
    assert said.code == 0
    assert "A: b" in said.out
    assert "1 error in this site may hide posts: blogkit check" in said.err


def test_the_clock_decides_what_is_future(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    assert run(root, "list", "future", "--clock", "3000-01-01").out.startswith("Nothing")
    assert "easter" in run(root, "list", "--clock", "3000-01-01").out


# -- explain


def test_an_output_is_explained_by_path_address_and_source(tmp_path: Path) -> None:
    root = make(tmp_path, SITE, CONFIG.replace("example/", "example/blog/"))
    before = run(root, "explain", "content/posts/now.md")
    assert "never made" in before.out
    assert run(root, "build").code == 0
    said = {
        run(root, "explain", path).out
        for path in ("posts/now/index.html", "/blog/posts/now/", "https://blog.example/blog/posts/now/", "/posts/now/")
    }
    assert len(said) == 1
    text = said.pop()
    assert "from      content/posts/now.md with post.html" in text
    assert "left as it is" in text
    assert max(map(len, text.splitlines())) <= 110
    (root / "content/posts/now.md").write_text(post("title: Other\ndate: 2026-03-02"), encoding="utf-8")
    assert "made again" in run(root, "explain", "/posts/now/").out


def test_what_is_left_out_is_explained(tmp_path: Path) -> None:
    said = run(make(tmp_path, SITE), "explain", "content/posts/rough.md")
    assert (said.code, said.out) == (0, "content/posts/rough.md is left out: draft\n")


@pytest.mark.parametrize(
    "path", ["/psots/now/", "nothing", "", "/", "../../etc/passwd", "/etc/passwd", "https://[", "\x1b[31m", "x" * 5000]
)
def test_what_is_not_there_is_an_error_without_fuss(tmp_path: Path, path: str) -> None:
    root = make(tmp_path, SITE)
    said = run(root, "explain", "--", path)
    assert said.code in (0, 1)
    assert "\x1b" not in said.all
    if path.startswith("/psots"):
        assert 'did you mean "posts/now/index.html"?' in said.err
    assert not outputs(root) if (root / "public").exists() else True
