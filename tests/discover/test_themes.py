"""Where themes come from, what they stand on, and those that cannot be used."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from blogkit.testing.site import Site

CONFIG = "base_url: https://blog.example/\ntheme: {name: mine}\n"
POST = "---\ntitle: Hello\n---\nHello!\n"
PAGE = '<!doctype html><html lang="{{ lang }}"><head>{{ head() }}</head><body><main>NAME {{ post.title }}</main></body>'


def site_of(folder: Path, files: dict[str, str | bytes | None]) -> Site:
    site = Site(folder)
    site.write({"blogkit.yaml": CONFIG, "content/posts/hello.md": POST, **files})
    return site


def page_of(site: Site) -> str:
    built = site.build()
    assert built.report.written, built.report.diagnostics
    return site.tree()["posts/hello/index.html"].decode()


def errors(site: Site) -> list[Any]:
    report = site.build().report
    assert not report.written
    return [one for one in report.diagnostics if one.severity == "error"]


def packed(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


THEME = {"theme.yaml": "name: Mine\n", "templates/post.html": PAGE, "assets/css/own.css": "b{}\n"}


def test_a_theme_from_a_folder(tmp_path: Path) -> None:
    files = {f"themes/mine/{name}": text for name, text in THEME.items()}
    assert "NAME Hello" in page_of(site_of(tmp_path, {**files}))


@pytest.mark.parametrize("top", ["", "paper-main/"])
def test_a_theme_from_a_zip(tmp_path: Path, top: str) -> None:
    site = site_of(tmp_path, {"themes/mine.zip": packed({top + name: text for name, text in THEME.items()})})
    assert "NAME Hello" in page_of(site)
    assert any(name.startswith("assets/css/own.") for name in site.tree())
    again = {top + name: text.replace("NAME", "NEWER") for name, text in THEME.items()}
    site.write({"themes/mine.zip": packed(again)})
    assert "NEWER Hello" in page_of(site)
    assert len(os.listdir(tmp_path / ".blogkit/themes")) == 1


def test_a_theme_from_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "libraries/blogkit_theme_my_own"
    for name, text in (THEME | {"__init__.py": "raise RuntimeError('a theme never runs')\n"}).items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path, str(package.parent)])
    site = site_of(tmp_path / "site", {"blogkit.yaml": CONFIG.replace("mine", "my-own")})
    assert "NAME Hello" in page_of(site)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../../evil.txt": "x", "theme.yaml": ""}, "leads out of it: ../../evil.txt"),
        ({"a\\..\\..\\evil.txt": "x", "theme.yaml": ""}, "leads out of it"),
        ({"/etc/evil.txt": "x", "theme.yaml": ""}, "leads out of it"),
        ({"templates/post.html": PAGE}, "has no theme.yaml"),
        ({f"assets/{n}.css": "" for n in range(2001)}, "more than any theme"),
    ],
)
def test_zips_that_are_refused(tmp_path: Path, files: dict[str, str], said: str) -> None:
    (found,) = errors(site_of(tmp_path / "a/b", {"themes/mine.zip": packed(files)}))
    assert (found.code, str(found.span)) == ("theme/zip", "themes/mine.zip")
    assert said in found.message
    assert not list(tmp_path.rglob("evil.txt"))


def test_what_is_no_zip(tmp_path: Path) -> None:
    (found,) = errors(site_of(tmp_path, {"themes/mine.zip": b"PK\x03\x04nonsense"}))
    assert found.code == "theme/zip"


@pytest.mark.parametrize("name", ["../mine", "a/b", "..", ".hidden", "a\\b", "c:d"])
def test_a_theme_is_a_name_and_no_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    site = site_of(tmp_path / "site", {"blogkit.yaml": CONFIG.replace("mine", f"'{name}'")})
    assert [found.code for found in errors(site)] == ["theme/missing"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", ["themes/mine/assets/secret.txt", "themes/mine/assets"])
def test_a_link_out_of_a_theme_is_not_followed(tmp_path: Path, link: str) -> None:
    site = site_of(tmp_path, {"themes/mine/theme.yaml": "name: Mine\n", "engagement/private/secret.txt": "SECRET"})
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    target = tmp_path / "engagement/private"
    (tmp_path / link).symlink_to(target / "secret.txt" if link.endswith(".txt") else target)
    report = site.build().report
    assert ("theme/not-read", link) in [(d.code, str(d.span)) for d in report.diagnostics]
    assert not any(b"SECRET" in data for data in site.tree().values())


def test_a_newer_blogkit_is_needed(tmp_path: Path) -> None:
    (found,) = errors(site_of(tmp_path, {"themes/mine/theme.yaml": 'name: Mine\nrequires: ">=99.1"\n'}))
    assert (found.code, str(found.span)) == ("theme/requires", "themes/mine/theme.yaml:2:11")
    assert found.message.startswith('theme "mine" needs blogkit >=99.1, and this is ')
    assert "newer blogkit" in found.fix


def test_an_older_blogkit_is_needed(tmp_path: Path) -> None:
    (found,) = errors(site_of(tmp_path, {"themes/mine/theme.yaml": 'requires: ">=0, <0.0.1"\n'}))
    assert "newer version of the theme" in found.fix


def test_requires_that_cannot_be_read(tmp_path: Path) -> None:
    (found,) = errors(site_of(tmp_path, {"themes/mine/theme.yaml": "requires: ~0.1\n"}))
    assert (found.code, found.fix) == ("theme/wrong-requires", 'requires: ">=0.1"')


def test_parents(tmp_path: Path) -> None:
    files = {
        "themes/mine/theme.yaml": "parent: middle\n",
        "themes/middle/theme.yaml": "parent: old\n",
        "themes/old/theme.yaml": "",
        "themes/old/templates/partials/end.html": "from old",
        "themes/middle/templates/post.html": '{% extends "default/post.html" %}{% block main %}{{ super() }}middle{% endblock %}',
        "templates/post.html": '{% extends "middle/post.html" %}{% block main %}{{ super() }}, site, {% include "partials/end.html" %}{% endblock %}',
    }
    assert "middle, site, from old" in page_of(site_of(tmp_path, {**files}))


def test_one_block_of_a_template_that_nobody_hides(tmp_path: Path) -> None:
    """`default/base.html` is there even when no theme between has a base.html."""
    own = '{% extends "default/base.html" %}{% block main %}OWN {{ post.title }}{% endblock %}'
    assert "OWN Hello" in page_of(site_of(tmp_path, {"themes/mine/theme.yaml": "", "templates/post.html": own}))


def test_parents_in_a_circle(tmp_path: Path) -> None:
    files = {"themes/mine/theme.yaml": "name: Mine\nparent: other\n", "themes/other/theme.yaml": "parent: mine\n"}
    (found,) = errors(site_of(tmp_path, {**files}))
    assert (found.code, str(found.span)) == ("theme/circle", "themes/other/theme.yaml:1:9")
    assert found.found == "mine → other → mine"


def test_a_parent_that_is_not_there(tmp_path: Path) -> None:
    (found,) = errors(site_of(tmp_path, {"themes/mine/theme.yaml": "parent: defalt\n"}))
    assert (found.code, str(found.span)) == ("theme/missing", "themes/mine/theme.yaml:1:9")
    assert found.fix == 'did you mean "default"?'


def test_who_runs_in_a_sandbox(tmp_path: Path) -> None:
    """A theme in themes/ does; the site's own templates over a theme of blogkit's do not."""
    escape = "{{ ''.__class__.__name__ }}"
    (found,) = errors(
        site_of(tmp_path / "a", {"themes/mine/theme.yaml": "", "themes/mine/templates/post.html": escape})
    )
    assert (found.code, str(found.span)) == ("theme/unsafe", "themes/mine/templates/post.html:1")
    own = site_of(tmp_path / "b", {"blogkit.yaml": "base_url: https://blog.example/\n", "templates/post.html": escape})
    assert page_of(own) == "str"
