from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from blogkit.core.card import CardJob, template_of
from blogkit.core.diagnostic import Outcome
from blogkit.core.view import CardView
from blogkit.stages.card import draw

THEME = Path(__file__).parents[3] / "themes" / "default"


@pytest.fixture(scope="session")
def fonts() -> tuple[str, ...]:
    return tuple(str(path) for path in sorted((THEME / "fonts").glob("*.?tf")))


TEMPLATES = {f"cards/{path.name}": path.read_text("utf-8") for path in (THEME / "templates" / "cards").glob("*.svg")}


@pytest.fixture(scope="session")
def card(fonts: tuple[str, ...]) -> Callable[..., Outcome[bytes]]:
    """Draw a card: fields of the view as keywords, and `layout`, `pictures`, `options`, `max_bytes` of the job. `template`
    or `with_fonts` stand in place of the default theme's."""

    def drawn(
        *,
        layout: str = "plain",
        template: str = "",
        with_fonts: tuple[str, ...] = fonts,
        pictures: dict[str, str] | None = None,
        options: dict[str, Any] | None = None,
        max_bytes: int = 300_000,
        grid: bool = False,
        **fields: str,
    ) -> Outcome[bytes]:
        given = {"title": "The quiet art of asking", "site": "Notes", "author": "Ana Lima", "date": "12 March 2026"}
        view = CardView(**{**given, "host": "blog.example.org", **fields})  # type: ignore[arg-type]
        name = template_of(layout)
        templates = {**TEMPLATES, name: template} if template else TEMPLATES
        chosen = {"accent": "#8e2f5c", **(options or {})}
        return draw(CardJob(view, name, templates, chosen, with_fonts, pictures or {}, max_bytes, grid))

    return drawn


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.fixture(scope="session")
def pixels() -> Callable[[bytes], Image.Image]:
    return opened
