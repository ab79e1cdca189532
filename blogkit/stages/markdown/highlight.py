"""Code to HTML: Pygments by class, never a guessed language, each block highlighted once in a process."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from .fences import Fence

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight", "mermaid"})
"""Words that ask for no colours: no finding is made for them."""


def code_block(code: str, fence: Fence) -> str:
    """A fenced block as HTML. Themes and scripts can read the language; `<pre>` can be scrolled by keyboard."""
    language = escape(fence.language)
    data = f' data-lang="{language}"' if language else ""
    kind = f' class="language-{language}"' if language else ""
    title = f'<div class="code-title">{escape(fence.title)}</div>' if fence.title else ""
    inner = colours(fence.language.lower(), fence.marked, code)
    return f'<div class="highlight"{data}>{title}<pre tabindex="0"><code{kind}>{inner}</code></pre></div>'


def is_known(language: str) -> bool:
    return language.lower() in PLAIN or _lexer(language.lower()) is not None


@lru_cache(maxsize=1)
def known_languages() -> list[str]:
    from pygments.lexers import get_all_lexers

    return [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]


@lru_cache(maxsize=1024)
def colours(language: str, marked: tuple[int, ...], code: str) -> str:
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
