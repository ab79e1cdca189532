"""Constructive traces: what was dear to make, kept by the digest of everything it was made from.

One SQLite file. It is a cache and nothing else: deleted, cut or garbled, it costs time and never changes a result.
Every value carries a checksum of itself and its key, and a file that SQLite can not read is thrown away and started
anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from zlib import crc32

_SCHEMA = "CREATE TABLE IF NOT EXISTS trace (key TEXT NOT NULL UNIQUE, value BLOB NOT NULL)"


class Store:
    """Key to bytes. Only the main process writes; workers return what they made."""

    def __init__(self, path: str, *, blind: bool = False) -> None:
        """`blind`: believe nothing that is there already."""
        self._path = path
        self._blind = blind
        self._pending: dict[str, bytes] = {}
        self._partial = False
        self.wanted: set[str] = set()
        """Keys asked for or put since it was opened: what a clean-up keeps."""
        try:
            self._db = self._open(path)
        except sqlite3.Error:
            self._db = self._anew()

    def _open(self, path: str) -> sqlite3.Connection:
        db = sqlite3.connect(path, isolation_level=None, timeout=10)
        try:
            # The journal protects against a killed process; a power cut may cost the cache, never the site.
            db.execute("PRAGMA synchronous=OFF")
            db.execute(_SCHEMA)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _anew(self) -> sqlite3.Connection:
        """An empty one; in memory where no file can be, as on a disk that is read-only."""
        for name in (self._path, self._path + "-journal"):
            with contextlib.suppress(OSError):
                os.unlink(name)
        try:
            return self._open(self._path)
        except sqlite3.Error:
            return self._open(":memory:")

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there and whole; a missing key is simply not in the answer."""
        found: dict[str, bytes] = {}
        try:
            for key in keys:
                self.wanted.add(key)
                if key in self._pending:
                    found[key] = self._pending[key]
                if key in found or self._blind:
                    continue
                row = self._db.execute("SELECT value FROM trace WHERE key = ?", (key,)).fetchone()
                if row and _sum(key, row[0][4:]) == row[0][:4]:
                    found[key] = row[0][4:]
        except (sqlite3.Error, TypeError):
            self._restart()
        return found

    def keep_all(self) -> None:
        """This build looks at a part of the site only, so it cannot know what is still needed."""
        self._partial = True

    def keep(self, keys: Iterable[str]) -> None:
        """These are still needed, though nobody asked for them."""
        self.wanted.update(keys)

    def put(self, values: Mapping[str, bytes]) -> None:
        """Kept in memory until `close`, so that a build that fails writes its caches all the same, in one go."""
        self.wanted.update(values)
        self._pending.update(values)

    def _restart(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()
        self._db = self._anew()

    def flush(self) -> None:
        """Write what is pending, and forget what no build has asked for when that is most of the file."""
        if not self._pending:
            return
        rows = [(key, _sum(key, value) + value) for key, value in self._pending.items()]
        try:
            self._write(rows)
        except sqlite3.DatabaseError:
            self._restart()
            with contextlib.suppress(sqlite3.Error):  # a full disk costs the cache only
                self._write(rows)
        self._pending.clear()

    def _write(self, rows: list[tuple[str, bytes]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR REPLACE INTO trace VALUES (?, ?)", rows)
        most = 4 * len(self.wanted) + 1000
        if not self._partial and self._db.execute("SELECT count(*) FROM trace").fetchone()[0] > most:
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS live (key TEXT PRIMARY KEY)")
            self._db.executemany("INSERT OR IGNORE INTO live VALUES (?)", [(key,) for key in self.wanted])
            self._db.execute("DELETE FROM trace WHERE key NOT IN (SELECT key FROM live)")
        self._db.execute("COMMIT")

    def close(self) -> None:
        self.flush()
        self._db.close()


def _sum(key: str, value: bytes) -> bytes:
    """With the key, because a broken index leads to the row of another."""
    return crc32(value, crc32(key.encode())).to_bytes(4, "big")
