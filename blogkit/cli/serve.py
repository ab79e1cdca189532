"""`blogkit serve`"""

from __future__ import annotations

import os
import threading
from typing import Any

import click

from . import site_root

PREVIEW = os.path.join(".blogkit", "preview")


@click.command(short_help="Build, serve and rebuild on every save.")
@click.option(
    "-p", "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The next free one if taken."
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("-O", "--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and posts whose date is still to come.")
def command(port: int, bind: str, open_browser: bool, no_drafts: bool) -> None:
    """Build the site, show it on this machine, and build again whenever you save.

    Drafts and future posts are shown. The preview lies in .blogkit/; the output folder is not touched.
    """
    from urllib.parse import urlsplit

    from ..serve.server import listen
    from ..serve.watcher import QUIET, watch
    from ..stages import settings

    root = site_root()
    configured = settings.load(root).value
    path = urlsplit(configured.base_url).path or "/"
    path = path if path.endswith("/") else path + "/"
    folder = os.path.join(root, PREVIEW, "site")
    os.makedirs(folder, exist_ok=True)
    try:
        server = listen(folder, path, bind, port)
    except OSError as problem:
        raise click.ClickException(f"no port from {port} to {port + 9} is free: {problem.strerror}") from None
    address = f"http://{bind}:{server.server_address[1]}{path}"
    changed = threading.Event()
    observer = watch(
        root, [os.path.join(root, name) for name in (".blogkit", configured.output, "engagement")], changed
    )
    _build(root, address, drafts=not no_drafts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"\n{click.style(address, bold=True)}   Ctrl-C ends it")
    if open_browser:
        click.launch(address)
    try:
        while True:
            changed.wait()
            while changed.is_set():
                changed.clear()
                changed.wait(QUIET)
            _build(root, address, drafts=not no_drafts)
    except KeyboardInterrupt:
        click.echo()
    finally:
        observer.stop()
        server.shutdown()


def _build(root: str, address: str, *, drafts: bool) -> Any:
    """One build for the preview; whatever is wrong is said, and the last good pages stay."""
    from ..engine.state import Busy
    from ..pipeline import Request, build
    from ..stages.model.dates import Include
    from . import human

    request = Request(
        root, Include(drafts=drafts, future=drafts), base_url=address, output=os.path.join(PREVIEW, "site")
    )
    try:
        report = build(request).report
    except Busy as other:
        click.echo(f"another build is running (process {other}); the next save tries again", err=True)
        return
    except Exception as problem:
        click.echo(f"blogkit itself failed: {type(problem).__name__}: {problem}", err=True)
        return
    click.echo(human.findings(report.diagnostics, root), nl=False, err=True)
    click.echo(human.summary(report), nl=False)
