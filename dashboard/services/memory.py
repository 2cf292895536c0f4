"""A memory of the latest results, by a key that holds the revision: nothing in it ever has to be invalidated."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar

Value = TypeVar("Value")


class Memory:
    """Results by key, the least recently used dropped first; one thread makes a result while others wait for it.

    Only those who ask for that result wait: whoever asks for another is answered at once.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The result for the key, made now where it is not remembered."""
        known: tuple[Value, ...] = self.find(key)
        if known:
            return known[0]
        with self._lock:
            making = self._making.setdefault(key, RLock())
        with making:
            known = self.find(key)
            return known[0] if known else self._make(key, make)

    def find(self, key: Hashable) -> tuple[Any, ...]:
        """The result for the key alone; nothing where it is not remembered."""
        with self._lock:
            if key not in self._results:
                return ()
            self._results.move_to_end(key)
            return (self._results[key],)

    def keep(self, key: Hashable, result: Any) -> None:
        """Remember a result, in the place of what was remembered for its key."""
        with self._lock:
            self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > self._size:
                self._results.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._results.clear()

    def _make(self, key: Hashable, make: Callable[[], Value]) -> Value:
        try:
            result = make()
            self.keep(key, result)
            return result
        finally:
            with self._lock:
                self._making.pop(key, None)
