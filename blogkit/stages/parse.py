"""One source → one `Entry`, as an `Outcome`; dear, so kept in the store by the digest of its bytes."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, partial

import msgspec
from msgspec import structs

from ..core.config import MarkdownConfig
from ..core.diagnostic import Diagnostic, Outcome, error, has_errors, info, warning
from ..core.digest import digest, digest_of
from ..core.entry import MAY_LACK_A_TITLE, Body, Entry, FrontMatter, Kind, Text
from ..core.html import NO_TEXT, find_no_text
from ..core.source import Source, Sources
from ..core.span import Span
from ..engine import aside
from ..engine.run import Run
from ..engine.store import Store

_BINARY = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""What no text holds, whatever its encoding of one byte a letter."""
_TITLE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")
_IN_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})[-_ ](?P<slug>.+)\Z")
_INDEX = re.compile(r"/_index\.\w+\Z|\Acontent/pages/index\.\w+\Z")
"""The home page has the site's title, and Hugo's `_index.md` the folder's name."""
MARKDOWN = (".md", ".markdown", ".mdown")
SECTIONS: tuple[tuple[str, Kind], ...] = (("content/posts", "post"), ("content/pages", "page"))

WORDS_A_MINUTE = 230
FEW = 32
"""Texts that one process has parsed before a second is there."""
SHORT = 120
"""Words of a note, reply, link or photo that lists show whole: there is nothing more to read on its own page."""

_encode = msgspec.msgpack.encode
_decode_text = msgspec.msgpack.Decoder(Text).decode


class Memory(msgspec.Struct, frozen=True):
    """What one parse of a file leaves to the next: an edit that spares them need not load YAML or a lexer."""

    head: str = ""
    """The front matter as it stood, with its fences; empty where there was none."""
    front: FrontMatter = FrontMatter()
    spans: dict[str, Span] = {}
    first_line: int = 1
    code: dict[str, str] = {}
    """Highlighted code by digest."""


class Job(msgspec.Struct, frozen=True):
    """What a worker needs to parse one file."""

    path: str
    kind: Kind
    data: bytes
    memory: Memory = Memory()


class Parsed(msgspec.Struct, frozen=True, gc=False):
    """The trace of one parsed file, small enough to be kept for all files in one."""

    key: str
    """Of the parse: the outcome lies in the store under it."""
    outline: str
    """Digest of all that any other page may see of the entry."""
    body: str
    findings: tuple[Diagnostic, ...] = ()


Index = dict[str, Parsed]
"""Source to its trace, for every post and page."""


def refresh(
    sources: Sources, config: MarkdownConfig, index: Index, store: Store, run: Run, code: str, log: list[str]
) -> Outcome[Index]:
    """The index brought up to date: what is new or changed is parsed. Appends to `log` what was."""
    options = digest_of("parse", code, config)
    wanted, found = _wanted(sources)
    fresh: Index = {}
    jobs: list[Job] = []
    keys: dict[str, str] = {}
    for source, kind in wanted:
        path = source.path
        keys[path] = f"{options}:{source.digest}:{path}"
        known = index.get(path)
        if known and known.key == keys[path]:
            fresh[path] = known
            continue
        stored = store.get([keys[path]]).get(keys[path])
        if stored and (parsed := _trace(keys[path], stored)):
            fresh[path] = parsed
            continue
        try:
            jobs.append(Job(path, kind, sources.read(path), _memory(store, code, path)))
        except OSError as problem:
            found.append(error("source/not-read", f"this cannot be read: {problem.strerror}", Span(path)))
    work = partial(parse, config=config)
    done = (aside.run(work, jobs) if len(jobs) < FEW else None) or run(work, jobs)
    for job, (outcome, body, text, memory) in zip(jobs, done, strict=True):
        log.append(f"parse {job.path}")
        if digest(job.data) != sources.digest(job.path):  # it was saved between listing and reading
            keys[job.path] = f"{options}:{digest(job.data)}:{job.path}"
        store.put({keys[job.path]: outcome, body: text, _memory_key(code, job.path): memory})
        if parsed := _trace(keys[job.path], outcome):
            fresh[job.path] = parsed
    for path, parsed in fresh.items():
        store.keep((parsed.key, parsed.body, _memory_key(code, path)))
        found += parsed.findings
    return Outcome({source.path: fresh[source.path] for source, _ in wanted if source.path in fresh}, tuple(found))


