"""The wheel is whole: a blog can be made, built and checked with it alone, where there is no checkout."""

from __future__ import annotations

import email
import html
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from themes.shipped import SHIPPED

ROOT = Path(__file__).resolve().parent.parent
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
WHERE = (
    "import blogkit; from blogkit.discover.files import themes_folder; print(blogkit.__file__); print(themes_folder())"
)
BESIDE_CODE = (".yaml", ".html", ".svg", ".css", ".js", ".xsl", ".otf", ".ttf", ".woff2", ".txt", ".md", ".typed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as pip would, but with the hatchling that is here: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, cwd: Path, *words: str) -> str:
    """A command of the unpacked wheel; PYTHONPATH goes before the checkout, if that is installed, too."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BLOGKIT"))}
    command = [sys.executable, *words]
    env |= {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_everything_that_lies_beside_the_code_is_inside(wheel: Path) -> None:
    """Each file of the package and of the shipped themes that is not Python."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "blogkit").rglob("*")}
    themes = {"blogkit/" + path.relative_to(ROOT).as_posix() for path in (ROOT / "themes").rglob("*")}
    wanted = {name for name in package | themes if name.endswith((*BESIDE_CODE, "/gitignore"))}
    assert {"blogkit/py.typed", "blogkit/starter/gitignore", "blogkit/themes/default/i18n/ar.yaml"} <= wanted
    assert wanted - inside == set()
    assert [name for name in inside if "__pycache__" in name or name.startswith("tests/")] == []


def test_every_theme_and_the_site_of_the_ugly_cases_are_inside_to_the_last_file(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        under + path.relative_to(ROOT).as_posix()
        for under, folder in (("blogkit/", ROOT / "themes"), ("", ROOT / "blogkit/demo"))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {f"blogkit/themes/{name}/theme.yaml" for name in ("default", *SHIPPED)} <= wanted
    assert {"blogkit/demo/blogkit.yaml", "blogkit/demo/static/noor.png"} <= wanted
    assert wanted - inside == set()


def test_a_theme_is_begun_with_the_ugly_cases_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    parent = SHIPPED[-1]
    run(installed, tmp_path, "-m", "blogkit", "theme", "new", "paper", "--parent", parent, "--demo")
    site = tmp_path / "paper"
    rows = json.loads(run(installed, site, "-m", "blogkit", "theme", "list", "--json"))
    assert {row["name"] for row in rows} == {"default", "paper", *SHIPPED}
    run(installed, site, "-m", "blogkit", "build", "--no-cards", "--quiet")
    sheet = next((site / "public").rglob("site.*.css"))
    assert sheet.read_bytes().count(b"--tile") > 1, f"the style sheet of {parent}"
    assert (site / "public/posts/photo/evening.png").is_file()


def test_the_licences_travel_with_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        meta = email.message_from_bytes(archive.read(info))
        files = meta.get_all("License-File") or []
        texts = [archive.read(info.replace("METADATA", f"licenses/{name}")).decode() for name in files]
    assert meta["License-Expression"] == "MIT AND OFL-1.1"
    assert len(files) == 3
    assert sum("SIL OPEN FONT LICENSE" in text for text in texts) == 2, "one for each theme with fonts"


def test_a_blog_is_made_and_built_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    code, themes = run(installed, tmp_path, "-c", WHERE).split("\n")[:2]
    assert Path(code).is_relative_to(installed)
    assert Path(themes).samefile(installed / "blogkit" / "themes")

    name, title = "Café: Notes", 'Café: Notes, "Quoted" & O\'Brien'
    run(installed, tmp_path, "-m", "blogkit", "new-site", name, "--title", title, "--author", "O'Brien")
    site = tmp_path / name
    said = json.loads(run(installed, site, "-m", "blogkit", "build", "--strict", "--json"))
    assert (said["posts"], said["pages"], said["left_out"], said["diagnostics"]) == (3, 1, [], [])

    made = {path.relative_to(site / "public").as_posix(): path for path in (site / "public").rglob("*")}
    assert {"index.html", "posts/hello/index.html", "rss.xml", "feed.json", "sitemap.xml"} <= set(made)
    assert json.loads(made["feed.json"].read_text("utf-8"))["title"] == title
    cards = [path for path in made.values() if path.suffix == ".png"]
    assert len(cards) == said["cards"] == 10
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in cards)
    assert "O'Brien" in html.unescape(made["index.html"].read_text("utf-8"))


def test_what_looks_and_explains_works_too(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "-m", "blogkit", "new-site", "blog")
    site = tmp_path / "blog"
    schema = run(installed, site, "-m", "blogkit", "config", "schema")
    assert json.loads(schema) == json.loads((site / ".blogkit" / "schema.json").read_text("utf-8"))
    assert "base_url: https://blog.example/" in run(installed, site, "-m", "blogkit", "config", "show")
    assert "nothing to mend" in run(installed, site, "-m", "blogkit", "check", "--strict")
    assert "content/posts/hello.md" in run(installed, site, "-m", "blogkit", "list", "published")


def test_a_spanish_blog_has_the_words_of_its_language(installed: Path, tmp_path: Path) -> None:
    """The strings are read from the wheel as well, not only the English ones."""
    run(installed, tmp_path, "-m", "blogkit", "new-site", "blog")
    settings = tmp_path / "blog" / "blogkit.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en ", "language: es "), "utf-8")
    run(installed, tmp_path / "blog", "-m", "blogkit", "build", "--strict", "--quiet")
    words = yaml.safe_load((installed / "blogkit" / "themes" / "default" / "i18n" / "es.yaml").read_text("utf-8"))
    assert f">{words['skip']}<" in (tmp_path / "blog" / "public" / "index.html").read_text("utf-8")
