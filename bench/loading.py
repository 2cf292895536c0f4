"""Loading and publishing files of 50,000 and of a million rows, against csv and executemany of the same files."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import Engine

from bench.demonstration import site_at
from bench.floor import Measured, compare
from bench.generated_plan import HEADER, Size, write_figures, write_plan
from bench.one_load import load
from bench.postgresql import new_database, postgresql, programs
from bench.server import ROOT
from dashboard.services import installing, planning

SIZES = {Size(indicators=500, counties=100): 5, Size(indicators=2000, counties=500): 1}
"""How large the files are, and how often each is loaded."""

_BOUND = 4.0
_MEMORY_BOUND = 1024.0  # MB
_CREATE = f"CREATE TABLE figures ({', '.join(f'c{place} TEXT' for place in range(len(HEADER)))})"


class _Base(Protocol):
    """A kind of database: its name, the floor on it, and the address of a new one that holds only the plan."""

    name: str

    def floor(self) -> None: ...

    def fresh(self) -> str: ...


def measure(folder: Path) -> list[Measured]:
    """For each size time and memory on SQLite and, where a server can be started, on PostgreSQL."""
    binaries = programs()
    with ExitStack() as stack:
        server = stack.enter_context(postgresql(binaries)) if binaries else None
        found: list[Measured] = []
        for size, times in SIZES.items():
            place = folder / str(size.cells)
            write_plan(place / "plan", size)
            write_figures(place / "figures.csv", size)
            bases: list[_Base] = [_OnSqlite(place), *([_OnPostgresql(place, server)] if server else [])]
            found += [line for base in bases for line in _lines(base, place / "figures.csv", times, size)]
        return found


def _lines(base: _Base, file: Path, times: int, size: Size) -> Iterator[Measured]:
    low, high = compare(base.floor, lambda: load(base.fresh(), file), times)
    what = f"{size.cells:,} rows checked, loaded and published"
    yield Measured(f"{what} / csv + executemany, {base.name}", high * 1000, "ms", low * 1000, _BOUND)
    yield Measured(
        f"the most memory held meanwhile, {base.name}", _memory(base.fresh(), file), "MB", None, _MEMORY_BOUND
    )


class _OnSqlite:
    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._template = folder / "template.db"
        _prepare(f"sqlite:///{self._template}", folder / "plan")

    def fresh(self) -> str:
        return f"sqlite:///{shutil.copy(self._template, self._folder / f'loaded-{next(self._numbers)}.db')}"

    def floor(self) -> None:
        connection = sqlite3.connect(self._folder / f"plain-{next(self._numbers)}.db")
        connection.execute(_CREATE)
        _insert(connection.executemany, self._folder / "figures.csv", "?")
        connection.commit()
        connection.close()


class _OnPostgresql:
    name = "PostgreSQL"

    def __init__(self, folder: Path, server: str) -> None:
        self._folder, self._server, self._numbers = folder, server, count()
        self._name = f"n{folder.name}"
        _prepare(new_database(server, self._name), folder / "plan")
        self._plain = new_database(server, f"{self._name}-plain")

    def fresh(self) -> str:
        return new_database(self._server, f"{self._name}-{next(self._numbers)}", self._name)

    def floor(self) -> None:
        with psycopg.connect(self._plain) as connection, connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS figures")
            cursor.execute(_CREATE)
            _insert(cursor.executemany, self._folder / "figures.csv", "%s")


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


def _memory(address: str, file: Path) -> float:
    """The most memory, in MB, that a process of its own holds while it loads the file."""
    command = [sys.executable, "-m", "bench.one_load", address, str(file)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _insert(execute_many: Callable[..., object], file: Path, mark: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        next(rows)
        execute_many(f"INSERT INTO figures VALUES ({','.join([mark] * len(HEADER))})", rows)
