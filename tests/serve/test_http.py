"""The preview's server against real sockets: rude ones, slow ones, many at once, and some from elsewhere."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogkit.serve.connections import Server
from blogkit.serve.dashboard import Dashboard
from blogkit.serve.live import Live
from blogkit.serve.server import listen
from cli.test_serve import free_port

PATIENCE = 15.0
FILM = bytes(range(256)) * 40


class Running:
    def __init__(self, folder: Path, root: str = "/", whole: bool = True) -> None:
        self.folder = folder
        self.live = Live(root)
        self.live.publish((), [], {}, whole=whole)
        self.server: Server = listen(
            str(folder), root, "127.0.0.1", free_port(), Dashboard(str(folder), root), self.live
        )
        self.port = int(self.server.server_address[1])
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def send(self, data: bytes) -> bytes:
        """All that comes back until the server hangs up."""
        with self.connect() as one:
            try:
                one.sendall(data)
                one.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it has hung up already
            return received(one)

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        lines = [f"{method} {path} HTTP/1.1"]
        given = {"Host": f"localhost:{self.port}", "Connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        lines += [f"{name}: {value}" for name, value in given.items()]
        return parsed(self.send("\r\n".join([*lines, "", ""]).encode()))

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(PATIENCE)


def received(one: socket.socket) -> bytes:
    found = b""
    while True:
        try:
            data = one.recv(65536)
        except ConnectionError:
            return found
        if not data:
            return found
        found += data


def parsed(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value for name, value in headers.items()}, body


def site(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<html><body>home</body></html>", encoding="utf-8")
    (folder / "404.html").write_text("<html><body>lost</body></html>", encoding="utf-8")
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "site.css").write_text("a{}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    one = Running(site(tmp_path_factory.mktemp("served")))
    yield one
    one.stop()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"\x00\xff\xfe\x01" * 500,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # somebody tries https
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n: \r\n\r\n",
        b"GET \xff\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n",
        b"POST /.blogkit/desk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 100_000,
        b"POST /.blogkit/desk HTTP/1.1\r\nHost: localhost\r\nContent-Length: \xb2\r\n\r\n",
        b"POST /.blogkit/desk HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nx",
        b"POST /.blogkit/desk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\ncut",
    ],
)
def test_rude_requests_are_refused_and_nothing_else_suffers(running: Running, data: bytes) -> None:
    answer = running.send(data)
    assert b"home" not in answer
    assert b"Traceback" not in answer
    if answer.startswith(b"HTTP/"):
        assert parsed(answer)[0] in (400, 403, 404, 405, 408, 413, 414, 421, 431, 501, 505)
    assert running.ask()[0] == 200


def test_a_body_that_nobody_reads_is_not_the_next_request(running: Running) -> None:
    inner = f"GET /site.css HTTP/1.1\r\nHost: localhost:{running.port}\r\n\r\n"
    outer = f"GET / HTTP/1.1\r\nHost: localhost:{running.port}\r\nContent-Length: {len(inner)}\r\n\r\n"
    assert b"a{}" not in running.send((outer + inner).encode())


def test_300_idle_connections_do_not_keep_anybody_waiting(running: Running) -> None:
    started = time.monotonic()
    beginnings = (b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: y")
    held = []
    try:
        for n in range(300):
            held.append(running.connect())
            held[-1].sendall(beginnings[n % 4])
        for _ in range(20):
            before = time.monotonic()
            assert running.ask()[0] == 200
            assert time.monotonic() - before < 1
        held[1].sendall(b"ET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b"home" in received(held[1])  # they were not cut off either
    finally:
        for one in held:
            one.close()
    assert time.monotonic() - started < PATIENCE


def test_with_too_many_connections_the_idlest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Running(site(tmp_path))
    one.server.most = 8
    held = [one.connect() for _ in range(8)]
    try:
        busy = one.connect()
        busy.sendall(f"GET /.blogkit/events HTTP/1.1\r\nHost: localhost:{one.port}\r\n\r\n".encode())
        assert busy.recv(4096).startswith(b"HTTP/1.1 200")
        assert received(held[0]) == b""  # the first had to go
        for _ in range(20):
            assert one.ask()[0] == 200
        one.live.publish((), [], {})
        assert b"data: " in busy.recv(65536)  # one that listens is not idle
        busy.close()
    finally:
        for connection in held:
            connection.close()
        one.stop()


def test_a_connection_that_never_says_anything_is_closed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogkit.serve.server.Answer.timeout", 0.05)
    with running.connect() as one:
        one.sendall(b"GET / HT")
        assert received(one) == b""


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", (0, 9)),
        ("bytes=100-", (100, len(FILM) - 1)),
        ("bytes=-5", (len(FILM) - 5, len(FILM) - 1)),
        ("bytes=-999999", (0, len(FILM) - 1)),
        ("bytes=10-99999999", (10, len(FILM) - 1)),
    ],
)
def test_a_part_of_a_film(running: Running, asked: str, part: tuple[int, int]) -> None:
    first, last = part
    code, headers, body = running.ask("/film.mp4", Range=asked)
    assert (code, headers["content-range"]) == (206, f"bytes {first}-{last}/{len(FILM)}")
    assert (headers["content-type"], headers["content-length"]) == ("video/mp4", str(len(body)))
    assert body == FILM[first : last + 1]
    code, headers, body = running.ask("/film.mp4", "HEAD", Range=asked)
    assert (code, headers["content-length"], body) == (206, str(last - first + 1), b"")


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there(running: Running, asked: str) -> None:
    code, headers, body = running.ask("/film.mp4", Range=asked)
    assert (code, headers["content-range"], body) == (416, f"bytes */{len(FILM)}", b"")


@pytest.mark.parametrize("asked", ["", "lines=1-2", "bytes=x-y", "bytes=-", "bytes=0-1,5-6"])
def test_what_is_no_range_is_the_whole(running: Running, asked: str) -> None:
    code, headers, body = running.ask("/film.mp4", Range=asked)
    assert (code, headers["accept-ranges"], body) == (200, "bytes", FILM)


@pytest.mark.parametrize("path", ["/", "/film.mp4", "/site.css", "/nothing/", "/.blogkit/live.js"])
def test_no_other_site_may_look(running: Running, path: str) -> None:
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{running.port + 1}"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
    ):
        code, given, body = running.ask(path, **headers)
        assert code == 403
        assert not {"access-control-allow-origin"} & given.keys()
        assert FILM not in body
    own = {"Origin": f"http://localhost:{running.port}", "Sec_Fetch_Site": "same-origin"}
    assert running.ask(path, **own)[0] in (200, 404)
    assert running.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] in (200, 404)  # a link


def test_nothing_is_kept_by_browsers_and_no_version_is_told(running: Running) -> None:
    for path in ("/", "/film.mp4", "/nothing", "/.blogkit/desk.css"):
        _, headers, _ = running.ask(path)
        assert headers["cache-control"] == "no-store"
        assert not {"etag", "last-modified", "expires"} & headers.keys()
        assert "Python" not in headers["server"]


def test_a_file_that_goes_while_it_is_asked_for(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isfile", lambda path: True)
    assert running.ask("/gone.css")[0] == 404
    assert running.ask("/gone.html")[0] == 404


def test_a_page_that_is_still_to_be_built_is_never_just_missing(tmp_path: Path) -> None:
    one = Running(site(tmp_path), "/blog/", whole=False)
    try:
        assert one.ask("/blog/")[0] == 200
        for path in ("/blog/posts/old/", "/blog/posts/old/index.html", "/blog/about.html"):
            code, headers, body = one.ask(path)
            assert (code, headers["content-type"]) == (503, "text/html; charset=utf-8")
            assert b"This page comes by itself" in body
            assert b"data-waits" in body
        one.live.publish((), [], {}, whole=True)
        code, _, body = one.ask("/blog/posts/old/")
        assert (code, b"lost" in body, b"data-waits" in body) == (404, True, False)
        (tmp_path / "404.html").unlink()
        code, _, body = one.ask("/blog/posts/old/")
        assert (code, b"live.js" in body, b"data-waits" in body) == (404, True, False)
    finally:
        one.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="limits")
def test_a_system_that_allows_few_files_is_asked_for_more_or_gets_fewer_connections() -> None:
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({}, {})); from blogkit.serve import connections; "
    )
    script += "print(connections._descriptors(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    said = []
    for soft, hard in ((256, 4096), (256, 256)):
        run = subprocess.run(
            [sys.executable, "-c", script.format(soft, hard)], capture_output=True, text=True, check=True
        )
        said.append(run.stdout.split())
    assert said == [["900", "900"], ["256", "256"]]


def test_a_page_that_hears_of_two_builds_at_once_turns_to_what_the_first_was_of() -> None:
    """A save is often met twice; the second build has nothing to do."""
    live = Live("/")
    live.publish(["index.html"], [], {}, whole=True)
    told = live.events("/", 1)
    assert b'"go": ""' in next(told)
    live.publish(["posts/a/index.html"], [], {}, "posts/a/index.html")
    live.publish([], [], {})
    assert b'"go": "/posts/a/"' in next(told)
    live.publish([], [], {})
    assert b'"go": ""' in next(told)
    assert b'"go": ""' in next(live.events("/", 1))  # opened just now: it stays where it is
    assert b'"go": "/posts/a/"' in next(live.events("/", 1, again=True))
