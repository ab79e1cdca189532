"""Files saved a moment ago are distrusted on purpose (`scan.token`). Tests cannot wait for them to age: here they are old."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from blogkit.engine import fresh, scan


@contextmanager
def trusted(*, program: bool = False) -> Iterator[None]:
    """Every file counts as ten seconds older than it is. `program`: look at blogkit's own code as well; else it counts
    as unchanged, so that whoever edits it while a test runs does not disturb."""
    later = SimpleNamespace(time_ns=lambda: time.time_ns() + 10_000_000_000)
    code = fresh.program if program else dict
    with mock.patch.object(scan, "time", later), mock.patch.object(fresh, "program", code):
        yield
