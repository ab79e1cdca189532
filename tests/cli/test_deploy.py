"""`blogkit deploy init`: the workflow that it writes is run step by step, on a small GitHub of our own."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from pathlib import Path

import pytest

from bad_input.sites import make, post, run
from blogkit import __version__
from blogkit.core.step import Found, Standing, Step
from blogkit.stages import tasklist
from blogkit.testing.hostile import HOSTILE
from cli.actions import ROOT, GitHub

CONFIG = "base_url: https://elsewhere.test/\ntitle: B\nauthor: mia\ncards: false\n"
CANARY = "canary-7f3a"
SITE = {
    ".gitignore": (ROOT / "blogkit/starter/gitignore").read_text("utf-8"),
    "people.yaml": "mia: {name: Mia, handles: {mastodon: '@mia@social.example'}}\nana: {name: Ana Ruiz, url: 'https://ana.example/', handles: {mastodon: '@ana@social.example'}}\n",
    "content/posts/now.md": post(
        "title: Now\ndate: 2026-03-02", "As [Ana](https://ana.example/x) says. What do you say?\n"
    ),
    "content/posts/later.md": post("title: Later\ndate: 2026-03-05 09:00", "Then. What do you say?\n"),
    "content/posts/sale.md": post("title: Sale\ndate: 2026-03-01\nexpires: 2026-03-08", "Soon over. Any wishes?\n"),
    "static/.well-known/hello.txt": "hi",
    "engagement/private/people.yaml": f"ana: {{notes: {CANARY}}}\nzed: {{name: {CANARY}, email: z@zed.example}}\n",
}


def at(day: str) -> int:
    return int(dt.datetime.fromisoformat(day + "+00:00").timestamp())


START = at("2026-03-03T12:00")


def hub(tmp_path: Path, files: dict[str, str] = SITE, folder: str = ".", **more: str) -> GitHub:
    repository = tmp_path / "repository"
    root = make(repository / folder, files, CONFIG)
    git(repository, "init", "--quiet", "--initial-branch", "trunk")
    said = run(root, "deploy", "init", "github-pages")
    assert said.code == 0, said.all
    return GitHub(repository, tmp_path / "github", **more)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def written(root: Path) -> str:
    return (root / ".github/workflows/blogkit.yml").read_text("utf-8")


# -- what is written


def test_actions_are_pinned_and_jobs_may_do_no_more_than_they_must(tmp_path: Path) -> None:
    github = hub(tmp_path)
    text = written(github.repository)
    uses = re.findall(r"uses: (.*)", text)
    assert len(uses) == 9
    assert all(re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in uses)
    workflow = github.workflow
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "address": {"pages": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "issues": {"issues": "write"},
    }
    assert set(workflow["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert "secrets." not in text


def test_no_script_has_anything_filled_in(tmp_path: Path) -> None:
    """What somebody else may choose, such as a title or a branch, reaches a script as data only."""
    steps = [step for job in hub(tmp_path).workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, f'pip install "blogkit=={__version__}"'),
        ({"blogkit.yaml": CONFIG + "search: pagefind\n"}, f'pip install "blogkit[search]=={__version__}"'),
        ({"requirements.txt": "# ours\nBlogkit[search] >= 1\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "blogkit @ git+https://git.example/blogkit\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "blogkit-themes==1\n#blogkit\n"}, f'pip install "blogkit=={__version__}"'),
    ],
)
def test_what_is_installed(tmp_path: Path, given: dict[str, str], wanted: str) -> None:
    steps = hub(tmp_path, {**SITE, **given}).workflow["jobs"]["build"]["steps"]
    assert [step["run"] for step in steps if step.get("name") == "Install blogkit"] == [wanted]


def test_the_branch_is_the_one_that_the_remote_calls_default(tmp_path: Path) -> None:
    root = make(tmp_path / "r", SITE, CONFIG)
    git(root, "init", "--quiet", "--initial-branch", "draft")
    said = run(root, "deploy", "init", "github-pages")
    assert "publishes draft." in said.out
    assert len(said.out.splitlines()) == 3
    assert "Settings → Pages → Source: GitHub Actions" in said.out
    git(root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/c++")
    assert "publishes release/c++." in run(root, "deploy", "init", "github-pages").out
    assert GitHub(root, tmp_path).workflow["on"]["push"]["branches"] == [r"release/c\+\+"]
    assert "publishes live." in run(root, "deploy", "init", "github-pages", "--branch", "live").out


def test_a_folder_without_git_is_told_so(tmp_path: Path) -> None:
    said = run(make(tmp_path, SITE, CONFIG), "deploy", "init", "github-pages")
    assert said.code == 0
    assert "publishes main." in said.out
    assert "git init" in said.err


def test_a_name_that_github_would_calculate_with_is_refused(tmp_path: Path) -> None:
    root = make(tmp_path, SITE, CONFIG)
    said = run(root, "deploy", "init", "github-pages", "--branch", "${{ github.token }}")
    assert said.code == 1
    assert not (root / ".github").exists()


@pytest.mark.parametrize("address", ["", "base_url: https://blog.example/\n"])
def test_an_address_that_is_nobodys_is_pointed_out(tmp_path: Path, address: str) -> None:
    root = make(tmp_path, SITE, address)
    assert "base_url" in run(root, "deploy", "init", "github-pages").err
    assert "base_url" not in run(make(root, {}, CONFIG), "deploy", "init", "github-pages").err


# -- a second time


def test_an_edited_workflow_is_left_alone_and_the_difference_shown(tmp_path: Path) -> None:
    root = hub(tmp_path).repository
    assert "is as it should be" in run(root, "deploy", "init", "github-pages").out
    mine = written(root).replace('"17 */3 * * *"', '"5 6 * * *"')
    (root / ".github/workflows/blogkit.yml").write_text(mine, "utf-8")
    said = run(root, "deploy", "init", "github-pages")
    assert said.code == 1
    assert '-    - cron: "5 6 * * *"' in said.out
    assert '+    - cron: "17 */3 * * *"' in said.out
    assert written(root) == mine


def test_one_that_nobody_edited_is_brought_up_to_date_also_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    root = hub(tmp_path).repository
    before = written(root)
    (root / ".github/workflows/blogkit.yml").write_bytes(before.replace("\n", "\r\n").encode())
    assert "is as it should be" in run(root, "deploy", "init", "github-pages").out
    make(root, {"requirements.txt": "blogkit\n"}, CONFIG)
    assert "Brought up to date" in run(root, "deploy", "init", "github-pages").out
    assert "pip install -r requirements.txt" in written(root)


# -- its runs


@pytest.mark.parametrize("folder", [".", 'my "docs"/the blog'])
@pytest.mark.parametrize("base", ["https://me.github.io/blog", "https://mia.example"])
def test_a_push_is_published_where_it_will_live(tmp_path: Path, base: str, folder: str) -> None:
    github = hub(tmp_path, folder=folder, base_url=base)
    ran = github.run(clock=START)
    assert (ran.failed, ran.results["deploy"], ran.results["issues"]) == ("", "success", "skipped"), ran.said
    assert ran.deployed
    assert ran.deployed[".well-known/hello.txt"] == b"hi"
    page = ran.deployed["posts/now/index.html"].decode()
    assert f'<link rel="canonical" href="{base}/posts/now/">' in page
    assert "elsewhere.test" not in page
    prefix = base.partition("github.io")[2]
    assert f'href="{prefix}/assets/' in page
    assert not any(CANARY.encode() in data for data in ran.deployed.values())


def test_the_summary_is_the_checklist(tmp_path: Path) -> None:
    ran = hub(tmp_path).run(clock=START)
    assert ran.summary.startswith("# Next\n")
    assert "Ana Ruiz" in ran.summary
    assert "your own machine only" in ran.summary
    assert CANARY not in ran.summary + ran.said


def test_a_pull_request_is_built_and_nothing_else(tmp_path: Path) -> None:
    github = hub(tmp_path)
    ran = github.run("pull_request", clock=START)
    assert ran.results == {"address": "skipped", "build": "success", "deploy": "skipped", "issues": "skipped"}, ran.said
    assert [step for step in ran.steps if "upload" in step or "save" in step or "pages" in step] == []
    assert github.caches == {}


def test_a_pull_request_is_built_as_if_it_were_published(tmp_path: Path) -> None:
    """Some address stands in, so that feeds and cards are made and checked as well."""
    github = hub(tmp_path, {**SITE, "blogkit.yaml": "author: mia\ncards: false\n"})
    ran = github.run("pull_request", clock=START)
    assert ran.failed == "", ran.said
    page = github.scratch / "run1/build/work/public/posts/now/index.html"
    assert '<link rel="canonical" href="https://me.github.io/blog/posts/now/">' in page.read_text("utf-8")


def test_a_pull_request_that_breaks_the_site_fails_beside_the_line(tmp_path: Path) -> None:
    bad = post("title: Now\ndate: 2026-03-02", "[gone](nowhere.md)\n")
    ran = hub(tmp_path, {**SITE, "content/posts/now.md": bad}, folder="blog").run("pull_request", clock=START)
    assert ran.failed in ("build: Check", "build: Build")
    assert "file=blog/content/posts/now.md,line=6" in ran.said


def test_what_is_private_never_reaches_github(tmp_path: Path) -> None:
    github = hub(tmp_path, variables={"BLOGKIT_ISSUES": "true"})
    run(github.repository, "checklist", "--clock", "2026-03-03T12:00")
    assert github.run(clock=START).deployed
    there = [path for path in github.scratch.rglob("*") if path.is_file()]
    assert [path for path in there if CANARY.encode() in path.read_bytes()] == []


def test_the_clock_builds_only_when_a_moment_has_come(tmp_path: Path) -> None:
    github = hub(tmp_path)
    github.run(clock=START)
    idle = github.run("schedule", clock=at("2026-03-04T12:00"))
    assert (idle.results["build"], idle.results["deploy"], idle.deployed) == ("success", "skipped", None)
    assert "Nothing has become due" in idle.said
    assert "build: Check" not in idle.steps
    assert len(github.caches) == 1
    due = github.run("schedule", clock=at("2026-03-05T09:30"))
    assert due.deployed
    assert "posts/later/index.html" in due.deployed
    assert github.run("schedule", clock=at("2026-03-05T12:30")).deployed is None
    over = github.run("schedule", clock=at("2026-03-08T00:30"))
    assert over.deployed
    assert "posts/sale/index.html" not in over.deployed


def test_a_commit_whose_own_run_never_built_is_built_by_the_clock(tmp_path: Path) -> None:
    """GitHub keeps only one waiting run; a scheduled one may have taken the place of a push."""
    github = hub(tmp_path)
    assert github.run("schedule", sha="b" * 40, clock=START).deployed
    assert github.run("schedule", sha="b" * 40, clock=START).deployed is None
    assert github.run("schedule", sha="c" * 40, clock=START).deployed


def test_the_cache_spares_work_and_changes_nothing(tmp_path: Path) -> None:
    github = hub(tmp_path)
    first, second = github.run(clock=START), github.run(sha="b" * 40, clock=START)
    assert first.deployed == second.deployed
    assert sorted(name.split("-")[1][0] for name in github.caches) == ["a", "b"]


# -- issues


def test_an_issue_for_each_post_once_and_with_nothing_private(tmp_path: Path) -> None:
    github = hub(tmp_path, variables={"BLOGKIT_ISSUES": "true"})
    ran = github.run(clock=START)
    assert ran.results["issues"] == "success", ran.said
    assert sorted(one["title"] for one in github.issues) == ["Now", "Sale"]
    assert any("- [ ] **Tell Ana Ruiz" in one["body"] for one in github.issues)
    assert CANARY not in json.dumps(github.issues)
    assert github.run(sha="b" * 40, clock=START).results["issues"] == "success"
    assert len(github.issues) == 2
    github.run("schedule", sha="b" * 40, clock=at("2026-03-05T09:30"))
    assert sorted(one["title"] for one in github.issues) == ["Later", "Now", "Sale"]


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    titles = ["$(touch pwned) `touch pwned`", '"; touch pwned; "', "--repo=evil/evil @everyone ${{ github.token }}"]
    titles += [title for title in HOSTILE if title.strip() and title.isprintable() and len(title) < 200]
    files = {
        f"content/posts/p{n}.md": post(f"title: {json.dumps(title)}\ndate: 2026-03-02\nthanks: [ana]", f"Text {n}?\n")
        for n, title in enumerate(titles)
    }
    github = hub(tmp_path, {"people.yaml": SITE["people.yaml"], **files}, variables={"BLOGKIT_ISSUES": "true"})
    ran = github.run(clock=START)
    assert (ran.failed, ran.results["issues"]) == ("", "success"), ran.said
    assert {" ".join(title.split()) for title in titles} == {one["title"] for one in github.issues}
    assert all("@everyone" not in one["body"] for one in github.issues)
    assert list(tmp_path.rglob("pwned")) == []


# -- what the workflow asks


def test_what_has_become_due(tmp_path: Path) -> None:
    root = make(tmp_path, SITE, CONFIG)
    said = run(root, "list", "future", "--due", "--json", "--clock", "2026-03-03")
    assert {row["path"] for row in json.loads(said.out)} == {"content/posts/now.md", "content/posts/sale.md"}
    assert said.err == "No build is remembered here, so everything may be due.\n"
    run(root, "build", "--quiet", "--clock", "2026-03-03")
    said = run(root, "list", "future", "--due", "--clock", "2026-03-05T08:59")
    assert (said.code, said.out, said.err) == (0, "Nothing has become due since the last build.\n", "")
    lines = run(root, "list", "future", "--due", "--clock", "2026-03-09").out.splitlines()
    assert sorted(lines) == [
        "expired  content/posts/sale.md  Sale  Sun 8 Mar 2026 00:00 UTC",
        "future   content/posts/later.md  Later  Thu 5 Mar 2026 09:00 UTC",
    ]
    assert run(root, "list", "drafts", "--due").code == 2


def test_a_build_that_failed_publishes_nothing_so_it_stays_due(tmp_path: Path) -> None:
    root = make(tmp_path, SITE, CONFIG)
    run(root, "build", "--quiet", "--clock", "2026-03-03")
    make(root, {"content/posts/bad.md": post("title: Bad\ndate: 2026-02-30")}, CONFIG)
    assert run(root, "build", "--quiet", "--clock", "2026-03-06").code == 1
    assert "later.md" in run(root, "list", "future", "--due", "--clock", "2026-03-06").out


def test_the_checklist_for_others_to_read(tmp_path: Path) -> None:
    root = make(tmp_path, SITE, CONFIG)
    text = run(root, "checklist", "--markdown", "--clock", "2026-03-03").out
    assert "## Now" in text
    assert CANARY not in text
    posts = json.loads(run(root, "checklist", "now", "--markdown", "--json", "--clock", "2026-03-03").out)["posts"]
    assert [one["title"] for one in posts] == ["Now"]
    assert posts[0]["markdown"].startswith("## Now\n")
    assert "Nothing is open." in run(root, "checklist", "--markdown", "--clock", "2030-01-01").out


def test_private_steps_are_for_nobody_else_to_read() -> None:
    def standing(title: str, private: bool) -> Standing:
        step = Step(title[:6], "tell", "tag:x,2026:1", title, "", private=private)
        return Standing(Found(step, "Now", "content/posts/now.md", "cited", True, "2026-03-02", "2026-03-02"), "open")

    both = [standing("Tell Ana", False), standing(CANARY, True)]
    assert "Tell Ana" in tasklist.summary(both)
    assert CANARY not in tasklist.summary(both) + json.dumps(tasklist.summaries(both))
    assert tasklist.summaries(both[1:]) == []
