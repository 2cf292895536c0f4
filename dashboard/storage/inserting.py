"""Many rows at once, given column by column, by the fastest way that each database has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table

Column = Sequence[int | None]
"""One column's values, row by row: whole numbers, or None for nothing."""

_BLOCK = 8192  # rows that are made ready at a time
_ROWS_A_STATEMENT = 32  # for SQLite: calling a statement costs as much as storing a short row


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Column]) -> None:
    """Insert the rows that these columns hold, all of one length; none where they are empty."""
    count = len(next(iter(columns.values())))
    for start in range(0, count, _BLOCK):
        block = {name: column[start : start + _BLOCK] for name, column in columns.items()}
        if connection.dialect.name == "postgresql":
            _copy(connection, table, block)
        else:
            _insert(connection, table, block)


def _copy(connection: Connection, table: Table, columns: Mapping[str, Column]) -> None:
    texts = [["\\N" if value is None else str(value) for value in column] for column in columns.values()]
    with connection.connection.cursor().copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
        copy.write("".join([f"{row}\n" for row in map("\t".join, zip(*texts, strict=True))]))


def _insert(connection: Connection, table: Table, columns: Mapping[str, Column]) -> None:
    row, bound = _row_of(columns)
    values = _row_by_row(bound)
    size = len(bound) * _ROWS_A_STATEMENT
    whole = len(values) // size * size
    head = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES "
    for some in (values[:whole], values[whole:]):
        if some:
            rows = min(_ROWS_A_STATEMENT, len(some) // len(bound))
            connection.exec_driver_sql(head + ", ".join([row] * rows), _batches(some, rows * len(bound)))


def _row_by_row(columns: Sequence[Column]) -> tuple[int | None, ...]:
    values: list[int | None] = [None] * (len(columns) * len(columns[0]))
    for place, column in enumerate(columns):
        values[place :: len(columns)] = column
    return tuple(values)


def _batches(values: tuple[int | None, ...], size: int) -> list[tuple[int | None, ...]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def _row_of(columns: Mapping[str, Column]) -> tuple[str, list[Column]]:
    """A row of the statement, and the columns that are bound to it.

    What is the same in every row is written into the statement, the first column apart: binding costs more.
    """
    first, *_ = columns
    same = {name: column[0] for name, column in columns.items() if name != first and _is_constant(column)}
    words = ["?" if name not in same else "NULL" if same[name] is None else str(same[name]) for name in columns]
    return f"({', '.join(words)})", [column for name, column in columns.items() if name not in same]


def _is_constant(column: Column) -> bool:
    return column[0] == column[-1] and column.count(column[0]) == len(column)
