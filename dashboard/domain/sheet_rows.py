"""All rows of a sheet, kept column by column: a million of them have to fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from dashboard.domain.sheet_row import Column, Header, RawRow


class RawColumns(NamedTuple):
    """The cells of many rows: for each field of a row, in the same order, what the rows hold one after another."""

    line: list[int]
    header: list[Header]
    code: list[str | None]
    name: list[str | None]
    region: list[str | None]
    month: list[str | None]
    total: list[str | None]
    monthly: list[str | None]
    numerator: list[str | None]
    denominator: list[str | None]
    unit: list[str | None]
    remark: list[str | None]
    value_column: list[Column | None]
    fault: list[str | None]


class SheetRows(Sequence[RawRow]):
    """Rows in the order of their file; a row is made when it is asked for."""

    def __init__(self, rows: Iterable[RawRow] = ()) -> None:
        self.columns = RawColumns(*([] for _ in RawColumns._fields))
        held = tuple(rows)
        if held:
            self.extend(tuple(zip(*held, strict=True)))

    def extend(self, columns: Sequence[Iterable[Any]]) -> None:
        """Add rows, given column by column in the order of their fields."""
        held: tuple[list[Any], ...] = self.columns
        for column, more in zip(held, columns, strict=True):
            column.extend(more)

    @overload
    def __getitem__(self, place: int) -> RawRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[RawRow]: ...

    def __getitem__(self, place: int | slice) -> RawRow | Sequence[RawRow]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return RawRow._make([column[place] for column in self.columns])

    def __iter__(self) -> Iterator[RawRow]:
        return map(RawRow._make, zip(*self.columns, strict=True))

    def __len__(self) -> int:
        return len(self.columns.line)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