def entries(index: Index, sources: Sources, config: MarkdownConfig, store: Store) -> list[Entry]:
    """Every entry of the index, in its order. What the store has lost is parsed again."""
    stored = store.get(parsed.key for parsed in index.values())
    result = []
    for path, parsed in index.items():
        outcome = _decoded(stored.get(parsed.key, b""))
        if outcome is None:
            data, body, text, _ = parse(Job(path, kind_of(path), sources.read(path)), config)
            store.put({parsed.key: data, body: text})
            outcome = _decoder().decode(data)
        result.append(outcome.value)
    return result


def texts(keys: Iterable[str], index: Index, sources: Sources, config: MarkdownConfig, store: Store) -> dict[str, Text]:
    """The text behind each `Entry.body`. What the store has lost is parsed again."""
    keys = set(keys)
    found: dict[str, Text] = {}
    for key, data in store.get(keys).items():
        with contextlib.suppress(msgspec.MsgspecError):
            found[key] = _decode_text(data)
    if len(found) < len(keys):
        for path, parsed in index.items():
            if parsed.body in keys and parsed.body not in found:
                _, body, text, _ = parse(Job(path, kind_of(path), sources.read(path)), config)
                found[parsed.body] = _decode_text(text)
                store.put({body: text})
    return found


def kind_of(path: str) -> Kind:
    return next(kind for folder, kind in SECTIONS if path.startswith(folder + "/"))


def _wanted(sources: Sources) -> tuple[list[tuple[Source, Kind]], list[Diagnostic]]:
    found: list[Diagnostic] = []
    wanted = []
    for folder, kind in SECTIONS:
        for source in sources.below(folder):
            if kind == "post" and source.path.rpartition("/")[2].startswith("_index."):
                message, fix = "left out: this describes a folder, as Hugo has it", "move it to content/pages/"
                found.append(info("source/section", message, Span(source.path, 1, 1), fix=fix))
            elif source.path.lower().endswith(MARKDOWN):
                wanted.append((source, kind))
    return wanted, found


@cache
def _decoder() -> msgspec.msgpack.Decoder[Outcome[Entry]]:
    return msgspec.msgpack.Decoder(Outcome[Entry])


def _decoded(data: bytes) -> Outcome[Entry] | None:
    """None for what is missing, cut, or written by some other version."""
    try:
        return _decoder().decode(data)
    except msgspec.MsgspecError:
        return None


def _trace(key: str, data: bytes) -> Parsed | None:
    outcome = _decoded(data)
    return Parsed(key, _outline(outcome.value), outcome.value.body, outcome.diagnostics) if outcome else None


def _outline(entry: Entry) -> str:
    """Without what is the entry's own, and without the lines on which things stand."""
    nowhere = Span("")
    content = structs.replace(
        entry.content,
        refs=tuple(structs.replace(ref, span=nowhere) for ref in entry.content.refs),
        links=tuple(structs.replace(link, span=nowhere) for link in entry.content.links),
        without_alt=(),
    )
    return digest(_encode(structs.replace(entry, body="", spans={}, content=content)))


def moves(then: str, now: str, store: Store) -> dict[Span, Span]:
    """Where the same things stand now, from two parses of a file with one outline, by their keys. Empty when the store
    has lost one of them."""
    stored = store.get((then, now))
    old, new = _decoded(stored.get(then, b"")), _decoded(stored.get(now, b""))
    if not old or not new:
        return {}
    before, after = old.value, new.value
    found = {span: after.spans[key] for key, span in before.spans.items() if key in after.spans}
    for one, other in zip(before.content.refs, after.content.refs, strict=True):
        found[one.span] = other.span
    for link, same in zip(before.content.links, after.content.links, strict=True):
        found[link.span] = same.span
    return found


def _memory_key(code: str, path: str) -> str:
    return f"memory:{code}:{path}"


def _memory(store: Store, code: str, path: str) -> Memory:
    key = _memory_key(code, path)
    try:
        return msgspec.msgpack.decode(store.get([key]).get(key, b""), type=Memory)
    except msgspec.MsgspecError:
        return Memory()


