"""Rows and columns of sums against the figures they are made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from dashboard.domain.cell_text import key_of, printed
from dashboard.domain.measure import EXACT, ZERO
from dashboard.domain.number_text import PART, NumberReading, read_number
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Field, RawRow
from dashboard.domain.sheet_rows import SheetRows
from dashboard.files.heading import Vocabulary
from dashboard.files.sheet_notes import SheetNotes
from dashboard.files.table_layout import SumColumn

_VALUES: dict[Field, Callable[[RawRow], str | None]] = {
    Field.TOTAL: lambda row: row.total,
    Field.MONTHLY: lambda row: row.monthly,
    Field.NUMERATOR: lambda row: row.numerator,
    Field.DENOMINATOR: lambda row: row.denominator,
}
_PARTS = (Field.NUMERATOR, Field.DENOMINATOR)
_SUBTOTAL = "小计"

_Key = tuple[int, str, str]


class SumRow(NamedTuple):
    """A row of sums: its word, its cells as rows of figures, and where it stands among the rows of the sheet.

    The details of a subtotal lie between `since`, where the sums before it stand, and `place`.
    """

    word: str
    rows: tuple[RawRow, ...]
    since: int
    place: int


@dataclass(slots=True)
class _Part:
    """Where rows about the same stand in their sheet, and their sums once somebody asked."""

    places: list[int] = field(default_factory=list)
    sums: dict[Field, list[Decimal]] = field(default_factory=dict)

    def between(self, since: int, place: int) -> _Part:
        """Those of the rows that stand between two places."""
        return _Part(self.places[bisect_left(self.places, since) : bisect_left(self.places, place)])


class SumChecker:
    """Compares sums with their details; what is no plain number is left alone."""

    def __init__(self, vocabulary: Vocabulary, notes: SheetNotes) -> None:
        self._vocabulary = vocabulary
        self._notes = notes
        self._indicators: dict[tuple[str | None, str | None], str] = {}

    def check_rows(self, rows: SheetRows, first: int, sums: Sequence[SumRow]) -> None:
        """Compare the sums of one table with its rows, of which the first stands at that place."""
        if not sums:
            return
        details = _Details(rows, first, self._key)
        for given in sums:
            outcomes = [self._outcome(given.word, row, rows, details.of(given, row)) for row in given.rows]
            told = [outcome for found in outcomes for outcome in found]
            if told:
                self._notes.compare(is_equal=all(told))

    def check_column(self, column: SumColumn, cell: str, rows: Sequence[RawRow], *, by_month: bool) -> None:
        """Compare a column of sums with the other values of its line."""
        total, value = plain_number(cell).value, _VALUES[column.field]
        if total is None or not self._vocabulary.adds_up(rows[0].code or "", rows[0].name or ""):
            return
        if not by_month:
            self._compare(column, rows[0].line, total, self._sums(rows, value))
            return
        cells = [value(row) for row in rows]
        sums, last = _sum(cells), _last(cells)
        if column.field is Field.TOTAL and total == sums and sums != last:
            self._tell_of_months(column, rows[0].line)
        elif total != last:
            self._compare(column, rows[0].line, total, [] if sums is None else [sums])

    def _outcome(self, word: str, row: RawRow, rows: SheetRows, parts: Sequence[_Part]) -> list[bool]:
        """For each of a row's values whether it is the sum of one of the parts; nothing where that can't be told."""
        found = next((rows[part.places[0]] for part in parts if part.places), None)
        if found is None:
            return []
        fields = _VALUES if self._vocabulary.adds_up(found.code or "", found.name or "") else _PARTS
        outcomes = []
        for which in fields:
            total = plain_number(_VALUES[which](row) or "").value
            sums = [] if total is None else [one for part in parts for one in self._sums_of(rows, part, which)]
            if total is not None and sums:
                outcomes.append(total in sums)
                if total not in sums:
                    column = row.value_column or row.header.columns[which]
                    self._tell(row.line, column.header, word, total, sums[0])
        return outcomes

    def _sums_of(self, rows: SheetRows, part: _Part, which: Field) -> list[Decimal]:
        if which not in part.sums:
            part.sums[which] = self._sums([rows[place] for place in part.places], _VALUES[which])
        return part.sums[which]

    def _sums(self, rows: Sequence[RawRow], value: Callable[[RawRow], str | None]) -> list[Decimal]:
        """The sum without the city's own figure, and with it; a row that comes twice counts once."""
        cells: dict[tuple[object, str | None], bool] = {}
        for place, row in enumerate(rows):
            region = place if row.region is None else key_of(row.region)
            cells[region, value(row)] = row.region is not None and self._vocabulary.is_city(row.region)
        found = [_sum(cell for (_, cell), is_city in cells.items() if not is_city), _sum(cell for _, cell in cells)]
        return [one for one in found if one is not None]

    def _compare(self, column: SumColumn, line: int, total: Decimal, sums: Sequence[Decimal]) -> None:
        if sums and total not in sums:
            self._tell(line, column.column.header, "合计", total, sums[0])

    def _tell(self, line: int, column: str, word: str, total: Decimal, sums: Decimal) -> None:
        message = f"第{line}行：{word}{printed(total)}与明细之和{printed(sums)}不符，请您核对后说明。"
        self._notes.warn(Problem(line, column, Level.WARNING, "total-differs", message))

    def _tell_of_months(self, column: SumColumn, line: int) -> None:
        header = column.column.header
        message = (
            f"第{line}行：“{header}”等于各月之和，各月像是本月值，而各月的列按累计值读取。请核对；"
            "如是本月值，请在月份之上注明“本月值”。"
        )
        self._notes.warn(Problem(line, header, Level.WARNING, "months-add-up", message))

    def _key(self, row: RawRow) -> _Key:
        named = (row.code, row.name)
        indicator = self._indicators.get(named)
        if indicator is None:
            found = self._vocabulary.indicator(row.code or "", row.name or "")
            indicator = self._indicators[named] = found.code if found else key_of(row.code or row.name or "")
        return id(row.header), indicator, key_of(row.month or "")


