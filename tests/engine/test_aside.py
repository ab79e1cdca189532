"""The process beside the main one: asked once, never waited for in vain. Each test has a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BLOGKIT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2, reason="no process is started here"
)

BEGIN = """
import os, sys
from blogkit.engine import aside
def square(n): return n * n, os.getpid()
def fail(n): raise ValueError(n)
def die(n): os._exit(9)
def large(text): return text + text
main = os.getpid()
said = []
"""


def run(script: str, ready: str = "lambda: None") -> str:
    code = f"{BEGIN}aside.start({ready}, lambda: said.append(os.getpid()))\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=BLOGKIT, capture_output=True, text=True, timeout=30, check=False
    )
    assert not done.stderr
    return done.stdout.strip()


def test_another_process_does_the_work_while_this_one_goes_on() -> None:
    assert (
        run(
            "(a, b) = aside.run(square, [3, 4])\n"
            "print([a[0], b[0]], a[1] == b[1] != main, said == [main], aside.run(square, [5]))"
        )
        == "[9, 16] True True None"
    )


def test_texts_larger_than_a_pipe() -> None:
    assert run("print(len(aside.run(large, ['x' * 1_000_000])[0]))") == "2000000"


@pytest.mark.parametrize("work", ["fail", "die", "lambda n: n"])
def test_no_answer_is_no_more_than_that(work: str) -> None:
    assert run(f"print(aside.run({work}, [1]))") == "None"


@pytest.mark.parametrize("ready", ["lambda: fail(1)", "lambda: die(1)"])
def test_a_process_that_does_not_get_ready(ready: str) -> None:
    assert run("print(aside.run(square, [1]))", ready) == "None"


def test_nothing_to_do_leaves_it_waiting_and_it_ends_with_this_process() -> None:
    """It would else hold the pipe that `run` reads to the end."""
    assert run("print(aside.run(square, []), aside.run(square, [2])[0][0])") == "None 4"
    assert run("print('nobody asked')") == "nobody asked"


def test_without_one_there_is_no_answer() -> None:
    code = f"{BEGIN}print(aside.run(square, [1]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=BLOGKIT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
