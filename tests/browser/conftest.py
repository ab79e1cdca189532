"""Fixtures for tests in a browser; what such a test asks of a page (axe, csp_violations, …) is in browser.py."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.browser import launch, open_page
from browser.serving import Site, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each test process."""
    path = os.environ.get("BLOGKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path == "none":
        pytest.skip("left out by --no-browser")
    if not path:
        pytest.fail("no Chromium: `python3 dev.py test` finds or installs one, or name one in BLOGKIT_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = launch(playwright, path)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages with options of `Browser.new_context`: color_scheme, viewport, java_script_enabled, …"""
    pages: list[Page] = []

    def open_one(**options: Any) -> Page:
        pages.append(open_page(browser, **options))
        return pages[-1]

    yield open_one
    for page in pages:
        page.context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def site() -> Iterator[Callable[..., Site]]:
    """Serve folders: `site(folder, at="/blog/", headers={...}).url`."""
    with ExitStack() as stack:
        yield lambda folder, at="/", headers=None: stack.enter_context(serving(folder, at, headers))
