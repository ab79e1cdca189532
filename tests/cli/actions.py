"""A small GitHub: runs a workflow's jobs and steps on this machine, in order, as the real one would.

Each `run:` step is run by its shell, with the environment, outputs and summary files that it expects. Actions are
played by the functions below; installing blogkit is left out, as the one under test is there already.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
NEVER = {".git", ".github"}
_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>&&|\|\||[!=]=|[!(),]))")
_FILL = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
GH = """
import json, os, pathlib, sys
store = pathlib.Path(os.environ["FAKE_ISSUES"])
issues = json.loads(store.read_text()) if store.exists() else []
words = sys.argv[1:]
assert os.environ["GH_TOKEN"] and os.environ["GH_REPO"]
if words[:2] == ["issue", "list"]:
    print(json.dumps([{"body": one["body"]} for one in issues]))
elif words[:2] == ["issue", "create"]:
    title = next(word for word in words if word.startswith("--title=")).removeprefix("--title=")
    issues.append({"title": title, "body": sys.stdin.read()})
    store.write_text(json.dumps(issues))
else:
    assert words[:2] == ["label", "create"], words
"""


@dataclass
class Ran:
    """What one run of the workflow came to."""

    steps: list[str] = field(default_factory=list)
    """`job: name` of each step that was run; an action by its name."""
    failed: str = ""
    said: str = ""
    summary: str = ""
    deployed: dict[str, bytes] | None = None
    results: dict[str, str] = field(default_factory=dict)


@dataclass
class GitHub:
    """A repository with its caches and issues, which outlive a run."""

    repository: Path
    scratch: Path
    base_url: str = "https://me.github.io/blog"
    variables: dict[str, str] = field(default_factory=dict)
    caches: dict[str, Path] = field(default_factory=dict)
    runs: int = 0

    @property
    def workflow(self) -> dict[str, Any]:
        text = (self.repository / ".github/workflows/blogkit.yml").read_text("utf-8")
        data: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # `on` stays a word
        return data

    @property
    def issues(self) -> list[dict[str, str]]:
        store = self.scratch / "issues.json"
        return json.loads(store.read_text()) if store.exists() else []

    def run(self, event: str = "push", *, sha: str = "a" * 40, clock: int | None = None) -> Ran:
        self.runs += 1
        return _Run(self, event, sha, clock, Ran()).all()


@dataclass
class _Run:
    hub: GitHub
    event: str
    sha: str
    clock: int | None
    ran: Ran
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)

    def all(self) -> Ran:
        for name, job in self.hub.workflow["jobs"].items():
            needs = [self.jobs[one] for one in str(job.get("needs", "")).split()]
            failed = any(one["broken"] for one in needs)
            condition = job.get("if", "success()")
            if not re.search(r"\b(success|failure|cancelled|always)\(", condition):
                condition = f"success() && ({condition})"
            states = {"failure": failed, "success": all(one["result"] == "success" for one in needs)}
            here = _Job(self, name, job, states)
            result = here.run() if here.truth(condition) else "skipped"
            outputs = {key: here.fill(text) for key, text in job.get("outputs", {}).items()}
            self.jobs[name] = {"result": result, "outputs": outputs, "broken": failed or result == "failure"}
            self.ran.results[name] = result
        return self.ran


class _Job:
    def __init__(self, run: _Run, name: str, job: dict[str, Any], states: dict[str, bool]) -> None:
        self.run_, self.name, self.job, self.states = run, name, job, states
        self.steps: dict[str, dict[str, Any]] = {}
        self.folder = run.hub.scratch / f"run{run.hub.runs}" / name
        self.workspace, self.temp = self.folder / "work", self.folder / "temp"
        for folder in (self.workspace, self.temp, self.folder / "bin"):
            folder.mkdir(parents=True)

    # -- steps

    def run(self) -> str:
        self.states = {"success": True, "failure": False}  # of its own steps, from now on
        for number, step in enumerate(self.job["steps"]):
            if not self.truth(step.get("if", "success()")):
                self.steps[step.get("id", str(number))] = {"outcome": "skipped", "outputs": {}}
                continue
            uses = step.get("uses", "").partition("@")[0]
            title = uses or step["name"]
            self.run_.ran.steps.append(f"{self.name}: {title}")
            good, outputs = self.act(uses, step) if uses else self.shell(step)
            self.steps[step.get("id", str(number))] = {"outcome": "success" if good else "failure", "outputs": outputs}
            if not good:
                self.run_.ran.failed = f"{self.name}: {title}"
                return "failure"
        return "success"

    def shell(self, step: dict[str, Any]) -> tuple[bool, dict[str, str]]:
        text = self.fill(step["run"])
        if text.startswith("pip install"):
            return True, {}
        shell = step.get("shell", "bash -e")
        script = self.temp / "step"
        script.write_text(text, "utf-8")
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        self.tool("blogkit", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m blogkit "$@"')
        self.tool("python", f'exec "{sys.executable}" "$@"')
        (self.folder / "gh.py").write_text(GH)
        self.tool("gh", f'exec "{sys.executable}" "{self.folder / "gh.py"}" "$@"')
        env = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "FAKE_ISSUES": str(self.run_.hub.scratch / "issues.json"),
            **({"SOURCE_DATE_EPOCH": str(self.run_.clock)} if self.run_.clock else {}),
            **{name: str(file) for name, file in files.items()},
            **{name: self.fill(value) for name, value in step.get("env", {}).items()},
        }
        where = self.workspace / self.job.get("defaults", {}).get("run", {}).get("working-directory", ".")
        done = subprocess.run([*shell.split(), str(script)], cwd=where, env=env, capture_output=True, encoding="utf-8")
        self.run_.ran.said += done.stdout + done.stderr
        self.run_.ran.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        return done.returncode == 0, dict(line.split("=", 1) for line in lines)

    def tool(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    # -- actions

    def act(self, uses: str, step: dict[str, Any]) -> tuple[bool, dict[str, str]]:
        given = {key: self.fill(value) for key, value in step.get("with", {}).items()}
        outputs: dict[str, str] = getattr(self, re.sub(r"\W", "_", uses.removeprefix("actions/")))(given) or {}
        return True, outputs

    def checkout(self, given: Mapping[str, str]) -> None:
        git = ("git", "-C", str(self.run_.hub.repository))
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "checkout-index", "--all", f"--prefix={self.workspace}/"], check=True)

    def setup_python(self, given: Mapping[str, str]) -> None:
        pass

    def configure_pages(self, given: Mapping[str, str]) -> dict[str, str]:
        assert self.job["permissions"]["pages"]
        return {"base_url": self.run_.hub.base_url}

    def cache_restore(self, given: Mapping[str, str]) -> dict[str, str]:
        caches = self.run_.hub.caches
        names = [name for name in caches if name == given["key"] or name.startswith(given["restore-keys"].strip())]
        if names:
            shutil.copytree(caches[names[-1]], self.workspace / given["path"], dirs_exist_ok=True)
        return {"cache-primary-key": given["key"], "cache-matched-key": names[-1] if names else ""}

    def cache_save(self, given: Mapping[str, str]) -> None:
        assert given["key"] not in self.run_.hub.caches
        kept = self.run_.hub.scratch / "caches" / given["key"]
        shutil.copytree(self.workspace / given["path"], kept)
        self.run_.hub.caches[given["key"]] = kept

    def upload_pages_artifact(self, given: Mapping[str, str]) -> None:
        assert (self.workspace / given["path"]).is_dir()
        hidden = given.get("include-hidden-files") == "true"
        leave = shutil.ignore_patterns(*NEVER, *([] if hidden else [".*"]))
        self.run_.artifacts["github-pages"] = Path(
            shutil.copytree(self.workspace / given["path"], self.folder / "pages", ignore=leave)
        )

    def upload_artifact(self, given: Mapping[str, str]) -> None:
        self.run_.artifacts[given["name"]] = Path(given["path"])

    def download_artifact(self, given: Mapping[str, str]) -> None:
        shutil.copy(self.run_.artifacts[given["name"]], self.workspace)

    def deploy_pages(self, given: Mapping[str, str]) -> dict[str, str]:
        assert self.job["permissions"] == {"pages": "write", "id-token": "write"}
        site = self.run_.artifacts["github-pages"]
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        self.run_.ran.deployed = files
        return {"page_url": self.run_.hub.base_url}

    # -- expressions

    def fill(self, text: str) -> str:
        return _FILL.sub(lambda one: _word(self.value(one[1])), text)

    def truth(self, text: str) -> bool:
        return bool(self.value(text.strip().removeprefix("${{").removesuffix("}}")))

    def value(self, text: str) -> Any:
        """GitHub's expressions are Python's with other signs."""
        words, at = [], 0
        text = text.strip()
        while at < len(text):
            token = _TOKEN.match(text, at)
            assert token, text[at:]
            at = token.end()
            if token["text"]:
                words.append(repr(token["text"][1:-1].replace("''", "'")))
            elif token["name"] and text[at : at + 1] == "(":
                words.append(f"call_{token['name']}")
            elif token["name"]:
                words.append(f"look({token['name']!r})")
            else:
                words.append({"&&": "and", "||": "or", "!": "not"}.get(token["sign"], token["sign"]))
        functions = {
            "look": self.look,
            "call_contains": lambda whole, part: part.lower() in whole.lower(),
            "call_format": lambda pattern, *some: pattern.format(*some),
            "call_failure": lambda: self.states["failure"],
            "call_success": lambda: self.states["success"],
            "call_cancelled": lambda: False,
        }
        return eval(" ".join(words), {"__builtins__": {}}, functions)

    def look(self, path: str) -> Any:
        run = self.run_
        value: Any = {
            "github": {
                "event_name": run.event,
                "sha": run.sha,
                "ref": "refs/heads/x",
                "run_id": str(run.hub.runs),
                "run_attempt": "1",
                "token": "t",
                "repository": "me/blog",
                "repository_owner": "me",
                "event": {"repository": {"name": "blog"}},
            },
            "runner": {"temp": str(self.temp), "os": "Linux"},
            "vars": run.hub.variables,
            "steps": self.steps,
            "needs": {name: run.jobs[name] for name in str(self.job.get("needs", "")).split()},
        }
        for part in path.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value


def _word(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
