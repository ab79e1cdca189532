"""`blogkit serve`"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from . import options, site_root
from .lines import visible

if TYPE_CHECKING:
    from ..pipeline import Built, Last
    from ..serve.live import Live

OUTPUT = ".blogkit/preview/site"
SCREEN = {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"}
"""Without one of these a Linux has nothing to open a page with, and would say so at length."""


@click.command(short_help="Build, serve and rebuild on every save.")
@click.option(
    "-p", "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The next free one if taken."
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("-O", "--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--follow", is_flag=True, help="The open page turns to what you just saved.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and posts whose date is still to come.")
@click.option("--poll", is_flag=True, help="Look at the files once a second, for disks that tell of no changes.")
@options.debugging
def command(port: int, bind: str, open_browser: bool, no_drafts: bool, follow: bool, poll: bool) -> None:
    """Build the site, show it on this machine, and build again whenever you save.

    Drafts and future posts are shown. The preview lies in .blogkit/; the output folder is not touched.
    """
    import gc
    from urllib.parse import urlsplit

    from ..serve.dashboard import HOME, Dashboard
    from ..serve.first import newest
    from ..serve.live import Live
    from ..serve.server import listen
    from ..serve.watcher import Watcher
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
    watcher = Watcher(root, partial(click.echo, err=True), poll=poll)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    site = _Site(root, address, live, drafts=not no_drafts)
    try:
        some = newest(root) if not os.path.exists(os.path.join(folder, "index.html")) else ()
        if some:
            site.build(posts=some)
            _invite(address, address.removesuffix(path) + HOME, open_browser=open_browser)
        watcher.also(site.build())
        if not some:
            _invite(address, address.removesuffix(path) + HOME, open_browser=open_browser)
        while True:
            _tidy_up()
            watcher.wait()
            gc.disable()
            watcher.also(site.build(follow=follow, saved=watcher.taken()))
    except KeyboardInterrupt:
        click.echo()
    finally:
        watcher.stop()
        server.shutdown()
        server.server_close()


def _invite(address: str, desk: str, *, open_browser: bool) -> None:
    click.echo(f"\n{click.style(address, bold=True)}   Ctrl-C ends it")
    click.echo(f"{click.style(desk, bold=True)}   whom to answer, tell and thank")
    if open_browser and (SCREEN & os.environ.keys() or not sys.platform.startswith("linux")):
        click.launch(address)


def _tidy_up() -> None:
    """A build goes without the garbage collector, to be done sooner; over a day's edits that would fill the memory.

    What a large build leaves free is given back to the system, where the C library offers that (glibc).
    """
    import ctypes
    import gc

    gc.collect()
    gc.enable()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


class _Site:
    """Builds for the preview. Whatever is wrong is said, and the last good pages stay."""

    def __init__(self, root: str, address: str, live: Live, *, drafts: bool) -> None:
        self.root, self.address, self.live, self.drafts = root, address, live, drafts
        self.extensions: tuple[str, ...] = ()
        """The files of those that the site asked for when it could last be read."""
        self.last: Last | None = None

    def build(
        self, *, follow: bool = False, posts: tuple[str, ...] = (), saved: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """One build, and the extensions that are to be watched after it. With `posts`, of these alone and quietly, so
        that there is something to see while the rest is built. `saved` is all that was, if that is known."""
        try:
            built = self._built(posts, saved)
        except (Exception, SystemExit) as problem:  # what is served goes on; the next save may mend it
            text = f"blogkit itself failed: {type(problem).__name__}: {visible(str(problem))[:300]}"
            click.echo(text, err=True)
            error = {"where": "", "message": text, "code": "", "found": "", "fix": "please report it"}
            self.live.publish((), [error], {})
            return self.extensions
        self.extensions = built.extensions
        if not posts:
            self._tell(built, follow=follow)
        elif not built.report.failed:
            self.live.publish(built.report.created, [], {})
            click.echo(f"The newest {len(posts)} posts can be seen; building the rest …")
        return self.extensions

    def _built(self, posts: tuple[str, ...], saved: tuple[str, ...]) -> Built:
        from ..core.include import Include
        from ..engine.state import Busy
        from ..pipeline import Request, build

        include = Include(drafts=self.drafts, future=self.drafts)
        request = Request(
            self.root, include, base_url=self.address, output=OUTPUT, cards=False, preview=True, posts=posts
        )
        waits = False
        last, self.last = self.last, None  # whatever goes wrong here, the next build looks at everything
        while True:
            try:
                built = build(request, last, saved)
                self.last = built.last
                return built
            except Busy as other:
                if not waits:
                    click.echo(f"another build is running (process {other}); waiting for it", err=True)
                waits = True
                time.sleep(0.2)

    def _tell(self, built: Built, *, follow: bool) -> None:
        from msgspec import structs

        from ..serve.live import bar, problems
        from . import human

        report = built.report
        click.echo(human.findings(report.diagnostics, self.root), nl=False, err=True)
        click.echo(human.summary(structs.replace(report, steps=())), nl=False)  # the dashboard has them
        parsed = {line.removeprefix("parse ") for line in report.log if line.startswith("parse ")}
        saved = [path for path, source in built.made_from.items() if source in parsed and path.endswith(".html")]
        changed = (*report.created, *report.updated, *report.removed)
        errors = problems(report.diagnostics, partial(_lines, self.root)) if report.failed else []
        go = saved[0] if follow and len(saved) == 1 else ""
        self.live.publish(changed, errors, bar(report, built.open_steps), go, whole=not report.failed)


def _lines(root: str, path: str) -> list[str]:
    from .human import PRIVATE

    try:
        if path.startswith(PRIVATE):
            return []
        with open(os.path.join(root, path), encoding="utf-8-sig", errors="replace") as file:
            return file.read().split("\n")
    except OSError:
        return []
