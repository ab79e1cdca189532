"""Full-text search: posts and pages → Pagefind's index. Pagefind comes with the extra blogkit[search]."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from ..core.diagnostic import Diagnostic, Outcome, error, warning
from ..core.span import Span

FOLDER = "pagefind/"
_SECONDS = 600
# Ready-made search boxes, which blogkit's search page does without: half a megabyte.
_UNUSED = (".css", "-ui.js", "-highlight.js")


def index(pages: Mapping[str, bytes], language: str) -> Outcome[dict[str, bytes]]:
    """Output path to bytes of everything the search page loads, from output path to bytes of the pages to look through.

    All of them go into one index in `language`: Pagefind would make one for each language, and a reader of the
    search page would find only what is written in its own. Without a single word there is no index, and no file.
    The same pages give the same bytes, in whatever order they come.
    """
    if not pages:
        return Outcome({})
    if find_spec("pagefind") is None:
        return Outcome({}, (_missing(),))
    try:
        with tempfile.TemporaryDirectory(prefix="blogkit-search-", ignore_cleanup_errors=True) as folder:
            for path, data in pages.items():
                file = Path(folder, "pages", path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            done = _run(folder, language)
            bundle = _bundle(Path(folder, "bundle"))
    except subprocess.TimeoutExpired:
        return Outcome({}, (_failed(f"it did not finish within {_SECONDS} seconds"),))
    except OSError as problem:
        return Outcome({}, (_failed(problem.strerror or str(problem)),))
    if "Could not find pagefind binary" in done.stderr:
        return Outcome({}, (_missing(),))
    if "not able to build an index" in done.stderr:  # its words for pages without words
        return Outcome({})
    if done.returncode or not bundle:
        return Outcome({}, (_failed(_last_words(done.stderr) or f"it ended with status {done.returncode}"),))
    return Outcome(bundle, (_unsegmented(language),) if "non-extended" in done.stderr else ())


def _run(folder: str, language: str) -> subprocess.CompletedProcess[str]:
    # The glob takes every page; left to itself, Pagefind would pass over those whose names do not end in .html.
    command = [sys.executable, "-m", "pagefind", "--site", "pages", "--glob", "**/*.*", "--output-path", "bundle"]
    # Pagefind also takes settings from its environment and from a file where it starts; neither is ours to obey.
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    return subprocess.run(
        # In lower case, for the browser looks it up so.
        [*command, "--force-language", language.lower(), "--quiet"],
        cwd=folder,
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )


def _bundle(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(_UNUSED))
    return {FOLDER + file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _last_words(text: str) -> str:
    """What a program said in the end, in one line: of a traceback its last, of a message all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (lines[-1] if "Traceback" in text else " ".join(lines))[-500:].removeprefix("Error: ") if lines else ""


def _missing() -> Diagnostic:
    return error(
        "search/no-pagefind",
        "search: pagefind needs Pagefind, which is not installed",
        Span("blogkit.yaml"),
        found="search: pagefind",
        fix='pip install "blogkit[search]", or search: simple',
    )


def _failed(words: str) -> Diagnostic:
    return error(
        "search/failed",
        f"Pagefind could not index the site: {words}",
        Span("blogkit.yaml"),
        found="search: pagefind",
        fix="search: simple needs no Pagefind",
    )


def _unsegmented(language: str) -> Diagnostic:
    return warning(
        "search/unsegmented",
        f"this Pagefind cannot tell words apart in {language}, so readers find only what stands between two spaces",
        Span("blogkit.yaml"),
        found=f"language: {language}",
        fix='pip install "pagefind[extended]"',
    )
