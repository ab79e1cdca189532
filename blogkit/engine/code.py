"""What makes the output besides the input: blogkit's own code and the versions of the libraries it stands on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from hashlib import blake2b

_LIBRARIES = (
    "jinja2-",
    "markupsafe-",
    "markdown-",
    "pygments-",
    "feedgen-",
    "lxml-",
    "resvg_py-",
    "pillow-",
    "pyyaml-",
    "pagefind",
    "blogkit_theme_",
)


def code() -> str:
    """A digest that changes with blogkit's code and themes, Python, or one of those libraries; the same elsewhere."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    total = blake2b(digest_size=16)
    total.update(repr((sys.version_info[:2], sorted(_versions()))).encode())
    for top in (package, os.path.join(os.path.dirname(package), "themes")):  # in a checkout the themes lie beside it
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(files):
                with open(os.path.join(folder, name), "rb") as file:
                    total.update(name.encode() + b"\0" + file.read())
    return total.hexdigest()


def _versions() -> Iterable[str]:
    """Names of installed distributions' folders, which hold their versions; far cheaper than asking for metadata."""
    for folder in dict.fromkeys(sys.path):
        if folder.endswith(("site-packages", "dist-packages")) and os.path.isdir(folder):
            for name in os.listdir(folder):
                if name.endswith((".dist-info", ".egg-info")) and name.lower().startswith(_LIBRARIES):
                    yield name.lower()
