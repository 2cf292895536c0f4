"""Loading and publishing a file of 50,000 rows, against Python's csv and executemany of the same file."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from bench.demonstration import site_at
from bench.floor import Measured, compare
from bench.generated_plan import HEADER, Size, write_figures, write_plan
from bench.postgresql import new_database, postgresql, programs
from dashboard.services import installing, planning
from dashboard.services.intake import Upload, load_upload

SIZE = Size(indicators=500, counties=100)

_TIMES = 5
_BOUND = 8.0
_CREATE = f"CREATE TABLE figures ({', '.join(f'c{place} TEXT' for place in range(len(HEADER)))})"


def measure(folder: Path) -> list[Measured]:
    """One line for SQLite and, where a PostgreSQL server can be started, one for it."""
    write_plan(folder / "plan", SIZE)
    write_figures(folder / "figures.csv", SIZE)
    binaries = programs()
    found = [_on_sqlite(folder)]
    if binaries:
        with postgresql(binaries) as address:
            found.append(_on_postgresql(folder, address))
    return found


def _on_sqlite(folder: Path) -> Measured:
    template, numbers = folder / "template.db", count()
    _prepare(f"sqlite:///{template}", folder / "plan")

    def fresh() -> str:
        return f"sqlite:///{shutil.copy(template, folder / f'loaded-{next(numbers)}.db')}"

    def floor() -> None:
        connection = sqlite3.connect(folder / f"plain-{next(numbers)}.db")
        connection.execute(_CREATE)
        _insert(connection.executemany, folder / "figures.csv", "?")
        connection.commit()
        connection.close()

    low, high = compare(floor, lambda: _load(fresh(), folder / "figures.csv"), _TIMES)
    return Measured(f"{_what()} / csv + executemany, SQLite", high * 1000, "ms", low * 1000, _BOUND)


def _on_postgresql(folder: Path, address: str) -> Measured:
    numbers = count()
    _prepare(new_database(address, "template"), folder / "plan")

    def floor() -> None:
        with psycopg.connect(plain) as connection, connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS figures")
            cursor.execute(_CREATE)
            _insert(cursor.executemany, folder / "figures.csv", "%s")

    plain = new_database(address, "plain")
    low, high = compare(
        floor,
        lambda: _load(new_database(address, f"loaded{next(numbers)}", "template"), folder / "figures.csv"),
        _TIMES,
    )
    return Measured(f"{_what()} / csv + executemany, PostgreSQL", high * 1000, "ms", low * 1000)


def _what() -> str:
    return f"{SIZE.cells:,} rows checked, loaded and published"


def _prepare(address: str, plan: Path) -> None:
    """Leave a database with the generated plan and no figures, in a state that can be copied."""
    site = site_at(address)
    installing.upgrade(site)
    _, faults = planning.load_plan_folder(site, plan)
    if faults:
        raise RuntimeError(faults[0].message)
    _settle(site.engine)


def _settle(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.rollback()
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _load(address: str, file: Path) -> None:
    site = site_at(address)
    loaded = load_upload(site, Upload(file.read_bytes(), file.name, "bench"), publish=True)
    site.engine.dispose()
    if loaded.refusal or not loaded.published:
        raise RuntimeError(f"nothing was published: {loaded.refusal}")


def _insert(execute_many: Callable[..., object], file: Path, mark: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        next(rows)
        execute_many(f"INSERT INTO figures VALUES ({','.join([mark] * len(HEADER))})", rows)
