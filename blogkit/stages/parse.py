"""One source → one `Entry`, as an `Outcome`; dear, so kept in the store by the digest of its bytes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from ..core.config import MarkdownConfig
from ..core.diagnostic import Diagnostic, Outcome, error, has_errors, info, warning
from ..core.digest import digest, digest_of
from ..core.entry import Body, Entry, FrontMatter, Kind
from ..core.source import Source, Sources
from ..core.span import Span
from ..engine.run import Run
from ..engine.store import Store

if TYPE_CHECKING:
    from .markdown.highlight import Highlighted

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")
_IN_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})[-_ ](?P<slug>.+)\Z")
MARKDOWN = (".md", ".markdown", ".mdown")
SECTIONS: tuple[tuple[str, Kind], ...] = (("content/posts", "post"), ("content/pages", "page"))

_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(Outcome[Entry]).decode


class Job(msgspec.Struct, frozen=True):
    """What a worker needs to parse one file."""

    path: str
    kind: Kind
    data: bytes
    code: dict[str, str] = {}
    """Highlighted code of this file as it was before."""


def entries(
    sources: Sources, config: MarkdownConfig, store: Store, run: Run, code: str, log: list[str]
) -> tuple[list[Entry], tuple[Diagnostic, ...]]:
    """Every post and page, parsed or remembered, in the order of their paths. Appends to `log` what was parsed."""
    options = digest_of("parse", code, config)
    found: list[Diagnostic] = []
    wanted = []
    for folder, kind in SECTIONS:
        for source in sources.below(folder):
            if kind == "post" and source.path.rpartition("/")[2].startswith("_index."):
                found.append(
                    info(
                        "source/section",
                        "left out: this describes a folder, as Hugo has it",
                        Span(source.path, 1, 1),
                        fix="write it into content/pages/ if it is to be a page",
                    )
                )
            elif is_markdown(source):
                wanted.append((source, kind))
    keys = {source.path: digest_of(options, source.path, source.digest) for source, _ in wanted}
    known = store.get(keys.values())
    parsed: dict[str, Outcome[Entry]] = {}
    jobs: list[Job] = []
    for source, kind in wanted:
        data = known.get(keys[source.path])
        try:
            if data:
                parsed[source.path] = _decode(data)
                continue
        except msgspec.MsgspecError:
            pass  # written by some other version: parse again
        try:
            jobs.append(Job(source.path, kind, sources.read(source.path), _highlighted(store, code, source.path)))
        except OSError as problem:
            found.append(error("source/not-read", f"this cannot be read: {problem.strerror}", Span(source.path)))
    for job, (head, body, code_blocks) in zip(jobs, run(partial(parse, config=config), jobs), strict=True):
        log.append(f"parse {job.path}")
        outcome = _decode(head)
        parsed[job.path] = outcome
        if digest(job.data) == sources.digest(job.path):  # else it was saved between listing and reading
            store.put({keys[job.path]: head, outcome.value.body: body})
        else:
            store.put({outcome.value.body: body})
        if code_blocks != job.code:
            store.put({_code_key(code, job.path): _encode(code_blocks)})
    for source, _ in wanted:
        if source.path in parsed:
            found += parsed[source.path].diagnostics
    store.keep(outcome.value.body for outcome in parsed.values())
    store.keep(_code_key(code, path) for path in parsed)
    return [parsed[s.path].value for s, _ in wanted if s.path in parsed], tuple(found)


def bodies(
    keys: Iterable[str], entries: Iterable[Entry], sources: Sources, config: MarkdownConfig, store: Store
) -> dict[str, str]:
    """The HTML behind `Entry.body`. What the store has lost is parsed again from its source."""
    keys = set(keys)
    found = {key: data.decode() for key, data in store.get(keys).items()}
    if len(found) < len(keys):
        for entry in entries:
            if entry.body in keys and entry.body not in found:
                _, html, _ = parse(Job(entry.path, entry.kind, sources.read(entry.path)), config)
                found[entry.body] = html.decode()
                store.put({entry.body: html})
    return found


def is_markdown(source: Source) -> bool:
    return source.path.lower().endswith(MARKDOWN)


def _code_key(code: str, path: str) -> str:
    return f"highlighted:{code}:{path}"


def _highlighted(store: Store, code: str, path: str) -> dict[str, str]:
    key = _code_key(code, path)
    data = store.get([key]).get(key)
    return msgspec.msgpack.decode(data, type=dict[str, str]) if data else {}


def parse(job: Job, config: MarkdownConfig) -> tuple[bytes, bytes, dict[str, str]]:
    """(the outcome without its HTML, the HTML), both ready to be stored, and the highlighted code for the next time.
    Never raises for what a file holds."""
    from .markdown.highlight import Highlighted

    highlighted = Highlighted(job.code)
    outcome = read_entry(job.data, job.path, job.kind, config, highlighted)
    html = outcome.value.content.html.encode()
    bare = msgspec.structs.replace(outcome.value.content, html="")
    entry = msgspec.structs.replace(outcome.value, content=bare, body="body:" + digest(html))
    return _encode(Outcome(entry, outcome.diagnostics)), html, highlighted.now


def read_entry(
    data: bytes, path: str, kind: Kind, config: MarkdownConfig, highlighted: Highlighted | None = None
) -> Outcome[Entry]:
    from . import front_matter
    from .markdown import MarkdownOptions, to_body

    text, found = to_text(data, path)
    if text is None:
        return Outcome(Entry(path, kind, FrontMatter(title=stem(path)), Body()), found)
    head = front_matter.read(text, path)
    front, markdown, first_line = head.value.front, head.value.body, head.value.first_line
    title = _TITLE.match(markdown)
    if title and (not front.title or title["title"].strip() == front.title.strip()):
        front = msgspec.structs.replace(front, title=title["title"].strip())
        first_line += markdown.count("\n", 0, title.end())
        markdown = markdown[title.end() :]
    body = to_body(markdown, MarkdownOptions(config.smart_quotes, config.math), path, first_line, highlighted)
    front, more = _from_name(front, path, kind)
    if has_errors(head.diagnostics):
        more = ()  # a head that could not be read may well have a title
    entry = Entry(path, kind, front, body.value, spans=head.value.spans)
    return Outcome(entry, (*found, *head.diagnostics, *more, *body.diagnostics))


def to_text(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Text with \\n line ends, whatever editor wrote it; None when it is no text at all."""
    found: list[Diagnostic] = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return None, (error("source/encoding", "this is not text", Span(path), fix="save it as UTF-8"),)
        found.append(warning("source/encoding", "this file is UTF-16", Span(path, 1, 1), fix="save it as UTF-8"))
    elif b"\x00" in data[:8192] and data.count(b"\x00") > len(data) // 100:
        return None, (
            error(
                "source/binary",
                "this is not a text file, whatever its name says",
                Span(path),
                fix="give it the ending of what it is",
            ),
        )
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            before = data[: problem.start]
            line = before.count(b"\n") + 1
            column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            bad = f"byte 0x{data[problem.start]:02x}"
            return None, (
                error(
                    "source/encoding",
                    "this is not UTF-8",
                    Span(path, line, column),
                    found=bad,
                    fix="save the file as UTF-8",
                ),
            )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = _CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - text.rfind("\n", 0, odd.start())
        found.append(
            warning(
                "source/control-character",
                "a character that no page can show is left out",
                Span(path, line, column),
                found=ascii(odd[0]),
                fix="take it out of the file",
            )
        )
        text = _CONTROL.sub("", text)
    return text, tuple(found)


def _from_name(front: FrontMatter, path: str, kind: Kind) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """What the file's name can tell where the front matter is silent: Jekyll keeps the date there."""
    name = stem(path)
    match = _IN_NAME.match(name)
    if match and kind == "post":
        date = "-".join(part.zfill(2) for part in match["date"].split("-"))
        if _is_day(date):
            name = match["slug"]
            front = msgspec.structs.replace(front, date=front.date or date, slug=front.slug or name)
    if "/_drafts/" in path:  # Jekyll's way of saying so
        front = msgspec.structs.replace(front, draft=True)
    if front.title:
        return front, ()
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    found = warning(
        "front-matter/no-title",
        "there is no title; the file's name stands in",
        Span(path, 1, 1),
        found=title,
        fix=f"title: {title}",
    )
    return msgspec.structs.replace(front, title=title), (found,)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def stem(path: str) -> str:
    """The name that speaks for a file: `slug` for `slug/index.md`, without its ending."""
    parts = path.split("/")
    name = parts[-1].rpartition(".")[0]
    return parts[-2] if name in ("index", "_index") and len(parts) > 3 else name
