"""The Nu HTML checker, run once over a whole folder: starting Java is what takes the time."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest


def html_errors(folder: Path) -> list[str]:
    """Every error in the folder's HTML files as "file:line:column: message". Skips where `dev.py` could get no Java."""
    java, jar = os.environ.get("BLOGKIT_JAVA"), os.environ.get("BLOGKIT_VNU")
    if not java or not jar:
        pytest.skip("the Nu HTML checker needs Java and vnu.jar; `python3 dev.py test` fetches both where it can")
    command = [java, "-jar", jar, "--errors-only", "--skip-non-html", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        pytest.fail(f"the Nu HTML checker itself failed:\n{done.stderr}")
    return [_line(message, folder) for message in messages]


def _line(message: dict[str, object], folder: Path) -> str:
    path = Path(unquote(urlsplit(str(message.get("url", ""))).path))
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    return f"{name}:{message.get('lastLine', 0)}:{message.get('firstColumn', 0)}: {message['message']}"
