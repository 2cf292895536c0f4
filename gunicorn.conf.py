"""How gunicorn serves the dashboard; it reads this file by itself, however it is started from this folder."""

import ctypes

workers = 2
threads = 4
worker_class = "gthread"
keepalive = 15  # seconds; a wall asks every five
control_socket_disable = True

_ARENAS = -8  # M_ARENA_MAX in glibc's malloc.h


def on_starting(_server: object) -> None:
    """Let the threads of a worker share one heap: each of its own keeps what its largest answer took."""
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit:
        limit(_ARENAS, 1)
