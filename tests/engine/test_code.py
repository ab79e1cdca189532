"""What makes the output besides the input has one digest, which a change of it changes and a place does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import blogkit
from blogkit.engine import code as module


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of blogkit, and `code()` of that copy."""
    return _copy(tmp_path / "one", monkeypatch)


def _copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(Path(blogkit.__file__).parent, folder / "blogkit", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "__file__", str(folder / "blogkit" / "engine" / "code.py"))
    return folder / "blogkit"


def test_the_same_code_elsewhere_has_the_same_digest(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = module.code()
    _copy(tmp_path / "two", monkeypatch)
    assert module.code() == first
    (package / "stages" / "__pycache__").mkdir()
    (package / "stages" / "__pycache__" / "write.pyc").touch()
    monkeypatch.setattr(module, "__file__", str(package / "engine" / "code.py"))
    assert module.code() == first


@pytest.mark.parametrize("path", ["stages/write.py", "starter/blogkit.yaml", "new.py"])
def test_a_changed_file_changes_it(package: Path, path: str) -> None:
    before = module.code()
    with (package / path).open("a") as file:
        file.write("# more\n")
    assert module.code() != before


def test_a_changed_theme_changes_it(package: Path) -> None:
    before = module.code()
    (package.parent / "themes").mkdir()
    (package.parent / "themes" / "post.html").write_text("{{ post.title }}")
    assert module.code() != before


def test_another_version_of_a_library_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "site-packages"
    (packages / "jinja2-3.1.4.dist-info").mkdir(parents=True)
    (packages / "unrelated-1.0.dist-info").mkdir()
    monkeypatch.setattr("sys.path", [str(packages)])
    before = module.code()
    (packages / "unrelated-1.0.dist-info").rename(packages / "unrelated-2.0.dist-info")
    assert module.code() == before
    (packages / "jinja2-3.1.4.dist-info").rename(packages / "jinja2-3.1.5.dist-info")
    assert module.code() != before
