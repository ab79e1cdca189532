"""The store is a cache: whatever happens to its file costs time and never gives a wrong value."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from blogkit.engine.store import Store

VALUES = {f"key {n}": f"value {n}".encode() * n for n in range(1, 40)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "traces.sqlite"
    store = Store(str(file))
    store.put(VALUES)
    store.close()
    return file


def test_what_was_put_is_there_next_time(path: Path) -> None:
    store = Store(str(path))
    assert store.get([*VALUES, "nobody"]) == VALUES
    store.close()


def test_what_was_put_is_there_at_once_and_can_be_replaced(path: Path) -> None:
    store = Store(str(path))
    store.put({"key 1": b"new"})
    assert store.get(["key 1"]) == {"key 1": b"new"}
    store.close()
    again = Store(str(path))
    assert again.get(["key 1"]) == {"key 1": b"new"}
    again.close()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "deleted": lambda data: b"",
    "no database": lambda data: b"Dear diary,\n" * 1000,
    "cut to a half": lambda data: data[: len(data) // 2],
    "cut in its head": lambda data: data[:50],
    "cut by a byte": lambda data: data[:-1],
    "zeros": lambda data: bytes(len(data)),
    "garbled in the middle": lambda data: data[:5000] + b"\xff" * 3000 + data[8000:],
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_started_anew(path: Path, how: str) -> None:
    damaged = DAMAGE[how](path.read_bytes())
    path.write_bytes(damaged) if damaged else path.unlink()
    store = Store(str(path))
    found = store.get(VALUES)
    assert found.items() <= VALUES.items()
    store.put(VALUES)
    store.close()
    again = Store(str(path))
    assert again.get(VALUES) == VALUES
    again.close()


def test_no_single_wrong_byte_makes_a_wrong_value(path: Path) -> None:
    """Every 13th byte in turn, so that also the tree that leads from a key to its row is hit."""
    whole = path.read_bytes()
    for at in range(100, len(whole), 13):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x05]) + whole[at + 1 :])
        store = Store(str(path))
        found = store.get(VALUES)
        assert found.items() <= VALUES.items(), f"byte {at}"
        store.close()


def test_a_row_that_stands_for_another_key_is_not_believed(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE trace SET key = CASE key WHEN 'key 1' THEN 'key 2 ' WHEN 'key 2' THEN 'key 1' ELSE key END")
    db.close()
    store = Store(str(path))
    assert "key 1" not in store.get(["key 1"])
    store.close()


@pytest.mark.parametrize("value", [None, 7, "text", b"", b"abc"])
def test_a_value_that_is_no_checked_bytes_is_not_believed(path: Path, value: object) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE other (key TEXT NOT NULL UNIQUE, value)")
        db.execute("INSERT INTO other VALUES ('key 1', ?)", (value,))
        db.execute("DROP TABLE trace")
        db.execute("ALTER TABLE other RENAME TO trace")
    db.close()
    store = Store(str(path))
    assert store.get(["key 1"]) == {}
    store.put(VALUES)
    store.close()


def test_a_folder_in_its_place_costs_the_cache_only(tmp_path: Path) -> None:
    (tmp_path / "traces.sqlite").mkdir()
    store = Store(str(tmp_path / "traces.sqlite"))
    store.put({"key": b"value"})
    assert store.get(["key"]) == {"key": b"value"}
    store.close()


def test_a_file_that_vanishes_while_it_is_open_costs_the_cache_only(path: Path) -> None:
    store = Store(str(path))
    path.unlink()
    path.parent.rmdir()
    assert store.get(["nobody"]) == {}
    store.put({"key": b"value"})
    store.close()


def test_what_no_build_asks_for_is_forgotten_once_it_is_most_of_the_file(path: Path) -> None:
    store = Store(str(path))
    store.keep(["key 1"])
    store.put({f"old {n}": b"x" for n in range(1200)})
    store.close()
    store = Store(str(path))
    store.keep(["key 1"])
    store.put({"new": b"x"})
    store.close()
    store = Store(str(path))
    assert set(store.get(["key 1", "key 2", "old 5", "new"])) == {"key 1", "new"}
    store.close()
