"""Rows one after another, with a look at those to come."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from dashboard.files.reading import Row


class RowStream:
    """Gives each row once; what was only looked at is still to come."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rest = iter(rows)
        self._ahead: list[Row] = []

    def __iter__(self) -> Iterator[Row]:
        while row := self.skip(1):
            yield row[0]

    def peek(self, count: int) -> list[Row]:
        """The next rows, so many or as many as there are."""
        if count > len(self._ahead):
            self._ahead.extend(itertools.islice(self._rest, count - len(self._ahead)))
        return self._ahead[:count]

    def skip(self, count: int) -> list[Row]:
        """The next rows, taken."""
        taken = self.peek(count)
        del self._ahead[:count]
        return taken