def parse(job: Job, config: MarkdownConfig) -> tuple[bytes, str, bytes, bytes]:
    """(outcome, address of the text, text, memory), ready to be stored. Never raises for what a file holds."""
    outcome, memory = read_entry(job, config)
    body = outcome.value.content
    text = _encode(Text(body.html, body.headings, body.words, body.has_math, body.has_code))
    bare = structs.replace(body, html="", headings=(), words=0, has_math=False, has_code=False)
    minutes = max(1, -(-body.words // WORDS_A_MINUTE))
    address = "text:" + digest(text)
    entry = structs.replace(outcome.value, content=bare, body=address, minutes=minutes)
    return _encode(Outcome(entry, outcome.diagnostics)), address, text, _encode(memory)


def read_entry(job: Job, config: MarkdownConfig) -> tuple[Outcome[Entry], Memory]:
    """The whole of one file, its HTML in `content`, and what to remember of it."""
    from .markdown import MarkdownOptions, to_body
    from .markdown.excerpt import excerpt
    from .markdown.highlight import Highlighted

    path, kind = job.path, job.kind
    text, found = to_text(job.data, path)
    if text is None:
        return Outcome(Entry(path, kind, FrontMatter(title=stem(path)), Body()), found), Memory()
    head, told = _head(text, path, job.memory)
    front, first_line = head.front, head.first_line
    markdown = text[len(head.head) :] if head.head else told.body
    title = _TITLE.match(markdown)
    if title and (not front.title or title["title"].strip() == front.title.strip()):
        front = structs.replace(front, title=title["title"].strip())
        first_line += markdown.count("\n", 0, title.end())
        markdown = markdown[title.end() :]
    highlighted = Highlighted(job.memory.code)
    body = to_body(markdown, MarkdownOptions(config.smart_quotes, config.math), path, first_line, highlighted)
    front, more = _from_name(front, path, kind)
    spans = head.spans
    if has_errors(told.findings):  # a head that could not be read may well have a title and a date
        more, spans = (), {"date": Span(path, 1, 1), **spans}
    content = body.value
    short = kind == "post" and front.post_kind in MAY_LACK_A_TITLE and content.words <= SHORT
    if short and not content.excerpt and not front.description:
        content = structs.replace(content, excerpt=excerpt(content.html))
    entry = Entry(path, kind, front, content, spans=spans)
    outcome = Outcome(entry, (*found, *told.findings, *more, *body.diagnostics))
    return outcome, structs.replace(head, code=highlighted.now)


class _Told(msgspec.Struct, frozen=True):
    """What reading a head says besides what is remembered of it."""

    body: str = ""
    findings: tuple[Diagnostic, ...] = ()


def _head(text: str, path: str, memory: Memory) -> tuple[Memory, _Told]:
    """The front matter, read anew unless it stands as it stood. Only a head without findings is remembered."""
    if memory.head and text.startswith(memory.head):
        return memory, _Told()
    from . import front_matter

    outcome = front_matter.read(text, path)
    head = outcome.value
    prefix = text[: len(text) - len(head.body)]
    whole = prefix.startswith(("---", "+++")) and prefix.endswith("\n") and not outcome.diagnostics
    read = Memory(prefix if whole else "", head.front, head.spans, head.first_line)
    return read, _Told(head.body, outcome.diagnostics)


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
        return None, (_binary(path),)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            if _BINARY.search(data, 0, 8192):
                return None, (_binary(path),)
            read = problem.object  # without a byte order mark
            before = read[: problem.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            line = before.count(b"\n") + 1
            column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            bad = f"byte 0x{read[problem.start]:02x}"
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
    odd = find_no_text(text)
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
        text = NO_TEXT.sub("", text)
    return text, tuple(found)


def _binary(path: str) -> Diagnostic:
    message = "this is a binary file, whatever its name says"
    return error("source/binary", message, Span(path), fix="give it the ending of what it is, such as .png")


def _from_name(front: FrontMatter, path: str, kind: Kind) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """What the file's name can tell where the front matter is silent: Jekyll keeps the date there."""
    name = stem(path)
    match = _IN_NAME.match(name)
    if match and kind == "post":
        date = "-".join(part.zfill(2) for part in match["date"].split("-"))
        if _is_day(date):
            name = match["slug"]
            front = structs.replace(front, date=front.date or date, slug=front.slug or name)
    if "/_drafts/" in path:  # Jekyll's way of saying so
        front = structs.replace(front, draft=True)
    if front.title or (kind == "post" and front.post_kind in MAY_LACK_A_TITLE):
        return front, ()
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    if path.startswith("content/pages/") and _INDEX.search(path):
        return structs.replace(front, title=title), ()
    found = warning(
        "front-matter/no-title",
        "there is no title; the file's name stands in",
        Span(path, 1, 1),
        found=title,
        fix=f"title: {title}",
    )
    return structs.replace(front, title=title), (found,)


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
