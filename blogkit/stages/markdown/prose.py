"""Plain text out of finished HTML: lead, number of words, and the sentence a link stands in."""

from __future__ import annotations

import re
from html import unescape

from blogkit.core.entry import MARK

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
CODE = re.compile(r"<(pre|script|style)\b.*?</\1\s*>|\x1b\d+\x1b", re.DOTALL | re.IGNORECASE)
NOTE = re.compile(r'<sup id="fnref.*?</sup>|(?:&#160;)?<a class="footnote-backref".*?</a>', re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
THEME_WORD = re.compile(f"{MARK}[a-z_]+{MARK}")
"""Those of the theme are not the author's."""
WORD = re.compile(r"\w\S*")
NO_LETTERS = bytes(code for code in range(128) if not WORD.match(chr(code)) and not chr(code).isspace())
CJK = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|t[dhr]|d[dtl]|[uo]l|div|blockquote|figure|figcaption|table|section|article|details|summary|pre"
    r"|aside|header|footer|hr|br)\b[^<>]*>|\x1b",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"<(/?)(?:blockquote|ul|ol|dl|table|div|figure|aside|details|section|nav|header|footer|pre|form)\b[^<>]*>"
    r"|<p(?:\s[^<>]*)?>(.*?)</p>",
    re.DOTALL | re.IGNORECASE,
)
FOOTNOTES = '<div class="footnote">'
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[。！？][」』”）]*")
MAX_SENTENCE = 300
MAX_HTML = 3_000
"""No farther than this from a link is its sentence looked for."""


def plain(html: str) -> str:
    """What a reader sees, on one line, without footnote marks and code blocks."""
    if "<!--" in html:
        html = COMMENT.sub("", html)
    if "<pre" in html or "<s" in html or "\x1b" in html:
        html = CODE.sub(" ", html)
    if "footnote-backref" in html or "fnref" in html:
        html = NOTE.sub("", html)
    text = TAG.sub("", html)
    if MARK in text:
        text = THEME_WORD.sub("", text)
    if "&" in text:
        text = unescape(text)
    return " ".join(text.split())


def count_words(text: str) -> int:
    """Words that hold a letter or digit. Chinese and Japanese are written without spaces: two characters count as a
    word. Code blocks are not in `text`."""
    if text.isascii():
        return len(text.encode().translate(None, NO_LETTERS).split())
    text, characters = re.subn(CJK, " ", text)
    return len(WORD.findall(text)) + (characters + 1) // 2


def find_lead(html: str) -> str:
    """The first paragraph with words in it; one in a quote or list only when there is no other."""
    depth, nested = 0, ""
    for found in LEAD.finditer(html):
        if found[2] is None:
            if found[0] == FOOTNOTES:
                break
            depth += -1 if found[1] else 1
        elif (depth <= 0 or not nested) and (text := plain(found[2])):
            if depth <= 0:
                return text
            nested = text
    if not nested and "<li" in html:
        first = html.split("<li", 1)[1].split("</li", 1)[0]
        nested = plain("<li" + first)
    return nested


class Blocks:
    """Where the blocks of a page begin and end, to find what stands around a link."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.edges = [(found.start(), found.end()) for found in BLOCK.finditer(html)]

    def sentence(self, start: int, end: int) -> str:
        """The sentence around html[start:end]."""
        low, high = 0, len(self.edges)
        while low < high:
            middle = (low + high) // 2
            if self.edges[middle][0] < start:
                low = middle + 1
            else:
                high = middle
        begin = self.edges[low - 1][1] if low else 0
        while low < len(self.edges) and self.edges[low][0] < end:
            low += 1
        finish = self.edges[low][0] if low < len(self.edges) else len(self.html)
        left, right = self.html[begin:start], self.html[end:finish]
        if len(left) > MAX_HTML:
            left = left[-MAX_HTML:].partition(">")[2]
        if len(right) > MAX_HTML:
            right = right[:MAX_HTML].rpartition("<")[0] or right[:MAX_HTML]
        before = plain(left + "|")[:-1]
        link = plain(self.html[start:end])
        after = plain("|" + right)[1:]
        ends = [found.end() for found in SENTENCE_END.finditer(before)]
        if ends:
            before = before[ends[-1] :]
        stop = SENTENCE_END.search(after)
        if stop and link:
            after = after[: stop.end()].rstrip()
        return _cut(before, link, after)


def _cut(before: str, link: str, after: str) -> str:
    """At most MAX_SENTENCE characters, the link among them, cut at words."""
    room = MAX_SENTENCE - len(link)
    if len(before) + len(after) > room:
        keep = max(room - min(len(after), room // 2) - 1, 0)
        if len(before) > keep:
            before = "…" + before[len(before) - keep :].partition(" ")[2] if keep else ""
    text = before + link + after
    if len(text) <= MAX_SENTENCE:
        return text.strip()
    short = text[: MAX_SENTENCE - 1]
    return (short.rpartition(" ")[0] or short).rstrip(" ,;:") + "…"
