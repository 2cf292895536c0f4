"""Chromium 86, as domestic systems still carry it: every page works on it, and none of its scripts stumbles.

The journeys stand in old_browser.py, and each runs in a process of its own: in one process for all it does, as it must
run here, this browser at times never answers its driver, and then it is ended and tried again rather than waited for.
A journey takes seconds; one that never ends, however often it is tried, has failed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from browser import old_browser
from browser.served_site import ROOT

TRIES, SECONDS = 4, 120
NOT_REACHED = 75
JOURNEYS = [name for name in vars(old_browser) if name.startswith("test_")]


def run_journey(name: str) -> tuple[int | None, str]:
    """How a journey ended, and what was said; None where it did not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{old_browser.__file__}::{name}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
            return process.returncode, said
        except subprocess.TimeoutExpired:
            for number in (*descendants(process.pid), process.pid):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            return None, process.communicate()[0]


def descendants(number: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [number]
    for parent in found:
        found += [child for child, of in parents.items() if of == parent]
    return found[1:]


@pytest.fixture(scope="module", autouse=True)
def old_chromium() -> None:
    """The old browser, fetched once; to be without it is said here, where it is seen."""
    found = subprocess.run([ROOT / "scripts" / "fetch_old_chromium.sh"], stdout=subprocess.DEVNULL)
    if found.returncode == NOT_REACHED:
        pytest.skip("Chromium 86 is not here and npm cannot fetch it")
    found.check_returncode()


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_browser_of_an_old_office_computer_makes_the_journey(name: str) -> None:
    for _ in range(TRIES):
        ended, said = run_journey(name)
        if ended is not None:
            break
    else:
        pytest.fail(f"not one of {TRIES} tries ended within {SECONDS} seconds; the last said: {said}")
    assert ended == 0, said
