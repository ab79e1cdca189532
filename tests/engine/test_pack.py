"""Many values in one file; what is missing, cut or garbled is simply not in it."""

from __future__ import annotations

from pathlib import Path

from blogkit.engine.pack import Pack, write

VALUES = {"a": b"one", "über": b"", "c": b"three" * 20}


def test_head_and_values_come_back(tmp_path: Path) -> None:
    write(str(tmp_path / "pack"), b"head", VALUES)
    pack = Pack(str(tmp_path / "pack"))
    assert pack.head == b"head"
    assert {name: pack.get(name) for name in VALUES} == VALUES
    assert ("a" in pack, "d" in pack) == (True, False)
    assert pack.get("d") is None


def test_no_file_is_an_empty_one(tmp_path: Path) -> None:
    pack = Pack(str(tmp_path / "pack"))
    assert (pack.head, pack.get("a"), "a" in pack) == (b"", None, False)


def test_whatever_is_cut_or_garbled_nothing_wrong_comes_out(tmp_path: Path) -> None:
    file = tmp_path / "pack"
    write(str(file), b"head", VALUES)
    whole = file.read_bytes()
    damaged = [whole[:end] for end in range(len(whole))]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for data in damaged:
        file.write_bytes(data)
        pack = Pack(str(file))
        assert pack.head in (b"", b"head")
        for name, value in VALUES.items():
            assert pack.get(name) in (None, value)


def test_a_file_that_goes_while_it_is_open_gives_nothing(tmp_path: Path) -> None:
    write(str(tmp_path / "pack"), b"head", VALUES)
    pack = Pack(str(tmp_path / "pack"))
    (tmp_path / "pack").unlink()
    assert pack.get("a") is None
