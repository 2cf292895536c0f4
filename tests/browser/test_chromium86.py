"""Chromium 86, as domestic systems still carry it: every page works on it, and none of its scripts stumbles.

The journeys stand in old_browser.py and run in a process of their own: in one process for all it does, as it must run
here, this browser at times never answers its driver, and then it is ended and tried again rather than waited for.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from browser.served_site import ROOT

TRIES, SECONDS = 4, 300
JOURNEYS = Path(__file__).with_name("old_browser.py")


def run_journeys(seconds: float) -> tuple[int | None, str]:
    """How the journeys ended, and what was said; None where they did not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(JOURNEYS)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
            return process.returncode, said
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None, process.communicate()[0]


def test_every_page_works_in_the_browser_of_an_old_office_computer() -> None:
    for _ in range(TRIES):
        ended, said = run_journeys(SECONDS)
        if ended is not None:
            break
    assert ended == 0, said
