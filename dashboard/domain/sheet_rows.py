"""All rows of a sheet, kept column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dashboard.domain.column_table import ColumnTable
from dashboard.domain.sheet_row import Column, Header, RawRow


class RawColumns(NamedTuple):
    """The cells of many rows: the fields of a RawRow, each with what the rows hold one after another."""

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


class SheetRows(ColumnTable[RawRow, RawColumns]):
    """Rows in the order of their file."""

    def __init__(self, rows: Iterable[RawRow] = ()) -> None:
        super().__init__(RawRow, RawColumns(*([] for _ in RawColumns._fields)))
        columns = tuple(zip(*rows, strict=True))
        if columns:
            self.extend(columns)

    def extend(self, columns: Sequence[Iterable[Any]]) -> None:
        """Add rows, given column by column in the order of their fields."""
        held: tuple[list[Any], ...] = self.columns
        for column, more in zip(held, columns, strict=True):
            column.extend(more)
