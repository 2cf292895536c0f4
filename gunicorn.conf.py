"""How gunicorn serves the dashboard; it reads this file by itself, however it is started from this folder."""

import ctypes
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

sys.path.insert(0, str(Path(__file__).resolve().parent))  # gunicorn's own program looks elsewhere first

from dashboard.logs import LOGGING

workers = 2
threads = 4
worker_class = "gthread"
keepalive = 15  # seconds; a wall asks every five
control_socket_disable = True
logconfig_dict = LOGGING

_ARENAS = -8  # M_ARENA_MAX in glibc's malloc.h
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(_server: object) -> None:
    """Let the threads of a worker share one heap: each of its own keeps what its largest answer took.

    And give the workers a folder where each keeps what it counts, so that whichever is asked can add up all of it.
    """
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit:
        limit(_ARENAS, 1)
    os.environ[_COUNTS] = mkdtemp(prefix="dashboard-counts-")


def on_exit(_server: object) -> None:
    """Leave nothing behind."""
    shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)
