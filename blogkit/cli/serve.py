"""`blogkit serve`"""

from __future__ import annotations

import errno
import os
import threading
from functools import partial
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..serve.live import Live

OUTPUT = ".blogkit/preview/site"


@click.command(short_help="Build, serve and rebuild on every save.")
@click.option(
    "-p", "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The next free one if taken."
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("-O", "--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--follow", is_flag=True, help="The open page turns to what you just saved.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and posts whose date is still to come.")
@options.debugging
def command(port: int, bind: str, open_browser: bool, no_drafts: bool, follow: bool) -> None:
    """Build the site, show it on this machine, and build again whenever you save.

    Drafts and future posts are shown. The preview lies in .blogkit/; the output folder is not touched.
    """
    from urllib.parse import urlsplit

    from ..serve.dashboard import HOME, Dashboard
    from ..serve.first import newest
    from ..serve.live import Live
    from ..serve.server import listen
    from ..serve.watcher import QUIET, watch
    from ..stages import settings

    root = site_root()
    configured = settings.load(root).value
    path = urlsplit(configured.base_url).path or "/"
    path = path if path.endswith("/") else path + "/"
    folder = os.path.join(root, OUTPUT)
    live = Live(path)
    os.makedirs(folder, exist_ok=True)
    try:
        server = listen(folder, path, bind, port, Dashboard(root, path), live)
    except OSError as problem:
        if problem.errno in (errno.EADDRINUSE, errno.EACCES):
            why = f"no port from {port} to {min(port + 9, 65535)} is free here: {problem.strerror}"
            raise click.BadParameter(why, param_hint="--port") from None
        raise click.BadParameter(f"{bind}: {problem.strerror or problem}", param_hint="--bind") from None
    shown = f"[{bind}]" if ":" in bind else bind
    address = f"http://{shown}:{server.server_address[1]}{path}"
    changed = threading.Event()
    quiet = [os.path.join(root, name) for name in (".blogkit", configured.output, "engagement")]
    observer = watch(root, quiet, changed)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        if not os.path.exists(os.path.join(folder, "index.html")) and (some := newest(root)):
            _build(root, address, live, drafts=not no_drafts, posts=some)
        _build(root, address, live, drafts=not no_drafts)
        desk = address.removesuffix(path) + HOME
        click.echo(f"\n{click.style(address, bold=True)}   Ctrl-C ends it")
        click.echo(f"{click.style(desk, bold=True)}   whom to answer, tell and thank")
        if open_browser:
            click.launch(address)
        while True:
            changed.wait()
            while changed.is_set():
                changed.clear()
                changed.wait(QUIET)
            _build(root, address, live, drafts=not no_drafts, follow=follow)
    except KeyboardInterrupt:
        click.echo()
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()


def _build(
    root: str, address: str, live: Live, *, drafts: bool, follow: bool = False, posts: tuple[str, ...] = ()
) -> None:
    """One build for the preview; whatever is wrong is said, and the last good pages stay.

    With `posts`, of these alone and quietly, so that there is something to see while the rest is built.
    """
    from msgspec import structs

    from ..core.include import Include
    from ..engine.state import Busy
    from ..pipeline import Request, build
    from ..serve.live import bar, problems
    from . import human

    include = Include(drafts=drafts, future=drafts)
    request = Request(root, include, base_url=address, output=OUTPUT, cards=False, preview=True, posts=posts)
    try:
        built = build(request)
    except Busy as other:
        click.echo(f"another build is running (process {other}); the next save tries again", err=True)
        return
    except Exception as problem:  # what is served goes on; the next save may mend it
        text = f"blogkit itself failed: {type(problem).__name__}: {visible(str(problem))[:300]}"
        click.echo(text, err=True)
        live.publish((), [{"where": "", "message": text, "code": "", "found": "", "fix": "please report it"}], {})
        return
    report = built.report
    if posts:
        live.publish(report.created, [], {})
        click.echo(f"The newest {len(posts)} posts can be seen; building the rest …")
        return
    click.echo(human.findings(report.diagnostics, root), nl=False, err=True)
    click.echo(human.summary(structs.replace(report, steps=())), nl=False)  # the dashboard has them
    parsed = {line.removeprefix("parse ") for line in report.log if line.startswith("parse ")}
    saved = [path for path, source in built.made_from.items() if source in parsed and path.endswith(".html")]
    changed = (*report.created, *report.updated, *report.removed)
    errors = problems(report.diagnostics, partial(_lines, root)) if report.failed else []
    live.publish(changed, errors, bar(report, built.open_steps), saved[0] if follow and len(saved) == 1 else "")


def _lines(root: str, path: str) -> list[str]:
    from .human import PRIVATE

    try:
        if path.startswith(PRIVATE):
            return []
        with open(os.path.join(root, path), encoding="utf-8-sig", errors="replace") as file:
            return file.read().split("\n")
    except OSError:
        return []
