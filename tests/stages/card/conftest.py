from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from blogkit.core.card import CardJob
from blogkit.core.diagnostic import Outcome
from blogkit.core.view import CardView
from blogkit.stages.card import draw

THEME = Path(__file__).parents[3] / "themes" / "default"


@pytest.fixture(scope="session")
def fonts() -> tuple[str, ...]:
    return tuple(str(path) for path in sorted((THEME / "fonts").glob("*.otf")))


@pytest.fixture(scope="session")
def plain() -> str:
    return (THEME / "templates" / "cards" / "plain.svg").read_text("utf-8")


@pytest.fixture(scope="session")
def card(fonts: tuple[str, ...], plain: str) -> Callable[..., Outcome[bytes]]:
    """Draw a card: fields of the view as keywords, and `template` or `with_fonts` in place of the default theme's."""

    def drawn(*, template: str = plain, with_fonts: tuple[str, ...] = fonts, **fields: str) -> Outcome[bytes]:
        given = {"title": "The quiet art of asking", "site": "Notes", "author": "Ana Lima", "date": "12 March 2026"}
        view = CardView(**{**given, "host": "blog.example.org", **fields})  # type: ignore[arg-type]
        return draw(CardJob(view, template, {"accent": "#8e2f5c"}, with_fonts))

    return drawn


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.fixture(scope="session")
def pixels() -> Callable[[bytes], Image.Image]:
    return opened
