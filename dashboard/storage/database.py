"""The database: opened, read, written. SQLite for one machine, PostgreSQL when a site outgrows it.

Whatever differs between the two lives here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, Select, Table, create_engine, event, insert, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from dashboard.domain.errors import StoreUnavailable

Value = TypeVar("Value")

_BUSY_MILLISECONDS = 30_000  # a dozen large files one after the other, on a slow machine
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY_MILLISECONDS}")


def open_database(url: str) -> Engine:
    """An engine for the address; nothing is read, created or upgraded yet."""
    try:
        return _open(make_url(url))
    except (ArgumentError, ImportError) as error:  # a driver that is not here is an ImportError
        raise StoreUnavailable(
            "DASHBOARD_DATABASE_URL 看不懂：请写成 sqlite:///文件 或 postgresql://用户@主机/库名。"
        ) from error


def _open(parsed: URL) -> Engine:
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin only at the first write; we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: a lock taken halfway is refused where another writer got in between."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database from beginning to end."""
    with _said_calmly(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed whole or not at all; writers wait for each other."""
    with _said_calmly(engine), engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
        yield connection


_WRITER_LOCK = 20230728


@contextmanager
def _said_calmly(engine: Engine) -> Iterator[None]:
    """Turn what the driver reports into one sentence; a broken promise of our own stays an error."""
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except (IntegrityError, driver.IntegrityError):
        raise
    except DBAPIError as error:
        raise StoreUnavailable(_sentence(str(error.orig).lower())) from error
    except driver.Error as error:  # what is copied in goes to the driver directly
        raise StoreUnavailable(_sentence(str(error).lower())) from error


def _sentence(reason: str) -> str:
    for sign, sentence in _SENTENCES:
        if sign in reason:
            return sentence
    return f"现在读不了数据库，什么都没有改动。请稍后再试，或告诉管理员（{reason.splitlines()[0][:120]}）。"


_SENTENCES = (
    ("locked", "数据库正被另一个程序占用，什么都没有改动。请稍后再试一次。"),
    ("readonly", "数据库现在只能读，什么都没有改动。请管理员检查数据目录的写权限后再试。"),
    ("read-only", "数据库现在只能读，什么都没有改动。请管理员检查数据目录的写权限后再试。"),
    ("full", "磁盘已满，什么都没有改动。请管理员腾出空间后，原样再传一次。"),
    ("no space", "磁盘已满，什么都没有改动。请管理员腾出空间后，原样再传一次。"),
    ("no such table", "数据库还没有建好。请先运行 python -m dashboard init。"),
    ("does not exist", "数据库还没有建好。请先运行 python -m dashboard init。"),
    ("unable to open", "打不开数据库文件。请检查 DASHBOARD_DATABASE_URL 指向的位置。"),
    ("not a database", "DASHBOARD_DATABASE_URL 指向的文件不是数据库，没有改动它。请检查这个位置。"),
    ("connection", "连不上数据库，什么都没有改动。请检查 DASHBOARD_DATABASE_URL 和数据库服务。"),
)


def fetch_plain(
    connection: Connection, query: Select[Any], kind: Callable[[tuple[Any, ...]], Value], **values: Any
) -> list[Value]:
    """What `kind` makes of each row as the driver gives it: for many rows of columns that need no conversion."""
    with connection.execute(query, values) as result:
        return list(map(kind, cast(Iterable[tuple[Any, ...]], result.cursor)))


def insert_one(connection: Connection, table: Table, **values: Any) -> int:
    """One row, and the number that it was given."""
    return int(connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())
