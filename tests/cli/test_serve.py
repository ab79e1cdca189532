"""`blogkit serve`, as it runs: a process of its own, asked over loopback."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

import blogkit
from bad_input.sites import CONFIG, good, make, post
from blogkit.cli import serve
from blogkit.serve.server import Server, listen
from blogkit.serve.watcher import Watcher

PATIENCE = 30.0
"""Seconds after which something that should have happened counts as never happening."""
SITE = {
    "content/posts/a.md": good("First title"),
    "content/posts/rough.md": post("title: Rough\ndate: 2026-03-02\ndraft: true"),
    "content/posts/später.md": post("title: Later\ndate: 2999-01-01"),
    "static/.well-known/x": "well known",
    "static/data.json": "{}",
}


class Serving:
    """A running server: what it said, and where it is."""

    def __init__(self, root: Path, *args: str, until: str = "", script: str = "") -> None:
        """`until`: what it has said when it counts as started; usually its address. `script`: that starts it."""
        environment = {**os.environ, "PYTHONPATH": str(Path(blogkit.__file__).parents[1]), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, *([script] if script else ["-m", "blogkit"]), "serve", *args],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said: list[str] = []
        self.reader = threading.Thread(target=self._listen, daemon=True)
        self.reader.start()
        if until:
            self.wait_for(until)
            self.port, self.path = int(args[args.index("--port") + 1]), "/"
            return
        address = self.wait_for(r"http://(?P<host>[^/]+):(?P<port>\d+)(?P<path>\S*)")
        self.port, self.path = int(address["port"]), address["path"]

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)

    def wait_for(self, pattern: str) -> re.Match[str]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if match := re.search(pattern, "".join(self.said)):
                return match
            if self.process.poll() is not None and not self.reader.is_alive():
                break
            time.sleep(0.02)
        raise AssertionError(f"never said {pattern}: {''.join(self.said)}")

    def get(self, path: str, host: str = "", method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        return ask(self.port, path, host or f"localhost:{self.port}", method)

    def wait_until(self, path: str, has: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if has in self.get(path)[2]:
                return
            time.sleep(0.05)
        raise AssertionError(f"{path} never had {has!r}: {''.join(self.said)}")


def ask(port: int, path: str, host: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(root: Path, *args: str, port: int = 0, until: str = "", script: str = "") -> Iterator[Serving]:
    one = Serving(root, "--port", str(port or free_port()), *args, until=until, script=script)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait(PATIENCE)
        one.reader.join(PATIENCE)
        assert one.process.stdout
        one.process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = make(tmp_path_factory.mktemp("served"), SITE)
    (root.parent / "secret.txt").write_text("secret", encoding="utf-8")
    with serving(root) as one:
        yield one


@pytest.mark.parametrize(
    ("path", "status", "kind", "has"),
    [
        ("/", 200, "text/html; charset=utf-8", b"First title"),
        ("/posts/a/", 200, "text/html; charset=utf-8", b"First title"),
        ("/posts/a/index.html", 200, "text/html; charset=utf-8", b"First title"),
        ("/posts/a/?x=1#y", 200, "text/html; charset=utf-8", b"First title"),
        ("/posts/rough/", 200, "text/html; charset=utf-8", b"Rough"),
        ("/posts/sp%C3%A4ter/", 200, "text/html; charset=utf-8", b"Later"),
        ("/atom.xml", 200, "application/xml; charset=utf-8", b"<feed"),
        ("/data.json", 200, "application/json; charset=utf-8", b"{}"),
        ("/.well-known/x", 200, "", b"well known"),
        ("/nothing/", 404, "text/html; charset=utf-8", b"<html"),
        ("/nothing.png", 404, "text/html; charset=utf-8", b"<html"),
    ],
)
def test_pages_are_served_as_what_they_are(server: Serving, path: str, status: int, kind: str, has: bytes) -> None:
    code, headers, body = server.get(path)
    assert (code, headers["cache-control"]) == (status, "no-store")
    assert not kind or headers["content-type"] == kind
    assert has in body


def test_a_folder_without_its_slash_is_sent_on(server: Serving) -> None:
    code, headers, _ = server.get("/posts/a")
    assert (code, headers["location"]) == (302, "/posts/a/")


def test_head_is_get_without_the_body(server: Serving) -> None:
    code, headers, body = server.get("/posts/a/", method="HEAD")
    assert (code, body) == (200, b"")
    assert int(headers["content-length"]) == len(server.get("/posts/a/")[2])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_nothing_else_is_done(server: Serving, method: str) -> None:
    assert server.get("/", method=method)[0] in (405, 501)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/posts/..%5c..%5csecret.txt",
        "/....//secret.txt",
        "/posts/../../secret.txt",
        "//secret.txt",
        "/.blogkit-manifest",
        "/.blogkit/inputs",
        "/%00",
        "/posts/a/%00.html",
        "/%ff",
        "/" + "x" * 5000,
        "/" + "a/" * 3000,
        "//[",
        "/./../secret.txt",
    ],
)
def test_no_path_leads_out_of_the_output(server: Serving, path: str) -> None:
    code, _, body = server.get(path)
    assert code in (302, 400, 404, 414)
    assert b"secret" not in body
    assert server.get("/")[0] == 200  # and it is still there


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[::2]",
        "192.168.0.1",
        "-",
    ],
)
def test_a_page_elsewhere_cannot_reach_it_by_its_own_name(server: Serving, host: str) -> None:
    code, _, body = server.get("/", host=host)
    assert code == 421
    assert b"First title" not in body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000"])
def test_this_machine_has_several_names(server: Serving, host: str) -> None:
    assert server.get("/", host=host)[0] == 200


def test_a_save_is_a_rebuild_and_an_error_keeps_the_last_good_page(tmp_path: Path) -> None:
    root = make(tmp_path, SITE)
    with serving(root) as one:
        assert "Ctrl-C ends it" in "".join(one.said)
        assert "\x1b" not in "".join(one.said)
        page = root / "content" / "posts" / "a.md"
        page.write_text(good("Second title"), encoding="utf-8")
        one.wait_until("/posts/a/", b"Second title")
        page.write_text(post("title: A: b\ndate: 2026-03-02"), encoding="utf-8")
        one.wait_for(r"Not written: 1 error")
        assert b"Second title" in one.get("/posts/a/")[2]
        assert 'title: "A: b"' in "".join(one.said)
        page.write_text(good("Third title"), encoding="utf-8")
        one.wait_until("/posts/a/", b"Third title")
        (root / "content" / "posts" / "new.md").write_text(good("New one"), encoding="utf-8")
        one.wait_until("/posts/new/", b"New one")
        (root / "content" / "posts" / "new.md").unlink()
        one.wait_until("/posts/new/", b"404")
        (root / "blogkit.yaml").write_text(CONFIG + "title: Renamed\n", encoding="utf-8")
        one.wait_until("/", b"Renamed")
        assert not (root / "public").exists()
        assert one.process.poll() is None
        assert "Traceback" not in "".join(one.said)


def test_a_folder_that_is_met_twice_as_the_watch_begins_is_not_spoken_of(tmp_path: Path) -> None:
    """watchdog warns of it with a list of all that it watches; the first build makes many folders at that moment."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        watcher = Watcher(str(tmp_path), lambda text: None)
        warnings.warn_explicit("met twice", RuntimeWarning, "inotify.py", 1, module="watchdog.observers.inotify")
        watcher.stop()
    assert said == []


