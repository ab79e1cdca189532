"""What the README, CONTRIBUTING and the examples of the manual promise is true."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from blogkit import pipeline
from blogkit.cli.group import cli
from blogkit.core.diagnostic import has_errors
from blogkit.extend.registry import Registry
from blogkit.testing import LawBroken, cases, laws
from blogkit.testing.site import Site
from house.manual import ROOT, CodeBlock, code_blocks, everything, first_column, page, section, spans

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


# ---- the picture


def picture(text: str) -> list[str]:
    """The stages of `a ─▶ b ─▶ c`, the first line that has more than two of them."""
    drawn = next((line for line in text.split("\n") if line.count("─▶") > 2), "")
    return [name.strip() for name in drawn.split("─▶")]


def missing_stages(names: list[str]) -> list[str]:
    stages = ROOT / "blogkit" / "stages"
    return [
        name for name in names if not ((stages / f"{name}.py").is_file() or (stages / name / "__init__.py").is_file())
    ]


def test_the_picture_is_the_program() -> None:
    drawn = picture(README)
    assert len(drawn) == 7
    assert drawn == picture(pipeline.__doc__ or "")
    assert missing_stages(drawn) == []


def test_a_stage_that_is_not_there_is_noticed() -> None:
    assert missing_stages(picture("source ─▶ parse ─▶ bake ─▶ write")) == ["bake"]


@pytest.mark.parametrize("name", [name for name, text in everything().items() if len(picture(text)) > 3])
def test_wherever_it_is_drawn(name: str) -> None:
    assert picture(everything()[name]) == picture(README)


# ---- the two commands


def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("blogkit_dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def two_commands(text: str) -> list[str]:
    block = next(block.text for block in code_blocks(text) if "python3 dev.py" in block.text)
    return [line.partition("#")[0].strip() for line in block.strip().split("\n")]


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_dev_understands_both_commands(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = dev()
    called: list[str] = []
    for name in ("show", "test"):
        monkeypatch.setattr(module, name, lambda args, name=name: called.append(name))
    commands = two_commands(text)
    assert len(commands) == 2
    for command in commands:
        interpreter, script, *args = command.split()
        assert (interpreter, script) == ("python3", "dev.py")
        module.main(args)
    assert called == ["show", "test"]


def test_dev_refuses_what_it_does_not_know(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(ROOT)
    assert dev().main(["deploy"]) == 2
    assert "dev.py show" in capsys.readouterr().out


def run_by_ci(script: str) -> list[str]:
    lines = [line.strip() for line in script.split("\n")]
    return [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]


def test_ci_runs_exactly_the_second() -> None:
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("this is not a whole checkout")
    assert run_by_ci(script.read_text("utf-8")) == two_commands(README)[1:]
    assert os.access(script, os.X_OK)
    assert run_by_ci("set -eu\npython3 dev.py test -k x\n") != two_commands(README)[1:]


# ---- links, and names of files


def links(text: str) -> list[str]:
    """Relative addresses of links and images."""
    found = re.findall(r"\]\(\s*<?([^)\s>]+)", text)
    return [
        unquote(url.partition("#")[0]) for url in found if "://" not in url and not url.startswith(("#", "mailto:"))
    ]


def paths(text: str) -> list[str]:
    """Files and folders of this repository that are named in code."""
    return [span for span in spans(text) if re.fullmatch(r"(?:blogkit|tests|content|themes|static)/[\w./-]*", span)]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_is_linked_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [path for path in (*links(text), *paths(text)) if not (ROOT / path).exists()] == []


def test_links_are_seen() -> None:
    assert links("![a](x.png) [b](<y z.md>#p) [c](docs/%C3%A9.md#part) [d](https://example.org/) [e](#here)") == [
        "x.png",
        "y",
        "docs/é.md",
    ]
    assert paths("`blogkit/nowhere.py` and `pip install .`") == ["blogkit/nowhere.py"]
    assert "static/screenshot.png" in links(README)


def rooms(text: str) -> set[str]:
    told = " ".join(first_column(section(text, "The rooms")))
    return {name.rstrip(",/") for name in told.replace(",", " ").split()}


def test_the_rooms_are_those_of_the_house() -> None:
    folders = {path.parent.name for path in (ROOT / "blogkit").glob("*/__init__.py")}
    assert rooms(CONTRIBUTING) == folders
    assert rooms(CONTRIBUTING.replace("`engine/`", "`motor/`")) - folders == {"motor"}


def test_what_tests_are_told_to_import_exists() -> None:
    found = re.findall(r"`from (\w+)\.(\w+) import ([\w, ]+)`", CONTRIBUTING)
    assert found
    for folder, module, names in found:
        tree = ast.parse((ROOT / "tests" / folder / f"{module}.py").read_text("utf-8"))
        assert {name.strip() for name in names.split(",")} <= {getattr(node, "name", "") for node in tree.body}


# ---- examples of extensions


def examples(text: str) -> list[CodeBlock]:
    """The complete files of a page, as they would lie in a site."""
    blocks = [
        block for block in code_blocks(text) if block.language == "python" and block.title.startswith("extensions/")
    ]
    return [block for block in blocks if "…" not in block.text.replace('"…"', "")]


def network_of_readme() -> CodeBlock:
    """The README shows a file of ours; in a site, it is imported by its whole name, and has a REGISTRY."""
    block = next(block for block in code_blocks(README) if block.language == "python")
    text = block.text.replace("from ..", "from blogkit.")
    text = text.replace('"bluesky", "Bluesky"', '"elsewhere", "Elsewhere"')  # the name is taken
    registry = "\nfrom blogkit.extend.registry import Registry\n\nREGISTRY = Registry(networks=(NETWORK,))\n"
    return CodeBlock("python", "extensions/elsewhere.py", text + registry)


def site_with(root: Path, blocks: list[CodeBlock], settings: str = "") -> Site:
    names = ", ".join(block.title for block in blocks)
    config = f"base_url: https://blog.example/\nextensions: [{names}]\n{settings}"
    long = "---\ntitle: Herons & <b>weirs</b>\ndate: 2026-03-09\ntags: [birds]\n---\n\n" + "a word " * 600
    site = Site(root)
    site.write({"blogkit.yaml": config, "content/posts/herons.md": long, **{b.title: b.text for b in blocks}})
    return site


Load = Callable[[Site, str], Registry]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads a file of a site as a module of its own, and takes its REGISTRY."""

    def registry(site: Site, name: str) -> Registry:
        module = module_from(site.root / name)
        found: Registry = module.REGISTRY
        return found

    def module_from(file: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"example_{file.stem}", file)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    return registry


