"""The repository's own blog in each theme that comes with blogkit beside the default: what holds for one holds for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import build_demo
from themes.shipped import SHIPPED


@pytest.fixture(scope="session", params=SHIPPED)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Takes the place of the default theme's, so that the tests of test_outputs.py are asked of every theme."""
    return build_demo(tmp_path_factory.mktemp(request.param), cards=True, theme=request.param)