class _Details:
    """The rows of one table by what they are about."""

    def __init__(self, rows: SheetRows, first: int, key: Callable[[RawRow], _Key]) -> None:
        self._rows, self._key = rows, key
        self._buckets: dict[_Key, _Part] = {}
        for place, row in enumerate(islice(rows, first, None), first):
            if row.fault is None:
                self._buckets.setdefault(key(row), _Part()).places.append(place)
        self._only: dict[int, _Key | None] = {}
        for found in self._buckets:
            self._only[found[0]] = None if found[0] in self._only else found

    def of(self, given: SumRow, row: RawRow) -> tuple[_Part, ...]:
        """The rows that a sum may be made of, the likeliest first: all of its kind, or those since the last sums."""
        key: _Key | None = self._key(row)
        if not (row.code or row.name) or row.month == "":
            key = self._unnamed(given, self._key(row))
        whole = self._buckets.get(key) if key else None
        if whole is None:
            return ()
        near = whole.between(given.since, given.place)
        return (near, whole) if _SUBTOTAL in given.word else (whole, near)

    def _unnamed(self, given: SumRow, key: _Key) -> _Key | None:
        """What a sum is about that does not say so: only where all its details are about the same."""
        near = [row for row in self._rows[given.since : given.place] if row.fault is None]
        keys = {found for row in near if (found := self._key(row))[0] == key[0]}
        only = keys.pop() if len(keys) == 1 else self._only.get(key[0]) if not keys else None
        fits = only is not None and key[1] in ("", only[1]) and key[2] in ("", only[2])
        return only if fits else None


@lru_cache(maxsize=4096)
def plain_number(text: str) -> NumberReading:
    """A cell's number as it stands; a number that is only about right is none."""
    reading = read_number(text, PART)
    exact = all(remark.level is Level.NOTICE for remark in reading.remarks)
    return reading if exact or reading.value is None else NumberReading(None)


def _sum(cells: Iterable[str | None]) -> Decimal | None:
    """The sum of plain numbers, missing ones left out; None where a cell is something else or there is no number."""
    readings = [reading for cell in cells if not (reading := plain_number(cell or "")).missing]
    total = ZERO
    for reading in readings:
        if reading.value is None:
            return None
        total = EXACT.add(total, reading.value)
    return total if readings else None


def _last(cells: Sequence[str | None]) -> Decimal | None:
    """The last number of a line."""
    readings = (plain_number(cell or "") for cell in reversed(cells))
    return next((reading.value for reading in readings if not reading.missing), None)
