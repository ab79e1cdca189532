"""What tests of different folders share: this repository's own blog, built once in each test process."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from demo import build_demo

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")  # what fails fails for everybody; --hypothesis-profile=search looks for more


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's output, with its social cards, for the address `demo.BASE`."""
    return build_demo(tmp_path_factory.mktemp("demo"), cards=True)
