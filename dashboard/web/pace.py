"""How often somebody may do what costs much: counted in this process, forgotten after a minute."""

from __future__ import annotations

from collections import deque
from threading import Lock
from time import monotonic

_MINUTE = 60.0
_MOST_PEOPLE = 10_000


class Pace:
    """So many times a minute for each name."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._lock = Lock()
        self._times: dict[str, deque[float]] = {}

    def allows(self, name: str, moment: float | None = None) -> bool:
        """Whether it may be done once more now; it counts where it may."""
        now = monotonic() if moment is None else moment
        with self._lock:
            if len(self._times) > _MOST_PEOPLE:
                self._times.clear()
            times = self._times.setdefault(name, deque())
            while times and now - times[0] >= _MINUTE:
                times.popleft()
            if len(times) >= self._per_minute:
                return False
            times.append(now)
            return True
