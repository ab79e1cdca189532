"""What tests of different folders share: this repository's own blog, built once in each test process."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import build_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's output, with its social cards, for the address `demo.BASE`."""
    return build_demo(tmp_path_factory.mktemp("demo"), cards=True)
