"""What tests stand on: real SQLite files and a real PostgreSQL server, each test with a database of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from builders import TESTER
from hypothesis import settings
from sqlalchemy import Engine

from dashboard.services import installing
from dashboard.services.site import Site
from dashboard.settings import Settings
from dashboard.storage.database import open_database

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgresql_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own in a temporary folder, run by an ordinary user; its address without a database."""
    folder = tmp_path_factory.mktemp("postgresql")
    folder.chmod(0o777)
    for parent in folder.parents:  # the ordinary user must be able to pass through
        if str(parent).startswith("/tmp/"):
            parent.chmod(0o755)
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    data, port = folder / "data", _free_port()
    _as_ordinary_user(
        [binaries / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -F -c max_connections=200"
    _as_ordinary_user([binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"])
    try:
        yield f"postgresql://tester@127.0.0.1:{port}"
    finally:
        _as_ordinary_user([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def _as_ordinary_user(command: list[object]) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:  # the server refuses to be run by root
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with tables and nothing in them."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the shipped plan and its demonstration figures."""
    file = tmp_path_factory.mktemp("sqlite") / "demo.db"
    site = _site(f"sqlite:///{file}")
    installing.install(site, demo=True)
    _close(site.engine)
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_address: str) -> str:
    """The name of a PostgreSQL database with tables and nothing in them."""
    _create_database(postgresql_address, "empty", "template0")
    _prepare(f"{postgresql_address}/empty")
    return "empty"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty SQLite database for one test."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.db')}"


@pytest.fixture
def postgresql_url(postgresql_address: str, postgresql_template: str, request: pytest.FixtureRequest) -> str:
    """An empty PostgreSQL database for one test."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    _create_database(postgresql_address, name, postgresql_template)
    return f"{postgresql_address}/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    """An installation without a plan, once on each kind of database."""
    found = _site(database_url)
    yield found
    found.engine.dispose()


@pytest.fixture
def demo_site(demo_template: Path, tmp_path: Path) -> Iterator[Site]:
    """An installation with the shipped plan and its demonstration figures, on SQLite."""
    found = _site(f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.db')}")
    yield found
    found.engine.dispose()


@pytest.fixture
def command(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Run one command of the command line in this process, on an empty SQLite database."""
    from typer.testing import CliRunner

    from dashboard.cli.main import app

    monkeypatch.setenv("DASHBOARD_DATABASE_URL", sqlite_url)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def _site(url: str) -> Site:
    return Site(open_database(url), replace(Settings(), database_url=url)).acting(TESTER)


def _prepare(url: str) -> None:
    found = _site(url)
    installing.upgrade(found)
    _close(found.engine)


def _close(engine: Engine) -> None:
    """Leave a file that can be copied: nothing of it in the write-ahead log."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.rollback()
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    engine.dispose()


def _create_database(address: str, name: str, template: str) -> None:
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
