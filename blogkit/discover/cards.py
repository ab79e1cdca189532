"""What a site's settings say about its cards, held against the theme; and the fonts that cards are drawn with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.card import layouts
from ..core.colour import LEAST, faint
from ..core.diagnostic import Diagnostic, did_you_mean, error, nearest, warning
from ..core.source import Sources
from ..core.theme import ThemeOption
from ..engine import scan
from ..stages import settings

_FONTS = (".otf", ".ttf", ".ttc", ".otc")


def checked(
    layout: str,
    templates: Iterable[str],
    declared: Mapping[str, ThemeOption],
    options: Mapping[str, Any],
    sources: Sources,
) -> Iterator[Diagnostic]:
    """A layout that is not there, and colours that cannot be read."""
    there = layouts(templates)
    if layout not in ("auto", *there):
        message, fix = f'the theme has no card layout "{layout[:60]}"', "one of auto, " + ", ".join(there)
        near = did_you_mean(layout, ("auto", *there))
        yield error("card/no-layout", message, settings.place(sources, "cards.layout"), fix=near or fix)
    for name, behind, ratio in faint(declared, options):
        yield warning(
            "card/contrast",
            f"{name} of the cards is hard to read on their {behind}: the contrast is {ratio:.1f} to 1",
            settings.place(sources, f"cards.options.{name}"),
            found=f"{options[name]} on {options[behind]}",
            fix=f"take colours further apart, {LEAST} to 1 or more",
        )


def fonts(folders: Iterable[str], named: Iterable[str], sources: Sources, found: list[Diagnostic]) -> tuple[str, ...]:
    """Those in the `fonts/` of each folder, then those of this machine that the settings name."""
    files = [
        os.path.join(folder, path)
        for folder in folders
        for path in sorted(scan.walk(folder, "fonts"))
        if path.lower().endswith(_FONTS)
    ]
    wanted = list(named)
    there = _of_this_machine() if wanted else {}
    for name in wanted:
        if name.lower() in there:
            files.append(there[name.lower()])
            continue
        message, near = f"this machine has no font file {name[:80]}", nearest(name, there)
        fix = f"did you mean {os.path.basename(there[near])}?" if near else "install it, or put a copy into fonts/"
        found.append(warning("card/no-font", message, settings.place(sources, "cards.system_fonts"), fix=fix))
    return tuple(files)


def _of_this_machine() -> dict[str, str]:
    """File name, in small letters, to path."""
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        places = [f"{home}/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"]
    elif sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA", ""), os.environ.get("WINDIR", r"C:\Windows")
        places = [os.path.join(local, "Microsoft", "Windows", "Fonts"), os.path.join(windows, "Fonts")]
    else:
        places = [f"{home}/.local/share/fonts", f"{home}/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"]
    there: dict[str, str] = {}
    for place in places:
        for folder, folders, names in os.walk(place):
            folders.sort()
            for name in sorted(names):
                if name.lower().endswith(_FONTS):
                    there.setdefault(name.lower(), os.path.join(folder, name))
    return there
