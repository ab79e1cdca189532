"""How many at a time never changes a result; and workers end with the build that they work for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from blogkit.engine.run import Run, cores, processes, serial
from blogkit.engine.state import lock


def square(number: int, add: int = 0) -> tuple[int, bytes]:
    return number * number + add, str(number).encode()


def refuse(number: int) -> int:
    if number == 5:
        raise ValueError("five")
    return number


@pytest.mark.parametrize("count", [0, 1, 2, 3, 31, 32, 33, 200])
def test_processes_give_what_one_does_in_the_same_order(count: int) -> None:
    work: Callable[[int], tuple[int, bytes]] = partial(square, add=7)
    assert processes(2)(work, range(count), least=2) == serial(work, range(count))


def test_few_items_are_not_worth_a_process() -> None:
    me = processes(8)(_pid, range(31), least=32)
    assert set(me) == {os.getpid()}
    assert os.getpid() not in processes(2)(_pid, range(4), least=2)


def _pid(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("run", [serial, processes(2)])
def test_what_a_worker_raises_comes_home(run: Run) -> None:
    with pytest.raises(ValueError, match="five"):
        run(refuse, range(10), least=2)


def test_there_is_a_core() -> None:
    assert cores() >= 1


KILLED = """
import sys, threading
from blogkit.engine.run import processes
from blogkit.engine.state import lock

def work(n):
    sys.stdout.write("at work\\n")
    sys.stdout.flush()
    threading.Event().wait()

if __name__ == "__main__":
    with lock(sys.argv[1]):
        processes(2)(work, range(4), least=2)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_a_build_that_is_killed_takes_its_workers_and_its_lock_along(tmp_path: Path) -> None:
    script = tmp_path / "build.py"
    script.write_text(KILLED)
    with subprocess.Popen([sys.executable, script, tmp_path], stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        assert [build.stdout.readline() for _ in range(2)] == ["at work\n", "at work\n"]
        build.send_signal(signal.SIGKILL)
        build.wait()
        with lock(str(tmp_path)):
            pass
        build.communicate(timeout=30)  # ends when the last process that could write has gone
