"""A real Chromium for tests, watched: what it asked of other hosts, what its policy refused, what axe finds.

def test_front_page(site, new_page):
    page = new_page(color_scheme="dark")
    page.goto(site(folder, at="/blog/").url)
    assert axe(page) == []
"""

from __future__ import annotations

import importlib.resources
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The last fence: even a preconnect, which no route handler sees, finds no other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
VIOLATION = "csp-violation "
# Runs in every document before its own scripts do. The console outlives the document, a variable would not.
LISTEN = f"""addEventListener("securitypolicyviolation", event => console.error({VIOLATION!r} + JSON.stringify(
    [event.effectiveDirective, event.blockedURI, event.sourceFile + ":" + event.lineNumber])))"""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that axe found: the rule, how bad it is, what it asks for, and the elements' CSS paths."""

    rule: str
    impact: str
    help: str
    where: tuple[str, ...]


@dataclass(slots=True)
class Watch:
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


_watches: WeakKeyDictionary[Page, Watch] = WeakKeyDictionary()


def launch(playwright: Playwright, executable: str = "") -> Browser:
    """Start Chromium; without `executable` the one that Playwright installed."""
    return playwright.chromium.launch(executable_path=executable or None, args=ARGS)


def open_page(browser: Browser, **options: Any) -> Page:
    """A page in a context of its own, watched from the start; `options` are those of `Browser.new_context`."""
    context = browser.new_context(**{"service_workers": "block", **options})
    context.add_init_script(LISTEN)
    context.route("**/*", _stay_home)
    page = context.new_page()
    watch = _watches[page] = Watch()
    page.on("request", lambda request: watch.requests.append(request.url))
    page.on("console", lambda message: _note(watch, message))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    return page


def _stay_home(route: Route) -> None:
    if _is_foreign(route.request.url):
        route.abort()
    else:
        route.continue_()


def _note(watch: Watch, message: ConsoleMessage) -> None:
    if message.type == "error":
        watch.console.append(message.text)


def _is_foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about"} and (parts.hostname or "") not in LOOPBACK


def foreign_requests(page: Page) -> list[str]:
    """Every address off this machine that the page asked for, or told the browser to warm up for; all were refused."""
    warm_up = "link[rel~=preconnect], link[rel~=dns-prefetch]"
    hints = page.eval_on_selector_all(warm_up, "links => links.map(link => link.href)")
    return [url for url in [*_watches[page].requests, *hints] if _is_foreign(url)]


def csp_violations(page: Page) -> list[str]:
    """What the content security policy refused, as "directive: what, at file:line", in every document so far."""
    page.evaluate("0")  # a round trip: what the console said before it has arrived
    found = []
    for text in _watches[page].console:
        if text.startswith(VIOLATION):
            directive, blocked, place = json.loads(text.removeprefix(VIOLATION))
            found.append(f"{directive}: {blocked}, at {place}")
        elif "Content Security Policy" in text:  # Chromium's own words: all there is when scripts are off
            found.append(text)
    return found


def script_errors(page: Page) -> list[str]:
    """Exceptions that no script of the page caught."""
    page.evaluate("0")
    return list(_watches[page].errors)


def forget(page: Page) -> None:
    """Begin anew: what the page has asked and said so far is not held against what comes next."""
    page.evaluate("0")
    for noted in (_watches[page].requests, _watches[page].console, _watches[page].errors):
        noted.clear()


@cache
def _axe_source() -> str:
    return importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def axe(page: Page, *, without: Sequence[str] = (), only: Sequence[str] = ()) -> list[Violation]:
    """What axe-core finds wrong with the page as it is now, by all rules but those in `without`, or by `only` these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source() + ";0")
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}}
    result = page.evaluate("options => axe.run(document, options)", options | ({"runOnly": list(only)} if only else {}))
    return [
        Violation(
            found["id"], found["impact"], found["help"], tuple(str(node["target"][-1]) for node in found["nodes"])
        )
        for found in result["violations"]
    ]


if __name__ == "__main__":  # dev.py asks: does this executable open a page? Prints the one that did.
    path = sys.argv[1] if len(sys.argv) > 1 else ""
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        open_page(browser).set_content("<p>It opens.")
        browser.close()
        sys.stdout.write((path or playwright.chromium.executable_path) + "\n")
