"""Servers of our own: gunicorn as the product starts it, on a free port, ended when the measurement is over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parents[1]
WORKERS, THREADS = 2, 4

_START_SECONDS = 60.0
_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and the process that holds its workers."""

    port: int
    process: int

    def address(self, path: str) -> str:
        """The full address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        told = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii")
        return [int(number) for number in told.split()]

    def memory(self) -> float:
        """What the workers hold together, in MB: their proportional set size."""
        return sum(_held(number) for number in self.workers()) / 1024


@contextmanager
def serving(module: str, environ: Mapping[str, str] | None = None, threads: int = THREADS) -> Iterator[Server]:
    """The server of a module's `server` by the product's gunicorn.conf.py, ready to answer with all its workers."""
    port = free_port()
    many = ["--workers", str(WORKERS), "--threads", str(threads)]
    command = [sys.executable, "-m", "gunicorn", *many, "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    with TemporaryFile() as log:  # as in production a line is written for every request; nobody wants to see them here
        started = subprocess.Popen(
            [*command, f"{module}:server"],
            cwd=ROOT,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            server = Server(port, started.pid)
            _wait_for(server, started)
            yield server
        except RuntimeError:
            log.seek(0)
            print(log.read().decode(errors="replace"), file=sys.stderr)
            raise
        finally:
            _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a server of our own, in whatever state it is."""
    started.terminate()
    try:
        started.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        started.kill()
        started.wait(_END_SECONDS)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(server: Server, started: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; each new connection may meet another worker, so ask several times."""
    until, answers = monotonic() + _START_SECONDS, 0
    while answers < 4 * WORKERS:
        if started.poll() is not None:
            raise RuntimeError(f"the server ended by itself with {started.returncode}")
        if monotonic() > until:
            raise RuntimeError("the server does not answer")
        if _answers(server):
            answers += 1
        else:
            sleep(0.1)


def _answers(server: Server) -> bool:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_START_SECONDS)
    try:
        connection.request("GET", "/_dash-dependencies")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _held(process: int) -> int:
    """The proportional set size of a process in kB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