def test_no_drafts_if_so_asked_and_a_sub_path_as_configured(tmp_path: Path) -> None:
    with serving(make(tmp_path, SITE, "base_url: https://me.example/über/\n"), "--no-drafts") as one:
        assert one.path == "/%C3%BCber/"
        assert one.get("/%C3%BCber/posts/a/")[0] == 200
        assert one.get("/%C3%BCber/posts/rough/")[0] == 404
        assert one.get("/posts/a/")[0] == 404
        code, headers, _ = one.get("/")
        assert (code, headers["location"]) == (302, "/%C3%BCber/")


@pytest.mark.parametrize(("platform", "name", "opened"), [
    ("linux", "", []), ("linux", "WAYLAND_DISPLAY", ["http://x/"]), ("darwin", "", ["http://x/"]),
])  # fmt: skip
def test_a_page_is_opened_where_there_is_a_screen(
    platform: str, name: str, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "environ", {name: "1"} if name else {})
    monkeypatch.setattr(click, "launch", asked.append)
    serve._invite("http://x/", "http://x/.blogkit/desk", open_browser=True)
    assert asked == opened


def test_a_broken_site_is_served_as_soon_as_it_is_mended(tmp_path: Path) -> None:
    root = make(tmp_path, {"content/posts/a.md": post("title: A: b")}, "titel: x\n")
    with serving(root) as one:
        one.wait_for("Not written: 2 errors")
        assert one.get("/")[0] == 503
        assert b"This page comes by itself" in one.get("/")[2]
        (root / "blogkit.yaml").write_text(CONFIG, encoding="utf-8")
        (root / "content" / "posts" / "a.md").write_text(good("Mended"), encoding="utf-8")
        one.wait_until("/posts/a/", b"Mended")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("what", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_within_a_second(tmp_path: Path, what: signal.Signals) -> None:
    with serving(make(tmp_path, SITE)) as one:
        keep_alive = http.client.HTTPConnection("127.0.0.1", one.port, timeout=PATIENCE)
        keep_alive.request("GET", "/", headers={"Host": "localhost"})
        keep_alive.getresponse().read()
        listening = http.client.HTTPConnection("127.0.0.1", one.port, timeout=PATIENCE)
        listening.request("GET", "/.blogkit/events", headers={"Host": "localhost"})
        assert listening.getresponse().readline().startswith(b"data: ")
        started = time.monotonic()
        one.process.send_signal(what)
        code = one.process.wait(PATIENCE)
        assert time.monotonic() - started < 1.5  # a second, and a machine that is busy
        assert code == (0 if what == signal.SIGINT else -signal.SIGTERM)
        keep_alive.close()
        listening.close()
        one.reader.join(PATIENCE)
        assert "Traceback" not in "".join(one.said)


def test_the_next_free_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        server = listen(str(tmp_path), "/", "127.0.0.1", port)
        try:
            assert port < server.server_address[1] <= port + 9
        finally:
            server.server_close()


def test_no_free_port_and_no_such_address_are_said(tmp_path: Path) -> None:
    from bad_input.sites import run

    root = make(tmp_path, SITE)
    said = run(root, "serve", "--bind", "203.0.113.1")
    assert (said.code, "--bind" in said.err) == (2, True)
    said = run(root, "serve", "--bind", "no.such.host.invalid")
    assert (said.code, "--bind" in said.err) == (2, True)


def test_bound_to_every_address_it_answers_to_numbers_and_never_to_names(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("here", encoding="utf-8")
    server: Server = listen(str(tmp_path), "/", "0.0.0.0", free_port())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        port = int(server.server_address[1])
        assert ask(port, "/", f"192.168.0.7:{port}")[0] == 200
        assert ask(port, "/", f"[fe80::1]:{port}")[0] == 200
        assert ask(port, "/", f"evil.example:{port}")[0] == 421
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)


MANY = {
    f"content/posts/p{n}.md": post(f"title: P{n}\ndate: 2026-01-{n % 28 + 1:02}", "Text.\n" * 40) for n in range(400)
}


def test_of_a_large_site_the_newest_posts_come_at_once_and_no_page_is_ever_just_missing(tmp_path: Path) -> None:
    """Started by a script that does not ask who runs it: the workers of a build run it once more."""
    script = tmp_path / "start.py"
    script.write_text("from blogkit.__main__ import main\nmain()\n", encoding="utf-8")
    with serving(make(tmp_path / "site", MANY), until="newest 30 posts", script=str(script)) as one:
        assert one.get("/")[0] == 200
        assert one.get("/posts/p27/")[0] == 200
        seen = set()
        while (status := one.get("/posts/p0/")[0]) != 200:
            seen.add(status)
            assert "Traceback" not in "".join(one.said)
        assert seen <= {503}
        one.wait_for("Ctrl-C ends it[^¶]*Built 400 posts")  # the address is said before the rest is built
        assert one.get("/posts/none/")[0] == 404
        assert "".join(one.said).count("Ctrl-C ends it") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("what", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_within_a_second_in_the_middle_of_a_build(tmp_path: Path, what: signal.Signals) -> None:
    with serving(make(tmp_path, MANY), until="newest 30 posts") as one:
        time.sleep(0.3)  # whatever the build is at by now
        started = time.monotonic()
        one.process.send_signal(what)
        one.process.wait(PATIENCE)
        assert time.monotonic() - started < 1.5
        one.reader.join(PATIENCE)
        assert "Traceback" not in "".join(one.said)
    with serving(tmp_path) as one:  # and what was half done is no obstacle
        assert one.get("/posts/p0/")[0] == 200


def test_another_build_is_waited_for(tmp_path: Path) -> None:
    from blogkit.engine.state import lock

    root = make(tmp_path, SITE)
    with serving(root) as one:
        with lock(str(root)):
            (root / "content/posts/a.md").write_text(good("Second title"), encoding="utf-8")
            one.wait_for("another build is running")
        one.wait_until("/posts/a/", b"Second title")
        assert "".join(one.said).count("another build is running") == 1
