"""The site of the ugly cases, built, served and shown once for each theme and test process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser, Page

from browser.browser import forget, open_page
from browser.serving import Site, serving
from themes.ugly import build_ugly

POLICY = {"Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'"}


@pytest.fixture(scope="session")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """`ugly("log", "shape: square").at("posts/six/")`"""
    with ExitStack() as stack:

        @cache
        def of(theme: str, options: str = "") -> Site:
            site = build_ugly(tmp_path_factory.mktemp(theme), theme, options)
            return stack.enter_context(serving(site.root / "public", at="/b/", headers=POLICY))

        yield of


@pytest.fixture(scope="session")
def _shown(browser: Browser) -> Iterator[Callable[[str], Page]]:
    with ExitStack() as stack:

        @cache
        def of(theme: str) -> Page:
            page = open_page(browser)
            stack.callback(page.context.close)
            return page

        yield of


@pytest.fixture
def shown(_shown: Callable[[str], Page]) -> Callable[..., Page]:
    """`shown("log", width=320)`: a page that all tests of a theme share, for opening one takes longer than most of them.
    Whoever turns scripts off, or leaves something in the browser, opens a `new_page`."""

    def of(theme: str, width: int = 1280, height: int = 720) -> Page:
        page = _shown(theme)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        forget(page)
        return page

    return of
