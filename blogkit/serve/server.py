"""A folder over HTTP, under the site's own sub-path, to this machine only."""

from __future__ import annotations

import errno
import io
import ipaddress
import mimetypes
import os
import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .connections import Server, Server6
from .dashboard import PREFIX, Dashboard, Reply
from .live import EVENTS, Live

_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".xsl": "text/xsl",
    ".json": "application/json",
    ".js": "text/javascript",
    ".md": "text/plain",
    ".opml": "text/x-opml",
}


MOST = 200_000
"""Bytes of a form; a longer one is refused unread."""
_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")


class Answer(SimpleHTTPRequestHandler):
    """GET and HEAD of files below the output folder, and the dashboard; everything else is not found."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "blogkit", ""
    timeout = 60
    """Seconds that one may be silent within a request, or between two."""
    server: Server
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **_TYPES}  # noqa: RUF012

    def __init__(
        self, *given: Any, folder: str, root: str, bound: str, desk: Dashboard | None, live: Live | None, **named: Any
    ) -> None:
        self.root, self.bound, self.desk, self.live = root, bound, desk, live
        super().__init__(*given, directory=folder, **named)

    def guess_type(self, path: Any) -> str:
        kind = super().guess_type(path)
        text = kind.startswith("text/") or kind in ("application/json", "application/xml", "image/svg+xml")
        return f"{kind}; charset=utf-8" if text else kind

    def handle_one_request(self) -> None:
        self.server.waits(self.connection)
        super().handle_one_request()

    def parse_request(self) -> bool:
        whole = super().parse_request()
        self.server.works(self.connection)
        if whole and ("Content-Length" in self.headers or "Transfer-Encoding" in self.headers):
            self.close_connection = True  # a body that is not read must not be taken for the next request
        return whole

    def send_head(self) -> Any:
        if not self._ours():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to localhost only")
            return None
        if not self._from_here() and self.headers.get("Sec-Fetch-Mode") != "navigate":  # a link may lead here
            self.send_error(HTTPStatus.FORBIDDEN, "Only pages of this server may ask for that")
            return None
        try:
            path = urlsplit(self.path).path
        except ValueError:  # "//["
            return self._missing()
        if path == EVENTS and self.live:
            return self._events(self.live)
        if self.desk and path.startswith(PREFIX):
            return self._reply(self.desk.get(path))
        if not path.startswith(self.root):
            if path in ("/", self.root.rstrip("/")):
                return self._to(self.root)
            return self._missing()
        inside = unquote(path[len(self.root) :], errors="replace")
        parts = inside.split("/")
        if any(part in ("..", ".") or "\\" in part or "\x00" in part for part in parts) or parts[0].startswith(
            ".blogkit"
        ):
            return self._missing()
        full = os.path.join(self.directory, *parts)
        if os.path.isdir(full) and not inside.endswith("/") and inside:
            return self._to(path + "/")
        file = os.path.join(full, "index.html") if os.path.isdir(full) else full
        return self._file(file) if os.path.isfile(file) else self._missing()

    def do_POST(self) -> None:
        """A button of the dashboard. Only from its own pages: see `Dashboard.token`."""
        size = self.headers.get("Content-Length", "")
        self.close_connection = True
        if self.desk is None or not self.path.startswith(PREFIX):
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return
        if not self._ours() or not self._from_here():
            self.send_error(HTTPStatus.FORBIDDEN, "Only this page itself may do that")
            return
        if not (size.isascii() and size.isdigit() and int(size) <= MOST):
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        text = self.rfile.read(int(size)).decode("utf-8", "replace")
        form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
        body = self._reply(self.desk.post(urlsplit(self.path).path, form))
        if body is not None:
            self.wfile.write(body.read())

    def _from_here(self) -> bool:
        """Whether the page that asks is one of this server's. Browsers say so themselves."""
        origin, site = self.headers.get("Origin", ""), self.headers.get("Sec-Fetch-Site", "none")
        return origin in ("", f"http://{self.headers.get('Host', '')}") and site in ("same-origin", "none")

    def _reply(self, reply: Reply) -> io.BytesIO:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        return io.BytesIO(reply.body)

    def _ours(self) -> bool:
        """Only names of this machine: a page elsewhere must not reach the preview through its own domain."""
        name = (self.headers.get("Host") or "").strip().lower()
        host = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        if host in ("localhost", "127.0.0.1", "::1", self.bound.lower()):
            return True
        return self.bound in ("0.0.0.0", "::") and _is_number(host)  # asked for by whoever bound to every address

    def _to(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _missing(self) -> Any:
        live = self.live
        if live and not live.whole:
            return self._stand_in(HTTPStatus.SERVICE_UNAVAILABLE, "Building …", "This page comes by itself.", live)
        page = os.path.join(self.directory, "404.html")
        if os.path.isfile(page):
            return self._file(page, HTTPStatus.NOT_FOUND)
        if live:
            return self._stand_in(HTTPStatus.NOT_FOUND, "Not found", "There is no such page, and no 404 page.", live)
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _events(self, live: Live) -> None:
        """Stays open until the page goes away."""
        asked = dict(parse_qsl(urlsplit(self.path).query))
        version = asked.get("version", "")
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        try:
            since = int(version) if version.isdecimal() and len(version) < 19 else 0
            for event in live.events(asked.get("path", self.root), since, again="again" in asked):
                self.wfile.write(event)
                self.wfile.flush()
        except OSError:
            return

    def _stand_in(self, status: HTTPStatus, title: str, text: str, live: Live) -> io.BytesIO:
        """For a page that is not there, or not yet: while it is not, it turns into the real one by itself."""
        head = f'<meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">'
        page = f'<!doctype html><html lang="en"><head>{head}</head><body><main><h1>{title}</h1><p>{text}</p></main>'
        return self._html(page.encode() + live.tags(waits=not live.whole) + b"</body></html>", status)

    def _html(self, body: bytes, status: HTTPStatus) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _file(self, path: str, status: HTTPStatus = HTTPStatus.OK) -> Any:
        try:
            file = open(path, "rb")  # noqa: SIM115  the base class closes it
        except OSError:  # a build has just taken it away
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if self.live and path.endswith((".html", ".htm")):
            with file:
                before, end, after = file.read().rpartition(b"</body>")
            return self._html(before + self.live.tags() + end + after if end else after, status)
        size = os.fstat(file.fileno()).st_size
        first, last = 0, size - 1
        if status == HTTPStatus.OK and (asked := _RANGE.fullmatch(self.headers.get("Range", "").strip())):
            if part := _part(asked["first"], asked["last"], size):
                first, last = part
                status = HTTPStatus.PARTIAL_CONTENT
            elif asked["first"] or asked["last"]:
                file.close()
                self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                self.send_header("Content-Range", f"bytes */{size}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return None
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Accept-Ranges", "bytes")
        if status == HTTPStatus.PARTIAL_CONTENT:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.end_headers()
        file.seek(first)
        return _Part(file, last - first + 1)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal belongs to the build."""


class _Part:
    """So many bytes of a file and no more, also when it is written to meanwhile."""

    def __init__(self, file: Any, left: int) -> None:
        self.file, self.left = file, left
        self.close = file.close

    def read(self, size: int) -> bytes:
        data: bytes = self.file.read(min(size, self.left))
        self.left -= len(data)
        return data


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range asks for; None where the file has none of them."""
    if not first:
        start, end = max(0, size - int(last or 0)), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start <= end else None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def listen(
    folder: str, root: str, bind: str, port: int, desk: Dashboard | None = None, live: Live | None = None
) -> Server:
    """A server on `port`, or on the next free one of the ten after it. Raises OSError when all are taken."""
    mimetypes.init()
    kind = Server6 if ":" in bind else Server
    last = min(port + 9, 65535)
    for candidate in range(port, last + 1):
        try:
            return kind((bind, candidate), partial(Answer, folder=folder, root=root, bound=bind, desk=desk, live=live))
        except OSError as problem:
            if candidate == last or problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError("no port")
