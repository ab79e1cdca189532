"""The manifest says what is ours in the output folder; the record, from what it was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.core.diagnostic import warning
from blogkit.core.span import Span
from blogkit.engine.rebuild import MANIFEST, Made, read_manifest, read_record, write_manifest, write_record
from blogkit.testing.site import Site

RECORD = {
    "index.html": Made({"view": "1", "template": "2"}, "d" * 32, "1:2:3:4", "it is new"),
    "über/index.html": Made({"view": "3"}, "e" * 32, findings=(warning("a/b", "c", Span("d", 1, 2), found="e"),)),
}
SITE = """
-- blogkit.yaml --
base_url: https://blog.example/
-- content/posts/one.md --
---
title: One
date: 2026-03-01
tags: [a]
---
One.
-- content/posts/two.md --
---
title: Two
date: 2026-03-02
---
Two.
"""


def test_a_record_comes_back_as_it_was() -> None:
    assert read_record(write_record(RECORD)) == RECORD


def test_a_record_that_is_not_whole_is_empty() -> None:
    data = write_record(RECORD)
    assert all(read_record(data[:end]) == {} for end in range(len(data)))
    for at in range(len(data)):
        assert read_record(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) == {}


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=8)
paths = st.lists(names.filter(lambda name: name not in (".", "..")), min_size=1, max_size=3).map("/".join)
digests = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(st.dictionaries(paths, digests, max_size=5))
def test_a_manifest_comes_back_as_it_was_whatever_the_names(owned: dict[str, str]) -> None:
    assert read_manifest(write_manifest(owned)) == owned


@given(st.dictionaries(paths, digests, max_size=5), st.integers(0, 400))
def test_a_manifest_that_is_cut_claims_no_more_than_before(owned: dict[str, str], end: int) -> None:
    assert read_manifest(write_manifest(owned)[:end]).items() <= owned.items()


@given(st.binary(max_size=200))
def test_a_manifest_of_any_bytes_is_read(data: bytes) -> None:
    read_manifest(data)


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "a/../../b", "a//b", "./a", "", "a/", "..", "a/.."])
def test_no_line_of_a_manifest_leads_out_of_the_folder(path: str) -> None:
    assert read_manifest(b"0" * 32 + b"  " + path.encode() + b"\n") == {}


@pytest.mark.parametrize("how", ["deleted", "cut", "garbled", "empty"])
def test_a_damaged_manifest_is_made_good_from_the_caches(tmp_path: Path, how: str) -> None:
    site = Site.of(tmp_path / "site", SITE)
    site.build()
    manifest = site.root / "public" / MANIFEST
    data = manifest.read_bytes()
    if how == "deleted":
        manifest.unlink()
    else:
        manifest.write_bytes({"cut": data[: len(data) // 2], "garbled": b"\xff\0" * 900, "empty": b""}[how])
    (site.root / "public" / "mine.txt").write_text("mine")
    site.write({"content/posts/one.md": "---\ntitle: New\ndate: 2026-03-01\n---\nNew.\n", "content/posts/two.md": None})
    report = site.build().report
    assert report.written, report.diagnostics
    clean = site.fresh(tmp_path / "clean")
    clean.build()
    assert site.tree() == clean.tree() | {"mine.txt": b"mine"}


def test_without_manifest_and_caches_what_differs_is_somebody_elses(tmp_path: Path) -> None:
    """Nobody can tell any more whose it is: it is named and nothing is touched."""
    site = Site.of(tmp_path, SITE)
    site.build()
    (site.root / "public" / MANIFEST).unlink()
    for file in (site.root / ".blogkit").iterdir():
        file.unlink()
    before = site.tree()
    site.write({"content/posts/two.md": "---\ntitle: Two\ndate: 2026-03-02\n---\nTwo, and more.\n"})
    report = site.build().report
    assert {d.code for d in report.diagnostics} == {"write/not-ours"}
    assert "public/posts/two/index.html" in {d.span.path for d in report.diagnostics if d.span}
    assert site.tree() == before


@pytest.mark.parametrize("how", ["deleted", "cut", "garbled", "empty", "of an older blogkit"])
def test_a_damaged_record_costs_time_only(tmp_path: Path, how: str) -> None:
    site = Site.of(tmp_path / "site", SITE)
    site.build()
    (record,) = (site.root / ".blogkit").glob("record-*")
    data = record.read_bytes()
    if how == "deleted":
        record.unlink()
    else:
        older = write_record({"index.html": {"key": 7}})  # type: ignore[dict-item]
        record.write_bytes({"cut": data[:-9], "garbled": b"x" + data[1:], "empty": b""}.get(how, older))
    site.write({"content/posts/two.md": None})
    site.build()
    clean = site.fresh(tmp_path / "clean")
    clean.build()
    assert site.tree() == clean.tree()