def test_the_network_of_the_readme_works(tmp_path: Path, load: Load) -> None:
    block = network_of_readme()
    site = site_with(tmp_path, [block], "widgets: {share: {networks: [elsewhere]}}\n")
    built = site.build()
    assert not has_errors(built.report.diagnostics, strict=True), built.report.diagnostics
    shown = site.tree()["posts/herons/index.html"].decode()
    assert "Elsewhere" in shown
    assert "https://bsky.app/intent/compose?text=Herons" in shown
    laws(load(site, block.title).networks[0])


def test_the_network_of_the_readme_is_ours_shortened() -> None:
    ours = ast.parse((ROOT / "blogkit/networks/bluesky.py").read_text("utf-8"))
    block = next(block for block in code_blocks(README) if block.language == "python")

    def outline(tree: ast.Module) -> list[str]:
        functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        return [*functions, ast.unparse(tree.body[-1])]

    assert outline(ast.parse(block.text)) == outline(ours)
    assert ast.get_docstring(ast.parse(block.text)) == ast.get_docstring(ours)


def test_the_laws_would_notice_a_bad_example(tmp_path: Path, load: Load) -> None:
    block = network_of_readme()
    bad = CodeBlock(
        "python", "extensions/careless.py", block.text.replace("encoded(together(text, url))", "text + url")
    )
    site = site_with(tmp_path, [bad])
    with pytest.raises(LawBroken):
        laws(load(site, bad.title).networks[0])


def test_the_examples_of_the_manual_work(tmp_path: Path) -> None:
    blocks = examples(page("extending.md"))
    assert len(blocks) == 5, [block.title for block in blocks]
    settings = "widgets: {share: {networks: [mastodon, lobsters, email]}, words: {least: 500}}\n"
    site = site_with(tmp_path, blocks, settings)
    built = site.build()
    assert not has_errors(built.report.diagnostics, strict=True), built.report.diagnostics
    tree = site.tree()
    shown = tree["posts/herons/index.html"].decode()
    assert "1200 words. Thank you for staying." in shown
    assert "https://lobste.rs/stories/new?url=" in shown
    assert "feed.txt" in shown
    assert "2026-03-09  Herons & <b>weirs</b>  https://blog.example/posts/herons/" in tree["feed.txt"].decode()
    assert "feed.txt" in str(sorted(path for path in tree if path.startswith("tags/birds")))
    assert "second-look" in [one.found.step.kind for one in built.report.steps]


@pytest.mark.parametrize("block", examples(page("extending.md")), ids=lambda block: block.title)
def test_the_examples_of_the_manual_keep_the_laws(block: CodeBlock, tmp_path: Path, load: Load) -> None:
    registry = load(site_with(tmp_path, [block]), block.title)
    held = cases(registry)
    assert held or registry.checks
    for law, extension in held:
        law(extension)


def test_the_check_of_the_manual_finds_something(tmp_path: Path, load: Load) -> None:
    block = next(block for block in examples(page("extending.md")) if "REGISTRY = Registry(checks=" in block.text)
    check = load(site_with(tmp_path, [block]), block.title).checks[0]
    posts = [SimpleNamespace(summary=words, source="content/posts/a.md") for words in ("It simply works.", "It works.")]
    found = list(check.find(SimpleNamespace(posts=posts)))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == ["house/simply"]


def test_the_test_of_the_manual_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page("extending.md")
    site_with(tmp_path, examples(text))
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "extensions"]:
        monkeypatch.delitem(sys.modules, name)
    block = next(block for block in code_blocks(text) if block.title == "test_mine.py")
    names: dict[str, Any] = {}
    exec(compile(block.text, block.title, "exec"), names)
    tests = [value for name, value in names.items() if name.startswith("test_")]
    assert len(tests) == 1
    tests[0]()


# ---- what the first minute looks like


def said(text: str) -> str:
    """The line in which a build says what it made, without how long it took."""
    line = next(line for line in text.split("\n") if line.startswith("Built "))
    return line.partition(" in ")[0]


@pytest.mark.parametrize("written", ["README", "getting-started"])
def test_the_first_minute_is_as_promised(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    monkeypatch.chdir(tmp_path)
    run("new-site", "my-blog", "--title", "Slow Notes", "--author", "Mira")
    monkeypatch.chdir(tmp_path / "my-blog")
    text = README if written == "README" else page("getting-started.md")
    if written == "getting-started":
        run("new", "post", "What the heron taught me", "--no-draft")
    assert said(run("build")) == said("\n".join(block.text for block in code_blocks(text)))
