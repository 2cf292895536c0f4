"""Rows one after another, with a look at those to come."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from dashboard.files.reading import Row


class RowStream:
    """Gives each row once, over any number of loops; what was only looked at is still to come."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rest = iter(rows)
        self._ahead: deque[Row] = deque()

    def __iter__(self) -> Iterator[Row]:
        while True:
            while self._ahead:
                yield self._ahead.popleft()
            for row in self._rest:
                yield row
                if self._ahead:
                    break
            else:
                return

    def peek(self, count: int) -> Sequence[Row]:
        """The next rows, so many or as many as there are."""
        self._ahead.extend(itertools.islice(self._rest, max(0, count - len(self._ahead))))
        return tuple(itertools.islice(self._ahead, count))

    def skip(self, count: int) -> tuple[Row, ...]:
        """The next rows, taken."""
        return tuple(itertools.islice(self, count))
