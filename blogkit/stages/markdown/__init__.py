"""Markdown to HTML: one text in, one `Body` out, whatever the text.

The dialect is python-markdown's with its usual extensions, made to read what people write on GitHub: fenced code
everywhere, task lists, `~~strike~~`, bare addresses, alerts, and lists that nest by two spaces. The parts, one idea
a file, in the order of their work:

    guard → [ lines → (python-markdown: inline, tree) ] → document → prose, excerpt

Findings made here:

    markdown/too-large, long-run, too-deep, too-slow, failed   error: the body is empty
    markdown/unclosed-fence, duplicate-id                      warning
    link/unsafe-scheme                                         warning: `[x](javascript:…)` loses its address
    markdown/unknown-language                                  info: shown without colours
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...core.diagnostic import Outcome, error
from ...core.entry import Body
from ...core.span import Span

if TYPE_CHECKING:
    from .draft import Draft
    from .highlight import Highlighted

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
HOLE = re.compile("\x1b(<?)([0-9]+)\x1b(</p>)?")
"""Where a block of code goes. The sign stands for the `<p>` before it: a pattern that begins with a letter is fast."""
LEFTOVER = re.compile("\x02?(?:klzzwxh|wzxhzdk|hzzhzkh):[0-9]*\x03?|[\x02\x03]")
"""A placeholder of python-markdown that it lost sight of, which only garbled text brings about."""
TOC_MARK = re.compile(r"<p>\[\[?TOC\]?\]</p>\n?", re.IGNORECASE)


class MarkdownOptions(msgspec.Struct, frozen=True):
    smart_quotes: bool = False
    math: bool = True


def to_body(
    text: str, options: MarkdownOptions, path: str, first_line: int = 1, highlighted: Highlighted | None = None
) -> Outcome[Body]:
    """Convert the Markdown of the file `path`, which begins there on line `first_line`.

    `text` has no control characters but newline and tab. `highlighted` may hold code blocks from an
    earlier conversion, and takes up those of this one. Never raises for what an author can write.
    """
    from .engine import engine
    from .guard import Refused, check_size, time_budget

    try:
        check_size(text, path)
        if CONTROL.search(text):
            text = CONTROL.sub("\ufffd", text)
        with time_budget(text, path):
            machine = engine()
            machine.draft.begin(text, path, first_line, smart_quotes=options.smart_quotes, math=options.math)
            machine.draft.highlighted = highlighted or machine.draft.highlighted
            body = _body(machine.render(), machine.draft)
            return Outcome(body, tuple(machine.draft.diagnostics))
    except Refused as refused:
        finding = refused.finding
    except RecursionError:
        message, fix = "this text is nested too deeply to convert", "flatten it, or put it into a code block"
        finding = error("markdown/too-deep", message, Span(path, first_line), fix=fix)
    except Exception as problem:
        finding = error(
            "markdown/failed",
            f"python-markdown could not convert this text ({type(problem).__name__})",
            Span(path, first_line),
            found=str(problem)[:200],
            fix="take out parts of the text until it works to find the place, and please report it",
        )
    engine.cache_clear()  # what was left half done must not reach the next post
    return Outcome(Body(), (finding,))


def _body(html: str, draft: Draft) -> Body:
    from .document import Document
    from .excerpt import excerpt
    from .names import marked, named
    from .prose import count_words, find_lead, plain
    from .question import find_question

    html = marked(html)
    html = html.replace("<pre><code>", '<pre tabindex="0"><code>')
    if "\x02" in html or "\x03" in html:
        html = LEFTOVER.sub("", html)
    if "[TOC]" in html or "[toc]" in html:
        html = TOC_MARK.sub("", html)  # the theme draws it
    document = Document(html, draft)

    def fill(hole: re.Match[str]) -> str:
        """A block of code is no part of a paragraph, and what follows it in one begins another."""
        start, end = hole[1] and "<p>", hole[3] or ""
        return draft.blocks[int(hole[2])] + (end if end and not start else "" if end else start)

    def filled(text: str) -> str:
        return HOLE.sub(fill, text.replace("<p>\x1b", "\x1b<")) if draft.blocks else text

    return Body(
        html=filled("".join(document.pieces)),
        excerpt=filled(excerpt("".join(document.pieces[: document.more]))) if document.more else "",
        lead=find_lead(html),
        question=find_question(html),
        words=count_words(plain(html)),
        refs=(*document.refs, *named(html, document.places)),
        links=document.links(),
        headings=tuple(document.headings),
        ids=tuple(document.ids),
        without_alt=tuple(document.without_alt),
        has_math=draft.has_math,
        has_code="<pre" in html or any("<pre" in block for block in draft.blocks),
    )
