"""Copies of the database: a backup while it is in use, and its way back. PostgreSQL brings its own tools."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url

from dashboard.domain.errors import StoreUnavailable


def integrity_faults(connection: Connection) -> Iterator[str]:
    """What the database says is broken in its own file."""
    if connection.dialect.name != "sqlite":
        return
    for pragma, calm in (("integrity_check", "ok"), ("foreign_key_check", None)):
        for row in connection.exec_driver_sql(f"PRAGMA {pragma}"):
            if row[0] != calm:
                yield f"数据库文件受损（{row[0]}）。请用最近的备份恢复。"


def copy_database(engine: Engine, target: Path) -> None:
    """A consistent copy as a new file."""
    with closing(sqlite3.connect(_file(engine))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def replace_database(engine: Engine, source: Path) -> Path | None:
    """Put a copy in the database's place; where the one that stood there is kept, None where none stood."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        _must_be_ours(copy, source)
        target, kept = _file(engine), None
        engine.dispose()
        if target.exists():
            kept = target.with_name(f"{target.name}.{datetime.now():%Y%m%d-%H%M%S}")
            with closing(sqlite3.connect(target)) as old, closing(sqlite3.connect(kept)) as aside:
                old.backup(aside)
        with closing(sqlite3.connect(target)) as database:
            copy.backup(database)
    return kept


def hide_password(url: str) -> str:
    """The address with its password starred out."""
    return make_url(url).render_as_string(hide_password=True)


def _must_be_ours(copy: sqlite3.Connection, source: Path) -> None:
    try:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        ours = copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'site'").fetchone()[0]
    except sqlite3.DatabaseError:
        whole = ours = False
    if not (whole and ours):
        raise StoreUnavailable(f"{source} 不是完好的备份，没有改动现在的数据库。")


def _file(engine: Engine) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise StoreUnavailable("这个命令只用于 SQLite；PostgreSQL 请用 pg_dump 和 pg_restore，见 docs/operations.md。")
    return Path(engine.url.database)
