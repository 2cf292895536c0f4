"""A program for tests: loads and publishes files in children of its own, and kills each at its moment.

It reads lines `seconds file`, and answers `done` where the child had said so before it was killed, else `killed`.
A negative number of seconds lets the child finish and answers how long it took.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from dashboard.domain.access import Account, Role
from dashboard.services import intake
from dashboard.services.intake import Upload
from dashboard.services.site import open_site
from dashboard.settings import Settings


def load(url: str, file: Path, told: int) -> None:
    """What the command does; the word comes after the transaction."""
    site = open_site(replace(Settings(), database_url=url)).acting(Account("test", Role.ADMINISTRATOR))
    intake.load_upload(site, Upload(file.read_bytes(), file.name, "test"), publish=True)
    os.write(told, b"done")


def run(url: str, seconds: float, file: Path) -> str:
    """Start a child, kill it when its time is up."""
    heard, told = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            load(url, file, told)
        finally:
            os._exit(0)
    os.close(told)
    ready, _, _ = select.select([heard], [], [], None if seconds < 0 else seconds)
    said = os.read(heard, 4) if ready else b""
    took = time.perf_counter() - started
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)
    if seconds < 0:
        return str(took)
    return "done" if said == b"done" else "killed"


if __name__ == "__main__":
    for line in sys.stdin:
        moment, _, name = line.strip().partition(" ")
        print(run(sys.argv[1], float(moment), Path(name)), flush=True)
