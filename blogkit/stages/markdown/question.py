"""The question that a text asks its readers: the last one near its end, in whatever script.

What somebody else asks is none: nothing in quotes or quotations, in the words of a link, in tables, headings or code.
"""

from __future__ import annotations

import re
from html import unescape

MAX_QUESTION = 300
MAX_PARAGRAPH = 20_000
"""Nobody asks at the end of a longer one."""
SHORT = 20
"""Characters: "And why?" makes sense only with the question before it."""
LAST_PART = 0.75
ASKS = "?？﹖؟⸮‽⁇⁈⁉፧꘏᥅꛷\u037e"
"""Of Latin and Cyrillic, Chinese and Japanese, Arabic; mirrored, doubled; Ethiopic, Vai, Limbu, Bamum, Greek."""
ASKS_INSIDE = "՞"
"""Armenian sets its mark into the word that is asked for."""
GREEK = r";(?<=[\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff];)"
"""What a semicolon is behind a Greek word, whatever the language of the site."""
CLOSERS = "\"'”’»“)\\]」』）"
SENTENCE_END = (
    rf"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?:[.!…{ASKS}]|{GREEK})+[{CLOSERS}]*(?=\s|\Z)"
    rf"|[。！？．｡﹖]+[{CLOSERS}]*|[։।॥۔]+"
)
QUESTION = rf"(?:[{ASKS}]|{GREEK})[{ASKS}!！.…]*\Z"
PAIRS = ('"', "“”„", "«»", "「」『』")
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|\x1b\d+\x1b", re.DOTALL
)
BOX = re.compile(r"\bclass=\"(?:admonition|footnote)\b")
LEFT_OUT = frozenset(
    {"blockquote", "table", "figure", "aside", "details", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "style"}
    | {"textarea", "nav", "form", "svg", "sup"}
)
MASKED = frozenset({"a", "code", "kbd", "samp", "q", "cite"})
INLINE = MASKED | {
    "abbr", "b", "bdi", "bdo", "br", "del", "dfn", "em", "i", "img", "ins", "mark", "s", "small", "span", "strong",
    "sub", "u", "var", "wbr",
}  # fmt: skip
HIDDEN = 0xF0000
"""Signs are moved up by this where they end no sentence of the text."""
HIDE = {ord(sign): ord(sign) + HIDDEN for sign in f'{ASKS}{ASKS_INSIDE};.!…。！．"“”„«»「」'}
SHOW = {hidden: sign for sign, hidden in HIDE.items()}


def find_question(html: str) -> str:
    """Plain text of at most MAX_QUESTION characters; empty where nothing is asked."""
    if not any(sign in html for sign in ASKS + ASKS_INSIDE) and (html.isascii() or not re.search(GREEK, html)):
        return ""
    blocks = _prose(html)
    total = sum(map(len, blocks))
    left = total
    for number, block in enumerate(reversed(blocks)):
        left -= len(block)
        found = _sentences(block) if len(block) <= MAX_PARAGRAPH else []
        for at in range(len(found) - 1, -1, -1):
            start, sentence = found[at]
            if number and left + start < total * LAST_PART:
                return ""
            if _asks(block, start, sentence):
                if len(sentence) < SHORT and at and _asks(block, *found[at - 1]):
                    sentence = f"{found[at - 1][1]} {sentence}"
                return sentence.translate(SHOW) if len(sentence) <= MAX_QUESTION else ""
    return ""


def _prose(html: str) -> list[str]:
    """The author's own words, a paragraph or an item each."""
    pieces: list[str] = []
    out, depth, masked, done = "", 0, 0, 0
    for token in TOKEN.finditer(html):
        end, name = token[1], (token[2] or "").lower()
        if out:
            depth += 0 if name != out else -1 if end else 1
            if not depth:
                out, done = "", token.end()
            continue
        text = unescape(html[done : token.start()])
        pieces.append(text.translate(HIDE) if masked else text)
        done = token.end()
        if not end and (name in LEFT_OUT or (name == "div" and BOX.search(token[3]))):
            out, depth = name, 1
        if name in MASKED:
            masked = max(masked + (-1 if end else 1), 0)
        elif name == "br":
            pieces.append(" ")
        elif name not in INLINE and not token[0].startswith("<!"):
            pieces.append("\x1b")
    pieces.append("" if out else unescape(html[done:]))
    return [text for block in "".join(pieces).split("\x1b") if (text := " ".join(block.split()))]


def _sentences(block: str) -> list[tuple[int, str]]:
    """Each with where it begins. One that begins with a small letter goes on with what stands before it."""
    found: list[tuple[int, str]] = []
    start = 0
    for end in (*(match.end() for match in re.finditer(SENTENCE_END, block)), len(block)):
        rest = block[end:].lstrip()
        if end < len(block) and rest[:1].islower():
            continue
        if sentence := block[start:end].strip():
            found.append((start + block[start:end].index(sentence[0]), sentence))
        start = end
    return found


def _asks(block: str, start: int, sentence: str) -> bool:
    """Whether the author asks this, and no quotation that began before."""
    if not (re.search(QUESTION, sentence) or (ASKS_INSIDE in sentence and sentence[-1] in "։:")):
        return False
    so_far = block[: start + len(sentence)]
    return all(sum(map(so_far.count, pair)) % 2 == 0 for pair in PAIRS) and so_far.count("(") <= so_far.count(")")
