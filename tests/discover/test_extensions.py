"""Extensions that do not load, whatever they do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogkit.testing.site import Site


@pytest.mark.parametrize("code", ["raise SystemExit", "import sys\nsys.exit(0)\n", "1/0", "def"])
def test_an_extension_that_ends_or_fails_ends_no_build(tmp_path: Path, code: str) -> None:
    """`serve` would end with it."""
    site = Site(tmp_path)
    site.write(
        {"blogkit.yaml": "base_url: https://b.example/\nextensions: [extensions/x.py]\n", "extensions/x.py": code}
    )
    report = site.build().report
    assert not report.written
    assert [d.code for d in report.diagnostics if d.severity == "error"] == ["extension/failed"]
