"""A PostgreSQL server of our own in a temporary folder, where its programs are installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.server import free_port

_PROGRAMS = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Where the newest installed server's programs are; None where there are none."""
    found = sorted(path.parent for path in _PROGRAMS.glob("*/bin/initdb"))
    return found[-1] if found else None


@contextmanager
def postgresql(binaries: Path) -> Iterator[str]:
    """The address of a running server, without a database; run by an ordinary user, as the server insists."""
    with TemporaryDirectory(prefix="bench-postgresql-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o777)
        data = folder / "data"
        _run([binaries / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        _run([binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"])
        try:
            yield f"postgresql://bench@127.0.0.1:{port}"
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"])
            _run(["rm", "-r", data])


def new_database(address: str, name: str, template: str = "template0") -> str:
    """The address of a new database of the server, a copy of the template."""
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{address}/{name}"


def _run(command: Sequence[object]) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")
