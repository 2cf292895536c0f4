"""A memory of the latest results, by a key that holds the revision: nothing in it ever has to be invalidated."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar

Value = TypeVar("Value")


class Memory:
    """Results by key, the least recently used dropped first; one thread makes a result while others wait for it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = RLock()

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The result for the key, made now where it is not remembered."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                found: Value = self._results[key]
                return found
            result = self._results[key] = make()
            while len(self._results) > self._size:
                self._results.popitem(last=False)
            return result

    def replace(self, key: Hashable, result: Any) -> None:
        """Remember another result for a key that is remembered."""
        with self._lock:
            self._results[key] = result
