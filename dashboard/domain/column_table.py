"""Many rows kept column by column: a million of them have to fit, and each looks like a row when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Row = TypeVar("Row", bound=tuple[Any, ...])
Columns = TypeVar("Columns", bound=tuple[Sequence[Any], ...])


class ColumnTable(Sequence[Row], Generic[Row, Columns]):
    """Rows of one kind of named tuple; `columns` hold for each of their fields what the rows say one after another."""

    def __init__(self, kind: type[Row], columns: Columns) -> None:
        self._kind, self.columns = kind, columns

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return tuple(self._rows([column[place] for column in self.columns]))
        return self._kind.__new__(self._kind, *[column[place] for column in self.columns])

    def __iter__(self) -> Iterator[Row]:
        return self._rows(self.columns)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _rows(self, columns: Iterable[Sequence[Any]]) -> Iterator[Row]:
        return (tuple.__new__(self._kind, cells) for cells in zip(*columns, strict=True))
