"""`blogkit theme shot`"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import click

from . import options, site_root
from .lines import visible

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")


@click.command()
@click.argument("paths", nargs=-1)
@click.option("-d", "--output", default="shots", show_default=True, help="The folder for the pictures.")
@click.option("--whole", is_flag=True, help="Each page to its end, not only the first screen.")
@options.debugging
def shot(paths: tuple[str, ...], output: str, whole: bool) -> None:
    """Take pictures of pages, such as /posts/hello/: on a phone and a desk, in light and dark.

    Without PATHS: the home page, the newest posts of each kind, the archive and a page that is not there. It needs
    playwright (pip install playwright) and a Chromium, which the variable BLOGKIT_CHROMIUM may name.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise click.ClickException(
            "pictures need a browser:  pip install playwright  and then  playwright install chromium"
        ) from None
    from ..core.include import Include
    from ..pipeline import Request, build
    from . import human

    root = site_root()
    with tempfile.TemporaryDirectory(dir=root, prefix=".shot-", ignore_cleanup_errors=True) as folder:
        name = os.path.basename(folder)
        report = build(Request(root, Include(drafts=True), output=name, base_url="", preview=True, cards=False)).report
        if report.failed:
            click.echo(human.findings(report.diagnostics, root), nl=False, err=True)
            raise click.ClickException("the site has errors, so there is nothing to take pictures of")
        wanted = [path.strip("/") for path in paths] or usual(root)
        with served(folder) as address, sync_playwright() as play:
            try:
                browser = play.chromium.launch(
                    executable_path=os.environ.get("BLOGKIT_CHROMIUM"), args=["--no-sandbox"]
                )
            except Error as problem:
                said = str(problem).strip().partition("\n")[0]
                raise click.ClickException(
                    f"no Chromium could be started: {visible(said)[:200]}\n"
                    "Get one with  playwright install chromium  or name yours in BLOGKIT_CHROMIUM"
                ) from None
            os.makedirs(output, exist_ok=True)
            for size, (width, height) in SIZES.items():
                for scheme in SCHEMES:
                    _take(browser, address, wanted, os.path.join(output, f"{size}-{scheme}"), whole,
                          viewport={"width": width, "height": height}, color_scheme=scheme)  # fmt: skip
            browser.close()
    click.echo(f"{len(wanted) * len(SIZES) * len(SCHEMES)} pictures in {visible(output)}/")


def _take(browser: Any, address: str, paths: list[str], start: str, whole: bool, **options: Any) -> None:
    page = browser.new_context(**options).new_page()
    page.route(lambda url: not url.startswith(address), lambda route: route.abort())
    for path in paths:
        page.goto(f"{address}{path}", wait_until="load")
        page.screenshot(path=f"{start}-{path.strip('/').replace('/', '-') or 'home'}.png", full_page=whole)
    page.context.close()


def usual(root: str) -> list[str]:
    """The home page, the newest post of each kind, the archive, and a page that is not there."""
    from .reading import prepared

    site = prepared(root).site
    kinds = {post.kind: post.url for post in reversed(site.posts)}
    urls = [site.view.root, *kinds.values(), *([site.view.archive_url] if site.view.archive_url else [])]
    return [*(url.removeprefix(site.view.root).strip("/") + "/" * (url != site.view.root) for url in urls), "404.html"]


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The folder over HTTP, to this machine only."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the pictures say it."""
