"""Text files of themes, read so that whatever is wrong with one becomes a finding."""

from __future__ import annotations

import os

from ..core.diagnostic import Diagnostic, error
from ..core.span import Span


def themes_folder() -> str:
    """The themes that come with blogkit: inside the package once installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "themes")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "themes")


def shown(path: str, root: str) -> str:
    """A path as findings show it: from the site's folder, or from that of blogkit's own themes."""
    try:
        inside = os.path.relpath(path, root)
    except ValueError:  # on another drive, as Windows has them
        inside = ".."
    if inside.startswith(".."):
        inside = "themes/" + os.path.relpath(path, themes_folder())
    return inside.replace(os.sep, "/")


def text_of(path: str, root: str, found: list[Diagnostic]) -> str | None:
    """None, and a finding, for what is not UTF-8 text or cannot be read."""
    try:
        with open(path, encoding="utf-8-sig", newline=None) as file:
            return file.read()
    except UnicodeDecodeError:
        message, fix = "this file is not UTF-8 text", "save the file as UTF-8"
        found.append(error("theme/encoding", message, Span(shown(path, root)), fix=fix))
    except OSError as problem:
        message, fix = f"this cannot be read: {problem.strerror}", "check who may read it"
        found.append(error("theme/not-read", message, Span(shown(path, root)), fix=fix))
    return None
