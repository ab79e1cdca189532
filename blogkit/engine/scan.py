"""What lies in a folder, by stat alone. Imports next to nothing: the no-change build begins here."""

from __future__ import annotations

import os
import stat
import time

IGNORED_FOLDERS = {".git", ".hg", ".svn", "__pycache__", "node_modules", ".venv"}
_NOISE = {".DS_Store", "Thumbs.db", "desktop.ini", "4913"}
_NOISE_ENDS = ("~", ".swp", ".swo", ".swx", ".tmp", ".crdownload", ".part")

ODD = "odd:"
"""A token that starts so is not a file one can read; what follows says what it is."""


def token(info: os.stat_result, now_ns: int = 0) -> str:
    """A name for this state of a file; empty when it was written so recently that it may change without a trace.

    A file system that keeps whole seconds could hide a second save in the same second, so its files have to be two
    seconds old; elsewhere a tenth of a second is many ticks of the kernel's clock.
    """
    newest = max(info.st_mtime_ns, info.st_ctime_ns)
    if now_ns:
        coarse = info.st_mtime_ns % 1_000_000_000 == 0
        if newest > now_ns - (2_000_000_000 if coarse else 100_000_000):
            return ""
    return f"{info.st_size}:{info.st_mtime_ns}:{info.st_ctime_ns}:{info.st_ino}"


def ignored(name: str, *, dots: bool) -> bool:
    """Editors' swap and backup files, and (unless `dots`) everything whose name starts with a dot."""
    if name in _NOISE or name.endswith(_NOISE_ENDS) or (name.startswith("#") and name.endswith("#")):
        return True
    return name.startswith(".#") or name == ".git" or (name.startswith(".") and not dots)


def walk(root: str, name: str, *, dots: bool = False) -> dict[str, str]:
    """Path below `root` (with forward slashes) to token, for the file or folder `name` and all that is in it.

    Links are followed as long as they stay inside `root` and do not lead in a circle; those that do not, and pipes,
    sockets and devices, get an `odd:` token and are never opened.
    """
    now_ns = time.time_ns()
    found: dict[str, str] = {}
    top = os.path.join(root, name)
    try:
        info = os.stat(top)
    except OSError:
        return found
    if not stat.S_ISDIR(info.st_mode):
        found[name] = token(info, now_ns) if stat.S_ISREG(info.st_mode) else ODD + "not a file"
        return found
    real_root = ""
    stack: list[tuple[str, str, tuple[str, ...]]] = [(top, name, (os.path.realpath(top),))]
    while stack:
        folder, prefix, above = stack.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            found[prefix] = ODD + "a folder that cannot be read"
            continue
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if ignored(entry.name, dots=dots):
                continue
            try:
                if entry.is_symlink():
                    real_root = real_root or os.path.realpath(root)
                    real = os.path.realpath(entry.path)
                    if real != real_root and not real.startswith(real_root.rstrip(os.sep) + os.sep):
                        found[path] = ODD + "a link that leads out of the site"
                        continue
                    if entry.is_dir():
                        if any(one == real or one.startswith(real + os.sep) for one in above):
                            found[path] = ODD + "a link that leads in a circle"
                            continue
                        stack.append((entry.path, path, (*above, real)))
                        continue
                if entry.is_dir():
                    if entry.name not in IGNORED_FOLDERS:
                        stack.append((entry.path, path, (*above, os.path.join(above[-1], entry.name))))
                elif entry.is_file():
                    found[path] = token(entry.stat(), now_ns)
                else:
                    broken = entry.is_symlink()
                    found[path] = ODD + ("a link to nothing" if broken else "not a file")
            except OSError:
                found[path] = ODD + "a file that cannot be read"
    return found
