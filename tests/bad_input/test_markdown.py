"""Text that makes converters of Markdown run for hours or fall over: here each ends in seconds, and names its post."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bad_input.sites import build, good, make, outputs

N = 20_000

PATHOLOGICAL = {
    "brackets": "[" * N,
    "closing": "[a](" * N,
    "nested links": "[" * 5000 + "a" + "](b)" * 5000,
    "images": "![" * N,
    "tags": "<a " * N,
    "open tags": "<div>" * 5000,
    "comments": "<!--" * N,
    "processing": "<?" * N,
    "cdata": "<![CDATA[" * 5000,
    "stars": "*a " * N,
    "strong": "**a" * N,
    "mixed": "*_a" * N,
    "underscores": "_" * N,
    "backticks": "".join("`" * n + " " for n in range(1, 400)),
    "fences": "```\n" * 5001,
    "quotes": ">" * N + " deep",
    "spaced quotes": "> " * 5000 + "deep",
    "lists": "".join("  " * n + "- a\n" for n in range(1500)),
    "list in one line": "- " * 5000 + "a",
    "numbers": "1. " * 5000 + "a",
    "references": "".join(f"[a{n}]: /x\n" for n in range(N)) + "[a1] " * N,
    "unresolved": "[a][b] " * N,
    "footnotes": "[^1]" * N + "\n\n[^1]: x\n",
    "circular footnotes": "[^a]\n\n[^a]: [^b]\n\n[^b]: [^a]\n",
    "table": "|" * N + "\n" + "|-" * N + "\n" + "|a" * N,
    "rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * N,
    "headings": "# a\n" * 5000,
    "setext": "a\n" * N + "===",
    "autolinks": "http://a." * N,
    "mail": "a@" * N,
    "entities": "&" * N + "&a;" * N,
    "maths": "$" * N,
    "tex": "\\(" * N,
    "escapes": "\\" * N,
    "definitions": "a\n: b\n" * 5000,
    "admonitions": "".join("    " * n + "!!! note\n" for n in range(300)),
    "attributes": "# a {" * 5000 + "}" * 5000,
    "spaces": "a" + " " * 200_000 + "b",
    "blank lines": "\n" * 200_000,
    "tabs": "\t" * 50_000 + "x",
    "one word": "a" * 1_000_000,
    "emoji": "👩‍👩‍👧‍👦" * N,
    "combining": "a" + "\u0301" * 50_000,
    "bidi": "\u202e\u2066" * N,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_it_ends_in_seconds_and_names_the_post(tmp_path: Path, name: str) -> None:
    root = make(
        tmp_path, {"content/posts/a.md": good() + PATHOLOGICAL[name] + "\n", "content/posts/b.md": good("Other")}
    )
    started = time.monotonic()
    status, found, report = build(root)
    assert time.monotonic() - started < 30, "far more than seconds"
    assert status in (0, 1)
    assert all(f.where.startswith("content/posts/a.md") for f in found)
    if status == 0:
        assert report["posts"] == 2
        assert {"posts/a/index.html", "posts/b/index.html"} <= set(outputs(root))
    else:
        assert "error" in {f.severity for f in found}
        assert not (root / "public").exists()
