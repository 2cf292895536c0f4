"""What all rows of a file say, each on its own: plain ones at sight, every other one looked at by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.measure import ZERO, Amount
from dashboard.domain.memo import Memo
from dashboard.domain.month import Month
from dashboard.domain.number_text import PART
from dashboard.domain.plan import Indicator, Plan, Region, ReportedBy
from dashboard.domain.row_checks import MayReport, RowReader
from dashboard.domain.sheet_rows import SheetRows
from dashboard.domain.value_checks import State


@dataclass(slots=True)
class Readings:
    """Rows as they are understood on their own, column by column.

    Indicators and regions are codes, None where they could not be read. A row without an amount is refused, unless it
    is left out or has a month's gain, which stand by the row's place.
    """

    rows: SheetRows
    indicators: list[str | None] = field(default_factory=list)
    regions: list[str | None] = field(default_factory=list)
    months: list[Month | None] = field(default_factory=list)
    amounts: list[Amount | None] = field(default_factory=list)
    gains: dict[int, Decimal] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)

    def add(self, indicator: str | None, region: str | None, month: Month | None, amount: Amount | None) -> None:
        """Add the next row."""
        self.indicators.append(indicator)
        self.regions.append(region)
        self.months.append(month)
        self.amounts.append(amount)


_Cells = tuple[str | None, str | None, str | None, str | None]
"""A row's value cells: total, monthly, numerator, denominator."""


class _Subject(NamedTuple):
    """What a row's code, name and unit stand for, and what value cells amount to there."""

    indicator: Indicator
    by_counties: bool
    amounts: Memo[_Cells, Amount | None]


class RowsReader:
    """Reads all rows of a file. Most say nothing but known names, an open month and a number: those are plain.

    A row is plain where the reader of single rows would take it without a word, which is asked once for each text.
    """

    def __init__(self, plan: Plan, reader: RowReader, may_report: MayReport | None) -> None:
        self._plan, self._reader, self._may_report = plan, reader, may_report
        self._subjects: Memo[tuple[str | None, ...], _Subject | None] = Memo(self._subject)
        self._regions: Memo[str | None, Region | None] = Memo(self._region)
        self._months: Memo[str | None, Month | None] = Memo(self._month)
        self._amounts = Memo(_plain_amounts)

    def read(self, rows: SheetRows) -> Readings:
        """What the rows say, with everything that is wrong with them noted."""
        cells, found = rows.columns, Readings(rows)
        subjects = map(self._subjects.__getitem__, zip(cells.code, cells.name, cells.unit, cells.fault, strict=True))
        regions = map(self._regions.__getitem__, cells.region)
        months = map(self._months.__getitem__, cells.month)
        values = zip(cells.total, cells.monthly, cells.numerator, cells.denominator, strict=True)
        for subject, region, month, value in zip(subjects, regions, months, values, strict=True):
            amount = subject.amounts[value] if subject and region and month else None
            if subject and region and amount and self._is_allowed(subject, region):
                found.add(subject.indicator.code, region.code, month, amount)
            else:
                self._look_at(found)
        return found

    def _is_allowed(self, subject: _Subject, region: Region) -> bool:
        return (subject.by_counties or region.parent is None) and (
            self._may_report is None or self._may_report(subject.indicator, region)
        )

    def _look_at(self, found: Readings) -> None:
        """Read the next row by itself."""
        place = len(found.amounts)
        indicator, region, month, state, amount, gain = self._reader.read(found.rows[place])
        found.add(indicator.code if indicator else None, region.code if region else None, month, amount)
        if state is State.MISSING:
            found.left_out.add(place)
        elif gain is not None:
            found.gains[place] = gain

    def _subject(self, cells: tuple[str | None, ...]) -> _Subject | None:
        code, name, unit, fault = cells
        indicator, remark, _ = self._reader.names.indicator(code, name)
        if indicator is None or remark or fault is not None:
            return None
        quantity, misfit = self._reader.values.quantity(indicator, unit)
        if misfit:
            return None
        amounts = self._amounts[quantity.plain, quantity.is_ratio]
        return _Subject(indicator, indicator.reported_by is ReportedBy.COUNTIES, amounts)

    def _region(self, text: str | None) -> Region | None:
        if text is None:
            return self._plan.root
        region, remark = self._reader.names.region(text)
        return None if remark else region

    def _month(self, text: str | None) -> Month | None:
        rules = self._reader.months[text]
        return None if rules.remark or rules.refusal or rules.stock_refusal else rules.month


def _plain_amounts(kind: tuple[re.Pattern[str], bool]) -> Memo[_Cells, Amount | None]:
    """What value cells amount to, by their texts; None where they have to be looked at."""
    pattern, is_ratio = kind

    def amount(cells: _Cells) -> Amount | None:
        total, monthly, upper, lower = cells
        if monthly:
            return None
        if upper and lower and is_ratio and not total:
            return _quotient(upper, lower)
        return Amount(Decimal(total)) if total and not upper and not lower and pattern.fullmatch(total) else None

    return Memo(amount)


def _quotient(upper: str, lower: str) -> Amount | None:
    if not (PART.plain.fullmatch(upper) and PART.plain.fullmatch(lower)):
        return None
    numerator, denominator = Decimal(upper), Decimal(lower)
    return Amount(numerator, denominator) if denominator > ZERO and numerator <= denominator else None
