"""Code to HTML: Pygments by class, never a guessed language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from ...core.digest import digest_of
from .fences import Fence

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight", "mermaid"})
"""Words that ask for no colours: no finding is made for them."""


class Highlighted:
    """Highlighted code: what an earlier conversion of this text left, and what this one uses of it or adds.

    A lexer costs twenty times as much to set up as to run on one block, so an edited text whose code stayed as it was
    should not need one.
    """

    def __init__(self, before: Mapping[str, str] | None = None) -> None:
        self._before = before or {}
        self._languages = {name.partition(":")[0] for name in self._before}
        self.now: dict[str, str] = {}
        """`language:digest` to HTML."""

    def knows(self, language: str) -> bool:
        """Whether there is a lexer for it. Nothing is loaded to find out."""
        name = language.lower()
        return name in PLAIN or name in self._languages or name in known_languages()

    def colours(self, language: str, marked: tuple[int, ...], code: str) -> str:
        if not self.knows(language):
            return escape(code, quote=False)
        name = f"{language}:{digest_of(marked, code)}"
        if name not in self.now:
            self.now[name] = self._before.get(name) or _colours(language, marked, code)
        return self.now[name]


def code_block(code: str, fence: Fence, highlighted: Highlighted) -> str:
    """A fenced block as HTML. Themes and scripts can read the language; `<pre>` can be scrolled by keyboard."""
    language = escape(fence.language)
    data = f' data-lang="{language}"' if language else ""
    kind = f' class="language-{language}"' if language else ""
    title = f'<div class="code-title">{escape(fence.title)}</div>' if fence.title else ""
    inner = highlighted.colours(fence.language.lower(), fence.marked, code)
    return f'<div class="highlight"{data}>{title}<pre tabindex="0"><code{kind}>{inner}</code></pre></div>'


@cache
def known_languages() -> frozenset[str]:
    """Every name and file ending that Pygments itself knows; nothing is loaded to find out."""
    from pygments.lexers import get_all_lexers

    names: set[str] = set()
    for _, aliases, patterns, _ in get_all_lexers(plugins=False):
        names.update(alias.lower() for alias in aliases)
        names.update(pattern[2:].lower() for pattern in patterns if pattern.startswith("*.") and pattern[2:].isalnum())
    return frozenset(names)


def _colours(language: str, marked: tuple[int, ...], code: str) -> str:
    """The inside of `<code>`."""
    lexer = None if language in PLAIN and not marked else _lexer(language or "text")
    if lexer is None:
        return escape(code, quote=False)
    from pygments import format as render

    return str(render(lexer.get_tokens(code), _formatter(marked)))


@cache
def _lexer(language: str) -> Lexer | None:
    """By name, else by file ending (`yml`, `kt`): what the author wrote decides, not what the code looks like."""
    from pygments.lexers import find_lexer_class_for_filename, get_lexer_by_name
    from pygments.util import ClassNotFound

    if language in PLAIN:
        language = "text"
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        by_ending = find_lexer_class_for_filename(f"x.{language}") if language.isalnum() else None
        return by_ending(stripnl=False) if by_ending else None


@lru_cache(maxsize=16)
def _formatter(marked: tuple[int, ...]) -> HtmlFormatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, hl_lines=marked)
