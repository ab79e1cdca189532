"""The `blogkit` command. A build with nothing to do is answered here, before any library is imported."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    if "--multiprocessing-fork" in sys.orig_argv:
        return  # a worker of a build, which runs the script that started its parent; not all scripts ask who runs them
    try:
        _main()
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        os._exit(1)


def _main() -> None:
    gc.disable()  # a build lives for a second or two; collecting what it made costs a tenth of that
    _speak_utf8()
    if sys.argv[1:2] == ["build"] and os.path.isfile("blogkit.yaml"):
        from .engine import fresh

        answer = fresh.answer(os.getcwd(), or_build=True)
        if answer is not None:
            code, plain, coloured, errors = answer
            colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            sys.stderr.write(errors)
            sys.stdout.write(coloured if colour else plain)
            sys.exit(code)
        import signal

        # Nothing that a build does minds being cut short anywhere, while a library may, being interrupted as it loads.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if fresh.changed():
            from .engine import aside

            aside.start(_load_markdown, _load_templates)
    from .cli import run

    run()


def _load_markdown() -> None:
    from .stages import parse  # noqa: F401
    from .stages.markdown.engine import engine

    engine()


def _load_templates() -> None:
    from .stages.render import compiled, environment  # noqa: F401


def _speak_utf8() -> None:
    """File names, and what is printed, are UTF-8 in every locale: the same site is the same bytes everywhere."""
    if sys.getfilesystemencoding() != "utf-8" and os.name != "nt" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, sys.orig_argv)  # too late to change it in this process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
