"""The site as it is in use: gunicorn with two workers, on a database of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SLOWEST_START_SECONDS = 120


class ServedSite:
    """A site on a database of its own; it can be stopped and started again at the same address."""

    def __init__(self, database: Path, log: Path, settings: Mapping[str, str] | None = None) -> None:
        others = {name: value for name, value in os.environ.items() if not name.startswith("DASHBOARD_")}
        self._environ = {**others, "DASHBOARD_DATABASE_URL": f"sqlite:///{database}", **(settings or {})}
        self._log = log
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve, and return when a worker has answered."""
        # Bound here and handed over, so that no other program can take the port in between, and who asks early waits.
        with socket.create_server(("127.0.0.1", self._port)) as listening, self._log.open("ab") as log:
            self._port = listening.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{listening.fileno()}"]
            self._process = subprocess.Popen(
                [*command, "app:server"],
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                pass_fds=[listening.fileno()],
            )
        self.fetch("/healthz", timeout=_SLOWEST_START_SECONDS)

    def stop(self) -> None:
        """End this server, and no other."""
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

    def command(self, *words: str) -> str:
        """What one command of the command line prints, run beside the server on its database."""
        told = [sys.executable, "-m", "dashboard", *words]
        ended = subprocess.run(told, cwd=ROOT, env=self._environ, check=True, capture_output=True, text=True)
        return ended.stdout.strip()

    def fetch(self, address: str, content: bytes | None = None, timeout: float = 60) -> bytes:
        """What the site answers to a GET, or to a POST of a content."""
        request = urllib.request.Request(self.url + address, content, {"Content-Type": "application/octet-stream"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return bytes(answer.read())

    def keep_draft(self, name: str, content: bytes) -> str:
        """The number of the draft that an upload became."""
        answer = self.fetch(f"/report/files?name={urllib.parse.quote(name)}", content)
        return str(json.loads(answer)["submission"])

    def faults(self) -> list[str]:
        """The ends of all tracebacks in the log: what failed on the server, whatever the page made of it."""
        lines = self._log.read_text().splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        beside = [line for line in lines if line.startswith("Traceback ")]  # of what failed before there was a log
        return beside + [line["exception"].splitlines()[-1] for line in told if "exception" in line]
