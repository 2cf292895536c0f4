"""Whether anything was committed since one last looked: what is kept in memory about people holds until then."""

from __future__ import annotations

import os
import sqlite3
import weakref
from threading import Lock

from sqlalchemy import Engine


class Pulse:
    """A number that moves with every commit of anybody, for a few microseconds; None where a database has none.

    SQLite tells a connection what others committed, so this one is kept for asking and never writes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._asking: tuple[int, sqlite3.Connection] | None = None

    def beat(self) -> int | None:
        """The present number."""
        if self._engine.dialect.name != "sqlite":
            return None
        with self._lock:
            try:
                return int(self._connection().execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error:
                return None

    def _connection(self) -> sqlite3.Connection:
        process = os.getpid()  # a connection must not be carried over a fork
        if self._asking is None or self._asking[0] != process:
            borrowed = self._engine.raw_connection()
            connection: sqlite3.Connection = borrowed.driver_connection  # type: ignore[assignment]
            borrowed.detach()
            weakref.finalize(self, connection.close)
            self._asking = (process, connection)
        return self._asking[1]
