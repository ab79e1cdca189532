"""The repository's own blog in each theme beside the default, for the tests of test_demo.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import build_demo
from themes.shipped import SHIPPED


@pytest.fixture(scope="session", params=SHIPPED)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp(request.param), theme=request.param)
