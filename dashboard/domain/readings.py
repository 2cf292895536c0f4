"""What all rows of a file say, each on its own: plain ones at sight, every other one looked at by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.measure import Amount
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
    indicators: list[str | None]
    regions: list[str | None]
    months: list[Month | None]
    amounts: list[Amount | None]
    gains: dict[int, Decimal] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)


_Cells = tuple[str | None, str | None, str | None, str | None]
"""A row's value cells: total, monthly, numerator, denominator."""


class _Subject(NamedTuple):
    """What a row's code, name and unit stand for, and what its other cells stand for there."""

    indicator: Indicator
    regions: Memo[str | None, Region | None]
    amounts: Memo[_Cells, Amount | None]


class RowsReader:
    """Reads all rows of a file. Most say nothing but known names, an open month and a number: those are plain.

    A row is plain where the reader of single rows would take it without a word, which is asked once for each text.
    """

    def __init__(self, plan: Plan, reader: RowReader, may_report: MayReport | None) -> None:
        self._plan, self._reader, self._may_report = plan, reader, may_report
        self._subjects: Memo[tuple[str | None, ...], _Subject | None] = Memo(self._subject)
        self._months: Memo[str | None, Month | None] = Memo(self._month)
        self._regions: Memo[str | None, Region | None] = Memo(self._region)
        self._amounts = Memo(_plain_amounts)

    def read(self, rows: SheetRows) -> Readings:
        """What the rows say, with everything that is wrong with them noted."""
        cells = rows.columns
        named = zip(cells.code, cells.name, cells.unit, cells.fault, strict=True)
        subjects = list(map(self._subjects.__getitem__, named))
        regions = [s.regions[text] if s else None for s, text in zip(subjects, cells.region, strict=True)]
        months = list(map(self._months.__getitem__, cells.month))
        values = zip(cells.total, cells.monthly, cells.numerator, cells.denominator, strict=True)
        amounts = [
            subject.amounts[value] if subject and region and month else None
            for subject, region, month, value in zip(subjects, regions, months, values, strict=True)
        ]
        indicators = [subject.indicator.code if subject else None for subject in subjects]
        found = Readings(rows, indicators, [r.code if r else None for r in regions], months, amounts)
        for place, amount in enumerate(amounts):
            if amount is None:
                self._look_at(found, place)
        return found

    def _look_at(self, found: Readings, place: int) -> None:
        """Read a row that is not plain by itself."""
        indicator, region, month, state, amount, gain = self._reader.read(found.rows[place])
        found.indicators[place] = indicator.code if indicator else None
        found.regions[place] = region.code if region else None
        found.months[place], found.amounts[place] = month, amount
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
        return _Subject(indicator, self._regions_of(indicator), amounts)

    def _regions_of(self, indicator: Indicator) -> Memo[str | None, Region | None]:
        """The regions that somebody may report this indicator for, by the texts that name them."""
        may_report = self._may_report
        if may_report is None and indicator.reported_by is ReportedBy.COUNTIES:
            return self._regions

        def permitted(text: str | None) -> Region | None:
            region = self._regions[text]
            is_theirs = region and (region.parent is None or indicator.reported_by is ReportedBy.COUNTIES)
            return region if region and is_theirs and (not may_report or may_report(indicator, region)) else None

        return Memo(permitted)

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
    parts = Memo(_part)

    def amount(cells: _Cells) -> Amount | None:
        total, monthly, upper, lower = cells
        if monthly:
            return None
        if upper and lower and is_ratio and not total:
            return _quotient(upper, lower, parts)
        if not total or upper or lower or not pattern.fullmatch(total):
            return None
        return Amount._make((_millionths(total), None))

    return Memo(amount)


def _quotient(upper: str, lower: str, parts: Memo[str, int | None]) -> Amount | None:
    numerator, denominator = parts[upper], parts[lower]
    is_share = numerator is not None and denominator and numerator <= denominator
    return Amount._make((numerator, denominator)) if is_share else None


def _part(text: str) -> int | None:
    return _millionths(text) if PART.plain.fullmatch(text) else None


def _millionths(text: str) -> int:
    """The millionths that plain digits stand for, with at most six after the point."""
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(6, "0")) if part else int(whole) * 1_000_000
