"""The dashboard: the checklist as a page of the preview server, for the author alone. No build ever contains it.

Works without a script: every button is a form. What the buttons do is written as the same events that the commands
write. The address begins with `/.blogkit/`, which no output of a site can have.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import threading
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ..core.digest import digest
from ..extend.network import Network
from ..stages import balance as balances
from ..stages import rhythm as rhythms
from . import day, drafting, kindness, previewing
from .desk import Desk, Unknown
from .templates import PAGES, rendered

PREFIX = "/.blogkit/"
HOME = PREFIX + "desk"
_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_FILES = {"desk.css": _STYLE, "desk.js": _SCRIPT, "live.css": _STYLE, "live.js": _SCRIPT, "idiomorph.js": _SCRIPT,
          "preview.css": _STYLE}  # fmt: skip
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
A_WEEK = 7


class Reply(NamedTuple):
    status: HTTPStatus
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    location: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": self.media_type, "Location": self.location} | _HEADERS


class Dashboard:
    """Answers for everything below `/.blogkit/`. One request at a time: each sees the site as it is on disk."""

    def __init__(self, root: str, site: str) -> None:
        self.root, self.site = root, site
        self.token = secrets.token_urlsafe(18)
        """Stands in every form: a page elsewhere cannot know it, so it cannot press a button here."""
        self.lock = threading.Lock()
        self.networks: tuple[Network, ...] = ()
        self.pictures: dict[str, tuple[bytes, str]] = {}
        """Of the last link that was looked at, by digest."""

    def get(self, path: str) -> Reply:
        name = path.removeprefix(PREFIX)
        if name in _FILES:
            return Reply(HTTPStatus.OK, (PAGES / name).read_bytes(), _FILES[name])
        if not name:
            return Reply(HTTPStatus.SEE_OTHER, location=HOME)
        with self.lock:
            if name == "desk":
                return Reply(HTTPStatus.OK, self._page())
            if name.startswith("picture/") and (shown := self.pictures.get(name.removeprefix("picture/"))):
                return Reply(HTTPStatus.OK, *shown)
            if name.startswith("preview/"):
                return self._preview(unquote(name.removeprefix("preview")))
            if name.startswith("drafts/"):
                try:
                    return Reply(HTTPStatus.OK, self._drafts(unquote(name.removeprefix("drafts/"))))
                except Unknown as problem:
                    return Reply(HTTPStatus.NOT_FOUND, self._page(str(problem)))
            return Reply(HTTPStatus.NOT_FOUND, self._page("There is no such page."))

    def post(self, path: str, form: dict[str, str]) -> Reply:
        if not secrets.compare_digest(form.get("token", "").encode(), self.token.encode()):
            return Reply(HTTPStatus.FORBIDDEN, b"This form is out of date. Open the dashboard again.")
        name = path.removeprefix(PREFIX)
        with self.lock:
            try:
                if name == "desk":
                    return self._act(form)
                if name == "count":
                    return self._count(form)
                if name.startswith("drafts/"):
                    return self._save(unquote(name.removeprefix("drafts/")), form)
                return Reply(HTTPStatus.NOT_FOUND, b"There is nothing here.")
            except (Unknown, ValueError) as problem:
                return Reply(HTTPStatus.BAD_REQUEST, self._page(str(problem)))

    def _act(self, form: dict[str, str]) -> Reply:
        """Ticks, skips, puts off or opens again. Raises Unknown for a step that has gone, ValueError for the rest."""
        what, url = form.get("do", ""), form.get("url", "").strip()
        if what == "drafts":
            post, _ = drafting.written(Desk(self.root), form.get("post", ""), make=True)
            return Reply(HTTPStatus.SEE_OTHER, location=f"{PREFIX}drafts/{quote(post.source, safe='')}")
        if what not in ("done", "skipped", "snoozed", "reopened"):
            raise ValueError("there is no such button")
        if url and not url.lower().startswith(("https://", "http://")):
            raise ValueError(f'"{url[:80]}" is no address; for example https://social.example/@ana/1')
        desk = Desk(self.root)
        one = desk.named(form.get("id", ""))
        until = (dt.date.today() + dt.timedelta(days=A_WEEK)).isoformat() if what == "snoozed" else ""
        desk.record([one], what, url=url, until=until, because=form.get("because", "").strip()[:2000])
        return Reply(HTTPStatus.SEE_OTHER, location=HOME + "#said")

    def _save(self, name: str, form: dict[str, str]) -> Reply:
        drafting.save(Desk(self.root), name, form.get("network", ""), form.get("text", ""))
        return Reply(HTTPStatus.SEE_OTHER, location=f"{PREFIX}drafts/{quote(name, safe='')}")

    def _count(self, form: dict[str, str]) -> Reply:
        self.networks = self.networks or Desk(self.root).prepared.read.registry.networks
        said = drafting.count(self.networks, form.get("network", ""), form.get("text", ""))
        return Reply(HTTPStatus.OK, json.dumps(said).encode(), "application/json")

    def _drafts(self, name: str) -> bytes:
        desk = Desk(self.root)
        post, pairs = drafting.written(desk, name)
        view = {"post": post, "name": quote(name, safe=""), "drafts": drafting.shown(post, pairs)}
        return rendered("drafts.html", self._frame(desk) | view)

    def _preview(self, address: str) -> Reply:
        """How a link to the page at this address would look."""
        try:
            seen = previewing.see(self.root, address)
        except (LookupError, previewing.Unbuilt) as problem:
            return Reply(HTTPStatus.NOT_FOUND, self._page(str(problem)))
        named = {path: digest(data) for path, data in seen.pictures.items()}
        kinds = {one.path: previewing.MEDIA_TYPES.get(one.format, "") for one in seen.preview.pictures}
        self.pictures = {named[path]: (data, kinds[path]) for path, data in seen.pictures.items() if kinds[path]}
        frame = {"title": seen.site, "site": self.site}
        return Reply(HTTPStatus.OK, previewing.page(seen, lambda one: f"{PREFIX}picture/{named[one.path]}", frame))

    def _frame(self, desk: Desk, problem: str = "") -> dict[str, Any]:
        return {"title": desk.site.view.title, "site": self.site, "token": self.token, "problem": problem}

    def _page(self, problem: str = "") -> bytes:
        desk = Desk(self.root)
        steps = desk.remembered.steps
        shown, _ = desk.remembered.first(desk.config)
        open_ones = [one for one in steps if one.state == "open"]
        first = [one for one in open_ones if one in shown or one.found.step.private]
        today = kindness.today(desk)
        balance, rhythm = day.balance(desk), day.rhythm(desk)
        balance_said, rhythm_said = balances.sentence(balance, today), rhythms.sentence(rhythm, today)
        met = {one.found.step.person for one in first}
        view: dict[str, Any] = {
            "posts": [post for post in desk.site.posts if not post.draft][:5],
            "friend": next((one for one in kindness.friends(desk)[0] if one.who not in met), None),
            "balance": balances.picture(balance, balance_said),
            "balance_said": balance_said,
            "rhythm": rhythms.picture(rhythm, today, rhythm_said),
            "rhythm_said": rhythm_said,
            "errors": sum(d.severity == "error" for d in desk.prepared.diagnostics),
            "minutes": sum(one.found.step.minutes for one in first),
            "first": first,
            "more": [one for one in open_ones if one not in first],
            "later": [one for one in steps if one.state in ("later", "snoozed")],
            "past": [one for one in steps if one.state in ("done", "skipped", "expired")][:30],
        }
        return rendered("desk.html", self._frame(desk, problem) | view)
