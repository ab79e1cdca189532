"""The output folder: which folders are refused, whose files are left alone, and that errors change nothing."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from bad_input.sites import CONFIG, build, good, make, outputs, post, run

POST = "content/posts/a.md"
MANIFEST = ".blogkit-manifest"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is no cache."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".blogkit/" not in p.as_posix()
    }


def site(tmp_path: Path, config: str = CONFIG) -> Path:
    files = {
        POST: good(),
        "static/a.txt": "a",
        "themes/x/theme.yaml": "name: x\n",
        ".git/HEAD": "ref\n",
        "templates/.keep": "",
    }
    return make(tmp_path / "home" / "site", files, config)


@pytest.mark.parametrize(
    "folder",
    [
        ".",
        "..",
        "../..",
        "content",
        "content/x",
        "./content/../content/posts",
        "static",
        "static/x",
        ".blogkit",
        ".git",
        ".git/x",
        "themes/x",
        "templates",
        "engagement/x",
        "i18n",
        "extensions",
        "blogkit.yaml",
        "",
        "~",
        "~/x",
        "a\nb",
        "x" * 300,
        "/",
    ],
)
@pytest.mark.parametrize("how", ["config", "option"])
def test_a_folder_that_is_too_dear_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, how: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    quoted = folder.replace("\n", "\\n")
    root = site(tmp_path, CONFIG + (f'output: "{quoted}"\n' if how == "config" else ""))
    before = everything(tmp_path)
    said = run(root, "build", *([f"--output={folder}"] if how == "option" else []))
    assert said.code == 2
    assert "output" in said.err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("above", ["home", "", "home/site"])
def test_neither_home_nor_what_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: str) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home / "me"))
    (home / "me").mkdir(parents=True)
    root = site(tmp_path)
    for folder in (tmp_path / above, home / "me"):
        assert run(root, "build", "--output", str(folder)).code == 2
        assert not (folder / "index.html").exists()


def test_settings_keep_to_the_site_and_the_command_may_lead_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    root = site(tmp_path, CONFIG + f"output: {elsewhere}\n")
    code, found, _ = build(root)
    assert (code, [(f.code, f.where) for f in found]) == (2, [("config/output", "blogkit.yaml:2:9")])
    assert found[0].fix == f"output: public, or build with --output {elsewhere}"
    assert not elsewhere.exists()
    (root / "blogkit.yaml").write_text(CONFIG, encoding="utf-8")
    assert run(root, "build", "--output", str(elsewhere)).code == 0
    assert (elsewhere / "index.html").exists()


def test_files_of_the_user_are_never_touched(tmp_path: Path) -> None:
    root = site(tmp_path)
    mine = {
        "CNAME": b"example.org\n",
        "posts/mine.txt": b"mine",
        "posts/a/notes.md": b"mine too",
        ".well-known/x": b"x",
    }
    for name, data in mine.items():
        (root / "public" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "public" / name).write_bytes(data)
    assert build(root)[0] == 0
    (root / POST).unlink()
    assert build(root)[0] == 0
    left = outputs(root)
    assert {name: left.get(name) for name in mine} == mine
    assert "posts/a/index.html" not in left
    assert run(root, "build", "--clean").code == 0
    assert {name: outputs(root).get(name) for name in mine} == mine


def test_a_file_of_the_user_in_our_place_stops_the_build(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "public" / "posts" / "a").mkdir(parents=True)
    (root / "public" / "posts" / "a" / "index.html").write_text("mine", encoding="utf-8")
    (root / "public" / "robots.txt").mkdir()
    before = everything(root)
    code, found, _ = build(root)
    assert code == 1
    assert {(f.code, f.where) for f in found} == {
        ("write/not-ours", "public/posts/a/index.html"),
        ("write/not-ours", "public/robots.txt"),
    }
    assert everything(root) == before


@pytest.mark.parametrize(
    "mistake",
    [
        {POST: "---\ntitle: A: b\n---\n"},
        {"content/posts/b.md": good().replace("---\n\n", "slug: a\n---\n\n")},
        {"blogkit.yaml": CONFIG + "paginate: 0\n"},
        {"templates/post.html": "{% if %}"},
        {"people.yaml": "- a\n"},
        {"content/posts/b.md": post("title: B\ndate: 2026-03-02", "[x](gone.md)\n")},
    ],
    ids=["front matter", "collision", "settings", "template", "people", "link"],
)
def test_an_error_leaves_the_last_good_output_as_it_was(tmp_path: Path, mistake: dict[str, str]) -> None:
    root = site(tmp_path)
    assert build(root)[0] == 0
    before = outputs(root)
    make(root, mistake, mistake.get("blogkit.yaml", CONFIG))
    code, found, report = build(root)
    assert code in (1, 2)
    assert [f for f in found if f.severity == "error"]
    assert not report["written"]
    assert outputs(root) == before
    said = run(root, "build", "--clean")
    assert "Not written" in said.out
    assert outputs(root) == before


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    root = make(tmp_path, {POST: "Just text.\n"})
    assert run(root, "build").code == 0
    before = outputs(root)
    (root / POST).write_text("Other text.\n", encoding="utf-8")
    said = run(root, "build", "--strict")
    assert said.code == 1
    assert "--strict counts them" in said.out
    assert outputs(root) == before


@pytest.mark.parametrize(
    "manifest",
    [
        "# x\n"
        + "0" * 32
        + "  ../victim.txt\n"
        + "0" * 32
        + "  ../../victim.txt\n"
        + "0" * 32
        + "  {above}/victim.txt\n",
        "\x00\xff garbled",
        "0" * 32,
        "",
        "x" * 100_000,
    ],
    ids=["hostile", "garbled", "cut", "empty", "long"],
)
def test_a_manifest_of_any_content_costs_nobody_a_file(tmp_path: Path, manifest: str) -> None:
    root = site(tmp_path)
    assert build(root)[0] == 0
    for place in (root / "victim.txt", root.parent / "victim.txt"):
        place.write_text("keep me", encoding="utf-8")
    (root / "public" / "mine.txt").write_text("mine", encoding="utf-8")
    text = manifest.replace("{above}", root.as_posix())
    (root / "public" / MANIFEST).write_text(text, encoding="latin-1")
    (root / POST).write_text(good("Another"), encoding="utf-8")
    run(root, "build")
    assert (root / "victim.txt").read_text(encoding="utf-8") == "keep me"
    assert (root.parent / "victim.txt").read_text(encoding="utf-8") == "keep me"
    assert (root / "public" / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_in_our_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert build(root)[0] == 0
    victim = tmp_path / "victim.html"
    victim.write_text("keep me", encoding="utf-8")
    page = root / "public" / "posts" / "a" / "index.html"
    page.unlink()
    page.symlink_to(victim)
    (root / POST).write_text(good("Another"), encoding="utf-8")
    assert build(root)[0] == 0
    assert victim.read_text(encoding="utf-8") == "keep me"
    assert b"Another" in page.read_bytes()


def test_a_full_disk_is_said_and_the_next_build_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, fresh = site(tmp_path), site(tmp_path / "fresh")
    assert build(root)[0] == 0
    for one in (root, fresh):
        (one / POST).write_text(good("Another"), encoding="utf-8")
    assert build(fresh)[0] == 0
    replace = os.replace

    def full(source: str, target: str) -> None:
        if str(target).endswith("posts/a/index.html"):
            raise OSError(errno.ENOSPC, "No space left on device", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    code, found, report = build(root)
    assert (code, [f.code for f in found], report["written"]) == (1, ["write/failed"], False)
    assert "No space left" in found[0].message
    monkeypatch.undo()
    assert build(root)[0] == 0
    assert outputs(root) == outputs(fresh)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_output_is_said(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "public").mkdir()
    (root / "public").chmod(0o500)
    code, found, _ = build(root)
    assert (code, [f.code for f in found]) == (1, ["write/failed"])


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("folder", ["posts", "posts/a", ".blogkit-new"])
def test_a_folder_that_is_a_link_is_never_written_through(tmp_path: Path, folder: str) -> None:
    root, elsewhere = site(tmp_path), tmp_path / "elsewhere"
    assert build(root)[0] == 0
    shutil.copytree(root / "public", elsewhere)
    link = root / "public" / folder
    shutil.rmtree(link, ignore_errors=True)
    link.symlink_to(elsewhere)
    before = everything(elsewhere)
    for edit in (good("Another"), None):  # written, then deleted
        if edit:
            (root / POST).write_text(edit, encoding="utf-8")
        else:
            (root / POST).unlink()
        code, found, _ = build(root)
        assert everything(elsewhere) == before
        if folder == ".blogkit-new":  # ours, and only on the way
            assert (code, found, link.exists()) == (0, [], False)
        else:
            assert (code, [(f.code, f.where) for f in found]) == (1, [("write/link", f"public/{folder}")])
            assert str(elsewhere) in found[0].message
    link.unlink(missing_ok=True)
    assert build(root)[0] == 0
    assert everything(elsewhere) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_of_the_user_beside_our_folders_is_left_alone(tmp_path: Path) -> None:
    root, elsewhere = site(tmp_path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    (root / "public").mkdir()
    (root / "public" / "photos").symlink_to(elsewhere)
    assert build(root)[:2] == (0, [])
    assert build(root, "--clean")[:2] == (0, [])
    assert (root / "public" / "photos" / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", [MANIFEST, ".Blogkit-Manifest", ".blogkit-new/x"])
def test_a_file_of_the_user_never_takes_the_place_of_the_manifest(tmp_path: Path, name: str) -> None:
    root = make(site(tmp_path), {f"static/{name}": "0" * 32 + "  mine.txt\n"})
    code, found, _ = build(root)
    assert (code, [(f.code, f.severity, f.where) for f in found]) == (
        1,
        [("source/reserved", "error", f"static/{name}")],
    )
    assert not (root / "public").exists()
