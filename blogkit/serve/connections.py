"""The open connections of the preview: how many there may be, and which goes when there are more."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from http.server import ThreadingHTTPServer
from typing import Any

OPEN = 800
"""Connections that are kept at a time, each with a thread; then the one that has waited longest for a request goes."""
SPARE = 100
"""File descriptors that are left for building, where the system allows few."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"
    allow_reuse_port = False
    request_queue_size = 128

    def __init__(self, *given: Any) -> None:
        self._idle: dict[socket.socket, None] = {}
        """Connections that wait for a request, the longest first."""
        self._open: set[socket.socket] = set()
        self._turn = threading.Lock()
        self.most = min(OPEN, _descriptors() - SPARE)
        super().__init__(*given)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._turn:
            self._open.add(request)
            self._idle[request] = None
            if len(self._open) > self.most:
                _hang_up(next(iter(self._idle)))
        super().process_request(request, client_address)

    def waits(self, connection: socket.socket) -> None:
        with self._turn:
            self._idle.pop(connection, None)
            if connection in self._open:
                self._idle[connection] = None

    def works(self, connection: socket.socket) -> None:
        with self._turn:
            self._idle.pop(connection, None)

    def shutdown_request(self, request: Any) -> None:
        with self._turn:
            self._open.discard(request)
            self._idle.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


def _hang_up(connection: socket.socket) -> None:
    """Its thread, which waits to read, reads the end."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _descriptors() -> int:
    """How many files this process may have open, raised if need be: macOS begins with 256."""
    try:
        import resource
    except ImportError:  # Windows, where sockets are no files
        return OPEN + SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN + SPARE if hard == resource.RLIM_INFINITY else min(OPEN + SPARE, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else max(soft, 2 * SPARE)


class Server6(Server):
    address_family = socket.AF_INET6
