"""The `blogkit` command. A build with nothing to do is answered here, before any library is imported."""

from __future__ import annotations

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["build"] and os.path.isfile("blogkit.yaml"):
        from .engine import fresh

        answer = fresh.answer(os.getcwd())
        if answer is not None:
            code, plain, coloured, errors = answer
            colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            sys.stderr.write(errors)
            sys.stdout.write(coloured if colour else plain)
            sys.exit(code)
    from .cli import run

    run()


if __name__ == "__main__":
    main()
