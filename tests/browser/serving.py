"""A folder over real HTTP on loopback, the way a static host serves it: at a sub-path, with its own 404 page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

TYPES = {  # spelled out: the system's own table differs from machine to machine
    "": "application/octet-stream",
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A folder being served: `url` is its front page; `hosts` and `paths` record every request in order."""

    url: str
    hosts: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def at(self, path: str) -> str:
        return self.url + path.lstrip("/")


@contextmanager
def serving(folder: Path, at: str = "/", headers: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Serve `folder` below the path `at` on a free port, with `headers` on every answer, until the block ends."""
    mount = f"/{at.strip('/')}/".replace("//", "/")
    handler = partial(_Answer, directory=os.fspath(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site = Site(f"http://127.0.0.1:{server.server_port}{mount}")
        server.mount, server.site, server.extra = mount, site, dict(headers or {})  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class _Answer(SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = TYPES  # type: ignore[misc]
    timeout = 10  # a connection that Chromium opened just in case must not hold a thread for ever
    server: Any

    def send_head(self) -> Any:
        self.server.site.hosts.append(self.headers.get("Host", ""))
        self.server.site.paths.append(self.path)
        if not self.path.startswith(self.server.mount):
            return self.send_error(HTTPStatus.NOT_FOUND)
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.server.mount))

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        for name, value in self.server.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is for findings."""
